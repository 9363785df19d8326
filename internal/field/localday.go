package field

import "time"

// LocalDay returns the calendar day as it is written, in the entry's own zone, as midnight UTC like the Day of a Date;
// false when no day is known. Days can be compared even when the point in time is not Exact.
func (t Time) LocalDay() (time.Time, bool) {
	if t.Precision == Missing || t.Precision == Unclear {
		return time.Time{}, false
	}
	p, err := parseTime(t.Value, time.UTC)
	if err != nil {
		return time.Time{}, false
	}
	return time.Date(p.at.Year(), p.at.Month(), p.at.Day(), 0, 0, 0, 0, time.UTC), true
}
