package rules

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "timeline-gap", Severity: diag.Info, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		limit := p.Policy.Timeline.Gap
		known, ok := response(p.Report)
		if limit <= 0 || !ok {
			return
		}
		for i, k := range known[1:] {
			before := p.Report.Timeline[known[i]]
			e := p.Report.Timeline[k]
			if silence := e.At.At.Sub(before.At.At); silence > limit && !explained(p.Report, known[i], k) {
				p.Reportf(e.At.Span, "nothing is told of the %s since %s (line %d), before the incident was under control; add what was tried in that time",
					span(silence), before.At.Value, lineOf(p, before.At.Span))
			}
		}
	},
})

// response returns the entries from detection to containment, or to resolution when nothing says when it
// was contained, by index and in the order of time. Entries without an exact time are left out.
func response(r *report.Report) ([]int, bool) {
	takesPart := ordered(r)
	from, to := milestoneEntry(r, "detected"), milestoneEntry(r, "contained")
	if to < 0 {
		to = milestoneEntry(r, "resolved")
	}
	exact := func(i int) bool { return i >= 0 && takesPart[i] && r.Timeline[i].At.Known() }
	if !exact(from) || !exact(to) {
		return nil, false
	}
	start, end := r.Timeline[from].At.At, r.Timeline[to].At.At
	var known []int
	for i, e := range r.Timeline {
		if exact(i) && !e.At.At.Before(start) && !e.At.At.After(end) {
			known = append(known, i)
		}
	}
	slices.SortStableFunc(known, func(a, b int) int { return cmp.Compare(r.Timeline[a].At.At.UnixNano(), r.Timeline[b].At.At.UnixNano()) })
	return known, len(known) > 1
}

// explained reports whether an entry whose time is not exact stands between two others.
func explained(r *report.Report, from, to int) bool {
	for i := from + 1; i < to; i++ {
		if !r.Timeline[i].At.Known() {
			return true
		}
	}
	return false
}

// span writes a duration in days, hours and minutes.
func span(d time.Duration) string {
	days, hours, minutes := int(d/day), int(d%day/time.Hour), int(d%time.Hour/time.Minute)
	switch {
	case days > 0 && hours > 0:
		return fmt.Sprintf("%d d %d h", days, hours)
	case days > 0:
		return fmt.Sprintf("%d d", days)
	case minutes > 0:
		return fmt.Sprintf("%d h %d min", hours, minutes)
	default:
		return fmt.Sprintf("%d h", hours)
	}
}
