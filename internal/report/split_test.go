package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/adrg/frontmatter"

	"github.com/pir-cli/pir/internal/source"
)

func TestSplit(t *testing.T) {
	tests := []struct {
		name, text  string
		front, body string
		opener      int // line, 0 for none
		indented    int
	}{
		{"usual", "---\na: 1\n---\n\nText\n", "a: 1\n", "\nText\n", 1, 0},
		{"blank lines above", "\n\n---\na: 1\n---\nText\n", "a: 1\n", "Text\n", 3, 0},
		{"line ends of Windows", "---\r\na: 1\r\n---\r\nText\r\n", "a: 1\r\n", "Text\r\n", 1, 0},
		{"byte order mark", source.BOM + "---\na: 1\n---\nText", "a: 1\n", "Text", 1, 0},
		{"no line end after the closing line", "---\na: 1\n---", "a: 1\n", "", 1, 0},
		{"empty", "---\n---\nText\n", "", "Text\n", 1, 0},
		{"spaces behind", "--- \na: 1\n---\t\nText\n", "a: 1\n", "Text\n", 1, 0},
		{"another rule below", "---\na: 1\n---\nText\n\n---\n", "a: 1\n", "Text\n\n---\n", 1, 0},
		{"indented", "---\na: |\n  x\n  ---\nb: 1\n---\nText\n", "a: |\n  x\n  ---\nb: 1\n", "Text\n", 1, 4},
		{"not closed", "---\na: 1\n\nText\n", "", "---\na: 1\n\nText\n", 1, 0},
		{"none", "# Title\n---\n", "", "# Title\n---\n", 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := source.New("x.md", []byte(tt.text))
			h, err := split(f)
			if err != nil {
				t.Fatal(err)
			}
			if got := tt.text[h.front.Start:h.front.End]; got != tt.front {
				t.Errorf("front matter is %q, want %q", got, tt.front)
			}
			if got := tt.text[h.body.Start:h.body.End]; got != tt.body {
				t.Errorf("body is %q, want %q", got, tt.body)
			}
			opener := 0
			if h.opener.Present() {
				opener = f.Position(h.opener.Start).Line
			}
			if opener != tt.opener || h.indented != tt.indented {
				t.Errorf("opener in line %d, indented in line %d, want %d and %d", opener, h.indented, tt.opener, tt.indented)
			}
		})
	}
}

// FuzzSplit compares the cut with that of frontmatter over the whole file, wherever nothing is indented.
func FuzzSplit(f *testing.F) {
	f.Add("---\na: 1\n---\n\nText\n")
	f.Add("\n \r\n---\t\r\n# c\n---\r\n---\n")
	f.Add("---\na: |\n  ---\n---\nText")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.HasPrefix(text, source.BOM) {
			return
		}
		h, err := split(source.New("x.md", []byte(text)))
		if err != nil {
			t.Fatal(err)
		}
		if !h.front.Present() || h.indented > 0 {
			return
		}
		var front []byte
		capture := func(data []byte, into any) error {
			*into.(*[]byte) = data // called with &front only, below
			return nil
		}
		body, err := frontmatter.Parse(bytes.NewReader([]byte(text)), &front, frontmatter.NewFormat("---", "---", capture))
		if err != nil {
			t.Fatal(err)
		}
		if text[h.front.Start:h.front.End] != string(front) || text[h.body.Start:] != string(body) {
			t.Errorf("cut into %q and %q, want %q and %q", text[h.front.Start:h.front.End], text[h.body.Start:], front, body)
		}
	})
}
