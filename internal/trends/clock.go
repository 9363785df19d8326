package trends

import (
	"fmt"
	"time"

	"github.com/pir-cli/pir/internal/report"
)

// Clock is when an incident was noticed as its people wrote it, in the zone that they wrote it in.
type Clock struct {
	Weekday string // monday to sunday, or "" when no day is written
	Hour    string // 00 to 23, or "" when no time of day is written
	UTC     bool   // whether it is written in UTC, so that the hour need not be that of the people's clocks
}

// weekdays are the keys of the dimension, from Monday on.
var weekdays = [...]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// hours are the keys of the dimension.
var hours = [...]string{
	"00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11",
	"12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23",
}

// weekday returns the key of a day.
func weekday(t time.Time) string { return weekdays[(int(t.Weekday())+6)%7] }

// clockOf returns the clock of the point in time by which a report is counted. An id gives a day and no hour.
func clockOf(r *report.Report, at time.Time) Clock {
	entry := func(e *report.Entry) (Clock, bool) {
		w, ok := e.At.Wall()
		if !ok || !e.At.At.Equal(at) {
			return Clock{}, false
		}
		c := Clock{Weekday: weekday(w.At), UTC: w.UTC}
		if w.HasTime {
			c.Hour = hours[w.At.Hour()]
		}
		return c, true
	}
	if e, ok := r.Milestone("detected"); ok {
		if c, ok := entry(&e); ok {
			return c
		}
	}
	for i := range r.Timeline {
		if c, ok := entry(&r.Timeline[i]); ok {
			return c
		}
	}
	return Clock{Weekday: weekday(at)}
}

// hourName says what an hour stands for.
func hourName(key string) string {
	if key == KeyNone {
		return ""
	}
	return key + ":00 to " + key + ":59"
}

// monthKey is the calendar month in UTC by which an incident is counted.
func monthKey(at time.Time) string { return Day(at).Format("2006-01") }

// Review is when an incident was looked at, in calendar days as its people wrote them; zero where that is not known.
type Review struct {
	Detected, Closed time.Time // days of the milestones
	HotWash, Held    time.Time
}

func reviewOf(r *report.Report) Review {
	day := func(milestone string) time.Time {
		e, _ := r.Milestone(milestone)
		d, _ := e.At.LocalDay() // zero without one
		return d
	}
	return Review{Detected: day("detected"), Closed: day("closed"), HotWash: r.Review.HotWash.Day, Held: r.Review.Held.Day}
}

// clockNote says of how many incidents the hour is that of UTC, and not of the people's clocks.
func clockNote(now []*Incident) string {
	hours, utc := 0, 0
	for _, in := range now {
		if in.Clock.Hour == "" {
			continue
		}
		hours++
		if in.Clock.UTC {
			utc++
		}
	}
	if hours == 0 {
		return ""
	}
	said := "Hours and weekdays are those at which an incident was detected, as its people wrote them, in the zone of that time."
	if utc > 0 {
		said += fmt.Sprintf(" %d of %d are written in UTC, which need not be the clock on the wall.", utc, hours)
	}
	return said
}
