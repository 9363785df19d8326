package body

import (
	"strings"

	"github.com/pir-cli/pir/internal/lazy"
)

var delimiter = lazy.Pattern(`^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$`)

// TableAt returns the index of the row of dashes of the first table in the lines of a paragraph, or 0: the line above it
// holds the heads, and those below it the rows.
func TableAt(lines []string) int {
	for i := 1; i < len(lines); i++ {
		line := lines[i]
		if strings.Contains(line, "-") && strings.Contains(line, "|") && strings.Contains(lines[i-1], "|") && delimiter().MatchString(line) {
			return i
		}
	}
	return 0
}

// Cells cuts a row of a table at its bars.
func Cells(s string) []string {
	s = strings.TrimSpace(s)
	s = strings.TrimPrefix(s, "|")
	if strings.HasSuffix(s, "|") && !strings.HasSuffix(s, `\|`) {
		s = strings.TrimSuffix(s, "|")
	}
	var found []string
	var b strings.Builder
	code := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && s[i+1] == '|':
			b.WriteByte('|')
			i++
		case c == '|' && !code:
			found = append(found, strings.TrimSpace(b.String()))
			b.Reset()
		default:
			if c == '`' && (code || strings.IndexByte(s[i+1:], '`') >= 0) {
				code = !code
			}
			b.WriteByte(c)
		}
	}
	return append(found, strings.TrimSpace(b.String()))
}

// cutTable cuts the lines of a paragraph into the text above a table and its rows, all as wide as the head.
func cutTable(lines []string) (above []string, rows [][]string, ok bool) {
	at := TableAt(lines)
	if at == 0 {
		return lines, nil, false
	}
	head := Cells(lines[at-1])
	for i, line := range lines[at-1:] {
		if i == 1 {
			continue
		}
		row := make([]string, len(head))
		for j, cell := range Cells(line) {
			if j < len(row) {
				row[j] = Plain(cell)
			}
		}
		rows = append(rows, row)
	}
	return lines[:at-1], rows, true
}
