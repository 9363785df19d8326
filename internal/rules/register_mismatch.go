package rules

import (
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/register"
)

var _ = add(lint.Rule{
	Name: "register-mismatch", Severity: diag.Warning, Since: "0.1.0",
	Applies: lint.Applies{Beside: lint.BesideRegister},
	Check: func(p *lint.Pass) {
		if p.World.Register == nil {
			return
		}
		row, known := p.World.Register.Find(p.Report.Incident.Value)
		if !known || row.Shifted {
			return
		}
		severityMismatch(p, row)
		closingMismatch(p, row)
	},
})

// severityMismatch compares the severities by what the policy reads the words as. Words that it does not know are
// findings of their own.
func severityMismatch(p *lint.Pass, row register.Row) {
	here, ok := p.Policy.Severity(p.Report.Severity.Value)
	there, also := p.Policy.Severity(row.Severity.Value)
	if !ok || !also || here.ID == there.ID {
		return
	}
	p.Reportf(p.Report.Severity.Span, "the severity is %s here and %s for %s in %s:%d; write the one that is right in both",
		shorten(p.Report.Severity.Value), shorten(row.Severity.Value), row.Key.Value, p.World.Register.File.Path, row.Line)
}

// closingMismatch compares the day of closing.
func closingMismatch(p *lint.Pass, row register.Row) {
	i := milestoneEntry(p.Report, "closed")
	if i < 0 || !p.World.Register.Closings {
		return
	}
	here, there, place := p.Report.Timeline[i].At, row.Closed, p.World.Register.File.Path
	if _, usable := milestoneDay(p.Report, "closed"); !usable {
		return // not known, or a finding of its own
	}
	switch {
	case there.Empty():
		p.Reportf(here.Span, "the incident was closed on %s here, and %s:%d has no day on which %s was closed; write it there, or take the milestone out here",
			shorten(here.Value), place, row.Line, row.Key.Value)
	case dated(there) && !sameDay(here, there):
		p.Reportf(here.Span, "the incident was closed on %s here and on %s for %s in %s:%d; write the day that is right in both",
			shorten(here.Value), shorten(there.Value), row.Key.Value, place, row.Line)
	}
}

// sameDay reports whether two times name one day, each as it is written or in UTC.
func sameDay(a, b field.Time) bool {
	return slices.ContainsFunc(namedDays(a), func(x time.Time) bool { return slices.ContainsFunc(namedDays(b), x.Equal) })
}

// namedDays returns the day of a time as it is written and, for a point in time, in UTC.
func namedDays(t field.Time) []time.Time {
	var list []time.Time
	if local, ok := t.LocalDay(); ok {
		list = append(list, local)
	}
	if t.Known() {
		list = append(list, t.At.Truncate(day))
	}
	return list
}
