package rules

import (
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
)

// How far from the incident a date may be before somebody should look at it. What lies ahead of an action
// may be planned for longer.
const (
	outlierYears = 2
	plannedYears = 5
)

// impossible reports whether a date is a slip of the keyboard, whatever the incident was.
func impossible(t time.Time) bool {
	const from, to = 978_307_200, 7_258_118_400 // the years 2001 to 2199 in UTC: in every time zone they are possible
	if at := t.Unix(); from <= at && at < to {
		return false // as nearly all are, and calendar years are slow
	}
	return t.Year() < 2000 || t.Year() > 2200
}

// center is the date around which a report's dates are.
type center time.Time

// outlies reports whether t is more than two years before the incident or more than so many years after it.
func (c center) outlies(t time.Time, years int) bool {
	at := time.Time(c)
	if d := t.Sub(at).Abs(); d < 365*day {
		return false // as nearly all are, and calendar years are slow
	}
	return t.Before(at.AddDate(-outlierYears, 0, 0)) || t.After(at.AddDate(years, 0, 1))
}

// anchor returns the date that the others are measured by: the one in the id, or the middle one of the
// timeline when most of the timeline is nowhere near that, because then it is the name that is wrong.
func anchor(r *report.Report) (center, bool) {
	id, named := report.IDDate(r.ID)
	named = named && !impossible(id)
	near, all := 0, 0
	for i := range r.Timeline {
		at := &r.Timeline[i].At
		if !dated(*at) || impossible(at.At) {
			continue
		}
		all++
		if named && !center(id).outlies(at.At, outlierYears) {
			near++
		}
	}
	switch {
	case named && 2*near >= all:
		return center(id), true
	case all == 0:
		return center{}, false
	}
	days := make([]time.Time, 0, all)
	for i := range r.Timeline {
		if at := r.Timeline[i].At; dated(at) && !impossible(at.At) {
			days = append(days, at.At)
		}
	}
	slices.SortFunc(days, time.Time.Compare)
	return center(days[len(days)/2]), true
}

// slip returns the date that was probably meant when an entry is a month or a year away from the entry above
// and from the one below it. The first and the last entry are compared with the two beside them, and are a slip
// only on the wrong side of those: an incident may begin or be closed long before or after the rest.
func slip(r *report.Report, i int) (meant time.Time, ok bool) {
	at := r.Timeline[i].At
	if !dated(at) {
		return time.Time{}, false
	}
	above, below := neighbour(r, i, -1), neighbour(r, i, +1)
	least, most := -12, 12
	switch {
	case above < 0 && below >= 0:
		above, least = neighbour(r, below, +1), 1
	case below < 0 && above >= 0:
		below, most = neighbour(r, above, -1), -1
	}
	if above < 0 || below < 0 {
		return time.Time{}, false
	}
	months := slipMonths(at.At.Sub(r.Timeline[above].At.At))
	if months == 0 || months < least || months > most || months != slipMonths(at.At.Sub(r.Timeline[below].At.At)) {
		return time.Time{}, false
	}
	local, _ := at.LocalDay()
	if meant = local.AddDate(0, -months, 0); meant.Day() != local.Day() {
		meant, _ = r.Timeline[above].At.LocalDay() // the other month has no such day
	}
	return meant, true
}

// slipMonths returns 1 or 12, or their negative, for a distance of about a month or a year, else 0.
func slipMonths(d time.Duration) int {
	months := 1
	if d < 0 {
		d, months = -d, -1
	}
	switch {
	case 25*day <= d && d <= 35*day:
		return months
	case 360*day <= d && d <= 370*day:
		return 12 * months
	}
	return 0
}

// neighbour returns the index of the nearest entry above (-1) or below (+1) that has a date, or -1.
func neighbour(r *report.Report, i, step int) int {
	for i += step; i >= 0 && i < len(r.Timeline); i += step {
		if dated(r.Timeline[i].At) {
			return i
		}
	}
	return -1
}

// mention is one date of a report and how many years after the incident it may be.
type mention struct {
	name  string
	text  field.Text
	at    time.Time
	years int
}

// mentions returns every date of the report that is known, in no particular order.
func mentions(r *report.Report) []mention {
	list := make([]mention, 0, len(r.Timeline)+4*len(r.Actions)+8)
	moment := func(name string, t field.Time) {
		if dated(t) {
			list = append(list, mention{name, t.Text, t.At, outlierYears})
		}
	}
	onDay := func(name string, d field.Date, years int) {
		if d.Known {
			list = append(list, mention{name, d.Text, d.Day, years})
		}
	}
	for _, e := range r.Timeline {
		moment("timeline entry", e.At)
	}
	for _, n := range r.Notifications {
		moment("notification", n.Sent)
		moment("notification", n.At)
	}
	onDay("hot wash", r.Review.HotWash, outlierYears)
	onDay("review", r.Review.Held, outlierYears)
	for i := range r.Actions {
		a := &r.Actions[i]
		onDay("due date", a.Due, plannedYears)
		onDay("done date", a.Done, plannedYears)
		onDay("blocked since", a.Blocked.Since, plannedYears)
		onDay("verification", a.Verified.On, plannedYears)
		onDay("decision to decline", a.Declined.On, outlierYears)
		onDay("until", a.Declined.Until, plannedYears)
		for _, e := range a.Escalations {
			onDay("escalation", e.On, plannedYears)
			onDay("decision", e.Decided, plannedYears)
		}
	}
	for _, s := range r.Sharing {
		onDay("sharing", s.On, outlierYears)
	}
	for _, a := range r.Approvals {
		onDay("approval", a.On, outlierYears)
	}
	return list
}
