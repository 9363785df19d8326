package render

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/stats"
	"github.com/pir-cli/pir/internal/trends"
)

// What is shown of a cross table; the JSON and the CSV hold all of it.
const (
	mostCrossRows    = 15
	mostCrossColumns = 10
)

// corner is the part of a cross table that is shown.
type corner struct {
	rows, columns         []trends.Key
	moreRows, moreColumns int
	n                     map[[2]string]int
}

func cornerOf(c *trends.Crossed) corner {
	k := corner{rows: c.RowKeys, columns: c.ColumnKeys, n: make(map[[2]string]int, len(c.Cells))}
	k.rows, k.moreRows = firstKeys(k.rows, mostCrossRows)
	k.columns, k.moreColumns = firstKeys(k.columns, mostCrossColumns)
	for _, cell := range c.Cells {
		k.n[[2]string{cell.Row, cell.Column}] = cell.N
	}
	return k
}

func firstKeys(keys []trends.Key, most int) (shown []trends.Key, more int) {
	if len(keys) <= most {
		return keys, 0
	}
	return keys[:most], len(keys) - most
}

// moreText says what of a cross table is not shown, or "".
func (k *corner) moreText(c *trends.Crossed) string {
	var said []string
	if k.moreRows > 0 {
		said = append(said, fmt.Sprintf("%d more of %s", k.moreRows, dimensionText(c.Rows)))
	}
	if k.moreColumns > 0 {
		said = append(said, fmt.Sprintf("%d more of %s", k.moreColumns, dimensionText(c.Columns)))
	}
	if len(said) == 0 {
		return ""
	}
	return "… " + strings.Join(said, ", ") + ": --format json and csv hold all."
}

// pairsText says which keys come together more often than by chance.
func pairsText(c *trends.Crossed) []string {
	const enough = 20
	if c.Of < enough {
		return []string{fmt.Sprintf("Whether two of them belong together cannot be told from %s; it takes %d.", plural(c.Of, "incident"), enough)}
	}
	var said []string
	for _, p := range c.Pairs {
		if p.Verdict == stats.MoreThanChance {
			said = append(said, fmt.Sprintf("%s with %s: %d of %d and %d, %s times as often as by chance (p %s, corrected for %s): %s.",
				p.Row, p.Column, p.Both, p.A, p.B, ratio(p.Lift), pFigure(p.Holm), plural(c.Tried, "pair"), p.Verdict.Words()))
		}
	}
	if len(said) == 0 {
		return []string{fmt.Sprintf("No two come together more often than chance would explain, of %s that could.", plural(c.Tried, "pair"))}
	}
	return append(said, "What comes together need not be cause and effect.")
}

func pFigure(p float64) string {
	if p < 0.001 {
		return "< 0.001"
	}
	return "= " + strconv.FormatFloat(p, 'f', 3, 64)
}

// writeCrossed writes a cross table with letters for its columns, whose keys are too long to stand side by side.
func writeCrossed(p *printer, c *trends.Crossed, s Style) {
	if c == nil {
		return
	}
	p.heading(s, crossedHeading(c))
	if c.Of == 0 {
		p.paragraph(s, "", "There is no incident in the period.")
		return
	}
	k := cornerOf(c)
	out := &table{columns: []column{{head: strings.ToUpper(dimensionText(c.Rows)), least: 16}}}
	legend := make([]string, 0, len(k.columns))
	for i := range k.columns {
		letter := string(rune('a' + i))
		out.columns = append(out.columns, column{head: letter, right: true})
		legend = append(legend, letter+" "+keyText(c.Columns, &k.columns[i]))
	}
	out.columns = append(out.columns, column{head: "ALL", right: true})
	for i := range k.rows {
		cells := []cell{{text: keyText(c.Rows, &k.rows[i])}}
		for _, col := range k.columns {
			cells = append(cells, nothing(k.n[[2]string{k.rows[i].Key, col.Key}]))
		}
		out.rows = append(out.rows, row{cells: append(cells, cell{text: strconv.Itoa(k.rows[i].N)})})
	}
	all := []cell{{text: "all"}}
	for _, col := range k.columns {
		all = append(all, cell{text: strconv.Itoa(col.N)})
	}
	out.rows = append(out.rows, row{cells: append(all, cell{text: strconv.Itoa(c.Of)})})
	fixed := s
	fixed.Terminal, fixed.Width = true, proseWidth(s)
	out.write(p, fixed)
	p.printf("\n")
	p.paragraph(s, "", strings.Join(legend, ", ")+".")
	if more := k.moreText(c); more != "" {
		p.paragraph(s, "", more)
	}
	for _, said := range pairsText(c) {
		p.paragraph(s, "- ", said)
	}
}

func crossedHeading(c *trends.Crossed) string {
	return fmt.Sprintf("By %s and %s: incidents that have both", dimensionText(c.Rows), dimensionText(c.Columns))
}

// nothing is a count, with a point for none.
func nothing(n int) cell {
	if n == 0 {
		return cell{text: "·", colour: "2"}
	}
	return cell{text: strconv.Itoa(n)}
}

// markdownCrossed writes the same as a table.
func markdownCrossed(p *printer, c *trends.Crossed) {
	if c == nil {
		return
	}
	p.printf("## %s\n\n", crossedHeading(c))
	if c.Of == 0 {
		p.printf("There is no incident in the period.\n\n")
		return
	}
	k := cornerOf(c)
	name := dimensionText(c.Rows)
	heads := make([]string, 0, len(k.columns)+2)
	heads = append(heads, strings.ToUpper(name[:1])+name[1:])
	for i := range k.columns {
		heads = append(heads, markdownText(keyText(c.Columns, &k.columns[i])))
	}
	p.table(append(heads, "All")...)
	for i := range k.rows {
		cells := []string{keyText(c.Rows, &k.rows[i])}
		for _, col := range k.columns {
			cells = append(cells, strconv.Itoa(k.n[[2]string{k.rows[i].Key, col.Key}]))
		}
		p.row(append(cells, strconv.Itoa(k.rows[i].N))...)
	}
	cells := []string{"All"}
	for _, col := range k.columns {
		cells = append(cells, strconv.Itoa(col.N))
	}
	p.row(append(cells, strconv.Itoa(c.Of))...)
	p.printf("\n")
	if more := k.moreText(c); more != "" {
		p.printf("%s\n\n", more)
	}
	for _, said := range pairsText(c) {
		p.printf("- %s\n", markdownText(said))
	}
	p.printf("\n")
}
