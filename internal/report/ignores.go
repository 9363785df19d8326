package report

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/pir-cli/pir/internal/source"
)

// Suppression is a rule that the report suppresses, for a reason.
type Suppression struct {
	Rule   string
	Reason string
	Span   source.Span // the rule's name in the front matter, or the comment in the text
	Scope  source.Span // where it holds: the whole file, or the block or section behind the comment
}

// Suppressions returns what the report suppresses: the entries of lint.ignore, and the comments
// `<!-- pir:ignore RULE REASON -->` of the text, in the order of the file. The body is parsed only when it has one.
func (r *Report) Suppressions() []Suppression {
	var list []Suppression
	for _, i := range r.Lint.Ignore {
		at := i.Rule.Span
		if !at.Present() {
			at = i.Span
		}
		list = append(list, Suppression{Rule: i.Rule.Value, Reason: i.Reason.Value, Span: at, Scope: source.Span{End: len(r.File.Bytes) + 1}})
	}
	if r.body != nil && bytes.Contains(r.File.Bytes[r.Body.Start:r.Body.End], []byte("pir:ignore")) {
		list = append(list, r.parsedBody().ignores...)
	}
	return list
}

var ignoreComment = regexp.MustCompile(`(?s)<!--\s*pir:ignore(?:\s+([\w-]+)(?:\s+(.*?))?)?\s*-->`)

// ignores returns the suppressions that the comments among the blocks of a document hold. Each reaches from
// its comment to the end of the next block; before a heading, to the end of that section.
func ignores(doc ast.Node, body []byte, offset int) []Suppression {
	var list []Suppression
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() != ast.KindHTMLBlock {
			continue
		}
		start := blockStart(n)
		end := scopeEnd(n, body)
		for _, m := range ignoreComment.FindAllSubmatchIndex(body[start:blockEnd(n, body)], -1) {
			text := func(group int) string {
				if m[2*group] < 0 {
					return ""
				}
				return string(body[start+m[2*group] : start+m[2*group+1]])
			}
			at := offset + start + m[0]
			list = append(list, Suppression{
				Rule: text(1), Reason: strings.Join(strings.Fields(text(2)), " "),
				Span:  source.Span{Start: at, End: offset + start + m[1]},
				Scope: source.Span{Start: at, End: offset + end},
			})
		}
	}
	return list
}

// scopeEnd returns where the block or section behind a comment ends.
func scopeEnd(comment ast.Node, body []byte) int {
	next := comment.NextSibling()
	for next != nil && isComment(next, body) {
		next = next.NextSibling()
	}
	if next == nil {
		return len(body)
	}
	h, isHeading := next.(*ast.Heading)
	for next = next.NextSibling(); next != nil; next = next.NextSibling() {
		other, ok := next.(*ast.Heading)
		if !isHeading || ok && other.Level <= h.Level {
			return blockStart(next)
		}
	}
	return len(body)
}

// blockEnd returns where the block behind n starts, or the end of the body.
func blockEnd(n ast.Node, body []byte) int {
	if next := n.NextSibling(); next != nil {
		return blockStart(next)
	}
	return len(body)
}

// blockStart returns the offset at which the text of a block starts; markers such as `- ` may stand before it.
func blockStart(n ast.Node) int {
	for ; n != nil; n = n.FirstChild() {
		if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			return n.Lines().At(0).Start
		}
		if n.Pos() >= 0 {
			return n.Pos()
		}
	}
	return 0
}
