package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "prevent-missing", Severity: diag.Warning, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedActions, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		r := p.Report
		if needs(p).Actions != policy.Required || len(r.Actions) == 0 {
			return // that there is no action at all is a finding of action-missing
		}
		if !hasAction(r, func(*report.Action) bool { return true }) {
			return // all are declined, each with its reason
		}
		// An action without an effect, or with one that is no word of the list, is another finding; it may be the one.
		if !hasAction(r, func(a *report.Action) bool { return a.Effect.Value == "prevent" || !isWord(a.Effect, report.Effects) }) {
			p.Reportf(place(r, "actions"), "no action keeps this from happening again; add one with `effect: prevent`, or correct the effect of one that does")
		}
	},
})
