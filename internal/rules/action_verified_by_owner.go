package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "action-verified-by-owner", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		eachAction(p, func(a *report.Action, name item) {
			by := a.Verified.By
			if owner := bareHandle(a.Owner.Value); owner != "" && bareHandle(by.Value) == owner {
				p.Reportf(by.Span, "%s was verified by its owner, %s; have somebody else check it and write who under `verified.by`", name, shorten(by.Value))
			}
		})
	},
})
