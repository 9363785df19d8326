package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "action-effect", Severity: diag.Info, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		eachAction(p, func(a *report.Action, name item) {
			requireOf(p, a.Span, name, "effect", a.Effect, "`effect:` and one of "+choice(report.Effects.List))
		})
	},
})
