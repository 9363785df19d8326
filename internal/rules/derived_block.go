package rules

import (
	"github.com/pir-cli/pir/internal/derived"
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "derived-block", Severity: diag.Error, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		for _, b := range derived.Blocks(p.Report) {
			if b.State == derived.Faulty {
				p.Reportf(b.Marker, "%s", b.Problem)
			}
		}
	},
})
