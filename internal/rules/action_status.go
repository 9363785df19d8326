package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "action-status", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Check: func(p *lint.Pass) {
		eachAction(p, func(a *report.Action, name item) {
			requireOf(p, a.Span, name, "status", a.Status, "`status: open`, or what is true")
		})
	},
})
