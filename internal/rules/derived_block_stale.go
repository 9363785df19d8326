package rules

import (
	"github.com/pir-cli/pir/internal/derived"
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "derived-block-stale", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		for _, b := range derived.Blocks(p.Report) {
			if b.State == derived.Stale {
				p.ReportFix(b.Marker, b.Fix, "this table of the %s does not say what the front matter says; run `pir fmt`", b.Name)
			}
		}
	},
})
