package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "suppression-reason", Severity: diag.Error, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		for _, s := range p.Report.Suppressions() {
			if s.Rule == "" {
				p.Reportf(s.Span, "this suppression names no rule; write `<!-- pir:ignore RULE REASON -->`, or rule and reason under `lint.ignore`")
			} else if s.Reason == "" {
				p.Reportf(s.Span, "the suppression of %s has no reason and does not count; write why the rule does not apply here", shorten(s.Rule))
			}
		}
	},
})
