package safehtml

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	gtext "github.com/yuin/goldmark/text"

	"github.com/pir-cli/pir/internal/report"
)

// budget bounds the work of the inline parser, which for some texts grows with the square of a paragraph's length. It
// is counted as marks times length over all paragraphs, plus what tables fill in. A unit takes about half a nanosecond
// at worst, the largest paragraph of the examples costs 40 000.
const (
	budget   = 400_000_000
	cellCost = 200 // of a cell of a table that may be filled in, in the same unit
)

// marks are the characters at which the inline parser looks ahead or back.
const marks = "[]()*_~<`!"

// measure returns the level of the highest heading of a text, or 1, and whether rendering it would take too long.
func measure(markdown []byte) (highest int, over bool) {
	if len(markdown) > report.MaxBody {
		return 1, true
	}
	if _, deep := report.TooDeep(markdown); deep {
		return 1, true
	}
	cost, highest := 0, 7
	doc := report.BlockParser().Parse(gtext.NewReader(markdown))
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the function returns no error
		if entering && n.Type() == ast.TypeBlock && !n.IsRaw() {
			cost += blockCost(n, markdown)
		}
		if h, ok := n.(*ast.Heading); ok {
			highest = min(highest, h.Level)
		}
		if cost > budget {
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	if highest == 7 {
		highest = 1
	}
	return highest, cost > budget
}

// blockCost is what a paragraph or heading costs. A paragraph may be a table, whose rows are filled up to the columns
// of the widest.
func blockCost(n ast.Node, markdown []byte) int {
	length, found, columns := 0, 0, 0
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		line := at.Value(markdown)
		length += len(line)
		columns = max(columns, bytes.Count(line, []byte("|")))
		for _, c := range line {
			if bytes.IndexByte([]byte(marks), c) >= 0 {
				found++
			}
		}
	}
	return found*length + columns*n.Lines().Len()*cellCost
}
