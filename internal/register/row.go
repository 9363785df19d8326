package register

import (
	"errors"
	"time"

	"github.com/pir-cli/pir/internal/field"
)

// The years that a date of an incident can have; others are slips of the keyboard.
const (
	firstYear = 2000
	lastYear  = 2200
)

// time reads a cell with a point in time.
func (p *reader) time(row Row, record []string, col int) field.Time {
	cell, heading := p.cell(record, col), p.columns[col].heading
	at, err := readTime(cell, p.format.Dates)
	switch {
	case errors.Is(err, errOrder):
		if p.ambiguous == 0 {
			p.firstAmbiguous = len(p.register.Problems)
			p.fault(FaultRow, row, at.Span, "%s is %q, %v; write `register: {dates: day-first}` or `month-first` in pir.yaml", heading, cell.Value, err)
		}
		if p.firstAmbiguous < len(p.register.Problems) {
			p.ambiguous++
		}
	case err != nil:
		p.fault(FaultRow, row, at.Span, "%s is %q, %v; write 2026-03-02T21:14:00Z or 2026-03-02, or unknown", heading, cell.Value, err)
	}
	at.Resolve(p.format.Zone)
	return at
}

// order reports a row whose incident was resolved before it was detected, or closed before it was resolved, or whose
// dates are of a year that cannot be.
func (p *reader) order(row Row) {
	times := []struct {
		at  field.Time
		col int
	}{{row.Detected, detected}, {row.Resolved, resolved}, {row.Closed, closed}}
	for _, t := range times {
		if day, ok := t.at.LocalDay(); ok && (day.Year() < firstYear || day.Year() > lastYear) {
			p.fault(FaultDate, row, t.at.Span, "%s is %s, a year that cannot be; write the right one, or unknown", p.columns[t.col].heading, t.at.Value)
			return
		}
	}
	for i, later := range times {
		for _, first := range times[:i] {
			if before(later.at, first.at) {
				p.fault(FaultDate, row, later.at.Span, "%s is %s, before %s, %s", p.columns[later.col].heading, later.at.Value, p.columns[first.col].heading, first.at.Value)
				return
			}
		}
	}
}

// before reports whether a time is certainly before another. A day goes on for 36 hours after its midnight in UTC,
// where clocks are the furthest behind.
func before(a, b field.Time) bool {
	switch {
	case !dated(a) || !dated(b):
		return false
	case a.Precision == b.Precision:
		return a.At.Before(b.At)
	case a.Precision == field.Day:
		return a.At.Add(36 * time.Hour).Before(b.At)
	default:
		const furthest = 14 * time.Hour // between a local time and UTC
		return a.At.Add(furthest).Before(b.At)
	}
}

// dated reports whether at least the day of a time is known.
func dated(t field.Time) bool {
	_, ok := t.LocalDay()
	return ok
}
