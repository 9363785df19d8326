package render

import (
	"regexp"
	"strings"

	"github.com/pir-cli/pir/internal/markdown"
)

// mention is a handle that a git host would send a message to.
var mention = regexp.MustCompile(`(^|[^\p{L}\p{N}_])(@[\p{L}\p{N}][\p{L}\p{N}./_-]*)`)

// markdownText makes text from a report safe inside a markdown table: it is shown as it was written, it
// formats nothing, loads nothing and mentions nobody. A handle such as @sre-1 becomes code for that.
func markdownText(s string) string {
	s = Visible(s)
	var b strings.Builder
	for {
		m := mention.FindStringSubmatchIndex(s)
		if m == nil {
			break
		}
		b.WriteString(markdown.Escape(s[:m[4]]) + "`" + s[m[4]:m[5]] + "`")
		s = s[m[5]:]
	}
	b.WriteString(markdown.Escape(s))
	return b.String()
}
