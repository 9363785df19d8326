package trends

import (
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/stats"
)

// Interval is how long it took from one milestone to another, over the incidents of the period. Its numbers are seconds.
type Interval struct {
	Name     string // such as time_to_detect
	From, To string // the milestones
	Spread
}

// Spread describes measured values by their order; there is no mean, which one long incident would decide. With the
// counts of what was not measured it adds up to all incidents of the period.
type Spread struct {
	N             int // incidents that are measured
	Unknown       int // those of which an end is missing, or written as unknown
	NotMeasurable int // those that have both ends, but one is not exact, or the end comes before the start
	Negative      int // the part of NotMeasurable whose end comes before its start

	Median, Q1, Q3 *float64 // nil without a measured incident
	P90            *float64
	Min, Max       *float64
	MinReport      string // id of the report with the least value; of several, the first id
	MaxReport      string
	Low, High      *float64 // 95 % limits of the median by order statistics; nil for fewer than six
}

// measured is a value of one report.
type measured struct {
	value  float64
	report string
}

// describe fills the figures from the values that were measured.
func (s *Spread) describe(values []measured) {
	s.N = len(values)
	if s.N == 0 {
		return
	}
	sorted := make([]float64, 0, s.N)
	least, most := values[0], values[0]
	for _, v := range values {
		sorted = append(sorted, v.value)
		if v.value < least.value || v.value == least.value && v.report < least.report {
			least = v
		}
		if v.value > most.value || v.value == most.value && v.report < most.report {
			most = v
		}
	}
	slices.Sort(sorted)
	quantile := func(p float64) *float64 { return new(stats.Quantile(sorted, p)) }
	s.Median, s.Q1, s.Q3, s.P90 = new(stats.Median(sorted)), quantile(0.25), quantile(0.75), quantile(0.9)
	s.Min, s.Max, s.MinReport, s.MaxReport = &least.value, &most.value, least.report, most.report
	if low, high, ok := stats.MedianInterval(sorted, level); ok {
		s.Low, s.High = &low, &high
	}
}

// intervals are those of the format, not yet measured.
func intervals() []Interval {
	named := report.Intervals()
	list := make([]Interval, 0, len(named))
	for _, i := range named {
		list = append(list, Interval{Name: i.Name, From: i.From, To: i.To})
	}
	return list
}

// Definitions says from which milestone to which each interval runs, and what its n and unknown count.
func Definitions() string {
	list := report.Intervals()
	said := make([]string, 0, len(list))
	for _, i := range list {
		said = append(said, strings.ReplaceAll(i.Name, "_", " ")+" runs from "+i.From+" to "+i.To)
	}
	return "Of the intervals, " + strings.Join(said, ", ") + "; n incidents have both as exact times, of the unknown one is missing or unknown, and of the not measurable one is not exact, or the end comes before the start."
}

func (i Interval) measure(now []*Incident) Interval {
	var values []measured
	for _, in := range now {
		from, to := in.milestone(i.From), in.milestone(i.To)
		switch {
		case from.At.IsZero() || to.At.IsZero():
			i.Unknown++
		case !from.Known || !to.Known:
			i.NotMeasurable++
		case to.At.Before(from.At):
			i.NotMeasurable++
			i.Negative++
		default:
			// A Duration ends at 292 years, and a mistyped year is further off.
			values = append(values, measured{float64(to.At.UnixMilli()-from.At.UnixMilli()) / 1000, in.Report})
		}
	}
	i.describe(values)
	return i
}

// Lag is how many days passed from one day of a report to another, over the incidents of the period.
type Lag struct {
	Name     string // hot_wash or review
	From, To string // what the days are
	Spread          // in days; a day is never not exact, so NotMeasurable is Negative
}

// lags measures how long it took to look at the incidents.
func lags(now []*Incident) []Lag {
	return []Lag{
		Lag{Name: "hot_wash", From: "detected", To: "review.hot_wash"}.measure(now, func(r *Review) (from, to time.Time) { return r.Detected, r.HotWash }),
		Lag{Name: "review", From: "closed", To: "review.held"}.measure(now, func(r *Review) (from, to time.Time) { return r.Closed, r.Held }),
	}
}

func (l Lag) measure(now []*Incident, ends func(*Review) (from, to time.Time)) Lag {
	var values []measured
	for _, in := range now {
		from, to := ends(&in.Review)
		switch {
		case from.IsZero() || to.IsZero():
			l.Unknown++
		case to.Before(from):
			l.NotMeasurable++
			l.Negative++
		default:
			values = append(values, measured{float64(daysBetween(from, to)), in.Report})
		}
	}
	l.describe(values)
	return l
}
