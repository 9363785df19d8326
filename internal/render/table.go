package render

import "strings"

// table is aligned text under column heads. On a terminal it is fitted to its width; elsewhere nothing is cut.
type table struct {
	columns []column
	rows    []row
}

// column is one column of a table. Its width comes from its cells.
type column struct {
	head  string
	right bool // numbers stand at the right edge
	least int  // the width that it may be cut to on a terminal; 0: it is never cut
	tail  bool // cut in the middle, because the end of the text matters as well
}

// row is one line of a table, or a heading line above some of them.
type row struct {
	heading string // when set, the only text of the row; an empty line stands above it
	cells   []cell
	below   string // a second, indented line; "" for none
}

// cell is the text of one column in a row, not yet made visible, and its colour.
type cell struct {
	text   string
	colour string // parameters of the escape sequence, such as 1;31; "" for none
}

const (
	gap    = "  "   // between two columns
	indent = "    " // before a line below
)

// write writes the table. The cells of a row must be as many as the columns.
func (t *table) write(p *printer, s Style) {
	widths := t.widths()
	if s.Terminal {
		t.fit(widths, s.Width)
	}
	heads := make([]cell, 0, len(t.columns))
	for _, c := range t.columns {
		heads = append(heads, cell{text: c.head, colour: "1"})
	}
	t.line(p, s, widths, heads)
	for _, r := range t.rows {
		if r.heading != "" {
			p.printf("\n%s\n", s.paint("1")(cutEnd(r.heading, limit(s, 0))))
			continue
		}
		t.line(p, s, widths, r.cells)
		if r.below != "" {
			p.printf("%s%s\n", indent, cutEnd(r.below, limit(s, len(indent))))
		}
	}
}

// line writes one row. Nothing is padded behind the last text of a line.
func (t *table) line(p *printer, s Style, widths []int, cells []cell) {
	var b strings.Builder
	owed := 0 // spaces to write before the next text
	for i, c := range cells {
		text := cutEnd(c.text, widths[i])
		if t.columns[i].tail {
			text = cutMiddle(c.text, widths[i])
		}
		if text == "" {
			owed += widths[i] + len(gap)
			continue
		}
		pad := widths[i] - textWidth(text)
		if t.columns[i].right {
			owed, pad = owed+pad, 0
		}
		b.WriteString(strings.Repeat(" ", owed) + s.paint(c.colour)(text))
		owed = pad + len(gap)
	}
	p.printf("%s\n", b.String())
}

// widths returns the width of the widest text of each column.
func (t *table) widths() []int {
	widths := make([]int, len(t.columns))
	for i, c := range t.columns {
		widths[i] = textWidth(c.head)
	}
	for _, r := range t.rows {
		for i, c := range r.cells {
			widths[i] = max(widths[i], textWidth(c.text))
		}
	}
	return widths
}

// fit narrows the columns that may be cut, the last first, until a line fits the screen or nothing more can give.
func (t *table) fit(widths []int, room int) {
	over := totalWidth(widths) - room
	for i := len(t.columns) - 1; i >= 0 && over > 0; i-- {
		if c := t.columns[i]; c.least > 0 && widths[i] > c.least {
			give := min(over, widths[i]-c.least)
			widths[i] -= give
			over -= give
		}
	}
}

// leastWidth returns the width below which the table does not fit on a screen.
func (t *table) leastWidth() int {
	widths := t.widths()
	for i, c := range t.columns {
		if c.least > 0 {
			widths[i] = min(widths[i], c.least)
		}
	}
	return totalWidth(widths)
}

func totalWidth(widths []int) int {
	total := max(0, len(widths)-1) * len(gap)
	for _, w := range widths {
		total += w
	}
	return total
}

// limit returns the columns that are left on a line of a terminal, and no limit elsewhere.
func limit(s Style, used int) int {
	if !s.Terminal {
		return 1 << 30
	}
	return max(1, s.Width-used)
}
