package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// outsiders are the words of `detection` for those who saw it before the organisation did.
var outsiders = map[string]string{"customer": "a customer", "third-party": "a third party", "attacker": "the attacker"}

var _ = add(lint.Rule{
	Name: "detection-action-missing", Severity: diag.Warning, Since: "0.1.0",
	Applies: lint.Applies{Asked: lint.AskedActions, Stage: lint.StageSettled, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		r := p.Report
		who, outside := outsiders[r.Detection.Value]
		if !outside || !settled(r) || needs(p).Actions != policy.Required || len(r.Actions) == 0 {
			return // while the review goes on, its actions may still be to come
		}
		if !hasAction(r, func(a *report.Action) bool {
			return a.Kind.Value == "detection" || a.Effect.Value == "detect" || !isWord(a.Kind, report.ActionKinds)
		}) {
			p.Reportf(r.Detection.Span, "%s noticed first, and no action is about detection; add one with `kind: detection` that would have told you, or decline it with the reason", who)
		}
	},
})
