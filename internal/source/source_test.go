package source_test

import (
	"testing"
	"unicode/utf8"

	"github.com/pir-cli/pir/internal/source"
)

func TestPosition(t *testing.T) {
	tests := []struct {
		name   string
		text   string
		offset int
		want   source.Position
	}{
		{"start", "abc", 0, source.Position{Line: 1, Column: 1}},
		{"after lf", "a\nb", 2, source.Position{Line: 2, Column: 1}},
		{"the lf itself ends its line", "a\nb", 1, source.Position{Line: 1, Column: 2}},
		{"after crlf", "a\r\nb", 3, source.Position{Line: 2, Column: 1}},
		{"code points, not bytes", "é日本x", len("é日本"), source.Position{Line: 1, Column: 4}},
		{"end of file", "a\nbc", 4, source.Position{Line: 2, Column: 3}},
		{"after the last lf", "a\n", 2, source.Position{Line: 2, Column: 1}},
		{"byte order mark has no width", source.BOM + "abc", len(source.BOM) + 1, source.Position{Line: 1, Column: 2}},
		{"inside the byte order mark", source.BOM + "abc", 1, source.Position{Line: 1, Column: 1}},
		{"before the file", "abc", -5, source.Position{Line: 1, Column: 1}},
		{"behind the file", "abc", 99, source.Position{Line: 1, Column: 4}},
		{"empty file", "", 0, source.Position{Line: 1, Column: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := source.New("f", []byte(tt.text)).Position(tt.offset); got != tt.want {
				t.Errorf("Position(%d) of %q = %v, want %v", tt.offset, tt.text, got, tt.want)
			}
		})
	}
}

func TestLine(t *testing.T) {
	f := source.New("f", []byte("one\r\ntwo\n\nfour"))
	for n, want := range map[int]string{0: "", 1: "one", 2: "two", 3: "", 4: "four", 5: ""} {
		if got := f.Line(n); got != want {
			t.Errorf("Line(%d) = %q, want %q", n, got, want)
		}
	}
	if f.Lines() != 4 {
		t.Errorf("Lines() = %d, want 4", f.Lines())
	}
}

// FuzzPosition holds that offset and position are each other's inverse at every code point.
func FuzzPosition(f *testing.F) {
	f.Add("a\r\né日本\n\nx")
	f.Add(source.BOM + "a\n")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip("positions are only promised for text")
		}
		file := source.New("f", []byte(text))
		for offset := range text {
			if len(text) >= 3 && text[:3] == source.BOM && offset < 3 {
				continue
			}
			p := file.Position(offset)
			if text[offset] == '\n' && offset > 0 && text[offset-1] == '\r' {
				continue // between CR and LF is no place of its own
			}
			if got := file.Offset(p); got != offset {
				t.Fatalf("Offset(Position(%d)) = %d in %q", offset, got, text)
			}
		}
	})
}
