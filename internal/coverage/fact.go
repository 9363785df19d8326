package coverage

import (
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// Fact is what is compared of a report, free of the report.
type Fact struct {
	id, title, file  string
	line             int
	kind             string // one of the three
	key              string // as it names the incident
	keyLine          int
	severity         string // id of the policy's scale, or as written
	written          string // severity as written
	known            bool   // the scale has it
	status           string
	occurred         time.Time // day; zero when nobody can tell
	closed, resolved field.Time
	detected         field.Time
	held             field.Date
	waived           bool
	waivedBy, reason string
}

// The kinds of reports. One that names no kind, or one that there is not, is about an incident.
const (
	kindIncident = "incident"
	kindNearMiss = "near-miss"
	kindExercise = "exercise"
)

// Of takes from a report what At compares. ok is false for a file without front matter, of which nothing is known.
func Of(r *report.Report, pol *policy.Policy) (f Fact, ok bool) {
	if !r.HasFrontMatter {
		return Fact{}, false
	}
	line := func(at int) int { return r.File.Position(at).Line }
	f = Fact{
		id: r.ID, title: strings.TrimSpace(r.Title.Value), file: r.File.Path, line: line(r.Opening().Start),
		kind: kindIncident, key: strings.TrimSpace(r.Incident.Value), status: r.Status.Value,
		written: strings.TrimSpace(r.Severity.Value), held: r.Review.Held,
		waived: r.Review.Waived.Span.Present(), waivedBy: r.Review.Waived.By.Value, reason: strings.TrimSpace(r.Review.Waived.Reason.Value),
	}
	f.severity, f.known = severity(f.written, pol)
	f.keyLine = f.line
	if r.Incident.Span.Present() {
		f.keyLine = line(r.Incident.Span.Start)
	}
	if k := r.Kind.Value; k == kindNearMiss || k == kindExercise {
		f.kind = k
	}
	f.occurred = occurred(r)
	for name, into := range map[string]*field.Time{"closed": &f.closed, "resolved": &f.resolved, "detected": &f.detected} {
		if e, ok := r.Milestone(name); ok {
			*into = e.At
		}
	}
	return f, true
}

// severity returns the id of the scale for a word, or the word where the scale has none.
func severity(word string, pol *policy.Policy) (id string, known bool) {
	if s, ok := pol.Severity(word); ok && word != "" {
		return s.ID, true
	}
	return word, false
}

// occurred returns the calendar day in UTC by which an incident is counted, as trends count it.
func occurred(r *report.Report) time.Time {
	at, ok := r.Occurred()
	if !ok {
		return time.Time{}
	}
	return utcDay(at)
}

// utcDay returns midnight of the day on which a point in time lies in UTC.
func utcDay(t time.Time) time.Time {
	y, m, d := t.UTC().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// localDay returns the day as it is written, zero when it is not known.
func localDay(t field.Time) time.Time {
	on, _ := t.LocalDay()
	return on
}

// heldBy reports whether the review was held by a day. One on a day that is not known was.
func (f *Fact) heldBy(asOf time.Time) bool {
	return !f.held.Empty() && (!f.held.Known || !f.held.Day.After(asOf))
}
