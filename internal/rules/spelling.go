package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: field.RuleSpelling, Severity: diag.Info, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		lint.FromReader(p)
		written := p.Report.Severity
		if s, ok := p.Policy.Severity(written.Value); ok && s.ID != written.Value {
			p.ReportFix(written.Span, field.Respell(p.Report.File, written, s.ID),
				"severity is written %q and read as %s; write %s", shorten(written.Value), s.ID, s.ID)
		}
	},
})
