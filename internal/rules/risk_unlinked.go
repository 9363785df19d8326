package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "risk-unlinked", Severity: diag.Warning, Since: "0.1.0",
	Applies: lint.Applies{Asked: lint.AskedWorst, Stage: lint.StageSettled, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		r := p.Report
		if isMajor(p) && settled(r) && !waived(r) && len(r.Risks) == 0 && !refused(r, "risks") {
			p.Reportf(place(r, "risks"), "the report is %s and names no entry of the risk register; write under `risks` the one that came true, such as `risks: [R-017]`, and add it to the register if there was none", r.Status.Value)
		}
	},
})
