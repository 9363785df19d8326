package safehtml

import (
	"bytes"
	"html/template"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// heading writes a heading on the level that the page has for it, with an id that nothing else on the page has.
func (w *writer) heading(out util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	h := n.(*ast.Heading)
	level := min(6, w.Top+max(0, h.Level-w.highest))
	if entering {
		put(out, `<h%d id="%s">`, level, template.HTMLEscapeString(w.Prefix+w.slugs.of(textOf(h, source))))
		return ast.WalkContinue, nil
	}
	put(out, "</h%d>\n", level)
	return ast.WalkContinue, nil
}

// slugs makes ids of headings as git hosts do, and tells those that are there already apart.
type slugs map[string]int

func (s slugs) of(title string) string {
	slug := Slug(title)
	n := s[slug]
	s[slug]++
	for n > 0 {
		next := slug + "-" + strconv.Itoa(n)
		if _, taken := s[next]; !taken {
			s[next]++
			return next
		}
		n++
	}
	return slug
}

// Slug returns the id that a heading gets: its letters and digits in lower case, with hyphens for blanks, or "section"
// where there are none.
func Slug(title string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(title)) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mn, r), r == '-', r == '_':
			b.WriteRune(r)
		case unicode.IsSpace(r):
			b.WriteByte('-')
		}
	}
	if b.Len() == 0 {
		return "section"
	}
	return b.String()
}

// textOf returns the text of a node without its markup.
func textOf(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the function returns no error
		if !entering {
			return ast.WalkContinue, nil
		}
		switch t := n.(type) {
		case *ast.Text:
			b.Write(t.Segment.Value(source))
			if t.SoftLineBreak() || t.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(t.Value)
		case *ast.AutoLink:
			b.Write(t.Label(source))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// code writes a block of code that can be scrolled from the keyboard.
func (w *writer) code(out util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		put(out, `<pre tabindex="0"><code>`)
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			template.HTMLEscape(out, line.Value(source))
		}
		put(out, "</code></pre>\n")
	}
	return ast.WalkSkipChildren, nil
}

var (
	comment = regexp.MustCompile(`(?s)<!--.*?(?:-->|$)`)
	lineEnd = regexp.MustCompile(`(?i)^<br\s*/?>$`)
)

// htmlBlock shows HTML as it is written, without its comments.
func (w *writer) htmlBlock(out util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	b := n.(*ast.HTMLBlock)
	var raw bytes.Buffer
	for i := range b.Lines().Len() {
		line := b.Lines().At(i)
		raw.Write(line.Value(source))
	}
	if b.HasClosure() {
		raw.Write(b.ClosureLine.Value(source))
	}
	if rest := bytes.TrimSpace(comment.ReplaceAll(raw.Bytes(), nil)); len(rest) > 0 {
		put(out, `<p class="raw">`)
		template.HTMLEscape(out, rest)
		put(out, "</p>\n")
	}
	return ast.WalkContinue, nil
}

// rawHTML shows a tag as it is written, but for <br>.
func (w *writer) rawHTML(out util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkSkipChildren, nil
	}
	r := n.(*ast.RawHTML)
	var raw bytes.Buffer
	for i := range r.Segments.Len() {
		s := r.Segments.At(i)
		raw.Write(s.Value(source))
	}
	if lineEnd.Match(raw.Bytes()) {
		put(out, "<br>")
		return ast.WalkSkipChildren, nil
	}
	template.HTMLEscape(out, comment.ReplaceAll(raw.Bytes(), nil))
	return ast.WalkSkipChildren, nil
}

func (w *writer) registerTables(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(east.KindTable, w.table)
	reg.Register(east.KindTableCell, w.cell)
	reg.Register(east.KindTaskCheckBox, w.checkBox)
}

// table writes a table into a region that can be scrolled from the keyboard, because it may be wider than a screen.
func (w *writer) table(out util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.tables++
		put(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table %d of the %s\">\n<table>\n", w.tables, template.HTMLEscapeString(w.Called))
		return ast.WalkContinue, nil
	}
	put(out, "</table>\n</div>\n")
	return ast.WalkContinue, nil
}

// cell writes a cell. Its alignment is a class, because a page with a strict policy takes no style attributes.
func (w *writer) cell(out util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	tag, scope := "td", ""
	if n.Parent().Kind() == east.KindTableHeader {
		tag, scope = "th", ` scope="col"`
	}
	if !entering {
		put(out, "</%s>\n", tag)
		return ast.WalkContinue, nil
	}
	class := ""
	switch n.(*east.TableCell).Alignment {
	case east.AlignRight:
		class = ` class="right"`
	case east.AlignCenter:
		class = ` class="middle"`
	case east.AlignLeft, east.AlignNone:
	}
	put(out, "<%s%s%s>", tag, scope, class)
	return ast.WalkContinue, nil
}

// checkBox writes the box of a task as a picture with its meaning; nobody can tick it here.
func (w *writer) checkBox(out util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	switch {
	case !entering:
	case n.(*east.TaskCheckBox).IsChecked:
		put(out, `<span role="img" aria-label="done">☑</span> `)
	default:
		put(out, `<span role="img" aria-label="not done">☐</span> `)
	}
	return ast.WalkContinue, nil
}
