package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "cause-statement", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Check: func(p *lint.Pass) {
		eachCause(p, func(c *report.Cause, name item) {
			requireOf(p, c.Span, name, "id", c.ID, "`id: C1`, so that actions can address it")
			requireOf(p, c.Span, name, "statement", c.Statement, "`statement:` and the condition that made the incident possible, in one sentence")
		})
	},
})
