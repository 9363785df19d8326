package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "milestone-duplicate", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		first := map[string]int{}
		for _, e := range p.Report.Timeline {
			m := e.Milestone
			if m.Empty() {
				continue
			}
			if line, taken := first[m.Value]; taken {
				p.Reportf(m.Span, "milestone %s stands already in line %d, and intervals use that one; keep it at the first time and take it off here", shorten(m.Value), line)
				continue
			}
			first[m.Value] = lineOf(p, m.Span)
		}
	},
})
