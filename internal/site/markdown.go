package site

import (
	"html/template"
	"strings"
)

// markdown turns a markdown text of a report into HTML.
func markdown(source string) template.HTML {
	var b strings.Builder
	for part := range strings.SplitSeq(source, "\n\n") {
		b.WriteString("<p>" + template.HTMLEscapeString(text(part)) + "</p>\n")
	}
	return template.HTML(b.String()) //nolint:gosec // it is escaped
}
