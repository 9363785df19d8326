// Package markdown writes text so that markdown shows it as it is; it knows nothing of reports.
package markdown

import (
	"fmt"
	"strings"
	"unicode"
)

// Escape takes its meaning from every character that markdown or HTML would read as its own, and makes
// visible, as \u{202E}, the ones that turn the text around or hide it.
func Escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '&':
			b.WriteString("&amp;")
		case strings.ContainsRune("\\`*_[]|~$", r):
			b.WriteString(`\` + string(r))
		case unicode.Is(unicode.Cf, r):
			fmt.Fprintf(&b, `\\u{%X}`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
