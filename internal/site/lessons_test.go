package site

import (
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/safehtml"
)

// TestOpening holds that the overview shows the words of a lesson, and not its markdown.
func TestOpening(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"heading", "### What went well\n\nWe saw it _at once_.\n", "We saw it at once."},
		{"list", "- Rotate **every** secret\n- Mask `tokens`\n\n1. Ask\n", "Rotate every secret Mask tokens Ask"},
		{"link", "[The runbook](https://x.example/a_b_c), again.", "The runbook, again."},
		{"mark in a word", "un**believ**able a_b_c", "unbelievable a_b_c"},
		{"signs", "a < b && c > d &lt;script&gt; <b>", "a < b && c > d <script> <b>"},
		{"hidden", "a\u202eb", `a\u{202E}b`},
		{"headings alone", "# A\n\n## B\n", ""},
		{"long", strings.Repeat("word ", 60), strings.Repeat("word ", 44) + "…"},
	} {
		if got := opening(safehtml.Render([]byte(c.in), safehtml.Options{Top: lessonTop, Prefix: "p-"})); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestAfter(t *testing.T) {
	for days, want := range map[int]string{0: "on the day of", 1: "1 day after", 2: "2 days after"} {
		if got := after(days); got != want {
			t.Errorf("%d: %s", days, got)
		}
	}
}
