package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
)

var _ = add(lint.Rule{
	Name: "cause-missing", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedCauses, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		r := p.Report
		if needs(p).Causes != policy.Required || hasRoot(r) || refused(r, "causes") {
			return
		}
		if len(r.Causes) > 0 {
			p.Reportf(place(r, "causes"), "the report has contributing causes and no root cause; write `role: root` at the one without which it would not have happened")
			return
		}
		p.Reportf(place(r, "causes"), "the report has no root cause; write one under `causes` with id, role, category, statement and whys")
	},
})
