package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
)

var _ = add(lint.Rule{
	Name: "review-missing", Severity: diag.Error, Since: "0.1.0",
	Applies: lint.Applies{Asked: lint.AskedReview, Stage: lint.StageSettled, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		r := p.Report
		if !settled(r) || needs(p).Review != policy.Required || !missing(r, r.Review.Held.Text) || refused(r, "review") {
			return
		}
		p.Reportf(spanOr(r.Review.Held.Span, spanOr(r.Review.Span, place(r, "review"))),
			"the policy asks for a review and this report is %s without one; write the day as `review: {held: 2026-03-10, …}`, or `waived: {by, reason}` in its place", r.Status.Value)
	},
})
