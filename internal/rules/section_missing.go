package rules

import (
	"strconv"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "section-missing", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedSections},
	Check: func(p *lint.Pass) {
		var lacks []string
		requiredSections(p, func(name string, headings []report.Section) {
			if len(headings) == 0 {
				lacks = append(lacks, name)
			}
		})
		switch len(lacks) {
		case 0:
		case 1:
			p.Reportf(p.Report.Opening(), "the text has no section named %q; add the heading `## %s` and under it what there is to say", lacks[0], lacks[0])
		default:
			p.Reportf(p.Report.Opening(), "the text has no sections named %s; add each as a heading, such as `## %s`, and under it what there is to say", listed(quoted(lacks)), lacks[0])
		}
	},
})

// quoted puts each of some words in quotes, for a message.
func quoted(words []string) []string {
	all := make([]string, len(words))
	for i, word := range words {
		all[i] = strconv.Quote(word)
	}
	return all
}
