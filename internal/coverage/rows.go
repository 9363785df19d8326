package coverage

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/register"
)

// rows adds every row of the register that belongs to the period.
func (d *desk) rows(r *Result) {
	for i := range d.Register.Rows {
		row := &d.Register.Rows[i]
		matched := d.byRow[fold(row.Key.Value)]
		var f *Fact
		if len(matched) > 0 {
			f = &d.Facts[matched[0]]
		}
		on := rowDay(row, f)
		switch {
		case on.IsZero() && row.Shifted:
			continue // a fault of its own
		case on.IsZero():
			d.say(Disagreement{
				Kind: "undated", Key: row.Key.Value, Message: row.Key.Value + " has no day on which it was detected, so it belongs to no period; write one",
			}, row)
			continue
		case on.After(d.Today):
			d.say(Disagreement{
				Kind: "future", Key: row.Key.Value, Register: date(on), Message: fmt.Sprintf("%s was detected on %s, a day that lies in the future", row.Key.Value, date(on)),
			}, row)
			r.Later++
			continue
		case on.After(d.AsOf):
			r.Later++
			continue
		case !d.within(on):
			continue
		}
		in := d.incident(row, f, on)
		if f == nil {
			r.RegisterOnly++
		} else {
			r.Both++
			d.compare(row, f, matched)
		}
		d.severityOf(row)
		r.Incidents = append(r.Incidents, in)
	}
}

// within reports whether a day belongs to the period.
func (d *desk) within(on time.Time) bool {
	return (d.From.IsZero() || !on.Before(d.From)) && (d.To.IsZero() || !on.After(d.To))
}

// rowDay returns the day by which an incident is counted: detected in the register, else as its report is counted, else
// the first day that the register knows of it.
func rowDay(row *register.Row, f *Fact) time.Time {
	if on := countedDay(row.Detected); !on.IsZero() {
		return on
	}
	if f != nil && !f.occurred.IsZero() {
		return f.occurred
	}
	return cmp.Or(countedDay(row.Resolved), countedDay(row.Closed))
}

// countedDay returns the day in UTC of a point in time, and a day or local time as it is written.
func countedDay(t field.Time) time.Time {
	switch t.Precision {
	case field.Missing, field.Unclear:
		return time.Time{}
	case field.Exact, field.Ambiguous, field.Skipped:
		return utcDay(t.At)
	case field.Day, field.Floating:
	}
	return localDay(t)
}

// incident says how the incident of a row stands.
func (d *desk) incident(row *register.Row, f *Fact, on time.Time) Incident {
	in := Incident{
		Key: row.Key.Value, Title: row.Title.Value, Detected: on,
		File: d.Register.File.Path, Line: row.Line,
	}
	var known bool
	if in.Severity, known = severity(strings.TrimSpace(row.Severity.Value), d.Policy); !known && f != nil && f.known {
		in.Severity = f.severity // the register does not say
	}
	days := []time.Time{localDay(row.Closed), {}, localDay(row.Resolved), {}}
	if f != nil {
		days[1], days[3] = localDay(f.closed), localDay(f.resolved)
		if in.Title == "" {
			in.Title = f.title
		}
	}
	for _, day := range days {
		if in.Closed.IsZero() && !day.IsZero() && !day.After(d.AsOf) {
			in.Closed = day
		}
	}
	// Without columns for it the register says nothing of the end of an incident, and open is what is said to be open.
	open := in.Closed.IsZero() && (d.Register.Closings || f != nil)
	d.state(&in, f, open)
	return in
}

// state sets how an incident stands on the day. open says that it is known not to be over.
func (d *desk) state(in *Incident, f *Fact, open bool) {
	needs := d.Policy.Needs(in.Severity, "")
	in.Required = needs.Review == policy.Required
	if f != nil {
		in.Report, in.ReportFile, in.Status = f.id, f.file, f.status
		in.WaivedBy, in.Reason = f.waivedBy, f.reason
		if f.heldBy(d.AsOf) {
			in.Held, in.HeldUnknown = f.held.Day, !f.held.Known
		}
	}
	end := d.AsOf
	if !in.Held.IsZero() {
		end = in.Held
	}
	if !in.Closed.IsZero() && !in.HeldUnknown {
		n := daysBetween(in.Closed, end)
		in.Days = &n
		if in.Required && needs.ReviewWithin > 0 {
			in.Due = in.Closed.AddDate(0, 0, wholeDays(needs.ReviewWithin))
			in.DaysLate = max(0, daysBetween(in.Due, end))
		}
	}
	in.State = stateOf(in, f, needs, open)
	if in.State != Late && in.State != Missing {
		in.DaysLate = 0
	}
}

func stateOf(in *Incident, f *Fact, needs policy.Needs, open bool) State {
	held := !in.Held.IsZero() || in.HeldUnknown
	switch {
	case held && in.DaysLate > 0:
		return Late
	case held:
		return Reviewed
	case !in.Required:
		return NotRequired
	case f != nil && f.waived:
		return Waived
	case open, !in.Due.IsZero() && in.DaysLate == 0, f != nil && needs.ReviewWithin == 0:
		return Pending
	case f == nil:
		return Missing
	default:
		return Late
	}
}

// reportsAlone takes the reports for the population, when there is no register.
func (d *desk) reportsAlone(r *Result) {
	for i := range d.Facts {
		f := &d.Facts[i]
		switch {
		case f.kind != kindIncident:
			continue
		case f.occurred.IsZero():
			d.say(Disagreement{Kind: "undated", Report: f.id, Message: f.id + " has no day, so it belongs to no period; write when it was detected", File: f.file, Line: f.line}, nil)
			continue
		case f.occurred.After(d.AsOf):
			r.Later++
			continue
		case !d.within(f.occurred):
			continue
		}
		in := Incident{Key: f.key, Title: f.title, Severity: f.severity, Detected: f.occurred, File: f.file, Line: f.line}
		for _, day := range []time.Time{localDay(f.closed), localDay(f.resolved)} {
			if in.Closed.IsZero() && !day.IsZero() && !day.After(d.AsOf) {
				in.Closed = day
			}
		}
		d.state(&in, f, in.Closed.IsZero())
		r.Incidents = append(r.Incidents, in)
	}
	d.sameKey()
}

// sameKey finds reports that name one incident, when there is no register to tell it.
func (d *desk) sameKey() {
	first := map[string]*Fact{}
	for i := range d.Facts {
		f := &d.Facts[i]
		if f.key == "" || f.kind != kindIncident {
			continue
		}
		if other, taken := first[fold(f.key)]; taken {
			d.say(Disagreement{
				Kind: "same-key", Key: f.key, Report: f.id, InReport: other.id + ", " + f.id,
				Message: fmt.Sprintf("%s and %s both name the incident %s", other.id, f.id, f.key), File: f.file, Line: f.keyLine,
			}, nil)
			continue
		}
		first[fold(f.key)] = f
	}
}

func compareIncidents(rank map[State]int, a, b *Incident) int {
	return cmp.Or(cmp.Compare(rank[a.State], rank[b.State]), a.Detected.Compare(b.Detected), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Report, b.Report))
}

const day = 24 * time.Hour

func date(t time.Time) string { return t.Format(time.DateOnly) }

// wholeDays returns a limit in whole days, a part of a day counted as one: the last day counts in full.
func wholeDays(limit time.Duration) int { return int((limit + day - 1) / day) }

// daysBetween returns the days from one midnight UTC to another, which may lie further apart than a time.Duration holds.
func daysBetween(from, to time.Time) int {
	return int((to.Unix() - from.Unix()) / int64(day/time.Second))
}
