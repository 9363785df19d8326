package chart

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Timeline is a sequence of events drawn to scale from the top down. Long silences are cut short where they would leave
// no room for the rest, and say so.
type Timeline struct {
	Head

	Events []Event // in any order
	Zone   *time.Location
	Note   string
}

// Event is a point of a timeline.
type Event struct {
	At    time.Time // zero for one whose time is not known, which is listed and not placed
	Name  string    // of a milestone; "" for any other event
	Label string    // what happened
}

// The measures of a timeline. Its axis has the clock on the left and the labels on the right.
const (
	axisX     = left + 62
	labelX    = axisX + 30
	mostLines = 2   // of one label
	mostWords = 18  // events beyond which only milestones have a label
	shortest  = 200 // length of the axis
	cut       = 40  // length of a silence that is cut short
)

// stacked is a piece of text beside the axis.
type stacked struct {
	y, want float64 // of its top, and where it would be to scale
	height  float64
	clock   string
	lines   []string
	strong  int     // of the lines, from the first
	lead    int     // the line that has the clock
	event   int     // its number, or -1 for what is about the span between two
	point   float64 // of the event on the axis
}

// SVG draws the timeline. Without events of a known time it says that there is nothing.
func (ch Timeline) SVG() []byte {
	zone := ch.Zone
	if zone == nil {
		zone = time.UTC
	}
	var placed, unplaced []Event
	for _, e := range ch.Events {
		if e.At.IsZero() {
			unplaced = append(unplaced, e)
			continue
		}
		e.At = e.At.In(zone)
		placed = append(placed, e)
	}
	slices.SortStableFunc(placed, func(a, b Event) int { return a.At.Compare(b.At) })
	sc := newTimeScale(placed)
	head := ch.Head
	if len(placed) > 1 {
		head.Sub = strings.TrimSpace(head.Sub + " " + sc.said())
	}
	c := begin(head)
	if len(placed) == 0 {
		c.lines("There is no event with a known time to draw.")
	} else {
		c.timeline(placed, sc)
	}
	if len(unplaced) > 0 {
		c.y += 4
		c.lines("At a time that is not known:")
		for _, e := range unplaced {
			c.lines("– " + named(e))
		}
	}
	c.lines(ch.Note)
	return c.end()
}

func named(e Event) string {
	if e.Name == "" {
		return e.Label
	}
	return e.Name + ": " + e.Label
}

// timeScale turns times into places along an axis of a length. Silences that are cut have all the same length.
type timeScale struct {
	events []Event
	cuts   map[int]bool // by the event before the silence
	total  float64      // seconds that are drawn to scale
}

// newTimeScale cuts silences as long as one of them is more than three fifths of what is drawn to scale, and leaves three
// at least: with fewer there is nothing to compare them with.
func newTimeScale(events []Event) *timeScale {
	const share, most, fewest = 0.6, 3, 3
	sc := &timeScale{events: events, cuts: map[int]bool{}}
	var gaps []int // by their length, the longest first
	for i := range len(events) - 1 {
		if sc.gap(i) > 0 {
			gaps = append(gaps, i)
			sc.total += sc.gap(i)
		}
	}
	slices.SortStableFunc(gaps, func(a, b int) int { return cmp.Compare(sc.gap(b), sc.gap(a)) })
	for len(gaps) > fewest && len(sc.cuts) < most && sc.gap(gaps[0]) > share*sc.total {
		sc.cuts[gaps[0]] = true
		sc.total -= sc.gap(gaps[0])
		gaps = gaps[1:]
	}
	return sc
}

// said says what is drawn to scale.
func (sc *timeScale) said() string {
	var cuts []string
	for i := range sc.events {
		if sc.cuts[i] {
			cuts = append(cuts, duration(int64(sc.gap(i))))
		}
	}
	switch len(cuts) {
	case 0:
		return "Drawn to scale."
	case 1:
		return "Drawn to scale, but for a silence of " + cuts[0] + ", which is dashed."
	default:
		last := len(cuts) - 1
		return "Drawn to scale, but for silences of " + strings.Join(cuts[:last], ", ") + " and " + cuts[last] + ", which are dashed."
	}
}

// gap is the seconds of silence after an event.
func (sc *timeScale) gap(i int) float64 {
	return float64(sc.events[i+1].At.UnixMilli()-sc.events[i].At.UnixMilli()) / 1000 // not Sub: years may be further off
}

// places returns where each event stands on an axis of a length, cuts beside.
func (sc *timeScale) places(length float64) []float64 {
	at := make([]float64, len(sc.events))
	for i := 1; i < len(at); i++ {
		switch {
		case sc.cuts[i-1]:
			at[i] = at[i-1] + cut
		case sc.total > 0:
			at[i] = at[i-1] + sc.gap(i-1)/sc.total*length
		default:
			at[i] = at[i-1]
		}
	}
	return at
}

// timeline draws the axis with its events from the top of what is free.
func (c *canvas) timeline(events []Event, sc *timeScale) {
	labels := labelsOf(events)
	var height float64
	for _, l := range labels {
		height += l.height
	}
	places := sc.places(max(shortest, height-cut*float64(len(sc.cuts))))
	top := c.y + 2 + lineStep*(float64(labels[0].lead)+0.5)
	for i := range labels {
		if l := &labels[i]; l.event >= 0 {
			l.point = top + places[l.event]
			l.want = l.point - lineStep*(float64(l.lead)+0.5)
		}
	}
	between(labels)
	stack(labels, c.y)
	c.axis(events, sc, places, top)
	for i := range labels {
		c.label(&labels[i])
	}
	last := labels[len(labels)-1]
	c.y = max(top+places[len(places)-1]+10, last.y+last.height+4)
}

// labelled reports whether an event has a label: all have where there is room, else the milestones and both ends.
func labelled(events []Event, i int) bool {
	return len(events) <= mostWords || events[i].Name != "" || i == 0 || i == len(events)-1
}

// labelsOf returns the texts beside the axis from the top down: the events that have a label, and between milestones how
// long it took. The day stands where it changes.
func labelsOf(events []Event) []stacked {
	var list []stacked
	day, milestone := "", -1
	for i, e := range events {
		if !labelled(events, i) {
			continue
		}
		if e.Name != "" {
			if milestone >= 0 && e.At.After(events[milestone].At) {
				list = append(list, span(events[milestone], e))
			}
			milestone = i
		}
		s := stacked{event: i, clock: e.At.Format("15:04")}
		if now := e.At.Format(time.DateOnly); now != day {
			s.lines, s.strong, s.lead, day = append(s.lines, now), 1, 1, now
		}
		if e.Name != "" {
			s.lines = append(s.lines, fit(e.Name, right-labelX, FontSize))
			s.strong = len(s.lines)
		}
		text := wrap(e.Label, right-labelX, FontSize)
		if len(text) > mostLines {
			text = append(text[:mostLines-1], fit(text[mostLines-1]+" …", right-labelX, FontSize))
		}
		s.lines = append(s.lines, text...)
		list = append(list, s)
	}
	for i := range list {
		for len(list[i].lines) <= list[i].lead { // an event without words still has its clock
			list[i].lines = append(list[i].lines, "")
		}
		list[i].height = lineStep*float64(len(list[i].lines)) + 4
	}
	return list
}

func span(from, to Event) stacked {
	seconds := (to.At.UnixMilli() - from.At.UnixMilli()) / 1000
	return stacked{event: -1, lines: wrap(fmt.Sprintf("%s from %s to %s", duration(seconds), from.Name, to.Name), right-labelX, FontSize)}
}

// duration writes seconds as their two largest units.
func duration(seconds int64) string {
	units := []struct {
		seconds int64
		name    string
	}{{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}}
	for i, u := range units {
		n := seconds / u.seconds
		if n == 0 {
			continue
		}
		s := fmt.Sprintf("%d %s", n, u.name)
		if i+1 < len(units) {
			if rest := seconds % u.seconds / units[i+1].seconds; rest > 0 {
				s += fmt.Sprintf(" %d %s", rest, units[i+1].name)
			}
		}
		return s
	}
	return "0 s"
}

// between places what is about a span in the middle of it.
func between(labels []stacked) {
	for i := range labels {
		if l := &labels[i]; l.event < 0 && i > 0 && i+1 < len(labels) {
			l.want = (labels[i-1].want+labels[i-1].height+labels[i+1].want)/2 - l.height/2
		}
	}
}

// stack moves labels as little as they have to, so that none lies on another and none above the top: labels that would
// overlap become a block, whose middle stays where the middles of its labels want to be.
func stack(labels []stacked, top float64) {
	type block struct {
		from, n      int
		want, height float64
	}
	var blocks []block
	for i := range labels {
		blocks = append(blocks, block{i, 1, labels[i].want, labels[i].height})
		for len(blocks) > 1 {
			a, b := blocks[len(blocks)-2], blocks[len(blocks)-1]
			if max(top, a.want)+a.height <= b.want {
				break
			}
			want := (a.want*float64(a.n) + (b.want-a.height)*float64(b.n)) / float64(a.n+b.n)
			blocks = append(blocks[:len(blocks)-2], block{a.from, a.n + b.n, want, a.height + b.height})
		}
	}
	for _, b := range blocks {
		y := max(top, b.want)
		for i := b.from; i < b.from+b.n; i++ {
			labels[i].y = y
			y += labels[i].height
		}
	}
}

// axis draws the line with its points; a silence that is cut short is dashed.
func (c *canvas) axis(events []Event, sc *timeScale, places []float64, top float64) {
	for i := range len(places) - 1 {
		class := "axis"
		if sc.cuts[i] {
			class = "limit"
		}
		if places[i+1] > places[i] {
			c.line(axisX, top+places[i], axisX, top+places[i+1], class)
		}
	}
	for i, e := range events {
		c.group(e.At.Format("2006-01-02 15:04 MST") + " " + named(e))
		switch y := top + places[i]; {
		case e.Name != "":
			c.circle(axisX, y, 6, "point")
		case labelled(events, i):
			c.circle(axisX, y, 4, "bar")
		default:
			c.line(axisX-6, y, axisX+6, y, "thread")
		}
		c.ungroup()
	}
}

// label writes a text beside the axis, with a line to its point.
func (c *canvas) label(l *stacked) {
	y := l.y
	for i, line := range l.lines {
		class := "ink"
		switch {
		case l.event < 0:
			class = "muted"
		case i < l.strong:
			class = "ink strong"
		}
		c.text(labelX, y+lineStep-6, "start", class, line)
		if i == l.lead && l.clock != "" {
			c.text(axisX-14, y+lineStep-6, "end", "muted", l.clock)
			c.polyline([][2]float64{{axisX + 7, l.point}, {axisX + 14, l.point}, {labelX - 10, y + lineStep/2}, {labelX - 4, y + lineStep/2}}, "thread")
		}
		y += lineStep
	}
}
