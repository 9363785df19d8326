package rules

import (
	"time"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "date-outlier", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		far := outliers(p)
		for i, e := range p.Report.Timeline {
			if meant, ok := slip(p.Report, i); ok && !far[e.At.Span.Start] && !impossible(e.At.At) {
				p.Reportf(e.At.Span, "timeline entry %s is far from the entries beside it; is %s meant?", e.At.Value, date(meant))
			}
		}
	},
})

// outliers reports the dates that are too far from the incident, and returns where they stand.
func outliers(p *lint.Pass) map[int]bool {
	near, ok := anchor(p.Report)
	if !ok {
		return nil
	}
	var far map[int]bool
	for _, m := range mentions(p.Report) {
		if impossible(m.at) || !near.outlies(m.at, m.years) {
			continue
		}
		if far == nil {
			far = map[int]bool{}
		}
		far[m.text.Span.Start] = true
		side, years := "before", outlierYears
		if m.at.After(time.Time(near)) {
			side, years = "after", m.years
		}
		p.Reportf(m.text.Span, "%s %s is more than %d years %s the incident of %s; check the year", m.name, m.text.Value, years, side, date(time.Time(near)))
	}
	return far
}
