package rules

import (
	"slices"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "action-due-far", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		held, can := p.Report.Review.Held, likely(p.Report, plannedYears)
		if heldBeforeResolved(p.Report) {
			return // the day of the review is a finding of its own
		}
		eachAction(p, func(a *report.Action, name item) {
			within := p.Policy.Actions.DueWithin[a.Priority.Value]
			if !can(held) || !can(a.Due) || within == 0 || a.Status.Value == "declined" || redated(a) {
				return
			}
			last := held.Day.AddDate(0, 0, within)
			inTime := a.Done.Known && !a.Done.Day.After(last)
			if a.Due.Day.After(last) && !inTime {
				p.Reportf(a.Due.Span, "%s is due on %s, and %s after the review, on %s, is the last day for %s; write an earlier day, a lower priority, or the decision as an escalation with `decision: re-date`",
					name, date(a.Due.Day), count(within, "day"), date(last), a.Priority.Value)
			}
		})
	},
})

// redated reports whether somebody decided on another due date.
func redated(a *report.Action) bool {
	return slices.ContainsFunc(a.Escalations, func(e report.Escalation) bool { return e.Decision.Value == "re-date" })
}
