package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "action-owner-left", Severity: diag.Warning, Since: "0.1.0",
	Applies: lint.Applies{Beside: lint.BesidePeople},
	Check: func(p *lint.Pass) {
		if p.World.People == nil {
			return
		}
		can := likely(p.Report, plannedYears)
		eachAction(p, func(a *report.Action, name item) {
			owner, known := p.World.People.Find(a.Owner.Value)
			if !known || !owner.ActiveUntil.Known || !isPlanned(a) {
				return
			}
			// Without today's date an owner has left for sure only when something is to happen afterwards.
			left := owner.ActiveUntil.Day
			switch held := p.Report.Review.Held; {
			case can(a.Due) && left.Before(a.Due.Day):
				p.Reportf(a.Owner.Span, "%s is due on %s, and its owner %s is active until %s only; write an owner who stays", name, date(a.Due.Day), owner.Handle.Value, date(left))
			case can(held) && left.Before(held.Day):
				p.Reportf(a.Owner.Span, "the owner of %s, %s, was active until %s, before the review on %s; write an owner who stays", name, owner.Handle.Value, date(left), date(held.Day))
			}
		})
	},
})
