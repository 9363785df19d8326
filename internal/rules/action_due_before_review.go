package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "action-due-before-review", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		r := p.Report
		held, can := r.Review.Held, likely(r, plannedYears)
		start, timed := began(r)
		eachAction(p, func(a *report.Action, name item) {
			switch {
			case !can(a.Due) || a.Status.Value == "declined":
			case timed && dayBefore(a.Due.Day, start):
				p.Reportf(a.Due.Span, "%s is due on %s, before the incident of %s; correct the date", name, date(a.Due.Day), date(start))
			case can(held) && a.Due.Day.Before(held.Day) && (!a.Done.Known || a.Done.Day.After(held.Day)):
				p.Reportf(a.Due.Span, "%s is due on %s, before the review of %s that looks at it; write a later day, or when it was done as `done`", name, date(a.Due.Day), date(held.Day))
			}
		})
	},
})
