package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "action-owner", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Check: func(p *lint.Pass) {
		for _, a := range p.Report.Actions {
			if a.Owner.Empty() {
				p.Reportf(a.Span, "action %s has no owner; write `owner: \"@handle\"` of the one who sees it done", a.ID.Value)
			}
		}
	},
})
