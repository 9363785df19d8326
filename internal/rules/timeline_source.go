package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/source"
)

// Sources are asked for where the policy asks for a hot wash: those are the incidents that are looked at
// closely, and evidence is easiest to name in the first days.
var _ = add(lint.Rule{
	Name: "timeline-source", Severity: diag.Info, Since: "0.1.0", Unfinished: true,
	Applies: lint.Applies{Asked: lint.AskedHotWash},
	Check: func(p *lint.Pass) {
		if asked(p).HotWash <= 0 {
			return
		}
		var at source.Span
		without := 0
		for _, e := range p.Report.Timeline {
			if e.Milestone.Value == "closed" || !missing(p.Report, e.Source) {
				continue
			}
			if without++; without == 1 {
				at = e.Span
			}
		}
		if without > 0 {
			p.Reportf(at, "%d of %d timeline entries name no source, this one first; write `source: \"log:auth-gateway\"`, a ticket, a commit or a chat", without, len(p.Report.Timeline))
		}
	},
})
