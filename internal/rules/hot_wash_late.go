package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "hot-wash-late", Severity: diag.Warning, Since: "0.1.0",
	Applies: lint.Applies{Asked: lint.AskedHotWash, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		wash, within := p.Report.Review.HotWash, needs(p).HotWash
		detected, ok := milestoneDay(p.Report, "detected")
		if !ok || !likely(p.Report, outlierYears)(wash) || within == 0 {
			return
		}
		last := detected.AddDate(0, 0, inDays(within))
		if late := daysBetween(last, wash.Day); late > 0 {
			p.Reportf(wash.Span, "the first look was held %s late: the incident was detected on %s, and %s later, on %s, was the last day",
				count(late, "day"), date(detected), limitText(within), date(last))
		}
	},
})
