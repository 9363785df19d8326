package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
)

// interval is the time from one milestone to a later one.
type interval struct {
	first, last string
	took        time.Duration
	guessed     bool // an end of it is no milestone: it can be what somebody means, and proves nobody wrong
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
			list = append(list, interval{first: first.Milestone.Value, last: last.Milestone.Value, took: last.At.At.Sub(first.At.At)})
		}
	}
	list = append(list, overall(r, usable, known)...)
	slices.SortStableFunc(list, func(a, b interval) int {
		return cmp.Or(cmp.Compare(rank(a.last), rank(b.last)), cmp.Compare(rank(a.first), rank(b.first)))
	})
	return list
}

// overall returns the intervals from the first entry of a timeline that does not say when the incident started, and
// those to the last of one that says neither when it was resolved nor when it was closed: these may be meant.
func overall(r *report.Report, usable []bool, known []report.Entry) []interval {
	var exact []report.Entry
	for i, e := range r.Timeline {
		if usable[i] && e.At.Precision == field.Exact {
			exact = append(exact, e)
		}
	}
	has := func(name string) bool {
		return slices.ContainsFunc(known, func(e report.Entry) bool { return e.Milestone.Value == name })
	}
	if len(exact) < 2 {
		return nil
	}
	var list []interval
	first, last := exact[0].At.At, exact[len(exact)-1].At.At
	open, unended := !has("started"), !has("resolved") && !has("closed")
	if open && unended {
		list = append(list, interval{took: last.Sub(first), guessed: true})
	}
	for _, e := range known {
		if e.At.Precision != field.Exact {
			continue
		}
		if at := e.At.At; open && at.After(first) {
			list = append(list, interval{last: e.Milestone.Value, took: at.Sub(first), guessed: true})
		}
		if at := e.At.At; unended && last.After(at) {
			list = append(list, interval{first: e.Milestone.Value, took: last.Sub(at), guessed: true})
		}
	}
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
