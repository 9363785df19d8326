package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/report"
)

// interval is the time from one milestone to a later one.
type interval struct {
	first, last string
	took        time.Duration
}

// measured returns the intervals between the milestones whose times are known, by where they end and begin. Of a
// milestone that stands twice the first counts.
func measured(r *report.Report) []interval {
	usable := ordered(r)
	var known []report.Entry
	for _, name := range report.Milestones.List {
		if i := milestoneEntry(r, name); i >= 0 && usable[i] {
			known = append(known, r.Timeline[i])
		}
	}
	var list []interval
	for i, a := range known {
		for _, b := range known[i+1:] {
			if a.At.Precision != b.At.Precision {
				continue
			}
			first, last := a, b
			if last.At.At.Before(first.At.At) {
				first, last = b, a
			}
			list = append(list, interval{first.Milestone.Value, last.Milestone.Value, last.At.At.Sub(first.At.At)})
		}
	}
	slices.SortStableFunc(list, func(a, b interval) int {
		return cmp.Or(cmp.Compare(rank(a.last), rank(b.last)), cmp.Compare(rank(a.first), rank(b.first)))
	})
	return list
}

// rank orders the ends of intervals by what people mean by "how long": until it was resolved, then the others.
func rank(milestone string) int {
	if milestone == "resolved" {
		return -1
	}
	return slices.Index(report.Milestones.List, milestone)
}

// toldText writes intervals for a message, not more than three.
func toldText(list []interval) string {
	const most = 3
	parts := make([]string, 0, most)
	took := " took"
	for _, i := range list[:min(most, len(list))] {
		parts = append(parts, fmt.Sprintf("%s to %s%s %s", i.first, i.last, took, exactly(i.took)))
		took = ""
	}
	return strings.Join(parts, ", ")
}

// exactly writes a duration in days, hours, minutes and, below a minute, seconds.
func exactly(d time.Duration) string {
	var parts []string
	for _, u := range []struct {
		length time.Duration
		name   string
	}{{day, "d"}, {time.Hour, "h"}, {time.Minute, "min"}} {
		if n := d / u.length; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, u.name))
			d -= n * u.length
		}
	}
	if len(parts) == 0 {
		return fmt.Sprintf("%d s", d/time.Second)
	}
	return strings.Join(parts, " ")
}
