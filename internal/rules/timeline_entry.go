package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "timeline-entry", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Check: func(p *lint.Pass) {
		for i, e := range p.Report.Timeline {
			noTime, noEvent := missing(p.Report, e.At.Text), missing(p.Report, e.Event)
			switch {
			case noTime && noEvent:
				p.Reportf(e.Span, "timeline entry %d has neither time nor event; write `at:` and `event:`, or remove it", i+1)
			case noTime:
				p.Reportf(e.Span, "timeline entry %d has no time; write `at: 2026-03-02T21:14:00Z`, or `at: unknown`", i+1)
			case noEvent:
				p.Reportf(e.Span, "timeline entry %d has no event; write `event:` and what happened, as a fact", i+1)
			}
		}
	},
})
