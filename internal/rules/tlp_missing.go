package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "tlp-missing", Severity: diag.Warning, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedReview},
	Check: func(p *lint.Pass) {
		r := p.Report
		if asked(p).Review == policy.Required && missing(r, r.TLP) {
			p.Reportf(spanOr(r.TLP.Span, r.Opening()), "the report does not say who may read it; write `tlp:` and %s", choice(report.TLPs.List))
		}
	},
})
