package actions

import (
	"math"
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/stats"
)

// Statistics says how long actions take and whether they are on time, on a day.
type Statistics struct {
	Measures

	BySeverity []SeverityMeasures // worst first, severities without an action left out
}

// SeverityMeasures are the measures of the actions of one severity.
type SeverityMeasures struct {
	Severity string // "" for incidents without one
	Measures
}

// Measures are the figures of a set of actions.
type Measures struct {
	Actions int // all of them

	First  OnTime // against the first due date, from the git history
	Agreed OnTime // against the due date as it stands now
	Age    Age
	ToDone ToDone
}

// level is the level of every interval here.
const level = 0.95

// MinShare is the smallest n of which a percentage is given.
const MinShare = 5

// OnTime counts the actions whose due date has passed, K of N done by the end of that day. Those that are still
// open are among the N, so that what is late cannot make the figure better by never being done. Declined
// actions are left out.
type OnTime struct {
	K, N    int
	Unknown int // no due date, no history to know the first one by, or done on a day that is not known
}

// Share returns K of N from 0 to 1 with its exact 95 % limits (Clopper and Pearson), and false when N is below MinShare.
func (o OnTime) Share() (share, low, high float64, ok bool) {
	if o.N < MinShare {
		return 0, 0, 0, false
	}
	low, high = stats.ProportionInterval(o.K, o.N, level)
	return float64(o.K) / float64(o.N), low, high, true
}

// Age counts by how many days ago the open actions began.
type Age struct {
	N           int
	Unknown     int // open actions of which nobody can tell when they began
	Median, Max float64
	To30        int // 0 to 30 days
	To60        int // 31 to 60
	To90        int // 61 to 90
	Older       int
}

// ToDone is the time from the beginning of an action to the day on which it was done, in days, by Kaplan and
// Meier. An action that is open counts up to the day of the list, a declined one up to the decision.
type ToDone struct {
	N, Done           int
	Unknown           int     // the beginning or the end is not known
	Median, Low, High float64 // with 95 % limits; +Inf: not reached within what could be watched; NaN when N is 0
}

// Measure computes the statistics of records on the day that they were made for.
func Measure(records []Record, asOf time.Time, pol *policy.Policy) Statistics {
	s := Statistics{Measures: measure(records, asOf)}
	for _, g := range GroupBy(records, "severity", pol) {
		s.BySeverity = append(s.BySeverity, SeverityMeasures{Severity: g.Key, Measures: measure(g.Records, asOf)})
	}
	return s
}

func measure(records []Record, asOf time.Time) Measures {
	m := Measures{Actions: len(records)}
	var ages []float64
	var waits []stats.Wait
	for i := range records {
		r := &records[i]
		m.Agreed.count(r, r.Due, asOf)
		original, _ := r.OriginalDue()
		m.First.count(r, original, asOf)
		wait, ok := r.wait(asOf)
		switch {
		case !ok:
			m.ToDone.Unknown++
		default:
			waits = append(waits, wait)
		}
		switch {
		case !r.Left():
		case !ok:
			m.Age.Unknown++
		default:
			ages = append(ages, wait.Time)
		}
	}
	m.Age.fill(ages)
	s := stats.KaplanMeier(waits, level)
	m.ToDone.N, m.ToDone.Done, m.ToDone.Median, m.ToDone.Low, m.ToDone.High = s.N, s.Came, s.Median, s.Low, s.High
	return m
}

// count adds one record, judged by a due date that is zero when it is not known.
func (o *OnTime) count(r *Record, due, asOf time.Time) {
	switch {
	case r.Status == Declined:
	case due.IsZero():
		o.Unknown++
	case !due.Before(asOf): // the day is not over, or still to come
	case r.Left():
		o.N++
	default:
		done, ok := r.doneBy(due, asOf)
		if !ok {
			o.Unknown++
			return
		}
		o.N++
		if done {
			o.K++
		}
	}
}

// doneBy reports whether an action that is done was so by the end of a day, and ok is false when nobody can tell.
// What was verified by then was done by then.
func (r *Record) doneBy(due, asOf time.Time) (done, ok bool) {
	if at, ok := r.doneOn(asOf); ok {
		return !at.After(due), true
	}
	verified := r.Status == Verified && !r.Verified.IsZero() && !r.Verified.After(due)
	return verified, verified
}

// doneOn returns the day on which an action that is done on asOf was done, and false when it is not known.
func (r *Record) doneOn(asOf time.Time) (time.Time, bool) {
	return r.Done, !r.Done.IsZero() && !r.Done.After(asOf)
}

// wait returns the days from the beginning of an action to its end, and false when one of them is not known.
func (r *Record) wait(asOf time.Time) (stats.Wait, bool) {
	end, came := asOf, false
	switch r.Status {
	case Done, Verified:
		done, ok := r.doneOn(asOf)
		if !ok {
			return stats.Wait{}, false
		}
		end, came = done, true
	case Declined:
		if r.Declined.IsZero() {
			return stats.Wait{}, false
		}
		end = r.Declined
	case Open, InProgress, Blocked, Overdue, DueSoon:
	}
	begin, ok := r.start(end)
	if !ok {
		return stats.Wait{}, false
	}
	return stats.Wait{Time: float64(days(begin, end)), Came: came}, true
}

// start returns the day on which an action began: that of the first commit that holds it, else the day of the
// review, else that on which the incident was closed. A day later than end, on which the action was done or the
// list is made, is passed over, because it cannot be the beginning: old reports are often committed long after.
func (a *Action) start(end time.Time) (time.Time, bool) {
	first := time.Time{}
	if a.Past != nil {
		first = a.Past.FirstSeen
	}
	for _, d := range []time.Time{first, a.reviewed, a.closed} {
		if !d.IsZero() && !d.After(end) {
			return d, true
		}
	}
	return time.Time{}, false
}

// fill computes the figures of the ages, in days.
func (a *Age) fill(ages []float64) {
	slices.Sort(ages)
	a.N, a.Median, a.Max = len(ages), stats.Median(ages), math.NaN()
	for _, d := range ages {
		switch {
		case d <= 30:
			a.To30++
		case d <= 60:
			a.To60++
		case d <= 90:
			a.To90++
		default:
			a.Older++
		}
		a.Max = d
	}
}
