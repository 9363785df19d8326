package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
)

var _ = add(lint.Rule{
	Name: "contributing-missing", Severity: diag.Info, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedContributing, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		r, n := p.Report, needs(p)
		if n.Contributing != policy.Required || hasContributing(r) || refused(r, "causes") {
			return
		}
		if n.Causes == policy.Required && len(r.Causes) == 0 {
			return // the report has no causes at all, which is a finding of cause-missing
		}
		p.Reportf(place(r, "causes"), "the report has no contributing cause; write what made it likelier, longer or worse as a cause with `role: contributing`")
	},
})
