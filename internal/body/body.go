// Package body reads the markdown of a report as blocks of plain text, for those who read it without markdown. It knows
// nothing of the front matter.
package body

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"github.com/pir-cli/pir/internal/report"
)

// Kind is what a block is.
type Kind int

// The kinds of blocks.
const (
	Paragraph Kind = iota
	Heading
	Code // lines as they stand
	Table
	Rule // a line between two parts
)

// Block is one block of text. What nests in markdown stands one after the other here, each with its place.
type Block struct {
	Kind   Kind
	Level  int        // of a heading, 1 to 6
	Indent int        // columns that the lists around it take, its own mark included
	Mark   string     // of a list, "- " or "12. ", before its first paragraph; it stands in the last columns of Indent
	Quoted int        // in how many quotes it stands
	Lines  []string   // of a paragraph one for each line break that was asked for; of code, as it stands
	Rows   [][]string // of a table; the first is its head
}

// Read returns the blocks of a report's body in the order of the file. Comments are left out, and so are the tables that
// are made from the front matter, with a heading that has nothing else. It returns nothing of a body that could not be
// read; Report.BodyProblem says why.
func Read(r *report.Report) []Block {
	if r.BodyProblem() != nil {
		return nil
	}
	// goldmark reads a list marker before CRLF as text. A space is as long as the CR and changes nothing else.
	written := r.File.Bytes[r.Body.Start:r.Body.End]
	source := bytes.ReplaceAll(written, []byte("\r\n"), []byte(" \n"))
	w := walker{written: written, source: source, made: -1}
	for _, d := range r.Derived() {
		if d.Problem == "" {
			w.derived = append(w.derived, [2]int{d.Marker.Start - r.Body.Start, d.Content.End - r.Body.Start})
		}
	}
	root := report.BlockParser().Parse(text.NewReader(source))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if at := start(n); at >= 0 && w.isDerived(at) {
			w.made = len(w.found)
			continue
		}
		if n.Kind() == ast.KindHeading {
			w.dropEmptied()
		}
		w.block(n, place{})
	}
	w.dropEmptied()
	return w.found
}

// walker turns the tree of a markdown parser into blocks.
type walker struct {
	written []byte
	source  []byte   // the same, as it was parsed: as long
	derived [][2]int // tables that are made from the front matter, with their markers
	made    int      // how many blocks were found before the last of them, or -1
	found   []Block
}

// place is where a block stands.
type place struct {
	indent, quoted int
	mark           string
}

// dropEmptied takes back a heading under which nothing stood but a table that is made from the front matter.
func (w *walker) dropEmptied() {
	if last := len(w.found) - 1; last >= 0 && w.made == len(w.found) && w.found[last].Kind == Heading {
		w.found = w.found[:last]
	}
	w.made = -1
}

func (w *walker) isDerived(at int) bool {
	return slices.ContainsFunc(w.derived, func(d [2]int) bool { return d[0] <= at && at <= d[1] })
}

// start returns where a block of the top level begins, or -1.
func start(n ast.Node) int {
	for ; n != nil; n = n.FirstChild() {
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			return n.Lines().At(0).Start
		}
	}
	return -1
}

// block adds what a node holds. It goes no deeper than the reader of reports allows lists and quotes to nest.
func (w *walker) block(n ast.Node, at place) {
	switch n := n.(type) {
	case *ast.Heading:
		w.add(Block{Kind: Heading, Level: n.Level, Lines: []string{strings.Join(plainLines(w.lines(n)), " ")}}, at)
	case *ast.Paragraph, *ast.TextBlock:
		w.paragraph(w.lines(n), at)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		w.add(Block{Kind: Code, Lines: w.lines(n)}, at)
	case *ast.ThematicBreak:
		w.add(Block{Kind: Rule}, at)
	case *ast.HTMLBlock:
		w.html(n, at)
	case *ast.Blockquote:
		at.quoted++
		w.children(n, at)
	case *ast.List:
		number := n.Start
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			mark := "- "
			if n.IsOrdered() {
				mark = fmt.Sprintf("%d. ", number)
				number++
			}
			inner := place{indent: at.indent + len(mark), quoted: at.quoted, mark: mark}
			if item.FirstChild() == nil {
				w.add(Block{Lines: []string{""}}, inner)
			}
			w.children(item, inner)
		}
	}
}

// children adds what a node holds below it. The mark of a list stands before the first of it alone.
func (w *walker) children(n ast.Node, at place) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		before := len(w.found)
		w.block(child, at)
		if len(w.found) > before {
			at.mark = ""
		}
	}
}

func (w *walker) add(b Block, at place) {
	b.Indent, b.Quoted, b.Mark = at.indent, at.quoted, at.mark
	w.found = append(w.found, b)
}

// paragraph adds text and the tables in it.
func (w *walker) paragraph(lines []string, at place) {
	above, table, ok := cutTable(lines)
	if text := plainLines(above); len(text) > 0 {
		w.add(Block{Lines: text}, at)
		at.mark = ""
	}
	if ok {
		w.add(Block{Kind: Table, Rows: table}, at)
	}
}

// html adds HTML as it stands, without comments.
func (w *walker) html(n *ast.HTMLBlock, at place) {
	lines := w.lines(n)
	if n.HasClosure() {
		lines = append(lines, w.line(n.ClosureLine))
	}
	if n.HTMLBlockType == ast.HTMLBlockType2 {
		_, rest, _ := strings.Cut(strings.Join(lines, "\n"), "-->")
		lines = plainLines(strings.Split(strings.TrimSpace(rest), "\n"))
	}
	if strings.TrimSpace(strings.Join(lines, "")) != "" {
		w.add(Block{Kind: Code, Lines: lines}, at)
	}
}

func (w *walker) lines(n ast.Node) []string {
	lines := make([]string, 0, n.Lines().Len())
	for i := range n.Lines().Len() {
		lines = append(lines, w.line(n.Lines().At(i)))
	}
	return lines
}

// line returns a line without its end, and without the blank that was put in place of a carriage return.
func (w *walker) line(at text.Segment) string {
	line := strings.TrimSuffix(string(at.Value(w.source)), "\n")
	if at.Stop <= len(w.written) && bytes.HasSuffix(w.written[:at.Stop], []byte("\r\n")) {
		line = strings.TrimSuffix(line, " ")
	}
	return line
}
