package importer

import (
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// raw is an entry of the timeline as it is found, before its date and its zone are known.
type raw struct {
	stamp
	label     string // the time as it is written
	text      string
	no        int
	context   stamp // date of the heading, line or item above
	zone      zone  // of the head of the column
	group     int   // entries of one list, table or section
	milestone string
}

// collector gathers entries in the order of the text.
type collector struct {
	*lifter
	context stamp // date that stands above what follows
	group   int
	found   []raw
}

// collect finds every entry of the timeline.
func (l *lifter) collect() {
	c := &collector{lifter: l}
	events := l.headingEvents()
	for i := range l.doc.sections {
		s := &l.doc.sections[i]
		in := l.inTimeline(i)
		if _, ok := l.doc.within(i, "actions"); ok && !in {
			continue
		}
		c.group++
		if s.level > 0 && s.level < 7 && !events[i] {
			c.context = l.above(i, c.context)
		}
		if events[i] {
			c.heading(s)
			continue
		}
		if l.eventAround(i, events) {
			continue
		}
		c.section(s, in)
	}
	l.raw = c.found
}

// inTimeline reports whether a section is, or lies in, one that is headed as a timeline.
func (l *lifter) inTimeline(i int) bool {
	t, ok := l.doc.within(i, "timeline")
	if !ok {
		return false
	}
	a, ok := l.doc.within(i, "actions")
	return !ok || a < t
}

// eventAround reports whether a section lies in one that is itself an entry.
func (l *lifter) eventAround(i int, events map[int]bool) bool {
	for i = l.doc.sections[i].parent; i >= 0; i = l.doc.sections[i].parent {
		if events[i] {
			return true
		}
	}
	return false
}

// above returns the date that the headings above a section give to what stands in it.
func (l *lifter) above(i int, other stamp) stamp {
	top := other
	if l.doc.sections[i].level <= 2 {
		top = stamp{}
	}
	for ; i >= 0; i = l.doc.sections[i].parent {
		s := &l.doc.sections[i]
		if s.level == 0 || s.level == 1 && s.role != "timeline" {
			continue
		}
		if d, ok := l.scanner.loosely().findDay(plainText(s.title), l.base); ok {
			return stamp{year: d.year, month: d.month, day: d.day}
		}
	}
	return top
}

func (sc scanner) loosely() scanner { sc.loose = true; return sc }

// headingEvents finds the headings that are entries themselves: those that begin with a time of day in a timeline, or
// with several alike elsewhere; and those of a date alone in a timeline, when nothing below has a time.
func (l *lifter) headingEvents() map[int]bool {
	type kin struct{ parent, level int }
	timed := map[kin]int{}
	stamps := map[int]stamp{}
	for i := range l.doc.sections {
		s := &l.doc.sections[i]
		if s.level == 0 || s.level == 7 || s.role != "" && s.whole {
			continue
		}
		sc := l.scanner
		sc.loose = l.inTimeline(i)
		if st, _, _, ok := sc.scan(plainText(s.title)); ok && !st.prose {
			stamps[i] = st
			if st.hasTime {
				timed[kin{s.parent, s.level}]++
			}
		}
	}
	events := map[int]bool{}
	below := l.timedBelow(stamps)
	for i, st := range stamps {
		s := &l.doc.sections[i]
		_, acts := l.doc.within(i, "actions")
		in := s.parent >= 0 && l.inTimeline(s.parent)
		switch {
		case acts && !in:
		case st.hasTime || st.unclear:
			events[i] = in || timed[kin{s.parent, s.level}] >= 2 && s.level > 1
		case in:
			events[i] = !below[i]
		}
	}
	return events
}

// timedBelow returns for each section whether something in it has a time of day.
func (l *lifter) timedBelow(stamps map[int]stamp) []bool {
	below := make([]bool, len(l.doc.sections))
	for i := len(l.doc.sections) - 1; i >= 0; i-- { // what lies in a section comes behind it
		s := &l.doc.sections[i]
		for _, b := range s.blocks {
			below[i] = below[i] || l.timedBlock(b)
		}
		if s.parent >= 0 && (below[i] || stamps[i].hasTime) {
			below[s.parent] = true
		}
	}
	return below
}

func (l *lifter) timedBlock(b block) bool {
	sc := l.scanner.loosely()
	timed := func(text string) bool {
		st, _, _, ok := sc.scan(plainText(text))
		return ok && st.hasTime && !st.prose
	}
	for _, ln := range b.lines {
		if timed(ln.text) {
			return true
		}
	}
	for _, it := range b.items {
		if timed(it.text()) {
			return true
		}
	}
	for _, r := range b.rows {
		if slices.ContainsFunc(r.cells, timed) {
			return true
		}
	}
	return false
}

// heading adds a heading that is an entry. What happened is the rest of the heading, and the first words below it.
func (c *collector) heading(s *section) {
	sc := c.scanner.loosely()
	st, label, rest, _ := sc.scan(plainText(s.title))
	texts := []string{rest}
	for _, b := range s.blocks {
		if t := b.first(); t != "" {
			texts = append(texts, t)
			break
		}
	}
	c.add(raw{stamp: st, label: label, text: join(texts), no: s.no})
}

// first returns the first words of a block.
func (b block) first() string {
	switch {
	case len(b.lines) > 0:
		return plainText(b.text())
	case len(b.items) > 0:
		for _, it := range b.items {
			if t := plainText(it.text()); t != "" {
				return t
			}
			for _, child := range it.children {
				if t := child.first(); t != "" {
					return t
				}
			}
		}
	}
	return ""
}

// join puts the texts that are not empty together.
func join(texts []string) string {
	var parts []string
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, ": ")
}

func (c *collector) add(r raw) {
	if len(c.found) > maxItems {
		return // the file is left
	}
	r.context, r.group = c.context, c.group
	if r.day > 0 {
		c.context = stamp{}
		if r.hasTime || r.fullDate() {
			c.context = stamp{year: r.year, month: r.month, day: r.day}
		}
	}
	c.found = append(c.found, r)
}

// section finds the entries in the blocks of a section.
func (c *collector) section(s *section, in bool) {
	kin := 0 // paragraphs that begin with a time
	if !in {
		for _, b := range s.blocks {
			if len(b.lines) > 0 && c.begins(b.lines[0].text) {
				kin++
			}
		}
	}
	if in && s.value != "" {
		c.paragraph([]line{{s.value, s.no}}, true)
	}
	for _, b := range s.blocks {
		switch {
		case len(b.rows) > 0:
			c.table(b, in)
		case len(b.items) > 0:
			c.list(b, in)
		default:
			c.paragraph(b.lines, in || kin >= 3)
		}
	}
}

// begins reports whether a line begins with a time of day that something follows.
func (c *collector) begins(text string) bool {
	st, _, rest, ok := c.scanner.scan(plainText(text))
	return ok && st.hasTime && !st.prose && rest != ""
}

// paragraph finds lines that begin with a time. in says that a single one is an entry.
func (c *collector) paragraph(lines []line, in bool) {
	if c.updates(lines) {
		return
	}
	n := 0
	for _, ln := range lines {
		if c.begins(ln.text) {
			n++
		}
	}
	if !in && n < 2 {
		return
	}
	sc := c.scanner
	sc.loose = in
	c.complete(lines, sc)
	open := false // a line before this one began an entry
	for i, ln := range lines {
		text := plainText(trimBreak(ln.text))
		st, label, rest, ok := sc.scan(text)
		switch {
		case ok && !st.hasTime && !st.unclear && (onlyDate(rest) || st.prose):
			if !st.prose || onlyDate(rest) {
				c.context = st
				open = false
			}
			continue
		case ok && (i == 0 || open || n >= 2) && (st.hasTime || st.unclear || !st.prose):
			if rest == "" && i+1 == len(lines) && !in {
				continue
			}
			if st.prose {
				rest = text
			}
			c.add(raw{stamp: st, label: label, text: rest, no: ln.no})
			open = true
		case open && text != "":
			last := &c.found[len(c.found)-1]
			last.text = strings.TrimSpace(last.text + " " + text)
		}
	}
}

// complete gives an entry whose paragraph is its time alone the words of the paragraph below.
func (c *collector) complete(lines []line, sc scanner) {
	if len(c.found) == 0 {
		return
	}
	last := &c.found[len(c.found)-1]
	text := plainText(block{lines: lines}.text())
	if _, _, _, stamped := sc.scan(text); last.text == "" && last.group == c.group && !stamped {
		last.text = text
	}
}

// onlyDate reports whether nothing but marks stands behind a date.
func onlyDate(rest string) bool {
	if rest != "" && (rest[0] == '(' && strings.IndexByte(rest, ')') == len(rest)-1) {
		return true // what it says of the times is read elsewhere
	}
	return strings.Trim(rest, " \t:.-–—_*()[]~=#") == ""
}

var (
	isoMoment  = lazy.Pattern(`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?`)
	statusWord = lazy.Pattern(`^[\s*_]*([A-Za-z ]{3,20}?)[\s*_]*(?:[:：\-–—]|\*\*|__)`)
)

// updates finds the lines of a status page, which begin with Update, Resolved and the like and hold their time in a
// shortcode or at their end.
func (c *collector) updates(lines []line) bool {
	found := false
	for _, ln := range lines {
		st, label, text, ok := c.update(ln.text)
		if ok {
			c.add(raw{stamp: st, label: label, text: text, no: ln.no})
			found = true
		}
	}
	return found
}

func (c *collector) update(markdown string) (st stamp, label, text string, ok bool) {
	if code := shortcode().FindString(markdown); code != "" {
		if m := isoMoment().FindString(code); m != "" {
			st, label, _, ok = c.scanner.scan(m)
			return st, label, plainText(markdown), ok
		}
	}
	m := statusWord().FindStringSubmatch(markdown)
	if m == nil {
		return stamp{}, "", "", false
	}
	if _, known := taxonomy.ImportWord("status", m[1]); !known {
		return stamp{}, "", "", false
	}
	st, label, text, ok = c.scanner.scanEnd(plainText(markdown))
	return st, label, text, ok && st.hasTime
}

// scanEnd reads a stamp at the end of a text: "First detected 2024-05-02 14:05", "Rolled back (14:20 UTC)".
func (sc scanner) scanEnd(text string) (st stamp, label, before string, ok bool) {
	const longest = 60
	from := max(0, len(text)-longest)
	if from > 0 {
		from += max(0, strings.IndexByte(text[from:], ' '))
	}
	sc.loose = false
	previous := byte(' ')
	for i := from; i < len(text); i++ {
		if isDigit(text[i]) || text[i] >= 'A' && text[i] <= 'Z' {
			if previous == ' ' || previous == '(' || previous == '[' {
				st, label, rest, found := sc.scan(text[i:])
				if found && st.hasTime && strings.Trim(rest, " ).]") == "" {
					before = strings.TrimRight(text[:i], " \t:-–—,;([|")
					return st, label, strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(before, " at"), " on")), before != ""
				}
			}
		}
		previous = text[i]
	}
	return stamp{}, "", "", false
}

// list finds items that begin with a time.
func (c *collector) list(b block, in bool) {
	b.items = b.items[:min(len(b.items), maxItems+1)]
	sc := c.scanner
	sc.loose = in
	timed := 0
	for _, it := range b.items {
		st, _, _, ok := sc.scan(plainText(it.text()))
		if ok && (st.hasTime && !st.prose || in && st.present()) {
			timed++
		}
	}
	if !in && (timed < 2 || timed*10 < len(b.items)*6) {
		c.labelled(b)
		return
	}
	for _, it := range b.items {
		c.item(it, sc, in, timed)
	}
}

// labelled looks into the items of a list that are headings of lists themselves: "- **Key events**".
func (c *collector) labelled(b block) {
	for _, it := range b.items {
		if _, _, _, ok := c.update(it.text()); ok {
			c.updates(it.lines)
			continue
		}
		in := false
		if len(it.lines) > 0 {
			if name, _, ok := label(it.lines[0].text); ok {
				role, whole := roleOf(name)
				if whole && role == "actions" {
					continue
				}
				in = whole && role == "timeline"
			}
		}
		for _, child := range it.children {
			if len(child.items) > 0 {
				c.list(child, in)
			} else if len(child.rows) > 0 {
				c.table(child, in)
			}
		}
	}
}

// item adds one item of a timeline.
func (c *collector) item(it item, sc scanner, in bool, timed int) {
	text := plainText(it.text())
	st, label, rest, ok := sc.scan(text)
	nested := false
	if in || timed >= 2 {
		for _, child := range it.children {
			nested = nested || len(child.items) > 0 && c.timedItems(child) > 0
		}
	}
	switch {
	case ok && !st.hasTime && !st.unclear && nested:
		c.context = st
		c.nested(it, in)
	case ok && !st.hasTime && !st.unclear && onlyDate(rest) && len(it.children) == 0:
		c.context = st
	case ok && (st.hasTime || st.unclear || in && !st.prose):
		if st.prose {
			rest = text
		}
		if rest == "" {
			for _, child := range it.children {
				if rest = child.first(); rest != "" {
					break
				}
			}
		}
		c.add(raw{stamp: st, label: label, text: rest, no: it.no})
	default:
		if end, label, before, ok := sc.scanEnd(text); ok && in {
			c.add(raw{stamp: end, label: label, text: before, no: it.no})
			return
		}
		if nested {
			c.nested(it, in)
			return
		}
		if in && text != "" && timed >= 2 && !remark().MatchString(text) {
			c.add(raw{stamp: stamp{unclear: true}, text: text, no: it.no})
		}
	}
}

// remark is the beginning of an item that is about the timeline and no entry of it.
var remark = lazy.Pattern(`(?i)^(?:note|n\.?b\.?|total|duration|see|all times|times|timezone|ps)\b`)

func (c *collector) nested(it item, in bool) {
	for _, child := range it.children {
		if len(child.items) > 0 {
			c.list(child, in)
		}
	}
}

// timedItems returns how many items of a list begin with a time of day.
func (c *collector) timedItems(b block) int {
	n := 0
	for _, it := range b.items {
		if st, _, _, ok := c.scanner.loosely().scan(plainText(it.text())); ok && st.hasTime && !st.prose {
			n++
		}
	}
	return n
}
