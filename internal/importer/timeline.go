package importer

import (
	"fmt"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
)

// timeline gives what was collected its dates, its zone and its milestones.
func (l *lifter) timeline() {
	l.zone()
	clock := calendar{base: l.base}
	seen := map[string]bool{}
	for _, r := range l.raw {
		on, moved := clock.day(r)
		e := l.event(r, on)
		if moved && e.timed {
			e.Note = "the next day: the times of the list go back here"
		}
		key := e.At + "\x00" + e.Event
		if e.Event == "" || e.At != field.Unknown && seen[key] {
			continue
		}
		seen[key] = true
		l.draft.Timeline = append(l.draft.Timeline, e)
	}
	l.stated()
	l.milestones()
	for i, e := range l.draft.Timeline {
		name := fmt.Sprintf("timeline[%d]", i)
		if e.Note != "" {
			l.suggest(name+".at", e.At, e.Line, e.Note)
		} else {
			l.trace(name+".at", e.At, e.Line, "")
		}
		l.trace(name+".event", e.Event, e.Line, "")
		if e.Milestone != "" {
			l.trace(name+".milestone", e.Milestone, e.Line, "")
		}
	}
}

// calendar carries the day from entry to entry.
type calendar struct {
	base    day
	day0    day // of the entry before, or of the context
	context stamp
	group   int
	minute  int // of the day, of the entry before
	begun   bool
}

// day returns the day of an entry. moved says that it is the next one because times of day went back over midnight.
func (c *calendar) day(r raw) (on day, moved bool) {
	near := c.base
	if c.day0.known() {
		near = c.day0
	}
	changed := r.context != c.context
	if r.group != c.group {
		c.group, c.begun = r.group, false
		if r.context == (stamp{}) && !changed {
			c.day0 = c.base
		}
	}
	if changed {
		c.context = r.context
		if d := r.context.dated(near); d.exists() && d != c.day0 {
			c.day0, c.begun = d, false
		} else if r.context == (stamp{}) && r.day == 0 {
			c.day0, c.begun = c.base, false
		}
	}
	if !c.day0.known() {
		c.day0 = c.base
	}
	minute := r.hour*60 + r.min
	if r.day > 0 {
		on = r.dated(near)
		if on.exists() {
			c.day0 = on
		} else {
			on = day{}
		}
	} else {
		on = c.day0
		if r.hasTime && c.begun && on.known() && overMidnight(c.minute, minute) {
			on, moved = on.next(), true
			c.day0 = on
		}
	}
	if r.hasTime {
		c.minute, c.begun = minute, true
	}
	return on, moved
}

// overMidnight reports whether times of day that go back mean the next day: from the late part of a day to the early
// part of one, at least eight hours back. Smaller steps back are entries out of order, which stay as they are.
func overMidnight(before, now int) bool {
	const late, least = 16 * 60, 8 * 60
	return before >= late && before-now >= least
}

// event makes an entry of what was found.
func (l *lifter) event(r raw, on day) Event {
	e := Event{At: field.Unknown, Event: r.text, Milestone: r.milestone, Line: r.no}
	full := r.label
	switch {
	case r.unclear && !r.hasTime, !on.known():
	case !r.hasTime:
		e.At, e.when = on.String(), on.time()
	default:
		e.timed = true
		e.when = on.time().Add(time.Duration(r.hour)*time.Hour + time.Duration(r.min)*time.Minute + time.Duration(r.sec)*time.Second)
		e.At = l.moment(e.when, r)
	}
	if full != "" && (e.At == field.Unknown || r.inexact && !r.prose) {
		e.Event = strings.TrimSuffix(full+": "+e.Event, ": ")
	}
	e.Event = shorten(e.Event)
	return e
}

// moment writes a time as it stands in the front matter: with Z for UTC, with an offset where the text states one or
// where its zone is not that of the report, else as the wall clock shows it.
func (l *lifter) moment(wall time.Time, r raw) string {
	const local = "2006-01-02T15:04:05"
	z := r.stamp.zone
	if z.name == "" {
		z = r.zone
	}
	if z.name == "" {
		z.name = l.draft.Timezone
	}
	switch {
	case z.name == "UTC":
		return wall.Format(local) + "Z"
	case z.offset():
		return wall.Format(local) + z.name
	case z.name == UnknownZone || z.name == l.draft.Timezone:
		return wall.Format(local)
	}
	place, err := time.LoadLocation(z.name)
	if err != nil {
		return wall.Format(local)
	}
	y, m, d := wall.Date()
	return time.Date(y, m, d, wall.Hour(), wall.Minute(), wall.Second(), 0, place).Format(local + "-07:00")
}

// maxEvent is how many characters of what happened are lifted; the text below keeps all of them.
const maxEvent = 500

// shorten cuts a long text at the end of a sentence or a word.
func shorten(s string) string {
	runes := []rune(s)
	if len(runes) <= maxEvent {
		return s
	}
	cut := string(runes[:maxEvent])
	if i := strings.LastIndex(cut, ". "); i > len(cut)/2 {
		return cut[:i+1]
	}
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return cut + " …"
}

// zone finds the zone of the report: what the entries' heading or preamble says, what the text says of all times, what
// all entries with a zone have in common, the title; else what a person gave.
func (l *lifter) zone() {
	d := l.draft
	z, no, why := l.statedZone()
	if z.name != "" {
		d.Timezone, d.ZoneText = z.name, z.text
		l.trace("timezone", d.Timezone, no, why)
		if z.unclear {
			l.note("line %d: %s mostly means %s, but is used for other zones too; check it", no, z.text, z.name)
		}
		return
	}
	if l.opts.Timezone != "" {
		d.Timezone, d.ZoneText = l.opts.Timezone, ""
		l.trace("timezone", d.Timezone, 0, "given with --timezone; the text names none")
	}
}

func (l *lifter) statedZone() (z zone, no int, why string) {
	if z, no, why = l.headZone(); z.name != "" {
		return z, no, why
	}
	for i := range l.doc.sections {
		if len(l.raw) == 0 {
			break
		}
		for _, b := range l.doc.sections[i].blocks {
			if z, no := b.statedZone(); z.name != "" {
				return z, no, "said of all times"
			}
		}
	}
	if f, ok := l.fact("zone"); ok {
		if z, ok := zoneWithin(plainText(f.value)); ok {
			return z, f.no, ""
		}
	}
	if z, no := l.commonZone(); z.name != "" {
		return z, no, "of the entries that name one"
	}
	for i := range l.doc.sections {
		if s := &l.doc.sections[i]; s.level > 0 && s.no == l.titleLine() {
			if z, ok := zoneWithin(plainText(s.title)); ok {
				return z, s.no, "of the title"
			}
		}
	}
	return zone{}, 0, ""
}

// headZone looks at heads of columns, at the headings of timelines, and at what stands before the first entry.
func (l *lifter) headZone() (z zone, no int, why string) {
	for _, r := range l.raw {
		if r.zone.name != "" && r.zone != r.stamp.zone {
			return r.zone, r.no, "of the head of the column"
		}
	}
	for i := range l.doc.sections {
		s := &l.doc.sections[i]
		if s.role != "timeline" {
			continue
		}
		if z, ok := zoneWithin(plainText(s.title + " " + s.value)); ok {
			return z, s.no, "of the heading"
		}
		for _, b := range s.blocks {
			for _, ln := range b.lines {
				text := plainText(ln.text)
				if z, ok := statedZone(text); ok {
					return z, ln.no, "of the lines above the entries"
				}
				if _, _, _, entry := l.scanner.scan(text); entry {
					continue
				}
				const brief = 100
				if z, ok := zoneWithin(text); ok && len(text) <= brief {
					return z, ln.no, "of the lines above the entries"
				}
			}
			if len(b.lines) == 0 {
				break
			}
		}
	}
	return zone{}, 0, ""
}

// statedZone looks for a sentence about all times.
func (b block) statedZone() (zone, int) {
	for _, ln := range b.lines {
		if z, ok := statedZone(plainText(ln.text)); ok {
			return z, ln.no
		}
	}
	for _, it := range b.items {
		if z, no := it.statedZone(); z.name != "" {
			return z, no
		}
	}
	return zone{}, 0
}

// commonZone returns the zone that every entry with one has; of several, that of most entries.
func (l *lifter) commonZone() (zone, int) {
	count := map[string]int{}
	first := map[string]raw{}
	for _, r := range l.raw {
		name := r.stamp.zone.name
		if name == "" {
			continue
		}
		if count[name]++; count[name] == 1 {
			first[name] = r
		}
	}
	best := ""
	for _, r := range l.raw {
		if name := r.stamp.zone.name; name != "" && (best == "" || count[name] > count[best]) {
			best = name
		}
	}
	return first[best].stamp.zone, first[best].no
}
