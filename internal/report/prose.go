package report

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"github.com/pir-cli/pir/internal/source"
)

// Passage is one paragraph of the body, or the text of one list item. Text is as long as Span, so that
// byte i of it is byte Span.Start+i of the file. What is no prose in it is blanked out with spaces: code,
// comments, link targets, addresses, and the markers of quotes and lists between its lines.
type Passage struct {
	Section string // the title of the heading above it, whatever its level; "" before the first
	Text    string
	Span    source.Span
	Quote   bool // it stands in a block quote: somebody else's words
}

// Prose returns what is told in the body, in the order of the file, parsed on the first call. Headings,
// code blocks, comments, and what stands between the markers of a derived block are left out. It is empty
// when the body could not be read.
func (r *Report) Prose() []Passage { return r.parsedBody().prose }

// The markers of a block that is made from the front matter.
const (
	derivedBegin = "pir:begin"
	derivedEnd   = "pir:end"
)

// proseReader collects the passages of a body while its top-level blocks are gone through.
type proseReader struct {
	body    []byte // as the markdown parser saw it: as long as in the file
	offset  int    // of the body in the file
	section string
	derived int // number of passages before the derived block that is open, or -1
	found   []Passage
}

// heading begins a new section.
func (p *proseReader) heading(title string) { p.section = title }

// block takes in a block of the top level that is not a heading.
func (p *proseReader) block(n ast.Node) {
	if n.Kind() == ast.KindHTMLBlock {
		switch marker := derivedMarker(n, p.body); {
		case marker == derivedBegin:
			p.derived = len(p.found)
		case marker == derivedEnd && p.derived >= 0:
			p.found, p.derived = p.found[:p.derived], -1
		}
	}
	p.walk(n, false)
}

// walk is no deeper than bodyNesting.
func (p *proseReader) walk(n ast.Node, quote bool) {
	switch b := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		p.add(n.Lines(), nil, quote)
	case *ast.HTMLBlock:
		switch b.HTMLBlockType {
		case ast.HTMLBlockType6, ast.HTMLBlockType7: // such as <details>, or <what happened>
			var closure *text.Segment
			if b.HasClosure() {
				closure = &b.ClosureLine
			}
			p.add(b.Lines(), closure, quote)
		default: // comments and scripts
		}
	case *ast.Blockquote:
		quote = true
	}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		p.walk(child, quote)
	}
}

// add makes a passage of the lines of a block.
func (p *proseReader) add(lines *text.Segments, closure *text.Segment, quote bool) {
	segments := lines.Sliced(0, lines.Len())
	if closure != nil {
		segments = append(slices.Clip(segments), *closure)
	}
	if len(segments) == 0 {
		return
	}
	start, end := segments[0].Start, segments[len(segments)-1].Stop
	for end > start && isSpace(p.body[end-1]) {
		end--
	}
	out := bytes.Repeat([]byte{' '}, end-start)
	for _, s := range segments {
		if s.Start < end {
			copy(out[s.Start-start:], p.body[s.Start:min(s.Stop, end)])
		}
	}
	blankMarkup(out)
	if len(bytes.TrimSpace(out)) == 0 {
		return
	}
	p.found = append(p.found, Passage{
		Section: p.section, Text: string(out), Quote: quote,
		Span: source.Span{Start: p.offset + start, End: p.offset + end},
	})
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// derivedMarker returns the marker that a comment is, or "".
func derivedMarker(n ast.Node, body []byte) string {
	if n.Lines().Len() == 0 {
		return ""
	}
	line := n.Lines().At(0)
	inner, ok := strings.CutPrefix(strings.TrimSpace(string(line.Value(body))), "<!--")
	if !ok {
		return ""
	}
	word, _, _ := strings.Cut(strings.TrimLeft(inner, " \t"), " ")
	if word = strings.TrimSuffix(word, "-->"); word == derivedBegin || word == derivedEnd {
		return word
	}
	return ""
}
