package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "duplicate-item-id", Severity: diag.Error, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		causes := make([]field.Text, 0, len(p.Report.Causes))
		for _, c := range p.Report.Causes {
			causes = append(causes, c.ID)
		}
		actions := make([]field.Text, 0, len(p.Report.Actions))
		for _, a := range p.Report.Actions {
			actions = append(actions, a.ID)
		}
		distinct(p, "cause", causes)
		distinct(p, "action", actions)
	},
})

func distinct(p *lint.Pass, what string, ids []field.Text) {
	first := make(map[string]field.Text, len(ids))
	for _, id := range ids {
		if id.Empty() {
			continue
		}
		if other, taken := first[id.Value]; taken {
			p.Reportf(id.Span, "%s %s stands already in line %d; give this one an id of its own", what, shorten(id.Value), lineOf(p, other.Span))
			continue
		}
		first[id.Value] = id
	}
}
