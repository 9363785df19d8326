package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "review-late", Severity: diag.Warning, Since: "0.1.0",
	Applies: lint.Applies{Asked: lint.AskedReviewWithin},
	Check: func(p *lint.Pass) {
		held, n := p.Report.Review.Held, needs(p)
		if n.ReviewWithin == 0 || !likely(p.Report, outlierYears)(held) {
			return
		}
		from, what, ok := closing(p.Report)
		if !ok {
			return
		}
		last := from.AddDate(0, 0, inDays(n.ReviewWithin))
		if late := daysBetween(last, held.Day); late > 0 {
			p.Reportf(held.Span, "the review was held %s late: the incident was %s on %s, and %s later, on %s, was the last day",
				count(late, "day"), what, date(from), limitText(n.ReviewWithin), date(last))
		}
	},
})
