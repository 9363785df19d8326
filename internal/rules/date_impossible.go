package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "date-impossible", Severity: diag.Error, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		for _, m := range mentions(p.Report) {
			if impossible(m.at) {
				p.Reportf(m.text.Span, "%s %s is in the year %d; write the year that is meant, or unknown", m.name, m.text.Value, m.at.Year())
			}
		}
	},
})
