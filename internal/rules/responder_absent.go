package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "responder-absent", Severity: diag.Warning, Since: "0.1.0", Unfinished: true,
	Check: func(p *lint.Pass) {
		r := p.Report
		if r.Review.Held.Empty() || len(r.Responders) == 0 || refused(r, "review") {
			return
		}
		if len(r.Review.Participants) == 0 {
			p.Reportf(r.Review.Span, "the review names nobody who took part; write their handles as `participants`")
			return
		}
		spoke := views(r)
		for _, person := range r.Responders {
			handle := bareHandle(person.Who.Value)
			if handle == "" || spoke[handle] {
				continue
			}
			spoke[handle] = true // once, whatever the number of roles
			p.Reportf(person.Who.Span, "%s responded and took no part in the review; add them to `participants`, or to `absent` with how their view came in as `input`", shorten(person.Who.Value))
		}
	},
})

// views returns the handles of those whose view is in the review: they were there, or it came in another way.
func views(r *report.Report) map[string]bool {
	spoke := map[string]bool{bareHandle(r.Review.Facilitator.Value): true}
	for _, who := range r.Review.Participants {
		spoke[bareHandle(who.Value)] = true
	}
	for _, a := range r.Review.Absent {
		if !missing(r, a.Input) {
			spoke[bareHandle(a.Who.Value)] = true
		}
	}
	return spoke
}
