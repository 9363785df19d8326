package rules

import (
	"slices"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "section-empty", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedSections},
	Check: func(p *lint.Pass) {
		requiredSections(p, func(name string, headings []report.Section) {
			if len(headings) > 0 && !slices.ContainsFunc(headings, func(s report.Section) bool { return !s.Empty }) {
				p.Reportf(headings[0].Span, "section %q is empty; write what there is to say, or N/A with the reason", name)
			}
		})
	},
})
