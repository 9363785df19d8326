package report

import (
	"bytes"
	"fmt"
	"regexp"

	"github.com/yuin/goldmark/ast"

	"github.com/pir-cli/pir/internal/source"
)

// Derived is a block of the body that is made from the front matter, between the comments
// `<!-- pir:begin NAME -->` and `<!-- pir:end -->`.
type Derived struct {
	Name    string      // as written
	Marker  source.Span // the comment that opens it, or the one that is at fault
	Content source.Span // the lines between the comments
	Problem string      // why it is no block, without a final period; "" for one that is
}

// Derived returns the derived blocks, in the order of the file. Comments in code are none.
func (r *Report) Derived() []Derived {
	if r.body == nil || !bytes.Contains(r.File.Bytes[r.Body.Start:r.Body.End], []byte("pir:")) {
		return nil
	}
	return r.parsedBody().derived
}

var (
	markerLine = regexp.MustCompile(`^[ \t]*<!--[ \t]*pir:(begin|end)(?:[ \t]+([^\r\n]*?))?[ \t]*-->[ \t\r]*\n?$`)
	anyMarker  = regexp.MustCompile(`<!--\s*pir:(?:begin|end)\b`)
)

// derivedBlocks goes through the blocks of a document, because only the parser tells a comment from code
// that shows one.
func derivedBlocks(doc ast.Node, f *source.File, body []byte, offset int) []Derived {
	c := derivedReader{file: f}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.HTMLBlock)
		if !ok || h.Lines().Len() == 0 || h.HTMLBlockType == ast.HTMLBlockType1 {
			continue
		}
		for i := range h.Lines().Len() {
			line := h.Lines().At(i)
			text := line.Value(body)
			if !anyMarker.Match(text) || i > 0 && h.HTMLBlockType == ast.HTMLBlockType2 {
				continue // a comment in a comment is commented out
			}
			at := f.Position(offset + line.Start).Line
			m := markerLine.FindSubmatch(text)
			switch {
			case m == nil:
				c.fault(at, "the marker of a derived block stands alone on its line, as `<!-- pir:begin timeline -->` or `<!-- pir:end -->`")
			case i > 0:
				c.fault(at, "this marker is part of the HTML above it and marks nothing; put a blank line between")
			case string(m[1]) == "begin":
				c.begin(at, string(m[2]))
			default:
				c.end(at, string(m[2]))
			}
		}
	}
	c.unclosed()
	return c.found
}

// derivedReader pairs the markers of a body.
type derivedReader struct {
	file  *source.File
	open  int // line of the marker that opened a block, or 0
	name  string
	found []Derived
}

func (c *derivedReader) fault(line int, problem string) {
	c.found = append(c.found, Derived{Marker: c.file.LineSpan(line), Problem: problem})
}

func (c *derivedReader) begin(line int, name string) {
	c.unclosed()
	c.open, c.name = line, name
}

// unclosed reports the block that is open, if one is.
func (c *derivedReader) unclosed() {
	if c.open > 0 {
		c.fault(c.open, "this derived block is never closed; write `<!-- pir:end -->` on a line of its own below it")
		c.open = 0
	}
}

func (c *derivedReader) end(line int, name string) {
	switch {
	case c.open == 0:
		c.fault(line, "this closes a derived block, and none is open; take it out, or write `<!-- pir:begin timeline -->` above")
		return
	case name != "" && name != c.name:
		c.fault(line, fmt.Sprintf("this closes %q, and %q is open; write `<!-- pir:end -->`", name, c.name))
		c.open = 0
		return
	}
	c.found = append(c.found, Derived{
		Name: c.name, Marker: c.file.LineSpan(c.open),
		Content: source.Span{Start: c.file.LineSpan(c.open + 1).Start, End: c.file.LineSpan(line).Start},
	})
	c.open = 0
}
