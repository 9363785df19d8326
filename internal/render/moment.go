package render

import (
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
)

// moment writes a point in time for people, to the minute, in the zone that was asked for, else in UTC.
func (s Style) moment(t time.Time) string {
	zone := s.Zone
	if zone == nil {
		zone = time.UTC
	}
	t = t.In(zone)
	name, _ := t.Zone()
	if strings.ContainsAny(name, "+-0123456789") || name == "" { // some zones have no name but digits
		name = t.Format("-07:00")
	}
	return t.Format("2006-01-02 15:04 ") + name
}

// clock returns how the times of a report are shown: as they are written, or in the zone that was asked for where they
// are exact points in time.
func (s Style) clock(r *report.Report) func(field.Time) string {
	return func(t field.Time) string {
		if s.Zone != nil && t.Precision == field.Exact {
			return s.moment(t.At)
		}
		return r.Clock(t)
	}
}
