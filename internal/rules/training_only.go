package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "training-only", Severity: diag.Warning, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedActions, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		r := p.Report
		if needs(p).Actions != policy.Required || !hasAction(r, func(*report.Action) bool { return true }) {
			return
		}
		if !hasAction(r, func(a *report.Action) bool { return a.Kind.Value != "training" && a.Kind.Value != "policy" }) {
			p.Reportf(place(r, "actions"), "every action tells people what to do and none changes the system; add one that makes the mistake harder or harmless")
		}
	},
})
