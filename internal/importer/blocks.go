package importer

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"github.com/pir-cli/pir/internal/body"
	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// line is one line of a paragraph.
type line struct {
	text string // markdown, without the line end
	no   int    // in the file, from 1
}

// block is one block of the body: lines of a paragraph, rows of a table, or items of a list. What stands in code, in
// HTML and in quotes is no block: nothing is lifted from there.
type block struct {
	lines []line // of a paragraph
	rows  []row  // of a table; the first is its head
	items []item // of a list
}

// row is one row of a table.
type row struct {
	cells []string
	no    int
}

// item is one item of a list.
type item struct {
	block
	children []block // what is nested in it
	no       int
	ordered  bool
}

// text returns the paragraph of an item, or of a block, as markdown on one line.
func (b block) text() string {
	parts := make([]string, 0, len(b.lines))
	for _, l := range b.lines {
		parts = append(parts, strings.TrimSpace(l.text))
	}
	return strings.Join(parts, "\n")
}

// section is what stands under one heading, or under a line that serves as one.
type section struct {
	title  string // markdown
	level  int    // 1 to 6 of a heading; 7 of a paragraph that is a label; 0 of what stands before the first heading
	no     int    // line of the title
	role   string
	whole  bool // the title is an alias of its role and nothing else
	parent int  // index of the section around it, -1 for none
	value  string
	blocks []block
}

// document is a body as it is read for lifting.
type document struct {
	file     *source.File
	sections []section
	refs     map[string]string // link definitions, by lower-case name
}

// reader turns the tree of a markdown parser into blocks.
type reader struct {
	file   *source.File
	body   []byte
	offset int
}

// maxSections is how many headings and labels a report can have. The longest real one has 150.
const maxSections = 5_000

// parse reads a body into its sections.
func parse(f *source.File, span source.Span) document {
	// goldmark reads a list marker before CRLF as text. A space is as long as the CR and changes nothing else.
	body := bytes.ReplaceAll(f.Bytes[span.Start:span.End], []byte("\r\n"), []byte(" \n"))
	r := reader{file: f, body: body, offset: span.Start}
	root := report.BlockParser().Parse(text.NewReader(body))
	d := document{file: f, sections: []section{{parent: -1}}, refs: definitions(body)}
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if len(d.sections) > maxSections {
			return d
		}
		if h, ok := n.(*ast.Heading); ok {
			d.open(r.heading(h))
			continue
		}
		for _, b := range r.blocks(n) {
			d.add(b)
		}
	}
	d.roles()
	return d
}

// open begins a section.
func (d *document) open(s section) {
	s.parent = -1
	for i := len(d.sections) - 1; i > 0; i = d.sections[i].parent {
		if d.sections[i].level < s.level {
			s.parent = i
			break
		}
		if d.sections[i].parent < 0 {
			break
		}
	}
	d.sections = append(d.sections, s)
}

// add puts a block under the last heading. A paragraph that is a label begins a section of its own.
func (d *document) add(b block) {
	if len(b.lines) > 0 {
		if title, value, ok := label(b.lines[0].text); ok {
			role, whole := roleOf(title)
			if whole && (value == "" || len(b.lines) == 1 || role != "other") && !pairs(b.lines) {
				d.open(section{title: title, level: 7, no: b.lines[0].no, value: value})
				if len(b.lines) > 1 {
					last := &d.sections[len(d.sections)-1]
					last.blocks = append(last.blocks, block{lines: b.lines[1:]})
				}
				return
			}
		}
	}
	last := &d.sections[len(d.sections)-1]
	last.blocks = append(last.blocks, b)
}

// pairs reports whether a paragraph is a list of keys and values, one a line.
func pairs(lines []line) bool {
	n := 0
	for _, l := range lines {
		if _, value, ok := pair(l.text); ok && value != "" {
			n++
		}
	}
	return n >= 2
}

// roles says what each section tells. The title of the whole document has no role, unless it is just the name of one.
func (d *document) roles() {
	tops := 0
	for _, s := range d.sections {
		if s.level == 1 {
			tops++
		}
	}
	for i := range d.sections {
		s := &d.sections[i]
		s.role, s.whole = roleOf(s.title)
		if s.level == 1 && tops == 1 && !s.whole {
			s.role = ""
		}
	}
}

// within returns the nearest section around i, itself included, that has one of the roles; false for none.
func (d *document) within(i int, roles ...string) (int, bool) {
	for ; i >= 0; i = d.sections[i].parent {
		if slices.Contains(roles, d.sections[i].role) {
			return i, true
		}
	}
	return 0, false
}

func (r *reader) line(offset int) int { return r.file.Position(r.offset + offset).Line }

func (r *reader) heading(h *ast.Heading) section {
	s := section{level: h.Level, no: r.line(max(0, h.Pos()))}
	parts := make([]string, 0, h.Lines().Len())
	for i := range h.Lines().Len() {
		at := h.Lines().At(i)
		if i == 0 {
			s.no = r.line(at.Start)
		}
		parts = append(parts, strings.TrimSpace(string(at.Value(r.body))))
	}
	s.title = strings.Join(parts, " ")
	return s
}

// blocks returns what a node of the tree holds.
func (r *reader) blocks(n ast.Node) []block {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return tables(r.lines(n))
	case *ast.List:
		list := block{}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			list.items = append(list.items, r.item(c, n.IsOrdered()))
		}
		return []block{list}
	default:
		return nil
	}
}

func (r *reader) item(n ast.Node, ordered bool) item {
	it := item{ordered: ordered}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if h, ok := c.(*ast.Heading); ok { // a setext heading by accident: text above dashes
			for i := range h.Lines().Len() {
				at := h.Lines().At(i)
				it.lines = append(it.lines, line{strings.TrimRight(string(at.Value(r.body)), "\n"), r.line(at.Start)})
			}
			continue
		}
		for _, b := range r.blocks(c) {
			if len(it.lines) == 0 && len(it.children) == 0 && len(b.lines) > 0 {
				it.lines = b.lines
				continue
			}
			it.children = append(it.children, b)
		}
	}
	switch {
	case len(it.lines) > 0:
		it.no = it.lines[0].no
	case n.Pos() >= 0:
		it.no = r.line(n.Pos())
	}
	return it
}

func (r *reader) lines(n ast.Node) []line {
	lines := make([]line, 0, n.Lines().Len())
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		lines = append(lines, line{strings.TrimRight(string(at.Value(r.body)), "\n"), r.line(at.Start)})
	}
	return lines
}

// tables cuts the lines of a paragraph into text and tables.
func tables(lines []line) []block {
	texts := make([]string, 0, len(lines))
	for _, l := range lines {
		texts = append(texts, l.text)
	}
	at := body.TableAt(texts)
	if at == 0 {
		return []block{{lines: lines}}
	}
	var found []block
	if at > 1 {
		found = append(found, block{lines: lines[:at-1]})
	}
	table := block{rows: []row{{body.Cells(lines[at-1].text), lines[at-1].no}}}
	for _, l := range lines[at+1:] {
		table.rows = append(table.rows, row{body.Cells(l.text), l.no})
	}
	return append(found, table)
}

var definition = lazy.Pattern(`(?m)^[ \t]{0,3}\[([^\]^\n][^\]\n]{0,200})\]:[ \t]*<?([^\s>]+)>?`)

// definitions returns the link definitions of a body.
func definitions(body []byte) map[string]string {
	if !bytes.Contains(body, []byte("]:")) {
		return nil
	}
	refs := map[string]string{}
	for _, m := range definition().FindAllSubmatch(body, -1) {
		name := strings.ToLower(string(m[1]))
		if _, twice := refs[name]; !twice {
			refs[name] = string(m[2])
		}
	}
	return refs
}
