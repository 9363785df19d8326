package rules

import (
	"fmt"
	"time"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "timeline-zone", Severity: diag.Error, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		lint.FromReader(p)
		times := make([]field.Time, 0, len(p.Report.Timeline)+2*len(p.Report.Notifications))
		for _, e := range p.Report.Timeline {
			times = append(times, e.At)
		}
		for _, n := range p.Report.Notifications {
			times = append(times, n.Sent, n.At)
		}
		zoneless(p, times)
		switched(p, times)
	},
})

// zoneless reports, once a report, that there are local times of which nobody says where they are local.
func zoneless(p *lint.Pass, times []field.Time) {
	var first field.Time
	count := 0
	for _, t := range times {
		if t.Precision != field.Floating {
			continue
		}
		if count++; count == 1 {
			first = t
		}
	}
	if count == 0 || !missing(p.Report, p.Report.Timezone) {
		return // a time zone that cannot be read is a finding of its own
	}
	what := first.Value + " has no time zone"
	if count > 1 {
		what = fmt.Sprintf("%d times have no time zone, %s first", count, first.Value)
	}
	p.Reportf(first.Span, "%s; write an offset behind the time (Z for UTC), or `timezone: Europe/Berlin` for the whole report", what)
}

// switched reports the local times that a change of the clocks makes ambiguous or impossible.
func switched(p *lint.Pass, times []field.Time) {
	for _, t := range times {
		if t.Precision != field.Ambiguous && t.Precision != field.Skipped {
			continue
		}
		zone, err := time.LoadLocation(p.Report.Timezone.Value)
		if err != nil {
			continue // the reader had this zone, or the time would be Floating
		}
		before := t.At.Add(-day).In(zone).Format("-07:00")
		later := t.At.Add(day).In(zone).Format("-07:00")
		if t.Precision == field.Ambiguous {
			p.Reportf(t.Span, "%s is there twice in %s, where clocks go back that night; write the offset behind it, %s for the first or %s for the second", t.Value, p.Report.Timezone.Value, before, later)
			continue
		}
		p.Reportf(t.Span, "there is no %s in %s, where clocks go forward that night; correct the time, or write the offset that the clock had, %s or %s", t.Value, p.Report.Timezone.Value, before, later)
	}
}
