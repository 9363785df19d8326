package importer

import (
	"strings"

	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// heads is what the columns of a timeline hold, by index; -1 for none.
type heads struct {
	time, date, event, milestone int
	events                       []int
	zone                         zone
	year                         int
}

var yearWithin = lazy.Pattern(`(?:^|\D)((?:19|20)\d{2})(?:\D|$)`)

// readHeads reads the heads of a table. ok is false for a table that is certainly no timeline.
func readHeads(cells []string) (h heads, ok bool) {
	h = heads{time: -1, date: -1, event: -1, milestone: -1}
	owner := false
	for i, cell := range cells {
		name := plainText(cell)
		z, hasZone := zoneWithin(name)
		base, _, _ := strings.Cut(name, "(")
		if hasZone {
			base = strings.Replace(base, z.text, "", 1)
		}
		kind, _ := taxonomy.ImportWord("column", base)
		if act, _ := taxonomy.ImportWord("action-column", base); act == "owner" || act == "due" || act == "ticket" || act == "priority" {
			owner = owner || kind == ""
		}
		switch {
		case kind == "time" && h.time < 0:
			h.time = i
			if hasZone {
				h.zone = z
			}
		case kind == "time":
		case kind == "date" && h.date < 0:
			h.date = i
			if m := yearWithin().FindStringSubmatch(name); m != nil {
				h.year = atoi(m[1])
			}
		case kind == "event":
			h.events = append(h.events, i)
		case kind == "milestone" && h.milestone < 0:
			h.milestone = i
		}
		if hasZone && h.zone.text == "" && kind != "event" {
			h.zone = z
		}
	}
	if len(h.events) > 0 {
		h.event = h.events[0]
	}
	return h, h.time >= 0 || !owner
}

// table finds the rows of a table that begin with a time.
func (c *collector) table(b block, in bool) {
	h, ok := readHeads(b.rows[0].cells)
	if !ok || len(b.rows) < 2 {
		return
	}
	sc := c.scanner.loosely()
	rows := b.rows[1:min(len(b.rows), maxItems+2)]
	if h.time < 0 && h.date < 0 {
		h.time = sc.timeColumn(rows)
		if h.time < 0 {
			return
		}
	}
	if !in {
		timed := 0
		for _, r := range rows {
			if st, _, ok := sc.rowStamp(r, h); ok && st.hasTime {
				timed++
			}
		}
		if timed < 2 || timed*2 < len(rows) {
			return
		}
	}
	if st, _, ok := sc.rowStamp(b.rows[0], h); ok && st.hasTime {
		rows = b.rows[:min(len(b.rows), maxItems+2)] // a table without heads
	}
	for _, r := range rows {
		c.row(r, h, sc)
	}
}

// timeColumn finds the column most of whose cells are times.
func (sc scanner) timeColumn(rows []row) int {
	for i := range 3 {
		n, all := 0, 0
		for _, r := range rows {
			if i >= len(r.cells) {
				continue
			}
			all++
			if st, _, rest, ok := sc.scan(plainText(r.cells[i])); ok && (st.hasTime || st.unclear) && rest == "" {
				n++
			}
		}
		if n > 0 && n*10 >= all*6 {
			return i
		}
	}
	return -1
}

// rowStamp puts the cells of date and time together.
func (sc scanner) rowStamp(r row, h heads) (st stamp, label string, ok bool) {
	cell := func(i int) string {
		if i < 0 || i >= len(r.cells) {
			return ""
		}
		return plainText(r.cells[i])
	}
	st, label, _, ok = sc.scan(cell(h.time))
	on, dateLabel, _, dated := sc.scan(cell(h.date))
	switch {
	case dated && !ok:
		return on, dateLabel, true
	case dated && st.day == 0:
		st.year, st.month, st.day = on.year, on.month, on.day
		st.unclear = st.unclear || on.unclear && on.day == 0
	}
	if st.year == 0 && st.day > 0 {
		st.year = h.year
	}
	return st, label, ok
}

func (c *collector) row(r row, h heads, sc scanner) {
	st, label, ok := sc.rowStamp(r, h)
	text := ""
	for _, i := range h.events {
		if i < len(r.cells) && text == "" {
			text = plainText(r.cells[i])
		}
	}
	if h.event < 0 {
		for i, cell := range r.cells {
			if t := plainText(cell); i != h.time && i != h.date && i != h.milestone && len(t) > len(text) {
				text = t
			}
		}
	}
	milestone := ""
	if h.milestone >= 0 && h.milestone < len(r.cells) {
		word := plainText(r.cells[h.milestone])
		milestone, _ = report.Milestones.Canonical(word)
		if text == "" {
			text = word
		}
	}
	switch {
	case text == "":
		return
	case !ok:
		st = stamp{unclear: true}
		if h.time >= 0 && h.time < len(r.cells) {
			label = plainText(r.cells[h.time])
		}
	case !st.hasTime && !st.unclear && st.day == 0:
		return
	}
	entry := raw{stamp: st, label: label, text: text, no: r.no, zone: h.zone, milestone: milestone}
	if entry.stamp.zone.text != "" {
		entry.zone = entry.stamp.zone
	}
	c.add(entry)
}
