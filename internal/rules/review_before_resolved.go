package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "review-before-resolved", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		if r := p.Report; heldBeforeResolved(r) {
			resolved, _ := milestoneDay(r, "resolved")
			p.Reportf(r.Review.Held.Span, "the review was held on %s, before the incident was resolved on %s; correct one of the dates, or write the first look as `hot_wash`", date(r.Review.Held.Day), date(resolved))
		}
	},
})

// heldBeforeResolved reports whether the review was held on a day before that of the resolution.
func heldBeforeResolved(r *report.Report) bool {
	if !likely(r, outlierYears)(r.Review.Held) {
		return false
	}
	resolved, ok := milestoneDay(r, "resolved")
	return ok && r.Review.Held.Day.Before(resolved)
}
