package due

import (
	"time"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// calendar says which days are working days.
type calendar struct {
	holidays map[time.Time]bool // of the team
	roll     bool               // deadlines roll off weekends and holidays where the law says so
}

func newCalendar(n *policy.Notifications) calendar {
	c := calendar{holidays: make(map[time.Time]bool, len(n.Holidays)), roll: n.Weekends == policy.WeekendsRoll}
	for _, h := range n.Holidays {
		c.holidays[h] = true
	}
	return c
}

func (c calendar) working(on time.Time) bool {
	return on.Weekday() != time.Saturday && on.Weekday() != time.Sunday && !c.holidays[on]
}

// deadline is a point in time, or a day that counts in full.
type deadline struct {
	at time.Time // zero for a day
	on time.Time // midnight UTC; of at, the day in UTC
}

func exactly(at time.Time) deadline {
	at = at.UTC()
	return deadline{at: at, on: at.Truncate(day)}
}

// after returns when a period that starts at a point in time is over. Hours run from that point, although Regulation
// (EEC, Euratom) 1182/71 Art. 3 would not count the hour of it; days and months from the earlier one of the day in UTC
// and the day as it is written. Both are the earliest reading.
func (c calendar) after(start time.Time, written time.Time, p taxonomy.Period) deadline {
	if p.Unit == taxonomy.Hours {
		return exactly(start.Add(time.Duration(p.N) * time.Hour))
	}
	from := start.UTC().Truncate(day)
	if !written.IsZero() && written.Before(from) {
		from = written
	}
	switch p.Unit {
	case taxonomy.Months:
		return deadline{on: addMonths(from, p.N)}
	case taxonomy.BusinessDays:
		return deadline{on: c.addBusinessDays(from, p.N)}
	case taxonomy.Days, taxonomy.Hours:
	}
	return deadline{on: from.AddDate(0, 0, p.N)}
}

// addMonths returns the day with the same number in a later month, or the last one of a month that is too short.
func addMonths(from time.Time, months int) time.Time {
	first := time.Date(from.Year(), from.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(from.Day(), last)-1)
}

// addBusinessDays counts business days after a day: neither weekends nor federal holidays of the United States, nor
// the team's own holidays.
func (c calendar) addBusinessDays(from time.Time, n int) time.Time {
	for n > 0 {
		from = from.AddDate(0, 0, 1)
		if c.working(from) && !taxonomy.USFederalHoliday(from) {
			n--
		}
	}
	return from
}

// rolled returns a deadline as it may move off weekends and holidays: to the next working day or, for the word noon, to
// noon UTC of it. Without a policy that says so, nothing moves.
func (c calendar) rolled(d deadline, how string) deadline {
	if !c.roll || how == "" || c.working(d.on) {
		return d
	}
	on := d.on
	for !c.working(on) {
		on = on.AddDate(0, 0, 1)
	}
	if how == "noon" {
		return exactly(on.Add(12 * time.Hour))
	}
	return deadline{on: on}
}

// earlier returns the earlier one of two points in time.
func earlier(a, b deadline) deadline {
	if b.at.Before(a.at) {
		return b
	}
	return a
}
