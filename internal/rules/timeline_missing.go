package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "timeline-missing", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedTimeline},
	Check: func(p *lint.Pass) {
		if asked(p).Timeline > 0 && len(p.Report.Timeline) == 0 && !refused(p.Report, "timeline") {
			p.Reportf(place(p.Report, "timeline"), "the report has no timeline; write `timeline:` with one line an entry, as `- {at: 2026-03-02T21:14:00Z, event: …, milestone: detected}`")
		}
	},
})
