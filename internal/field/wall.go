package field

import "time"

// Wall is a time of the timeline as a person read it off a clock.
type Wall struct {
	At      time.Time // the figures as they are written, read as if they were UTC
	HasTime bool      // whether a time of day is written; else At is midnight
	UTC     bool      // whether it is written in UTC: with Z, UTC, or an offset of nothing
}

// Wall returns the time as it is written, in the entry's own zone; false when no day is known.
func (t Time) Wall() (Wall, bool) {
	if t.Precision == Missing || t.Precision == Unclear {
		return Wall{}, false
	}
	p, err := parseTime(t.Value, time.UTC)
	if err != nil {
		return Wall{}, false
	}
	y, m, d := p.at.Date()
	_, offset := p.at.Zone()
	return Wall{
		At:      time.Date(y, m, d, p.at.Hour(), p.at.Minute(), p.at.Second(), 0, time.UTC),
		HasTime: p.hasTime, UTC: p.hasZone && offset == 0,
	}, true
}
