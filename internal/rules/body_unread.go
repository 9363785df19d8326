package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

// The body is looked at only behind front matter: without it no rule asks for sections, and parsing every
// adopted document for nothing would cost more than all else.
var _ = add(lint.Rule{
	Name: "body-unread", Severity: diag.Error, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		if problem := p.Report.BodyProblem(); problem != nil {
			p.Reportf(problem.Span, "%s", problem.Message)
		}
	},
})
