package chart

import (
	"fmt"
	"strconv"
)

// Series is a column for each of some counts that follow one another in time, with their limits.
type Series struct {
	Head

	Unit   string // what is counted, such as incidents
	Points []Point
	Limits *Limits // of a control chart; nil for none
	Note   string
}

// Point is one column of a Series.
type Point struct {
	Label     string // short, such as Q3
	Group     string // what several follow one another in, such as the year
	Name      string // in full, such as 2026-Q3
	N         int
	Low, High float64
	Partial   bool // hatched: not all of its days are counted
	Signal    bool // marked: outside of the limits
}

// Limits are the lines of a control chart.
type Limits struct {
	Name              string // how they are made, such as XmR
	Low, Centre, High float64
}

// mostColumns is how many points fit, so that each can be told from the next.
const mostColumns = 48

// frame is the field of a chart whose values go up.
type frame struct {
	from, to    float64 // left and right
	top, bottom float64
	y           scale
}

// frame draws the field for values up to most, with the scale on the left and room for more on the right.
func (c *canvas) frame(most, room float64) frame {
	const height = 190
	marks := ticks(most)
	f := frame{from: left + 12 + width(short(marks[len(marks)-1]), FontSize), to: right - room, top: c.y + 8, bottom: c.y + 8 + height}
	f.y = scale{f.bottom, f.top, marks[len(marks)-1]}
	for _, v := range marks {
		c.line(f.from, f.y.at(v), f.to, f.y.at(v), "grid")
		c.text(f.from-6, f.y.at(v)+5, "end", "muted", short(v))
	}
	c.line(f.from, f.bottom, f.to, f.bottom, "axis")
	return f
}

// limits draws the lines of a control chart with their values beside them.
func (c *canvas) limits(f *frame, l *Limits) {
	if l == nil {
		return
	}
	last := f.bottom + 100
	for _, v := range []struct {
		at    float64
		class string
	}{{l.Low, "limit"}, {l.Centre, "centre"}, {l.High, "limit"}} {
		if !finite(v.at) {
			continue
		}
		y := f.y.at(v.at)
		c.line(f.from, y, f.to, y, v.class)
		if last-y >= FontSize { // else it would lie on the one before
			c.text(f.to+5, y+5, "start", "ink", short(v.at))
			last = y
		}
	}
}

// room is how wide the values of limits are.
func (l *Limits) room() float64 {
	if l == nil {
		return 0
	}
	return 8 + max(width(short(l.Low), FontSize), width(short(l.Centre), FontSize), width(short(l.High), FontSize))
}

// SVG draws the chart: of more points than there is room for the last ones, and says so. Without points it says that
// there is nothing.
func (ch Series) SVG() []byte {
	points, note := ch.Points, ch.Note
	if left := len(points) - mostColumns; left > 0 {
		points = points[left:]
		note = fmt.Sprintf("The %d points before are left out. %s", left, note)
	}
	c := begin(ch.Head)
	if len(points) == 0 {
		c.lines("There is nothing to draw.")
		return c.end()
	}
	most := 1.0
	for _, p := range points {
		most = max(most, float64(p.N))
		if finite(p.High) {
			most = max(most, p.High)
		}
	}
	if ch.Limits != nil && finite(ch.Limits.High) {
		most = max(most, ch.Limits.High)
	}
	c.y += 4
	c.text(left, c.y+10, "start", "muted", ch.Unit)
	c.y += 14
	f := c.frame(most, ch.Limits.room())
	step := (f.to - f.from) / float64(len(points))
	for i := range points {
		c.column(&points[i], &f, f.from+step*float64(i), step)
	}
	c.limits(&f, ch.Limits)
	c.below(points, &f, step)
	c.lines(note)
	return c.end()
}

// column draws a point.
func (c *canvas) column(p *Point, f *frame, x, step float64) {
	said := fmt.Sprintf("%s: %d", p.Name, p.N)
	if finite(p.Low) && finite(p.High) {
		said += fmt.Sprintf(", 95 %% limits %s to %s", short(p.Low), short(p.High))
	}
	if p.Partial {
		said += ", not whole"
	}
	if p.Signal {
		said += ", outside the limits of the chart"
	}
	c.group(said)
	gap := min(8, step*0.2)
	top := f.y.at(float64(p.N))
	if p.Partial {
		c.hatched(x+gap, top, step-2*gap, f.bottom-top)
	} else {
		c.rect(x+gap, top, step-2*gap, f.bottom-top, "bar")
	}
	middle := x + step/2
	if finite(p.Low) && finite(p.High) {
		end := min(4, step/4)
		low, high := f.y.at(p.Low), f.y.at(p.High)
		c.line(middle, low, middle, high, "whisker")
		c.line(middle-end, low, middle+end, low, "whisker")
		c.line(middle-end, high, middle+end, high, "whisker")
	}
	if p.Signal {
		c.diamond(middle, top)
	}
	c.ungroup()
}

// below writes the counts, the labels and the groups of the points, each as far as it fits.
func (c *canvas) below(points []Point, f *frame, step float64) {
	counts, labels := 0.0, 0.0
	for _, p := range points {
		counts, labels = max(counts, width(strconv.Itoa(p.N), FontSize)), max(labels, width(p.Label, FontSize))
	}
	c.y = f.bottom
	if counts+1 <= step {
		c.y += lineStep
		for i, p := range points {
			c.text(f.from+step*(float64(i)+0.5), c.y-3, "middle", "ink strong", strconv.Itoa(p.N))
		}
	}
	c.y += lineStep
	every := 1
	for labels+6 > step*float64(every) {
		every++
	}
	end := 0.0 // of the group before
	for i, p := range points {
		x := f.from + step*(float64(i)+0.5)
		if i%every == 0 {
			c.text(x, c.y-4, "middle", "muted", p.Label)
		}
		if i > 0 && p.Group == points[i-1].Group {
			continue
		}
		start := f.from + step*float64(i)
		if i > 0 {
			c.line(start, f.bottom, start, c.y+lineStep-4, "grid")
		}
		if w := width(p.Group, FontSize); start >= end && start+4+w <= right {
			c.text(start+4, c.y+lineStep-6, "start", "muted", p.Group)
			end = start + 4 + w
		}
	}
	c.y += lineStep + 4
}
