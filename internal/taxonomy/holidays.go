package taxonomy

import (
	"strconv"
	"strings"
	"time"
)

// holiday is one federal holiday of the United States and how its day is found.
type holiday struct {
	month   time.Month
	day     int          // day of the month, or 0
	weekday time.Weekday // when day is 0
	nth     int          // which one of the month, -1 for the last
	since   int          // first year
}

var holidays = table("us-federal-holidays.csv", []string{"name", "month", "day", "weekday", "nth", "since"}, func(all [][]string) []holiday {
	number := func(s string) int { n, _ := strconv.Atoi(s); return n } // a test reads every row
	list := make([]holiday, 0, len(all))
	for _, row := range all {
		h := holiday{month: time.Month(number(row[1])), day: number(row[2]), nth: number(row[4]), since: number(row[5])}
		for d := time.Sunday; d <= time.Saturday; d++ {
			if strings.EqualFold(d.String(), row[3]) {
				h.weekday = d
			}
		}
		list = append(list, h)
	}
	return list
})

// USFederalHoliday reports whether a day (midnight UTC) is a federal holiday of the United States, or the weekday on
// which one that falls on a weekend is observed. Source: data/us-federal-holidays.csv.
func USFederalHoliday(day time.Time) bool {
	for _, h := range holidays() {
		// New Year's Day may be observed on the last day of the year before.
		for _, year := range []int{day.Year(), day.Year() + 1} {
			if year >= h.since && (h.in(year).Equal(day) || observed(h.in(year)).Equal(day)) {
				return true
			}
		}
	}
	return false
}

// in returns the day of the holiday in a year.
func (h holiday) in(year int) time.Time {
	if h.day > 0 {
		return time.Date(year, h.month, h.day, 0, 0, 0, 0, time.UTC)
	}
	if h.nth < 0 {
		last := time.Date(year, h.month+1, 0, 0, 0, 0, 0, time.UTC)
		return last.AddDate(0, 0, -((int(last.Weekday()) - int(h.weekday) + 7) % 7))
	}
	first := time.Date(year, h.month, 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, (int(h.weekday)-int(first.Weekday())+7)%7+7*(h.nth-1))
}

// observed returns the weekday on which a holiday is free.
func observed(day time.Time) time.Time {
	switch day.Weekday() {
	case time.Saturday:
		return day.AddDate(0, 0, -1)
	case time.Sunday:
		return day.AddDate(0, 0, 1)
	default:
		return day
	}
}
