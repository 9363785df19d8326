package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "action-addresses-missing", Severity: diag.Warning, Since: "0.1.0", Unfinished: true,
	Check: func(p *lint.Pass) {
		eachAction(p, func(a *report.Action, name item) {
			if len(a.Addresses) == 0 {
				p.Reportf(a.Span, "%s addresses nothing; write `addresses:` with the causes and controls that it is for, such as [C1, \"iso27001:A.8.16\"]", name)
			}
		})
	},
})
