package rules

import (
	"slices"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "milestone-missing", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedMilestones},
	Check: func(p *lint.Pass) {
		r := p.Report
		if len(r.Timeline) == 0 {
			return // a finding of timeline-missing
		}
		var absent []string
		for _, name := range asked(p).Milestones {
			if milestoneEntry(r, name) < 0 {
				absent = append(absent, name)
			}
		}
		// A word that is no milestone is a finding of invalid-value, and was meant to be one of the absent ones.
		if len(absent) <= wordsRefused(r) {
			return
		}
		switch {
		case len(absent) == 0 || refused(r, "timeline"):
		case len(absent) == 1:
			p.Reportf(place(r, "timeline"), "the timeline has no entry with `milestone: %s`; add it, with `at: unknown` when nobody knows the time", absent[0])
		default:
			p.Reportf(place(r, "timeline"), "the timeline has no entries with the milestones %s; add them, with `at: unknown` when nobody knows the time", listed(absent))
		}
	},
})

// wordsRefused counts the entries whose milestone is no milestone.
func wordsRefused(r *report.Report) int {
	n := 0
	for _, e := range r.Timeline {
		if !e.Milestone.Empty() && !slices.Contains(report.Milestones.List, e.Milestone.Value) {
			n++
		}
	}
	return n
}
