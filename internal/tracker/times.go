package tracker

import (
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
)

// The zones that a mapping names.
const (
	zoneOffset = "offset" // every time has its own offset
	zoneUTC    = "utc"    // times without an offset are in UTC, says the documentation
	zoneNone   = "none"   // nobody says
)

// The forms of a time; exact ones have an offset.
var (
	exact    = []string{time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z0700", "2006-01-02 15:04:05 MST", "2006-01-02 15:04:05 -07:00"}
	floating = []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"}
)

// readTime returns a time as a report writes it, to the second and with the offset that it has, and false for a text that
// is none. layouts are further forms without an offset.
func readTime(s, zone string, layouts []string) (field.Time, bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return field.Time{}, false
	}
	for _, form := range exact {
		if t, err := time.Parse(form, s); err == nil && (!strings.HasSuffix(form, "MST") || strings.HasSuffix(s, " UTC")) {
			return written(t.Format(time.RFC3339))
		}
	}
	for _, form := range slices.Concat(layouts, floating) {
		t, err := time.Parse(form, s)
		if err != nil {
			continue
		}
		if zone == zoneUTC {
			return written(t.Format(time.RFC3339))
		}
		return written(t.Format("2006-01-02T15:04:05"))
	}
	if t, err := time.Parse("2006-1-2", s); err == nil {
		return written(t.Format(time.DateOnly))
	}
	return field.Time{}, false
}

// written reads a time in the form of a report. The Go form of a time knows years that a report does not.
func written(s string) (field.Time, bool) {
	at, err := field.ReadTime(field.Text{Value: s})
	if err != nil || at.At.Year() < 1970 || at.At.Year() > 2200 {
		return field.Time{}, false
	}
	return at, true
}

// unknown is the time of something that happened nobody says when.
func unknown() field.Time {
	at, _ := field.ReadTime(field.Text{Value: field.Unknown})
	return at
}

// day returns the day of a time by its own clock, nothing for what is no time.
func day(s, zone string, layouts []string) string {
	at, ok := readTime(s, zone, layouts)
	if !ok {
		return ""
	}
	wall, ok := at.Wall()
	if !ok {
		return ""
	}
	return wall.At.Format(time.DateOnly)
}

// Offset gives all times of the clock this offset, such as +02:00.
func (e *Export) Offset(offset string) {
	for n := range e.Incidents {
		timeline := e.Incidents[n].Timeline
		for k := range timeline {
			if timeline[k].At.Precision != field.Floating {
				continue
			}
			if at, ok := written(timeline[k].At.Value + offset); ok {
				timeline[k].At = at
			}
		}
	}
}
