package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "action-dates", Severity: diag.Error, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		start, timed := began(p.Report)
		can := likely(p.Report, plannedYears)
		eachAction(p, func(a *report.Action, name item) {
			done, checked := a.Done, a.Verified.On
			if !can(done) {
				return
			}
			if timed && dayBefore(done.Day, start) {
				p.Reportf(done.Span, "%s was done on %s, before the incident began on %s; correct one of the dates", name, date(done.Day), date(start))
				return
			}
			if can(checked) && checked.Day.Before(done.Day) {
				p.Reportf(checked.Span, "%s was verified on %s, before it was done on %s; correct one of the dates", name, date(checked.Day), date(done.Day))
			}
		})
	},
})
