package edit_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/source"
)

func change(start, end int, text string) diag.Edit {
	return diag.Edit{Span: source.Span{Start: start, End: end}, New: text}
}

func TestApply(t *testing.T) {
	const text = "0123456789"
	tests := []struct {
		name  string
		edits []diag.Edit
		want  string // or the error, after !
	}{
		{"nothing", nil, text},
		{"in any order", []diag.Edit{change(8, 10, "ab"), change(0, 1, "")}, "1234567ab"},
		{"side by side", []diag.Edit{change(2, 4, "x"), change(4, 6, "y")}, "01xy6789"},
		{"an insertion", []diag.Edit{change(5, 5, "-")}, "01234-56789"},
		{"at the end", []diag.Edit{change(10, 10, "\r\n")}, text + "\r\n"},
		{"the same twice", []diag.Edit{change(5, 6, "-"), change(5, 6, "-")}, "01234-6789"},
		{"overlapping", []diag.Edit{change(2, 5, ""), change(4, 6, "")}, "!another edit changes them too"},
		{"one within another", []diag.Edit{change(2, 8, ""), change(4, 5, "")}, "!another edit changes them too"},
		{"two answers for one place", []diag.Edit{change(2, 3, "a"), change(2, 3, "b")}, "!another edit changes them too"},
		{"two insertions at one place", []diag.Edit{change(2, 2, "a"), change(2, 2, "b")}, "!another edit changes them too"},
		{"behind the file", []diag.Edit{change(9, 11, "")}, "!the file has only 10"},
		{"before the file", []diag.Edit{change(-1, 1, "")}, "!the file has only 10"},
		{"backwards", []diag.Edit{change(5, 4, "")}, "!the file has only 10"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := []byte(text)
			got, err := edit.Apply(b, tt.edits)
			if want, fails := strings.CutPrefix(tt.want, "!"); fails {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("got %q and %v, want an error with %q", got, err, want)
				}
			} else if err != nil || string(got) != tt.want {
				t.Errorf("got %q and %v, want %q", got, err, tt.want)
			}
			if string(b) != text {
				t.Errorf("the original became %q", b)
			}
		})
	}
}

func TestChoose(t *testing.T) {
	got := edit.Choose([][]diag.Edit{
		{change(4, 6, "a"), change(8, 9, "b")},
		{change(0, 1, "c"), change(5, 7, "d")}, // clashes with the first: none of it
		{change(2, 3, "e")},
		{change(8, 9, "b")}, // the same as before
	})
	want := []diag.Edit{change(2, 3, "e"), change(4, 6, "a"), change(8, 9, "b")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("chosen (-want +got):\n%s", diff)
	}
}

// FuzzApply holds that what lies outside the edits stays as it was, byte for byte.
func FuzzApply(f *testing.F) {
	f.Add([]byte("0123456789"), 2, 4, 6, 7, "x", "")
	f.Add([]byte("a\r\nb\xff"), 0, 0, 4, 5, "\n", "é")
	f.Fuzz(func(t *testing.T, b []byte, a0, a1, b0, b1 int, first, second string) {
		got, err := edit.Apply(b, []diag.Edit{change(b0, b1, second), change(a0, a1, first)})
		if err != nil || a0 > b0 {
			return
		}
		if a0 == b0 && a1 == b1 && first == second {
			return
		}
		want := bytes.Join([][]byte{b[:a0], []byte(first), b[a1:b0], []byte(second), b[b1:]}, nil)
		if !bytes.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}
