package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "cause-without-action", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedActions, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		r := p.Report
		if needs(p).Actions != policy.Required || len(r.Actions) == 0 {
			return // that there is no action at all is a finding of action-missing
		}
		addressed := map[string]bool{}
		silent := 0 // actions that do not say what they address, which action-addresses-missing reports
		for _, a := range r.Actions {
			if len(a.Addresses) == 0 {
				silent++
			}
			for _, ref := range a.Addresses {
				addressed[field.Fold(ref.Value)] = true // action-addresses sees to the spelling
			}
		}
		if silent > 0 && silent < len(r.Actions) {
			return // one of them may be the one
		}
		eachCause(p, func(c *report.Cause, _ item) {
			if isRoot(c) && !c.ID.Empty() && !addressed[field.Fold(c.ID.Value)] {
				p.Reportf(c.ID.Span, "no action addresses root cause %s; add %[1]s to the `addresses` of an action, or write a declined action that says why nothing is done", shorten(c.ID.Value))
			}
		})
	},
})
