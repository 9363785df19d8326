package trends

import (
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/stats"
)

// Interval is how long it took from one milestone to another, over the incidents of the period. Its numbers are seconds.
type Interval struct {
	Name     string // such as time_to_detect
	From, To string // the milestones

	N        int // incidents that have both ends as exact times, in order
	Unknown  int // the other incidents of the period
	Negative int // those of the unknown whose end comes before their start

	Median, Q1, Q3 *float64 // nil without a measured incident
	Low, High      *float64 // 95 % limits of the median by order statistics; nil for fewer than six
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
	return "Of the intervals, " + strings.Join(said, ", ") + "; n incidents have both as exact times, and of the unknown one is missing, unknown, not exact, or before the other."
}

func (i Interval) measure(now []*Incident) Interval {
	var seconds []float64
	for _, in := range now {
		from, ok := in.milestone(i.From)
		to, ok2 := in.milestone(i.To)
		switch {
		case !ok || !ok2:
		case to.Before(from):
			i.Negative++
		default:
			// A Duration ends at 292 years, and a mistyped year is further off.
			seconds = append(seconds, float64(to.UnixMilli()-from.UnixMilli())/1000)
		}
	}
	i.N, i.Unknown = len(seconds), len(now)-len(seconds)
	if i.N == 0 {
		return i
	}
	slices.Sort(seconds)
	i.Median, i.Q1, i.Q3 = new(stats.Median(seconds)), new(stats.Quantile(seconds, 0.25)), new(stats.Quantile(seconds, 0.75))
	if low, high, ok := stats.MedianInterval(seconds, level); ok {
		i.Low, i.High = &low, &high
	}
	return i
}
