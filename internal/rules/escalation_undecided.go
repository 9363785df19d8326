package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "escalation-undecided", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		eachAction(p, func(a *report.Action, name item) {
			for i := range a.Escalations {
				e := &a.Escalations[i]
				noDecision, noDay := missing(p.Report, e.Decision), missing(p.Report, e.Decided.Text)
				switch {
				case noDecision && !noDay:
					p.Reportf(e.Decided.Span, "an escalation of %s has the day of a decision and no decision; write `decision:` and %s", name, choice(report.Decisions.List))
				case !noDecision && noDay:
					p.Reportf(e.Decision.Span, "an escalation of %s was decided and has no day of that; write `decided:` and the day", name)
				case noDecision && !isPlanned(a):
					p.Reportf(e.Span, "%s is %s, and what was asked for in this escalation was never decided; write `decision` and `decided`, or take it out", name, a.Status.Value)
				}
			}
		})
	},
})
