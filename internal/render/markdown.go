package render

import (
	"regexp"
	"strings"
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
		b.WriteString(escapeMarkdown(s[:m[4]]) + "`" + s[m[4]:m[5]] + "`")
		s = s[m[5]:]
	}
	b.WriteString(escapeMarkdown(s))
	return b.String()
}

// escapeMarkdown puts a backslash before every character that markdown could read as its own.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '&':
			b.WriteString("&amp;")
		case strings.ContainsRune("\\`*_[]|~$", r):
			b.WriteString(`\` + string(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
