package rules

import (
	"fmt"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "section-missing", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Check: func(p *lint.Pass) {
		var lacks []string
		requiredSections(p, func(name string, headings []report.Section) {
			if len(headings) == 0 {
				lacks = append(lacks, fmt.Sprintf("%q", name))
			}
		})
		if len(lacks) > 0 {
			p.Reportf(p.Report.Opening(), "the text has no section named %s; add each as a heading with what there is to say", listed(lacks))
		}
	},
})
