package bench

import (
	"math/rand/v2"
	"time"
)

// pending reports whether an action is still to be done.
func (a action) pending() bool {
	return a.status == "open" || a.status == "in-progress" || a.status == "blocked"
}

// fate gives an action its owner, its date, and how far it came by the end of the corpus.
func (w *writer) fate(a *action) {
	a.title, a.doneWhen = w.fill(a.title), w.fill(a.doneWhen)
	a.owner = w.svc.lead
	if chance(w.r, 60) {
		a.owner = pick(w.r, people)
	}
	a.priority = weighted(w.r, []string{"P1", "P2", "P3", "P4"}, []int{12, 33, 40, 15})
	decided := w.held
	if decided.IsZero() {
		decided = date(w.closed).Add(7 * day)
	}
	limit := map[string]int{"P1": 15, "P2": 30, "P3": 60, "P4": 90}[a.priority]
	a.due = decided.Add(w.days(limit/2, limit))
	if chance(w.r, 20) {
		a.targets = 3 + w.r.IntN(20)
		a.places = w.r.IntN(a.targets)
	}
	if w.held.IsZero() {
		a.status = "open"
		return
	}
	w.progress(a, decided)
}

// progress draws the state of an action that was decided on a day.
func (w *writer) progress(a *action, decided time.Time) {
	a.status = weighted(w.r, []string{"verified", "done", "declined", "blocked", "in-progress", "open"}, []int{58, 24, 4, 2, 4, 8})
	a.done = a.due.Add(w.days(-12, 14))
	if chance(w.r, 12) {
		a.done = a.done.Add(w.days(10, 90))
	}
	if a.done.Before(decided) {
		a.done = decided
	}
	a.on = a.done.Add(w.days(14, 60))
	a.result = weighted(w.r, []string{"effective", "partly", "ineffective", "too-early"}, []int{84, 9, 2, 5})
	if a.status == "declined" || a.status == "blocked" {
		a.on = decided.Add(w.days(2, 14))
	}
	if a.status == "verified" && a.on.After(last) {
		a.status = "done"
	}
	if !a.pending() && a.status != "declined" && a.done.After(last) || a.on.After(last) && a.status != "done" && a.status != "verified" {
		a.status = weighted(w.r, []string{"open", "in-progress"}, []int{60, 40})
	}
	if a.status == "done" || a.status == "verified" {
		a.places = a.targets
	}
}

// clock writes points in time as one person does throughout a report.
type clock struct {
	style int // 0: UTC, 1: with the offset of the company, 2: local, the zone once for all
}

// newClock chooses a style. Reports of the months in which clocks change are written in UTC.
func newClock(r *rand.Rand, from, to time.Time) clock {
	style := 0
	switch n := r.IntN(100); {
	case n < 14:
		style = 1
	case n < 22:
		style = 2
	}
	for t := from; t.Before(to.AddDate(0, 1, 0)); t = t.AddDate(0, 0, 20) {
		if t.Month() == time.March || t.Month() == time.October {
			style = 0
		}
	}
	return clock{style}
}

// at returns a point in time as it is written.
func (c clock) at(t time.Time) string {
	const summer, winter = 2 * 60 * 60, 60 * 60
	zone := time.FixedZone("", winter)
	if t.Month() > time.March && t.Month() <= time.October {
		zone = time.FixedZone("", summer)
	}
	switch c.style {
	case 1:
		return t.In(zone).Format("2006-01-02T15:04:05-07:00")
	case 2:
		return t.In(zone).Format("2006-01-02T15:04:05")
	default:
		return t.Format("2006-01-02T15:04:05Z")
	}
}
