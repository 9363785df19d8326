package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "review-too-soon", Severity: diag.Info, Since: "0.1.0",
	Applies: lint.Applies{Kinds: lint.KindsReal},
	Check: func(p *lint.Pass) {
		held := p.Report.Review.Held
		if p.Report.Kind.Value == "exercise" || !likely(p.Report, outlierYears)(held) || heldBeforeResolved(p.Report) {
			return
		}
		from, what, ok := closing(p.Report)
		if !ok {
			return
		}
		first := from.AddDate(0, 0, int(p.Policy.Review.NotBefore/day)) // a part of a day cannot be told from a date
		if held.Day.Before(first) {
			p.Reportf(held.Span, "the review was held on %s and the incident was %s on %s; the policy leaves %s between the two, so that people can rest and remember",
				date(held.Day), what, date(from), limitText(p.Policy.Review.NotBefore))
		}
	},
})
