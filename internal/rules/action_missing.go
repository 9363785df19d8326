package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
)

var _ = add(lint.Rule{
	Name: "action-missing", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedActions, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		r := p.Report
		if needs(p).Actions == policy.Required && len(r.Actions) == 0 && !refused(r, "actions") {
			p.Reportf(place(r, "actions"), "the report has no action; write under `actions` what will keep this from happening again, with owner, priority and due date")
		}
	},
})
