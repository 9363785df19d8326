package rules

import (
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/nearest"
)

var _ = add(lint.Rule{
	Name: "severity-unknown", Severity: diag.Error, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		written := p.Report.Severity
		if written.Empty() {
			return
		}
		if _, ok := p.Policy.Severity(written.Value); ok {
			return
		}
		var ids, words []string
		for _, s := range p.Policy.Severities {
			ids = append(ids, s.ID)
			words = append(append(words, s.ID), s.Aliases...)
		}
		hint := "write one of these, or add it there"
		if near, ok := nearest.Nearest(field.Fold(written.Value), words); ok {
			hint = "did you mean " + near + "?"
		}
		p.Reportf(written.Span, "severity %q is not in the scale of the policy (%s); %s", shorten(written.Value), strings.Join(ids, ", "), hint)
	},
})
