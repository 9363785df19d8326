package trends

import (
	"fmt"
	"time"
)

// Day returns midnight UTC of the day on which t lies in UTC.
func Day(t time.Time) time.Time {
	y, m, d := t.UTC().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// daysBetween returns the number of midnights UTC from a to b; it is negative when b lies on an earlier day.
func daysBetween(a, b time.Time) int {
	// Days in UTC have 24 hours, and Unix seconds hold spans for which a Duration is too small.
	return int((Day(b).Unix() - Day(a).Unix()) / (24 * 60 * 60))
}

// AddMonths returns the day n months after the day of t, or before it for a negative n. Where that month is too short
// it is the month's last day: a month after 31 January is 28 or 29 February.
func AddMonths(t time.Time, n int) time.Time {
	y, m, d := t.UTC().Date()
	last := time.Date(y, m+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return time.Date(y, m+time.Month(n), min(d, last), 0, 0, 0, 0, time.UTC)
}

// Period is a span of whole days in UTC, the first and the last included.
type Period struct {
	From time.Time // midnight UTC of the first day
	To   time.Time // midnight UTC of the last day
}

// Days returns the number of days of the period, 0 when it ends before it begins.
func (p Period) Days() int { return max(0, daysBetween(p.From, p.To)+1) }

// Contains reports whether a point in time lies on a day of the period.
func (p Period) Contains(t time.Time) bool {
	day := Day(t)
	return !day.Before(p.From) && !day.After(p.To)
}

// Before returns the period of equal length that ends on the day before this one begins.
func (p Period) Before() Period {
	return Period{From: p.From.AddDate(0, 0, -p.Days()), To: p.From.AddDate(0, 0, -1)}
}

// Until returns the part of the period up to a day, that day included; it has 0 days when the period begins later.
func (p Period) Until(day time.Time) Period {
	if day.Before(p.To) {
		p.To = Day(day)
	}
	return p
}

// String returns the period as a reader says it: 1 October 2025 – 30 September 2026.
func (p Period) String() string {
	const day = "2 January 2006"
	return fmt.Sprintf("%s – %s", p.From.Format(day), p.To.Format(day))
}

// Year returns the calendar year y.
func Year(y int) Period { return months(y, time.January, 12) }

// Quarter returns quarter q, 1 to 4, of the calendar year y; quarter 0 is the last one of the year before.
func Quarter(y, q int) Period { return months(y, time.Month(3*q-2), 3) }

// months returns the n whole months from month m of year y on.
func months(y int, m time.Month, n int) Period {
	return Period{From: time.Date(y, m, 1, 0, 0, 0, 0, time.UTC), To: time.Date(y, m+time.Month(n), 0, 0, 0, 0, 0, time.UTC)}
}

// LastMonths returns the n months that end with a day: from 1 October 2025 on for the 12 months that end on
// 30 September 2026.
func LastMonths(n int, end time.Time) Period {
	end = Day(end)
	if next := end.AddDate(0, 0, 1); next.Day() == 1 {
		return Period{From: AddMonths(next, -n), To: end} // whole months, however long
	}
	return Period{From: AddMonths(end, -n).AddDate(0, 0, 1), To: end}
}

// LastDays returns the n days that end with a day, that day included.
func LastDays(n int, end time.Time) Period {
	return Period{From: Day(end).AddDate(0, 0, 1-n), To: Day(end)}
}
