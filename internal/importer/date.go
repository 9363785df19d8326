package importer

// baseDate finds the day of the incident before the timeline is read: a label, the name of the file, the title, the heading
// of the timeline, an entry with its date, the first date of the text, the front matter.
func (l *lifter) baseDate() {
	if l.near, _, _ = l.frontDate(); !l.near.known() {
		l.near, _, _ = l.pathDate()
	}
	for _, f := range []func() (day, int, string){l.startDate, l.labelDate, l.nameDate, l.titleDate, l.headingDate, l.entryDate, l.leadDate, l.frontDate, l.firstDate, l.pathDate} {
		if d, no, why := f(); d.exists() {
			l.base = d
			l.draft.Date = d.String()
			l.trace("date", l.draft.Date, no, why)
			return
		}
	}
}

func (l *lifter) nameDate() (day, int, string) {
	return nameDay(l.draft.File.Path, l.scanner.order), 0, "of the name of the file"
}

func (l *lifter) titleDate() (day, int, string) {
	no := l.titleLine()
	if no == 0 {
		if d, ok := l.scanner.findDay(l.draft.Title, l.near); ok {
			return d, 0, "of the title"
		}
		return day{}, 0, ""
	}
	d, _ := l.scanner.findDay(plainText(l.draft.File.Line(no)), l.near)
	if !d.known() {
		d, _ = l.scanner.findDay(l.draft.Title, l.near)
	}
	return d, no, ""
}

func (l *lifter) startDate() (day, int, string) { return l.labelled("started", "detected") }

func (l *lifter) labelDate() (day, int, string) { return l.labelled("date") }

// labelled returns the day behind the first label of one of the keys that has one.
func (l *lifter) labelled(keys ...string) (day, int, string) {
	for _, key := range keys {
		if f, ok := l.fact(key); ok {
			if d, ok := l.scanner.findDay(plainText(f.value), l.near); ok {
				return d, f.no, ""
			}
		}
	}
	return day{}, 0, ""
}

func (l *lifter) headingDate() (day, int, string) {
	for i := range l.doc.sections {
		s := &l.doc.sections[i]
		if s.role == "timeline" || l.inTimeline(i) {
			if d, ok := l.scanner.findDay(plainText(s.title), l.near); ok {
				return d, s.no, ""
			}
		}
	}
	return day{}, 0, ""
}

// entryDate returns the date of the first entry that has one.
func (l *lifter) entryDate() (day, int, string) {
	probe := &lifter{doc: l.doc, draft: l.draft, opts: l.opts, scanner: l.scanner, base: l.near}
	probe.collect()
	for _, r := range probe.raw {
		if d := (day{r.year, r.month, r.day}); d.exists() {
			return d, r.no, "of the timeline"
		}
		if d := (day{r.context.year, r.context.month, r.context.day}); d.exists() {
			return d, r.no, "of the timeline"
		}
	}
	return day{}, 0, ""
}

// leadDate returns the first date of what the text begins with.
func (l *lifter) leadDate() (day, int, string) {
	const sections = 4 // what stands before the title, under it, and in a summary
	return l.dateWithin(min(sections, len(l.doc.sections)))
}

// firstDate returns the first date of the text above the lists of actions.
func (l *lifter) firstDate() (day, int, string) { return l.dateWithin(len(l.doc.sections)) }

func (l *lifter) dateWithin(sections int) (day, int, string) {
	for i := range sections {
		if _, ok := l.doc.within(i, "actions"); ok {
			continue
		}
		s := &l.doc.sections[i]
		if d, ok := l.scanner.findDay(plainText(s.title), l.near); ok {
			return d, s.no, "the first date of the text"
		}
		for _, b := range s.blocks {
			if d, no := l.blockDate(b); d.known() {
				return d, no, "the first date of the text"
			}
		}
	}
	return day{}, 0, ""
}

func (l *lifter) blockDate(b block) (day, int) {
	for _, ln := range b.lines {
		if d, ok := l.scanner.findDay(plainText(bareURL().ReplaceAllString(ln.text, "")), l.near); ok {
			return d, ln.no
		}
	}
	for _, it := range b.items {
		if d, no := l.blockDate(it.block); d.known() {
			return d, no
		}
	}
	return day{}, 0
}

func (l *lifter) frontDate() (day, int, string) {
	for _, key := range []string{"incident_date", "start_time", "started", "date", "created"} {
		if v, no, ok := l.draft.front.text(key); ok {
			if d, ok := l.scanner.findDay(v, day{}); ok {
				return d, no, "of the front matter"
			}
		}
	}
	return day{}, 0, ""
}

// pathDate finds the day in the address of a page that its front matter gives.
func (l *lifter) pathDate() (day, int, string) {
	if v, no, ok := l.draft.front.text("path"); ok {
		if d, ok := l.scanner.findDay(v, day{}); ok {
			return d, no, "of the address in the front matter"
		}
	}
	return day{}, 0, ""
}

// date takes the day from the timeline where nothing else told it, and where a file is named by the day on which it
// was published: after everything that it tells.
func (l *lifter) date() {
	if l.draft.Date != "" && !l.published() {
		return
	}
	for _, e := range l.draft.Timeline {
		if !e.when.IsZero() {
			l.draft.Date = dayOf(e.when).String()
			l.trace("date", l.draft.Date, e.Line, "of the timeline")
			return
		}
	}
}

// published reports whether the day is that of the file's name and lies after all entries of the timeline.
func (l *lifter) published() bool {
	name, _, _ := l.nameDate()
	after := len(l.draft.Timeline) > 0
	for _, e := range l.draft.Timeline {
		after = after && (e.when.IsZero() || dayOf(e.when).String() < l.draft.Date)
	}
	return after && name.exists() && name.String() == l.draft.Date
}
