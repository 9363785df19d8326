// Package safehtml turns markdown and short texts that strangers may have written into HTML that can do nothing: no
// script, no style, no request. It knows nothing of reports beyond how their text is cut into blocks.
package safehtml

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// Options says how a text is set into its page.
type Options struct {
	// Top is the level that the highest heading of the text gets, from 2 to 6; the others follow it. A page has one
	// heading of level 1, which is not for a text to write. Anything else counts as 2.
	Top int

	// Prefix begins the id of every heading, so that several texts can stand on one page. Links within the text,
	// such as #summary, follow it.
	Prefix string

	// Called is what the labels of its tables call the text, such as "summary"; "" is "text".
	Called string

	// Link returns what a relative link of the text leads to on the page, or "" to show its text alone. Nil keeps
	// relative links as they are. It is not asked about addresses, mail and fragments.
	Link func(target string) string

	// Image returns the src of an image, or "" to show a link in its place. It must be relative, or a data: address of
	// a PNG, JPEG, GIF or WebP; anything else is not taken. Nil shows links for all images.
	Image func(src string) string
}

// growth is how many times as long as the text its HTML may be, beyond a fixed start. A short text of long link
// definitions that are used often would else fill the memory.
const (
	growth      = 40
	growthStart = 64 << 10
)

// Render returns a text as HTML, with the tables, task lists, strikethrough and bare addresses that git hosts know.
//
// Comments vanish. Other HTML is shown as it is written, but for <br>, which ends a line. Links lead to http, https,
// mailto, relative targets and fragments; what leads elsewhere is shown as text. A text that would take too long, or
// whose HTML would be too large, is shown as it is written; whether it would is counted and not measured, so that the
// same text always gives the same page.
func Render(markdown []byte, o Options) template.HTML {
	markdown = bytes.ReplaceAll(markdown, []byte("\r\n"), []byte("\n"))
	highest, over := measure(markdown)
	if over {
		return plain(markdown)
	}
	limit := &limited{left: growthStart + growth*len(markdown)}
	if err := o.converter(highest).Convert(markdown, limit); err != nil {
		return plain(markdown) // it got too large; nothing else fails
	}
	return template.HTML(visible(limit.b.String()))
}

// converter returns the parser and renderer of one text.
func (o Options) converter(highest int) goldmark.Markdown {
	w := &writer{Options: o, highest: highest, slugs: slugs{}}
	if w.Top < 2 || w.Top > 6 {
		w.Top = 2
	}
	if w.Called == "" {
		w.Called = "text"
	}
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.Linkify),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(w, 1))),
	)
}

// plain shows a text as it is written.
func plain(markdown []byte) template.HTML {
	return template.HTML(`<pre class="plain" tabindex="0">` + visible(template.HTMLEscapeString(string(markdown))) + "</pre>\n")
}

// limited collects what is written, up to a size.
type limited struct {
	b    strings.Builder
	left int
}

var errTooLarge = errors.New("the page gets too large")

// Write takes p, or refuses it when that would be too much.
func (l *limited) Write(p []byte) (int, error) {
	if l.left -= len(p); l.left < 0 {
		return 0, errTooLarge
	}
	return l.b.Write(p)
}

// writer renders what the renderer of goldmark does not do as it is wanted here. It serves one text.
type writer struct {
	Options

	highest int // level of the highest heading in the text
	tables  int
	slugs   slugs
}

// RegisterFuncs says which parts of a text the writer renders.
func (w *writer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindHeading, w.heading)
	reg.Register(ast.KindHTMLBlock, w.htmlBlock)
	reg.Register(ast.KindRawHTML, w.rawHTML)
	reg.Register(ast.KindCodeBlock, w.code)
	reg.Register(ast.KindFencedCodeBlock, w.code)
	reg.Register(ast.KindLink, w.link)
	reg.Register(ast.KindAutoLink, w.autoLink)
	reg.Register(ast.KindImage, w.image)
	w.registerTables(reg)
}

// put writes HTML. An error stays in the buffer until it is flushed, which returns it.
func put(out util.BufWriter, format string, args ...any) { _, _ = fmt.Fprintf(out, format, args...) }

// text writes text with entities and escapes read and everything else made safe.
func text(out util.BufWriter, b []byte) { html.DefaultWriter.Write(out, b) }
