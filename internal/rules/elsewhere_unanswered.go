package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "elsewhere-unanswered", Severity: diag.Warning, Since: "0.1.0",
	Applies: lint.Applies{Asked: lint.AskedWorst, Stage: lint.StageSettled, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		r := p.Report
		if isMajor(p) && settled(r) && !waived(r) && missing(r, r.Elsewhere) {
			p.Reportf(place(r, "elsewhere"), "the report is %s and does not say whether the same weakness is elsewhere; write under `elsewhere` where you looked, when, and what you found", r.Status.Value)
		}
	},
})
