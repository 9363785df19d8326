package chart

import (
	"fmt"
	"strconv"
)

// Bars is a horizontal bar for each of some counts, the first on top, with its limits.
type Bars struct {
	Head

	Unit string // what is counted, such as incidents
	Rows []Bar
	// Pareto adds the share that each row makes up with those above it, as a line in a column of its own: two scales in
	// one place would be read as one.
	Pareto bool
	Note   string // below the chart
}

// Bar is one row of Bars.
type Bar struct {
	Label     string
	N         int
	Low, High float64  // limits of N; NaN for none
	Share     *float64 // cumulative, 0 to 1; nil for none
	Apart     bool     // hatched, for what has no value
}

// The measures of rows.
const (
	rowHeight   = 44
	shareColumn = 100
	columnGap   = 24
)

// plot is where the rows of a chart lie.
type plot struct {
	x, share    scale
	top, bottom float64
	marks       []float64
}

// SVG draws the chart. Without rows it says that there is nothing.
func (ch Bars) SVG() []byte {
	c := begin(ch.Head)
	if len(ch.Rows) == 0 {
		c.lines("There is nothing to draw.")
		return c.end()
	}
	p := ch.plot(c.y + 6)
	c.rowGrid(&p, ch.Pareto)
	var path [][2]float64
	for i := range ch.Rows {
		r := &ch.Rows[i]
		y := p.top + rowHeight*float64(i)
		c.bar(r, p.x, y)
		if ch.Pareto && r.Share != nil {
			path = append(path, [2]float64{p.share.at(*r.Share), y + 30})
		}
	}
	c.line(p.x.a, p.top, p.x.a, p.bottom, "axis")
	c.cumulative(path)
	c.rowAxes(&p, ch.Unit, ch.Pareto)
	c.lines(ch.Note)
	return c.end()
}

// plot measures the chart.
func (ch *Bars) plot(top float64) plot {
	most := 1.0
	for _, r := range ch.Rows {
		most = max(most, float64(r.N))
		if finite(r.High) {
			most = max(most, r.High)
		}
	}
	end := float64(right - columnGap/2)
	if ch.Pareto {
		end = right - shareColumn - columnGap
	}
	marks := ticks(most)
	return plot{
		x:     scale{left + 1, end, marks[len(marks)-1]},
		share: scale{right - shareColumn + 5, right - 5, 1},
		top:   top, bottom: top + rowHeight*float64(len(ch.Rows)), marks: marks,
	}
}

func (c *canvas) rowGrid(p *plot, pareto bool) {
	for _, v := range p.marks {
		c.line(p.x.at(v), p.top, p.x.at(v), p.bottom, "grid")
	}
	if pareto {
		for _, v := range []float64{0, 0.5, 1} {
			c.line(p.share.at(v), p.top, p.share.at(v), p.bottom, "grid")
		}
	}
}

// bar draws a row: its label and count above the bar, and the limits on it.
func (c *canvas) bar(r *Bar, x scale, y float64) {
	said := fmt.Sprintf("%s: %d", r.Label, r.N)
	limits := finite(r.Low) && finite(r.High)
	if limits {
		said += fmt.Sprintf(", 95 %% limits %s to %s", short(r.Low), short(r.High))
	}
	c.group(said)
	n := strconv.Itoa(r.N)
	start := left + 10 + width(n, FontSize)
	label := fit(r.Label, x.b+columnGap/2-start, FontSize)
	c.back(left+2, y+2, start-left+width(label, FontSize))
	c.text(left+4, y+17, "start", "ink strong", n)
	c.text(start, y+17, "start", "ink", label)
	switch bar := x.at(float64(r.N)) - x.a; {
	case r.Apart:
		c.hatched(x.a, y+23, bar, 14)
	default:
		c.rect(x.a, y+23, bar, 14, "bar")
	}
	if limits {
		c.whisker(x.at(r.Low), x.at(r.High), y+30)
	}
	c.ungroup()
}

// back clears the ground behind text, so that no line of the grid crosses it.
func (c *canvas) back(x, y, width float64) { c.rect(x, y, width, lineStep, "ground") }

// cumulative draws the line of shares.
func (c *canvas) cumulative(path [][2]float64) {
	if len(path) > 1 {
		c.polyline(path, "path")
	}
	for _, at := range path {
		c.circle(at[0], at[1], 4, "point")
	}
}

// rowAxes writes the scales below the rows.
func (c *canvas) rowAxes(p *plot, unit string, pareto bool) {
	c.y = p.bottom + 18
	for _, v := range p.marks {
		half := width(short(v), FontSize) / 2
		c.text(min(p.x.at(v), p.x.b+columnGap/2-half), c.y, "middle", "muted", short(v))
	}
	c.text(p.x.a, c.y+lineStep, "start", "muted", unit)
	if pareto {
		for v, label := range []string{"0", "50", "100"} {
			c.text(p.share.at(float64(v)/2), c.y, "middle", "muted", label)
		}
		c.text(right, c.y+lineStep, "end", "muted", "cumulative %")
	}
	c.y += lineStep + 6
}

// short writes a number with one digit behind the point where it has any.
func short(x float64) string {
	if x == float64(int64(x)) {
		return strconv.FormatInt(int64(x), 10)
	}
	return strconv.FormatFloat(x, 'f', 1, 64)
}
