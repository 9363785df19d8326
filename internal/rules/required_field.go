package rules

import (
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

var _ = add(lint.Rule{
	Name: "required-field", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Check: func(p *lint.Pass) {
		severities := make([]string, 0, len(p.Policy.Severities))
		for _, s := range p.Policy.Severities {
			severities = append(severities, s.ID)
		}
		require(p, "title", p.Report.Title, "what happened, in one line")
		require(p, "severity", p.Report.Severity, choice(severities))
		require(p, "status", p.Report.Status, choice(report.Statuses.List))
	},
})

func require(p *lint.Pass, key string, t field.Text, write string) {
	if missing(p.Report, t) {
		p.Reportf(spanOr(t.Span, p.Report.Opening()), "the report has no %s; write `%s:` and %s", key, key, write)
	}
}

// spanOr returns the place of something that is there but empty, or else that of what it is missing in.
func spanOr(at, whole source.Span) source.Span {
	if at.Present() {
		return at
	}
	return whole
}

// choice lists words as "a, b or c".
func choice(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
