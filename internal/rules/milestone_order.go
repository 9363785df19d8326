package rules

import (
	"fmt"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "milestone-order", Severity: diag.Error, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		r := p.Report
		for _, m := range misplaced(r, plausible(r)) {
			wrong, other := r.Timeline[m.entry], r.Timeline[m.others[0]]
			side := "before"
			if after(wrong.At, other.At) {
				side = "after"
			}
			more := ""
			if n := len(m.others) - 1; n > 0 {
				more = fmt.Sprintf(" and %d more", n)
			}
			p.Reportf(wrong.At.Span, "%s at %s is %s %s at %s (line %d)%s; correct the time, or move the milestone to the right entry",
				wrong.Milestone.Value, wrong.At.Value, side, other.Milestone.Value, other.At.Value, lineOf(p, other.At.Span), more)
		}
	},
})
