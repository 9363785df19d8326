package chart

import "fmt"

// Gaps is the number of days between events, one after the other: the fewer days, the more events.
type Gaps struct {
	Head

	Gaps   []Gap
	Limits *Limits
	Note   string
}

// Gap is one time between two events.
type Gap struct {
	Name   string // the two days
	Group  string // what several end in, such as the year
	Days   int
	Signal bool
}

// mostGaps is how many gaps fit, so that each can be told from the next.
const mostGaps = 60

// SVG draws the chart: of more gaps than there is room for the last ones, and says so. Without gaps it says that there
// is nothing.
func (ch Gaps) SVG() []byte {
	gaps, note := ch.Gaps, ch.Note
	if left := len(gaps) - mostGaps; left > 0 {
		gaps = gaps[left:]
		note = fmt.Sprintf("The %d gaps before are left out. %s", left, note)
	}
	c := begin(ch.Head)
	if len(gaps) == 0 {
		c.lines("There is nothing to draw.")
		return c.end()
	}
	most := 1.0
	for _, g := range gaps {
		most = max(most, float64(g.Days))
	}
	if ch.Limits != nil && finite(ch.Limits.High) {
		most = max(most, ch.Limits.High)
	}
	c.y += 4
	c.text(left, c.y+10, "start", "muted", "days since the incident before")
	c.y += 14
	f := c.frame(most, ch.Limits.room())
	step := (f.to - f.from) / float64(len(gaps))
	at := func(i int) (x, y float64) { return f.from + step*(float64(i)+0.5), f.y.at(float64(gaps[i].Days)) }
	path := make([][2]float64, 0, len(gaps))
	for i := range gaps {
		x, y := at(i)
		path = append(path, [2]float64{x, y})
	}
	c.polyline(path, "thread")
	for i, g := range gaps {
		x, y := at(i)
		c.group(fmt.Sprintf("%s: %d days", g.Name, g.Days))
		c.circle(x, y, min(5, max(2.5, step/3)), "bar")
		if g.Signal {
			c.diamond(x, y)
		}
		c.ungroup()
	}
	c.limits(&f, ch.Limits)
	c.groups(gaps, &f, step)
	c.lines(note)
	return c.end()
}

// groups writes in which year the gaps end.
func (c *canvas) groups(gaps []Gap, f *frame, step float64) {
	c.y = f.bottom + lineStep
	end := 0.0
	for i, g := range gaps {
		if i > 0 && g.Group == gaps[i-1].Group {
			continue
		}
		start := f.from + step*float64(i)
		if i > 0 {
			c.line(start, f.bottom, start, c.y, "grid")
		}
		if w := width(g.Group, FontSize); start >= end && start+4+w <= right {
			c.text(start+4, c.y-4, "start", "muted", g.Group)
			end = start + 4 + w
		}
	}
	c.y += 4
}
