package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "control-incomplete", Severity: diag.Warning, Since: "0.1.0", Unfinished: true,
	Check: func(p *lint.Pass) {
		for i, c := range p.Report.Controls {
			name := item{"control", c.Ref, i}
			requireOf(p, c.Span, name, "ref", c.Ref, "the control as scheme:id, such as iso27001:A.8.16")
			requireOf(p, c.Span, name, "verdict", c.Verdict, choice(report.Verdicts.List))
		}
	},
})
