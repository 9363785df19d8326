package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

// shortestPeriod is the days that have to pass before an observation over a period says anything.
const shortestPeriod = 14

var _ = add(lint.Rule{
	Name: "action-verified-early", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		can := likely(p.Report, plannedYears)
		eachAction(p, func(a *report.Action, name item) {
			method := field.Fold(a.Verified.Method.Value)
			if method != "no-recurrence-in-period" && method != "metric-over-period" || !can(a.Done) || !can(a.Verified.On) {
				return
			}
			days := daysBetween(a.Done.Day, a.Verified.On.Day)
			if days < 0 || days >= shortestPeriod {
				return // action-dates reports a check before the action was done
			}
			p.Reportf(a.Verified.On.Span, "%s was verified by %s %s after it was done on %s; watch for %s at least, or test it and write how under `verified.method`",
				name, method, count(days, "day"), date(a.Done.Day), count(shortestPeriod, "day"))
		})
	},
})
