package chart

import (
	"fmt"
	"strconv"
)

// Heat is a table of counts. Each count is written into its cell, so that the shade is a help and nothing more.
type Heat struct {
	Head

	Columns []string
	Rows    []HeatRow
	Note    string
}

// HeatRow is one row of a Heat, with a count for each column.
type HeatRow struct {
	Label string
	N     []int
}

// SVG draws the table. Without columns or rows it says that there is nothing.
func (ch Heat) SVG() []byte {
	c := begin(ch.Head)
	if len(ch.Columns) == 0 || len(ch.Rows) == 0 {
		c.lines("There is nothing to draw.")
		return c.end()
	}
	most, labels := 0, 0.0
	for _, r := range ch.Rows {
		labels = max(labels, width(r.Label, FontSize))
		for _, n := range r.N {
			most = max(most, n)
		}
	}
	labels = min(labels, (right-left)*0.42)
	from := left + labels + 8
	step := (right - from) / float64(len(ch.Columns))
	c.columnHeads(ch.Columns, from, step)
	const height = 30
	for _, r := range ch.Rows {
		c.text(left, c.y+20, "start", "ink", fit(r.Label, labels, FontSize))
		for i, n := range r.N[:min(len(r.N), len(ch.Columns))] {
			x := from + step*float64(i)
			c.group(fmt.Sprintf("%s, %s: %d", r.Label, ch.Columns[i], n))
			c.rect(x, c.y, step, height, "cell "+shade(n, most))
			if n > 0 {
				c.text(x+step/2, c.y+20, "middle", "ink", brief(n, step))
			}
			c.ungroup()
		}
		c.y += height
	}
	c.y += 6
	c.lines(ch.Note)
	return c.end()
}

// brief writes a count as it fits: 1234, 1k or 1M.
func brief(n int, most float64) string {
	for _, unit := range []string{"", "k", "M", "G"} {
		if text := strconv.Itoa(n) + unit; width(text, FontSize) <= most {
			return text
		}
		n /= 1000
	}
	return "…"
}

// shade returns the class of a count.
func shade(n, most int) string {
	if n == 0 {
		return "none"
	}
	return "heat" + strconv.Itoa(min(3, (4*n-1)/most))
}

// columnHeads writes the names of the columns, upright where one does not fit its column.
func (c *canvas) columnHeads(names []string, from, step float64) {
	widest := 0.0
	for _, name := range names {
		widest = max(widest, width(name, FontSize))
	}
	if widest+2 <= step {
		c.y += lineStep + 4
		for i, name := range names {
			c.text(from+step*(float64(i)+0.5), c.y-6, "middle", "muted", name)
		}
		return
	}
	const most = 150
	c.y += min(widest, most) + 12
	for i, name := range names {
		c.upright(from+step*(float64(i)+0.5)+5, c.y-5, fit(name, most, FontSize))
	}
}
