package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "waiver-incomplete", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Check: func(p *lint.Pass) {
		w := p.Report.Review.Waived
		if w.Span.Present() {
			requireOf(p, w.Span, "the waiver of the review", "`by`", w.By, "the handle of the one who decided")
			requireOf(p, w.Span, "the waiver of the review", "`reason`", w.Reason, "why no review is held")
		}
	},
})
