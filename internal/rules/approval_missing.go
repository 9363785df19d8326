package rules

import (
	"slices"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "approval-missing", Severity: diag.Warning, Since: "0.1.0",
	Applies: lint.Applies{Asked: lint.AskedWorst, Stage: lint.StageSettled},
	Check: func(p *lint.Pass) {
		r := p.Report
		if !isMajor(p) || !settled(r) || refused(r, "approvals") {
			return
		}
		if !slices.ContainsFunc(r.Approvals, func(a report.Approval) bool { return !a.By.Empty() }) {
			p.Reportf(place(r, "approvals"), "the report is %s and nobody has approved it; write under `approvals` who did and when, such as `{on: 2026-03-14, by: \"@ciso\", role: approver}`", r.Status.Value)
		}
	},
})
