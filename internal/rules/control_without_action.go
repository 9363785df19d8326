package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "control-without-action", Severity: diag.Warning, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{UnlessWaived: true},
	Check: func(p *lint.Pass) {
		r := p.Report
		if len(r.Actions) == 0 || waived(r) {
			return // whether there have to be actions at all is for action-missing to say
		}
		causes := causeIDs(r)
		addressed := map[string]bool{}
		for i := range r.Actions {
			a := &r.Actions[i]
			if isDeclined(a) && a.Declined.Risk.Empty() {
				continue // nothing is done, and nobody carries the risk
			}
			if len(a.Addresses) == 0 {
				return // it may be the one; action-addresses-missing reports it
			}
			for _, ref := range a.Addresses {
				if strays(ref.Value, causes) {
					return // it may be the one but for its spelling; action-addresses reports it
				}
				addressed[field.Fold(ref.Value)] = true
			}
		}
		for _, c := range r.Controls {
			if v := c.Verdict.Value; (v == "failed" || v == "missing") && !strays(c.Ref.Value, nil) && !addressed[field.Fold(c.Ref.Value)] {
				p.Reportf(c.Ref.Span, "control %s is %s and no action addresses it; add %[1]q to the `addresses` of an action, or decline one with its risk", shorten(c.Ref.Value), v)
			}
		}
	},
})
