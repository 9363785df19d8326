package transition

import (
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
)

// day refuses a day of the step that cannot be: one after today, or one before the incident.
func (p *planner) day() {
	began, known := firstDay(p.Report)
	switch {
	case p.On.After(p.Today):
		p.refuse("the day of the step, %s, is in the future; today is %s", date(p.On), date(p.Today))
	case known && p.On.Before(began):
		p.refuse("the day of the step, %s, is before the incident of %s", date(p.On), date(began))
	}
}

// notBefore refuses a step before something that it follows.
func (p *planner) notBefore(d field.Date, what string) {
	if d.Known && p.On.Before(d.Day) {
		p.refuse("the day of the step, %s, is before it was %s, on %s", date(p.On), what, date(d.Day))
	}
}

// firstDay returns the first day on which something of the incident can have been done: that of its first dated
// entry as it is written, or the one in the report's id.
func firstDay(r *report.Report) (first time.Time, ok bool) {
	for i := range r.Timeline {
		if d, dated := r.Timeline[i].At.LocalDay(); dated && (!ok || d.Before(first)) {
			first, ok = d, true
		}
	}
	if id, dated := report.IDDate(r.ID); dated && (!ok || id.Before(first)) {
		first, ok = id, true
	}
	return first, ok
}
