package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "lesson-not-shared", Severity: diag.Warning, Since: "0.1.0",
	Applies: lint.Applies{Asked: lint.AskedWorst, Stage: lint.StageClosed, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		r := p.Report
		if isMajor(p) && !waived(r) && r.Status.Value == "closed" && len(r.Sharing) == 0 && !refused(r, "sharing") {
			p.Reportf(place(r, "sharing"), "the report is closed and nobody outside the review was told what it found; write under `sharing` when and to whom, such as `{on: 2026-03-20, audience: engineering, how: brown bag}`")
		}
	},
})
