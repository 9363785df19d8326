package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "whys-short", Severity: diag.Warning, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedWhys, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		n, least := needs(p), p.Policy.Causes.Whys
		if n.Causes != policy.Required && n.Causes != policy.Recommended {
			return
		}
		eachCause(p, func(c *report.Cause, name item) {
			if !isRoot(c) || len(c.Whys) >= least {
				return
			}
			p.Reportf(c.Span, "root %s has %s and the policy asks for %d; write under `whys` each step from the problem down to this cause", name, count(len(c.Whys), "why"), least)
		})
	},
})
