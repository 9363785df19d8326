package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
)

var _ = add(lint.Rule{
	Name: "recommended-missing", Severity: diag.Warning, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedRecommended, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		r, n := p.Report, needs(p)
		if n.Review == policy.Recommended && settled(r) && missing(r, r.Review.Held.Text) && !refused(r, "review") {
			p.Reportf(spanOr(r.Review.Span, r.Opening()), "the policy recommends a review and this report is %s without one; hold it and write `review.held`, or say in `review.waived` why not", r.Status.Value)
		}
		if n.Causes == policy.Recommended && !hasRoot(r) && !refused(r, "causes") {
			p.Reportf(r.Opening(), "the policy recommends a root cause and the report has none; write one under `causes`")
		}
		if n.Contributing == policy.Recommended && !hasContributing(r) && !refused(r, "causes") {
			p.Reportf(r.Opening(), "the policy recommends contributing causes and the report has none; write one with `role: contributing`")
		}
		if n.Actions == policy.Recommended && len(r.Actions) == 0 && !refused(r, "actions") {
			p.Reportf(r.Opening(), "the policy recommends corrective actions and the report has none; write one under `actions`")
		}
	},
})
