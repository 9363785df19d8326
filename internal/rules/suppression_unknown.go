package rules

import (
	"fmt"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/nearest"
)

var _ = add(lint.Rule{
	Name: "suppression-unknown", Severity: diag.Error, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		for _, s := range p.Report.Suppressions() {
			if s.Rule == "" || p.RuleExists(s.Rule) {
				continue
			}
			hint := "`pir rules` lists them"
			if near, ok := nearest.Nearest(s.Rule, p.RuleNames()); ok {
				hint = fmt.Sprintf("did you mean %s?", near)
			}
			p.Reportf(s.Span, "there is no rule %q to suppress; %s", shorten(s.Rule), hint)
		}
	},
})
