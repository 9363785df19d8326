package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
)

var _ = add(lint.Rule{
	Name: policy.RuleIncomplete, Severity: diag.Info, Since: "0.1.0",
	Applies: lint.Applies{Beside: lint.BesidePolicy},
	Repository: func(p *lint.RepositoryPass) {
		if p.World.Policy == nil {
			return
		}
		for _, problem := range policy.Incomplete(p.World.Policy) {
			p.Reportf(p.World.Policy, problem.Span, "%s", problem.Message)
		}
	},
})
