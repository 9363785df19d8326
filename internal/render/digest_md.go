package render

import (
	"io"
	"strings"
)

// digestMarkdown writes a digest for a git host or a chat. It mentions nobody.
func digestMarkdown(w io.Writer, m Message, _ Style) error {
	p := &printer{w: w}
	p.printf("# Corrective actions of %s on %s\n\n%s.\n", markdownText(m.Owner), isoDay(m.AsOf), digestCounts(&m.Digest))
	for _, s := range digestSections(&m.Digest) {
		p.printf("\n## %s\n\n%s\n\n", s.title, s.how)
		for _, item := range s.items {
			p.printf("- %s (%s)\n  %s\n", markdownText(item.title), markdownText(strings.Join(item.facts, ", ")), codeSpan(item.command))
		}
	}
	return p.err
}

// codeSpan writes text of one line as code, fenced by more backticks than stand in it.
func codeSpan(s string) string {
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}
