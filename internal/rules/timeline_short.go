package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "timeline-short", Severity: diag.Warning, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedTimeline},
	Check: func(p *lint.Pass) {
		have, want := len(p.Report.Timeline), asked(p).Timeline
		if 0 < have && have < want && !refused(p.Report, "timeline") {
			p.Reportf(p.Report.Timeline[0].Span, "the timeline has %d of the %d entries that a %s report needs; add what was seen, decided and done in between", have, want, shorten(p.Report.Severity.Value))
		}
	},
})
