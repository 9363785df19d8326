package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "action-due", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Check: func(p *lint.Pass) {
		eachAction(p, func(a *report.Action, name item) {
			if !isPlanned(a) {
				return
			}
			requireOf(p, a.Span, name, "due date", a.Due.Text, "`due:` and a day such as 2026-03-31")
			if a.Due.Value == field.Unknown {
				p.Reportf(a.Due.Span, "%s is due on an unknown day; a due date is a decision, so write a day such as 2026-03-31", name)
			}
		})
	},
})
