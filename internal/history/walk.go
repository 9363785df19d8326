package history

import (
	"fmt"
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/policy"
)

// walker goes through the versions of one report, parents before children, and notes what changes.
type walker struct {
	id     string
	policy *policy.Policy // may be nil

	seq      int32   // of the commit that is at work
	commit   *commit // nil for the work tree
	changes  []Change
	observed []Observation
	seqs     []int32 // of each change
	obsSeqs  []int32 // of each observation
}

// point is a report after one of its versions.
type point struct {
	version   *Version // the last one that could be read; nil before the first
	path      string
	gone      bool
	cut       bool
	actions   map[string]*line
	order     []string // keys of actions, those of the version first
	firstSeen time.Time
	touched   time.Time
	dirty     bool // the work tree changes a field
}

// line is an action after one of the versions of its report.
type line struct {
	now       *state
	gone      bool
	cut       bool
	original  time.Time // first due date
	lastDue   time.Time // last due date that was a day
	slips     *slip
	firstSeen time.Time
	touched   time.Time
	dirty     bool
	recorded  time.Time // commit date of the present done date
	recorder  string
}

// slip is one move of a due date to a later day, and those before it.
type slip struct {
	change int // place in walker.changes
	days   int
	count  int
	before *slip
}

// at sets the commit whose changes follow; nil is the work tree, which comes last.
func (w *walker) at(seq int32, c *commit) { w.seq, w.commit = seq, c }

func (w *walker) when() time.Time {
	if w.commit == nil {
		return time.Time{}
	}
	return w.commit.committed
}

// note adds a change and returns its place.
func (w *walker) note(action, field, from, to string) int {
	c := Change{Report: w.id, Action: action, Field: field, From: from, To: to}
	if w.commit != nil {
		c.Commit, c.Author, c.Date, c.Committed = w.commit.id, w.commit.author, w.commit.date, w.commit.committed
	}
	w.changes = append(w.changes, c)
	w.seqs = append(w.seqs, w.seq)
	return len(w.changes) - 1
}

func (w *walker) observe(kind, action, format string, args ...any) {
	o := Observation{Kind: kind, Report: w.id, Action: action, Message: fmt.Sprintf(format, args...)}
	if w.commit != nil {
		o.Commit, o.Date = w.commit.id, w.commit.date
	}
	w.observed = append(w.observed, o)
	w.obsSeqs = append(w.obsSeqs, w.seq)
}

// remove is the deletion of the file at a path.
func (w *walker) remove(parents []*point, path string) *point {
	if len(parents) == 0 {
		return &point{path: path, gone: true}
	}
	p := *parents[0]
	if p.version != nil && !p.gone {
		w.note("", Deleted, p.path, "")
		p.touched, p.dirty = w.when(), w.commit == nil
	}
	p.gone = true
	return &p
}

// step goes on to a version. One that could not be read changes nothing. cut says that it is the first that this
// clone has, and not the first that there was.
func (w *walker) step(parents []*point, v *Version, path string, cut bool) *point {
	parents = slices.DeleteFunc(slices.Clone(parents), func(p *point) bool { return p.version == nil })
	if v == nil || v.head == nil {
		if len(parents) == 0 {
			return &point{path: path, cut: cut}
		}
		p := *parents[0]
		return &p
	}
	next := &point{version: v, path: path, cut: cut, actions: make(map[string]*line, len(v.actions))}
	before := len(w.changes)
	live := slices.DeleteFunc(slices.Clone(parents), func(p *point) bool { return p.gone })
	switch {
	case len(parents) == 0 && cut:
	case len(parents) == 0:
		w.note("", Created, "", commas(v.head.value("status", reportFields), v.head.severity))
		next.firstSeen = w.when()
	case len(live) == 0:
		w.note("", Restored, "", path)
		live = parents[:1]
	}
	for _, p := range live {
		next.cut = next.cut || p.cut
		next.firstSeen = earlier(next.firstSeen, p.firstSeen)
		next.touched = later(next.touched, p.touched)
		next.dirty = next.dirty || p.dirty
	}
	if len(live) > 0 && !slices.ContainsFunc(live, func(p *point) bool { return p.path == path }) {
		w.note("", Renamed, live[0].path, path)
	}
	w.head(live, v)
	w.actions(live, next, len(parents) == 0)
	if len(w.changes) > before || cut && len(live) == 0 {
		next.touched = w.when()
		next.dirty = w.commit == nil
	}
	return next
}

// head notes what changes of the report itself.
func (w *walker) head(live []*point, v *Version) {
	old := make([]*state, 0, len(live))
	for _, p := range live {
		old = append(old, p.version.head)
	}
	approved := len(old) > 0 && old[0].approved
	fields(reportFields, old, v.head, func(field, from, to string) {
		w.note("", field, from, to)
		if field == "severity" {
			w.fell(old[0], v.head)
		}
		if approved && afterApproval("", field, from, v.head) {
			w.observe(AfterApproval, "", "%s changed from %s to %s after the approval", fieldText(field), quote(from), quote(to))
		}
	})
}

// fields calls changed for every field whose value is not that of any of the old states.
func fields(names []string, old []*state, now *state, changed func(field, from, to string)) {
	if len(old) == 0 || slices.ContainsFunc(old, func(s *state) bool { return s == now || s.text == now.text }) {
		return
	}
	values := now.values()
	olds := make([][]string, 0, len(old))
	for _, s := range old {
		olds = append(olds, s.values())
	}
	for i, name := range names {
		if !slices.ContainsFunc(olds, func(o []string) bool { return o[i] == values[i] }) {
			changed(name, olds[0][i], values[i])
		}
	}
}

// value returns the value of a field.
func (s *state) value(field string, names []string) string {
	return s.values()[slices.Index(names, field)]
}

// keys returns what the actions of a version are called in their report: the id or, without one, the number. Of two
// with one id only the first counts.
func (v *Version) keys() []string {
	keys := make([]string, 0, len(v.actions))
	for i, a := range v.actions {
		key := a.id
		if key == "" {
			key = fmt.Sprintf("#%d", i+1)
		}
		if slices.Contains(keys, key) {
			key = ""
		}
		keys = append(keys, key)
	}
	return keys
}

// actions notes what changes of the actions, and leaves their lines in next. first says that the report is new.
func (w *walker) actions(live []*point, next *point, first bool) {
	for i, key := range next.version.keys() {
		if key == "" {
			continue
		}
		var lines []*line
		for _, p := range live {
			if l := p.actions[key]; l != nil {
				lines = append(lines, l)
			}
		}
		next.order = append(next.order, key)
		next.actions[key] = w.action(key, lines, next.version.actions[i], next, first, live)
	}
	for _, p := range live {
		for _, key := range p.order {
			if next.actions[key] == nil {
				next.order = append(next.order, key)
				next.actions[key] = w.without(key, live)
			}
		}
	}
}

// without returns the line of an action that the version does not have. It is removed unless one of the parents did
// not have it already.
func (w *walker) without(key string, live []*point) *line {
	var had *line
	missing := false
	for _, p := range live {
		l := p.actions[key]
		missing = missing || l == nil || l.gone
		if l != nil && (had == nil || had.gone && !l.gone) {
			had = l
		}
	}
	if had.gone {
		return had
	}
	l := *had
	l.gone = true
	if !missing {
		w.note(key, Removed, l.now.value("title", actionFields), "")
		if live[0].version.head.approved {
			w.observe(AfterApproval, key, "removed after the approval")
		}
		l.touched, l.dirty = w.when(), w.commit == nil
	}
	return &l
}

// action returns the line of an action that the version has.
func (w *walker) action(key string, lines []*line, now *state, next *point, first bool, live []*point) *line {
	present := slices.DeleteFunc(slices.Clone(lines), func(l *line) bool { return l.gone })
	l := &line{now: now}
	before := len(w.changes)
	switch {
	case len(lines) == 0:
		w.begin(l, key, next, first)
		return l
	case len(present) == 0:
		w.note(key, Restored, "", now.value("title", actionFields))
	default:
		lines = present
	}
	base := lineOf(lines, now)
	l.original, l.lastDue, l.slips, l.cut = base.original, base.lastDue, base.slips, base.cut
	old := make([]*state, 0, len(lines))
	for _, o := range lines {
		old = append(old, o.now)
		l.firstSeen = earlier(l.firstSeen, o.firstSeen)
		l.touched = later(l.touched, o.touched)
		l.dirty = l.dirty || o.dirty
	}
	approved := live[0].version.head.approved
	fields(actionFields, old, now, func(field, from, to string) {
		at := w.note(key, field, from, to)
		if field == "due" {
			l.move(at)
		}
		if approved && afterApproval(key, field, from, nil) {
			w.observe(AfterApproval, key, "%s changed from %s to %s after the approval", fieldText(field), quote(from), quote(to))
		}
	})
	if len(w.changes) > before {
		l.touched, l.dirty = w.when(), w.commit == nil
	}
	w.done(l, key, lines)
	return l
}

// begin is the first version of an action.
func (w *walker) begin(l *line, key string, next *point, first bool) {
	now := l.now
	l.cut = next.cut && first
	l.original, l.lastDue, l.touched, l.dirty = now.due, now.due, w.when(), w.commit == nil
	if !l.cut {
		l.firstSeen = w.when()
		due := now.value("due", actionFields)
		if due != "" {
			due = "due " + due
		}
		w.note(key, Created, "", commas(now.value("status", actionFields), due, now.value("owner", actionFields)))
	}
	if now.done.IsZero() || l.cut {
		return
	}
	l.recorded, l.recorder = w.when(), w.recorder()
	if !first { // a report that comes with its past is adopted, not late
		w.late(key, now.done)
	}
}

// recorder returns the id of the commit that is at work, "" for the work tree.
func (w *walker) recorder() string {
	if w.commit == nil {
		return ""
	}
	return w.commit.id
}

// lineOf returns the line that a value of the due date comes from: the one that has it, and of several the one that
// moved most; else that of the first parent.
func lineOf(lines []*line, now *state) *line {
	var base *line
	for _, l := range lines {
		if l.now.due.Equal(now.due) && (base == nil || count(l.slips) > count(base.slips)) {
			base = l
		}
	}
	if base == nil {
		return lines[0]
	}
	return base
}

func count(s *slip) int {
	if s == nil {
		return 0
	}
	return s.count
}

// move takes the due date of the present state, which the change at that place brought.
func (l *line) move(change int) {
	due := l.now.due
	if due.IsZero() {
		return
	}
	if l.original.IsZero() {
		l.original = due
	}
	if !l.lastDue.IsZero() && due.After(l.lastDue) {
		l.slips = &slip{change: change, days: days(l.lastDue, due), count: count(l.slips) + 1, before: l.slips}
	}
	l.lastDue = due
}

// done notes which commit brought the present done date.
func (w *walker) done(l *line, key string, old []*line) {
	if l.now.done.IsZero() {
		return
	}
	for _, o := range old {
		if o.now.done.Equal(l.now.done) {
			l.recorded, l.recorder = o.recorded, o.recorder
			return
		}
	}
	l.recorded, l.recorder = w.when(), w.recorder()
	w.late(key, l.now.done)
}

// days returns the whole days from one midnight UTC to another, also when they lie centuries apart.
func days(from, to time.Time) int { return int((to.Unix() - from.Unix()) / (24 * 60 * 60)) }

// earlier returns the earlier of two times; the zero time is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
