package site

import (
	"html/template"

	"github.com/pir-cli/pir/internal/safehtml"
)

// markdown turns a part of a report's text into HTML for a page. top is the level of its highest heading, and prefix
// begins the ids of its headings.
func (b *builder) markdown(root string, e *entry, source string, top int, prefix string) template.HTML {
	return safehtml.Render([]byte(source), safehtml.Options{
		Top: top, Prefix: prefix,
		Link:  func(target string) string { return b.link(root, e, target) },
		Image: func(src string) string { return b.image(root, e, src) },
	})
}
