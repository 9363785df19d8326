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

// markdownMessage makes a finding's message safe as markdownText does, and leaves what stands between backquotes code,
// in which nothing formats or mentions.
func markdownMessage(s string) string {
	parts := strings.Split(Visible(s), "`")
	var b strings.Builder
	for i, part := range parts {
		switch {
		case i%2 == 0:
			b.WriteString(markdownText(part))
		case i == len(parts)-1 || strings.TrimSpace(part) == "":
			b.WriteString(markdownText("`" + part))
			if i < len(parts)-1 {
				b.WriteString(markdownText("`"))
			}
		default:
			b.WriteString("`" + part + "`")
		}
	}
	return b.String()
}
