package lsp

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// TestPositions counts by hand in the three encodings.
func TestPositions(t *testing.T) {
	const text = "a日👩é\r\nb\rc\n"
	for _, c := range []struct {
		units  encoding
		at     position
		offset int
	}{
		{utf16Units, position{0, 0}, 0},
		{utf16Units, position{0, 1}, 1},
		{utf16Units, position{0, 2}, 4},
		{utf16Units, position{0, 3}, 4}, // between the halves of a pair
		{utf16Units, position{0, 4}, 8},
		{utf16Units, position{0, 5}, 10},
		{utf16Units, position{0, 9}, 10}, // behind the end of the line, before its CRLF
		{utf8Units, position{0, 2}, 1},   // within 日
		{utf8Units, position{0, 4}, 4},
		{utf32Units, position{0, 3}, 8},
		{utf16Units, position{1, 0}, 12},
		{utf16Units, position{1, 5}, 13},
		{utf16Units, position{2, 0}, 14}, // a lone CR ends a line
		{utf16Units, position{3, 0}, 16},
		{utf16Units, position{9, 9}, 16},
		{utf16Units, position{1<<32 - 1, 1<<32 - 1}, 16},
	} {
		if got := newText([]byte(text), c.units).offset(c.at); got != c.offset {
			t.Errorf("%s %v: offset %d, want %d", c.units, c.at, got, c.offset)
		}
	}
}

// TestEdits makes random edits by position, and compares with the same edits of a slice of UTF-16 units or bytes.
func TestEdits(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"a", "é", "日本", "👩‍🚒", "\n", "\r\n", "\r", "", "\ufeff", "x: y"}
	for range 200 {
		for _, units := range []encoding{utf8Units, utf16Units, utf32Units} {
			model := []rune("---\ntitle: Störung 決済 👩\n---\n")
			now := newText([]byte(string(model)), units)
			for range 20 {
				start := r.IntN(len(model) + 1)
				end := min(len(model), start+r.IntN(6))
				by := pieces[r.IntN(len(pieces))]
				if inLineEnd(model, start) || inLineEnd(model, end) {
					continue // no position names that place
				}
				now = now.replace(textRange{count(model, start, units), count(model, end, units)}, by)
				model = append(append(append([]rune{}, model[:start]...), []rune(by)...), model[end:]...)
				if string(now.bytes) != string(model) {
					t.Fatalf("%s: %q, want %q", units, now.bytes, string(model))
				}
				for i := range len(model) + 1 {
					b := len(string(model[:i]))
					if !inLineEnd(model, i) && (now.offset(count(model, i, units)) != b || now.position(b) != count(model, i, units)) {
						t.Fatalf("%s: rune %d of %q", units, i, string(model))
					}
				}
			}
		}
	}
}

func inLineEnd(text []rune, at int) bool {
	return at > 0 && at < len(text) && text[at] == '\n' && text[at-1] == '\r'
}

// count counts lines and units up to a rune, one after the other.
func count(text []rune, at int, units encoding) position {
	var p position
	for i, r := range text[:at] {
		switch {
		case r == '\n' || r == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			p = position{Line: p.Line + 1}
		case r == '\r': // the line end counts when it is passed
		case units == utf8Units:
			p.Character += uint32(utf8.RuneLen(r))
		case units == utf16Units:
			p.Character += uint32(utf16.RuneLen(r))
		default:
			p.Character++
		}
	}
	return p
}

// FuzzDifference holds the one edit to its word: made, it gives the other text, and it stands at line starts.
func FuzzDifference(f *testing.F) {
	f.Add("a\nb\nc\n", "a\nx\nc\n")
	f.Add("a\nb\n", "a\nb\nc\n")
	f.Add("a\n", "b\na\n")
	f.Add("a", "")
	f.Add("é\r\nb", "ê\r\nb")
	f.Fuzz(func(t *testing.T, was, now string) {
		if !utf8.ValidString(was) || !utf8.ValidString(now) {
			return
		}
		from := newText([]byte(was), utf16Units)
		edits := from.difference([]byte(now))
		if len(edits) > 1 || len(edits) == 0 != (was == now) {
			t.Fatalf("%d edits", len(edits))
		}
		for _, e := range edits {
			if got := from.replace(e.Range, e.NewText); !bytes.Equal(got.bytes, []byte(now)) {
				t.Fatalf("%q became %q, want %q by %+v", was, got.bytes, now, e)
			}
			if e.Range.Start.Character != 0 && !strings.Contains(was, "\r") {
				t.Errorf("an edit starts within a line: %+v", e)
			}
		}
	})
}
