package report

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/source"
)

// Section is one heading of the body and what stands under it, up to the next heading of its level or above.
type Section struct {
	Title string
	Level int // 1 to 6
	Span  source.Span
	Empty bool // nothing stands under it but comments; a heading of a lower level with text is something
}

// outline is the body as its headings and what is told under them.
type outline struct {
	sections []Section
	prose    []Passage
	ignores  []Suppression
	derived  []Derived
	problem  *diag.Problem // why the body could not be read
}

// Sections returns the headings of the body, parsed on the first call. ok is false when the body could
// not be read, so that nobody concludes from an empty list that sections are missing.
func (r *Report) Sections() (sections []Section, ok bool) {
	o := r.parsedBody()
	return o.sections, o.problem == nil
}

// BodyProblem returns why the body could not be read, or nil.
func (r *Report) BodyProblem() *diag.Problem { return r.parsedBody().problem }

func (r *Report) parsedBody() outline {
	r.bodyOnce.Do(func() {
		if r.body != nil {
			r.outline = r.body()
		}
	})
	return r.outline
}

// BlockParser returns a parser for the blocks of CommonMark. Inline markup, link references and tables are left
// out: nothing that reads reports needs them, and they are what makes goldmark quadratic on hostile text.
func BlockParser() parser.Parser {
	return parser.NewParser(parser.WithBlockParsers(
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	))
}

// bodyBudget bounds the work of the markdown parser, which grows with lines times nesting. It is counted
// in container markers, so the verdict is the same on every machine. The largest real report needs 2 000.
const (
	bodyBudget  = 2_000_000
	bodyNesting = 100
)

func readOutline(md parser.Parser, f *source.File, span source.Span) outline {
	body := f.Bytes[span.Start:span.End]
	if len(body) > MaxBody {
		return outline{problem: &diag.Problem{Rule: RuleBodyUnread, Span: f.LineSpan(f.Position(span.Start).Line), Message: fmt.Sprintf("the text has %s; its sections were not read, at most %s are", megabytes(int64(len(body))), megabytes(MaxBody))}}
	}
	if at, ok := TooDeep(body); ok {
		return outline{problem: &diag.Problem{Rule: RuleBodyUnread, Span: f.LineSpan(f.Position(span.Start + at).Line), Message: "lists and quotes are nested too deeply from here on; the sections of this text were not read"}}
	}
	// goldmark reads a list marker before CRLF as text. A space is as long as the CR and changes nothing else.
	body = bytes.ReplaceAll(body, []byte("\r\n"), []byte(" \n"))
	doc := md.Parse(text.NewReader(body))
	var o outline
	prose := proseReader{body: body, offset: span.Start, derived: -1}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		h, isHeading := n.(*ast.Heading)
		if !isHeading {
			prose.block(n)
			if len(o.sections) > 0 && !isComment(n, body) {
				filled(o.sections)
			}
			continue
		}
		s := Section{Level: h.Level, Empty: true}
		var title []string
		for i := range h.Lines().Len() {
			line := h.Lines().At(i)
			title = append(title, strings.TrimSpace(string(line.Value(body))))
			if i == 0 {
				s.Span = source.Span{Start: span.Start + line.Start, End: span.Start + line.Stop}
			}
		}
		if h.Lines().Len() == 0 {
			s.Span = f.LineSpan(f.Position(span.Start + max(0, h.Pos())).Line)
		}
		s.Title = strings.Join(title, " ")
		o.sections = append(o.sections, s)
		prose.heading(s.Title)
	}
	o.prose = prose.found
	o.ignores = ignores(doc, body, span.Start)
	o.derived = derivedBlocks(doc, f, body, span.Start)
	return o
}

// filled marks the last section, and those that it is a part of, as not empty.
func filled(sections []Section) {
	level := 7
	for i := len(sections) - 1; i >= 0 && level > 1; i-- {
		if sections[i].Level < level {
			sections[i].Empty = false
			level = sections[i].Level
		}
	}
}

// isComment reports whether a block is only an HTML comment: a hint of a template.
func isComment(n ast.Node, body []byte) bool {
	if n.Kind() != ast.KindHTMLBlock {
		return false
	}
	var b bytes.Buffer
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(body))
	}
	if h := n.(*ast.HTMLBlock); h.HasClosure() { // by its kind
		b.Write(h.ClosureLine.Value(body))
	}
	rest := strings.TrimSpace(b.String())
	for strings.HasPrefix(rest, "<!--") {
		_, after, ok := strings.Cut(rest, "-->")
		if !ok {
			return true
		}
		rest = strings.TrimSpace(after)
	}
	return rest == ""
}

// TooDeep estimates what parsing the blocks of a text will cost, and returns the offset at which it gets out of hand.
func TooDeep(body []byte) (at int, over bool) {
	cost, depth := 0, 0
	for start := 0; start < len(body); {
		end := len(body)
		if i := bytes.IndexByte(body[start:], '\n'); i >= 0 {
			end = start + i + 1
		}
		line := body[start:end]
		markers, indent := containers(line)
		if len(bytes.TrimSpace(line)) > 0 {
			depth = markers + indent/2
		}
		if cost += depth; markers > 0 && depth > bodyNesting || cost > bodyBudget {
			return start, true
		}
		start = end
	}
	return 0, false
}

// containers counts the quote and list markers that a line starts with, and the columns of its first indentation.
func containers(line []byte) (markers, indent int) {
	started := false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == ' ' || c == '\t':
			if !started {
				indent++
			}
		case c == '>':
			started = true
			markers++
		case (c == '-' || c == '*' || c == '+') && i+1 < len(line) && (line[i+1] == ' ' || line[i+1] == '\t'):
			started = true
			markers++
		case unicode.IsDigit(rune(c)):
			started = true
			j := i
			for j < len(line) && line[j] >= '0' && line[j] <= '9' {
				j++
			}
			if j >= len(line) || line[j] != '.' && line[j] != ')' {
				return markers, indent
			}
			i = j
			markers++
		default:
			return markers, indent
		}
	}
	return markers, indent
}
