package report

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/pir-cli/pir/internal/field"
)

// Interval is the time from one milestone to another, under the name that it has everywhere.
type Interval struct {
	Name     string // such as time_to_detect
	From, To string // milestones
}

// Intervals returns what is measured; there is no time to repair, because everybody means another one by it.
func Intervals() []Interval {
	return []Interval{
		{Name: "time_to_detect", From: "started", To: "detected"},
		{Name: "time_to_acknowledge", From: "detected", To: "acknowledged"},
		{Name: "time_to_contain", From: "detected", To: "contained"},
		{Name: "time_to_resolve", From: "detected", To: "resolved"},
		{Name: "time_to_close", From: "resolved", To: "closed"},
	}
}

// Length is how long an interval was in one report.
type Length struct {
	Interval
	Known   bool
	Seconds float64 // to the millisecond; 0 when not known
	Why     string  // why it is not known, such as: contained not recorded
}

// Lengths returns the intervals of the report in the order of Intervals, each from the first entry with the one milestone
// to the first with the other. Both must be exact points in time, and in their order.
func (r *Report) Lengths() []Length {
	list := Intervals()
	lengths := make([]Length, 0, len(list))
	for _, i := range list {
		lengths = append(lengths, r.length(i))
	}
	return lengths
}

func (r *Report) length(i Interval) Length {
	for _, end := range []string{i.From, i.To} {
		if _, ok := r.Milestone(end); !ok {
			return Length{Interval: i, Why: end + " not recorded"}
		}
	}
	from, ok := r.MilestoneTime(i.From)
	to, ok2 := r.MilestoneTime(i.To)
	switch {
	case !ok:
		return Length{Interval: i, Why: i.From + " not exactly known"}
	case !ok2:
		return Length{Interval: i, Why: i.To + " not exactly known"}
	case to.Before(from):
		return Length{Interval: i, Why: i.To + " is before " + i.From}
	}
	// Not Sub: a mistyped year is further off than a Duration reaches.
	return Length{Interval: i, Known: true, Seconds: float64(to.UnixMilli()-from.UnixMilli()) / 1000}
}

// Text returns the length as days, hours, minutes and seconds without the parts that are 0, or why it is not known.
func (l Length) Text() string {
	if !l.Known {
		return l.Why
	}
	seconds := int64(l.Seconds)
	var parts []string
	for _, unit := range []struct {
		seconds int64
		name    string
	}{{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}} {
		if n := seconds / unit.seconds; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, unit.name))
			seconds %= unit.seconds
		}
	}
	if parts == nil {
		return "0 min"
	}
	return strings.Join(parts, " ")
}

var moment = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d:\d\d)?$`)

// Clock returns a time of the report for people: the day and the time of day as they were written, and the zone. Other
// forms than the usual one stay as they are.
func (r *Report) Clock(t field.Time) string {
	m := moment.FindStringSubmatch(t.Value)
	if m == nil {
		return t.Value
	}
	where := m[4]
	switch where {
	case "Z":
		where = "UTC"
	case "":
		where = r.Timezone.Value
	}
	return strings.TrimSpace(m[1] + " " + m[2] + strings.TrimPrefix(m[3], ":00") + " " + where)
}
