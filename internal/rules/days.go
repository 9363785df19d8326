package rules

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
)

const day = 24 * time.Hour

// overEverywhere is how long after its midnight in UTC a day is over in every time zone.
const overEverywhere = 36 * time.Hour

// date writes a day as reports do.
func date(t time.Time) string { return t.Format(time.DateOnly) }

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// inDays returns a limit in whole days, a part of a day counted as one: limits are compared with days,
// and the last one counts in full.
func inDays(limit time.Duration) int { return int((limit + day - 1) / day) }

// limitText writes a limit as a policy does: in days when it is whole days over two, else in hours.
func limitText(limit time.Duration) string {
	if limit%day == 0 && limit > 2*day {
		return count(int(limit/day), "day")
	}
	return count(int(limit/time.Hour), "hour")
}

// daysBetween returns the days from one midnight to another.
func daysBetween(from, to time.Time) int { return int(to.Sub(from) / day) }

// closing returns the day from which the deadlines of the review count and what happened on it: the
// incident was closed or, when there is no day of that, resolved.
func closing(r *report.Report) (on time.Time, what string, ok bool) {
	what = "closed"
	if i := milestoneEntry(r, what); i < 0 || !dated(r.Timeline[i].At) {
		what = "resolved"
	}
	on, ok = milestoneDay(r, what)
	return on, what, ok
}

// milestoneDay returns the day of a milestone as it is written. A date that is a finding of its own, because
// it is far from the others or in the wrong order, is none.
func milestoneDay(r *report.Report, milestone string) (time.Time, bool) {
	i := milestoneEntry(r, milestone)
	if i < 0 {
		return time.Time{}, false
	}
	usable := plausible(r)
	if !usable[i] || slices.ContainsFunc(misplaced(r, usable), func(m misplacement) bool { return m.entry == i }) {
		return time.Time{}, false
	}
	return r.Timeline[i].At.LocalDay()
}

// began returns the earliest plausible time of the timeline: what follows from the incident is not before it.
func began(r *report.Report) (first time.Time, ok bool) {
	usable := plausible(r)
	for i, e := range r.Timeline {
		if usable[i] && (!ok || e.At.At.Before(first)) {
			first, ok = e.At.At, true
		}
	}
	return first, ok
}

// dayBefore reports whether a day is over, wherever one is, before a point in time.
func dayBefore(d time.Time, at time.Time) bool { return d.Add(overEverywhere).Before(at) }

// likely returns a test for dates of the report that can be compared: they are known, and not so many
// years from the incident that the date is a finding of its own.
func likely(r *report.Report, years int) func(field.Date) bool {
	anchored := sync.OnceValues(func() (center, bool) { return anchor(r) }) // not at all when no date is known
	return func(d field.Date) bool {
		if !d.Known || impossible(d.Day) {
			return false
		}
		near, ok := anchored()
		return !ok || !near.outlies(d.Day, years)
	}
}
