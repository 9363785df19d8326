package chart

import (
	"bytes"
	"strings"
)

// sheetClass is the class by which Sheet finds the pictures that Embed makes.
const sheetClass = "pir-chart"

// Embed returns a picture of this package to be put into an HTML page, without the style sheet of its own: a page that
// allows no inline styles would not obey it. The page needs Sheet instead. It is what it was when it is no such picture.
func Embed(svg []byte) []byte {
	svg = bytes.TrimPrefix(svg, []byte(Mark))
	before, rest, ok := bytes.Cut(svg, []byte("<style>"))
	if !ok {
		return svg
	}
	_, after, ok := bytes.Cut(rest, []byte("</style>\n"))
	if !ok {
		return svg
	}
	before = bytes.Replace(before, []byte("<svg "), []byte(`<svg class="`+sheetClass+`" `), 1)
	return append(bytes.Clone(before), after...)
}

// Sheet returns the style sheet of all pictures that Embed makes. They are light or dark as the page is: as the system
// asks for, unless data-theme of the root element says light or dark. On paper they are light.
func Sheet() string {
	var b strings.Builder
	b.WriteString("." + sheetClass + "{max-width:100%;height:auto}\n")
	add := func(before string, rules []string) {
		for _, rule := range rules {
			b.WriteString(bound(before+"."+sheetClass, rule) + "\n")
		}
	}
	add("", shapes())
	add("", light().rules())
	b.WriteString("@media screen and (prefers-color-scheme:dark){\n")
	add(`:root:not([data-theme="light"]) `, dark().rules())
	b.WriteString("}\n@media screen{\n")
	add(`:root[data-theme="dark"] `, dark().rules())
	b.WriteString("}\n")
	return b.String()
}
