package markdown_test

import (
	"testing"

	"github.com/pir-cli/pir/internal/markdown"
)

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"plain é日本":       "plain é日本",
		"a|b*c_d`e[f]~g$": "a\\|b\\*c\\_d\\`e\\[f\\]\\~g\\$",
		`back\slash`:      `back\\slash`,
		"<b>&amp;":        "&lt;b>&amp;amp;",
		"x\u202ey":        `x\\u{202E}y`,
	} {
		if got := markdown.Escape(in); got != want {
			t.Errorf("Escape(%q) = %q, want %q", in, got, want)
		}
	}
}
