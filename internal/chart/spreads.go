package chart

import "math"

// Spreads is how long things took: a row for each, on one scale in powers of ten, because times of incidents reach from
// seconds to months.
type Spreads struct {
	Head

	Rows []Spread
	Note string
}

// Spread is one row of Spreads, in seconds.
type Spread struct {
	Label                    string
	Beside                   string // n and what is not known
	Min, Q1, Median, Q3, Max *float64
}

// mark is a place on the scale of times.
type mark struct {
	seconds float64
	label   string
}

func timeMarks() []mark {
	const minute, hour, day = 60, 3600, 86400
	return []mark{
		{1, "1s"},
		{10, "10s"},
		{minute, "1min"},
		{10 * minute, "10min"},
		{hour, "1h"},
		{6 * hour, "6h"},
		{day, "1d"},
		{7 * day, "7d"},
		{30 * day, "30d"},
		{365 * day, "1y"},
		{3650 * day, "10y"},
		{36500 * day, "100y"},
	}
}

// logScale turns seconds into places; what is below the first mark stands on it, and above the last likewise.
type logScale struct {
	a, b        float64
	first, last float64
}

func (s logScale) at(seconds float64) float64 {
	v := min(max(seconds, s.first), s.last)
	return s.a + (s.b-s.a)*math.Log(v/s.first)/math.Log(s.last/s.first)
}

// span returns the marks around all values.
func (ch *Spreads) span() []mark {
	low, high := math.Inf(1), math.Inf(-1)
	for _, r := range ch.Rows {
		if r.Min != nil && r.Max != nil {
			low, high = min(low, *r.Min), max(high, *r.Max)
		}
	}
	all := timeMarks()
	if low > high {
		return nil
	}
	first, last := 0, len(all)-1
	for first+1 < len(all)-1 && all[first+1].seconds <= low {
		first++
	}
	for last-1 > first && all[last-1].seconds >= high {
		last--
	}
	return all[first : last+1]
}

// SVG draws the chart. Without a measured row it says that there is nothing.
func (ch Spreads) SVG() []byte {
	c := begin(ch.Head)
	marks := ch.span()
	if len(marks) < 2 {
		c.lines("There is nothing to draw.")
		return c.end()
	}
	x := logScale{left + 6, right - 6, marks[0].seconds, marks[len(marks)-1].seconds}
	const row = 52
	top := c.y + 6
	bottom := top + row*float64(len(ch.Rows))
	for _, m := range marks {
		c.line(x.at(m.seconds), top, x.at(m.seconds), bottom, "grid")
	}
	for i := range ch.Rows {
		c.spread(&ch.Rows[i], x, top+row*float64(i))
	}
	c.line(left, bottom, right, bottom, "axis")
	c.y = bottom + 18
	end := float64(left - 6)
	for _, m := range marks {
		w := width(m.label, FontSize)
		at := min(max(x.at(m.seconds), left+w/2), right-w/2)
		if at-w/2 < end+6 {
			continue
		}
		c.text(at, c.y, "middle", "muted", m.label)
		end = at + w/2
	}
	c.y += 6
	c.lines(ch.Note)
	return c.end()
}

// spread draws a row: a line from the least to the greatest, a bar over the middle half, and the median on it.
func (c *canvas) spread(r *Spread, x logScale, y float64) {
	c.group(r.Label + ", " + r.Beside)
	defer c.ungroup()
	beside := fit(r.Beside, 300, FontSize)
	label := fit(r.Label, right-left-20-width(beside, FontSize), FontSize)
	c.back(left, y+2, right-left)
	c.text(left, y+17, "start", "ink strong", label)
	c.text(right, y+17, "end", "muted", beside)
	if r.Median == nil || r.Min == nil || r.Max == nil || r.Q1 == nil || r.Q3 == nil {
		return
	}
	const middle = 36
	c.whisker(x.at(*r.Min), x.at(*r.Max), y+middle)
	from, to := x.at(*r.Q1), x.at(*r.Q3)
	c.rect(from, y+middle-7, max(to-from, 3), 14, "bar")
	c.median(x.at(*r.Median), y+middle)
}

// median draws the mark of a median: it differs from the bar by form and by its border.
func (c *canvas) median(x, y float64) {
	c.tag(`<circle cx="%s" cy="%s" r="6" class="median"/>`, num(x), num(y))
}
