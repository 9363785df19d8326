package rules

import (
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "register-row", Severity: diag.Warning, Since: "0.1.0",
	Applies: lint.Applies{Beside: lint.BesideRegister},
	Repository: func(p *lint.RepositoryPass) {
		table := p.World.Register
		if table == nil {
			return
		}
		for _, problem := range table.Problems {
			p.Reportf(table.File, problem.Span, "%s", problem.Message)
		}
		ids := make([]string, 0, len(p.Policy.Severities))
		for _, s := range p.Policy.Severities {
			ids = append(ids, s.ID)
		}
		for _, row := range table.Rows {
			if row.Shifted {
				continue
			}
			if row.Severity.Empty() {
				p.Reportf(table.File, row.Key.Span, "%s has no severity, so nobody can tell whether it needs a review; write one of %s", shorten(row.Key.Value), strings.Join(ids, ", "))
			} else if _, ok := p.Policy.Severity(row.Severity.Value); !ok {
				p.Reportf(table.File, row.Severity.Span, "the severity of %s is %q, which the policy does not have; write one of %s or an alias", shorten(row.Key.Value), shorten(row.Severity.Value), strings.Join(ids, ", "))
			}
		}
	},
})
