package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "timeline-order", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		takesPart := ordered(p.Report)
		var previous field.Time
		for i, e := range p.Report.Timeline {
			if !takesPart[i] {
				continue
			}
			if after(previous, e.At) {
				p.Reportf(e.At.Span, "%s is earlier than the entry before it (%s, line %d); correct the time, or move the entry up", e.At.Value, previous.Value, lineOf(p, previous.Span))
			}
			previous = e.At
		}
	},
})
