package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
)

var _ = add(lint.Rule{
	Name: "control-missing", Severity: diag.Warning, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedCauses, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		r := p.Report
		if needs(p).Causes == policy.Required && len(r.Controls) == 0 && !refused(r, "controls") {
			p.Reportf(place(r, "controls"), "the report names no control; write under `controls` which one was meant to help and how it did, such as `{ref: \"iso27001:A.8.16\", verdict: failed, note: …}`")
		}
	},
})
