package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/taxonomy"
)

var _ = add(lint.Rule{
	Name: "attack-id-unknown", Severity: diag.Info, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		for _, id := range p.Report.Classification.Attack {
			if !techniqueID().MatchString(id.Value) {
				continue // attack-id reports it
			}
			if _, ok := taxonomy.LookupTechnique(id.Value); !ok {
				p.Reportf(id.Span, "%s is no active technique of ATT&CK Enterprise v19.1; the id of an old report stays valid, in a new one look it up", id.Value)
			}
		}
	},
})
