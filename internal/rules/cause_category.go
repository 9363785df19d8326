package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "cause-category", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Check: func(p *lint.Pass) {
		eachCause(p, func(c *report.Cause, name item) {
			if isRoot(c) {
				requireOf(p, c.Span, name, "category", c.Category, "`category:` and a word of the vocabulary, such as misconfiguration; it is what trends count by")
			}
		})
	},
})
