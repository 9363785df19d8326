package trends

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/stats"
)

// The tests and charts of a Series.
const (
	TestRank       = "mann-kendall" // whether the counts of whole points rise or fall
	TestDates      = "laplace"      // whether the dates come closer together or further apart
	TestDispersion = "dispersion"   // whether counts vary more than those of independent events do
	ChartCounts    = "xmr"          // counts of whole points against what is routine for them
	ChartGaps      = "days-between" // days between incidents, where less than one is counted in a point
)

// Reading is what one test or chart says of a series.
type Reading struct {
	Test      string
	N, Needed int     // points, incidents or gaps that it looks at, and how many it takes
	Statistic float64 // S, U, or variance over mean; NaN of a chart
	P         float64 // two-sided p of no trend, or of no clusters; NaN of a chart

	Low, Centre, High float64  // limits of a chart, in incidents a point or days; else NaN
	Signals           []Signal // what is outside of them

	Verdict stats.Verdict // TooFew when N is too small
	Said    string        // in words, a sentence or two
}

// Signal is a point, or a gap between two incidents, outside the limits of a chart.
type Signal struct {
	Name  string  // 2026-Q3, or the two days
	Value float64 // incidents, or days
	More  bool    // whether it speaks for more incidents: a high count, or a short gap
}

// claims reports whether a reading says that something changed.
func (r *Reading) claims() bool {
	return r.Verdict == stats.MoreThanChance || r.Verdict == stats.LessThanChance
}

// Claims reports whether any reading says that something changed.
func (v *Series) Claims() bool {
	return slices.ContainsFunc(v.Readings, func(r Reading) bool { return r.claims() })
}

// fewest is the mean number of incidents in a point from which a chart of counts tells something. Where most points
// hold nothing or one, the days between incidents tell more (Wheeler, Working with Rare Events, 2011).
const fewest = 1

// read fills the readings.
func (v *Series) read(s *sorting) {
	var counts []int
	var exposures []float64
	for i := range v.Points {
		if p := &v.Points[i]; p.Whole() {
			counts, exposures = append(counts, p.N), append(exposures, float64(p.Days))
		}
	}
	days := v.days(s)
	v.Readings = []Reading{v.rank(counts), v.laplace(days, s), v.dispersion(counts, exposures), v.chart(counts, days)}
	v.Effort = v.effort(s)
	v.Caution = v.caution()
}

// days returns the days of the incidents of the series in the order of time.
func (v *Series) days(s *sorting) []time.Time {
	var days []time.Time
	for _, in := range s.all {
		if day := Day(in.At); !day.Before(v.From) && !day.After(v.To) {
			days = append(days, day)
		}
	}
	slices.SortFunc(days, time.Time.Compare)
	return days
}

func floats(counts []int) []float64 {
	list := make([]float64, len(counts))
	for i, n := range counts {
		list[i] = float64(n)
	}
	return list
}

// verdictOf judges a two-sided p with the sign of its statistic.
func verdictOf(enough bool, p, sign float64) stats.Verdict {
	switch {
	case !enough || math.IsNaN(p):
		return stats.TooFew
	case p > 1-level:
		return stats.NoChange
	case sign > 0:
		return stats.MoreThanChance
	default:
		return stats.LessThanChance
	}
}

// wholePoints is how many whole points a chart and the test of ranks take.
const wholePoints = 8

func (v *Series) rank(counts []int) Reading {
	m := stats.MannKendall(floats(counts))
	p, how := m.P, "by the normal distribution"
	if !math.IsNaN(m.Permutation) {
		p, how = m.Permutation, "exact"
	}
	r := Reading{Test: TestRank, N: m.N, Needed: wholePoints, Statistic: float64(m.S), P: p, Verdict: verdictOf(m.Enough, p, float64(m.S))}
	r.noLimits()
	lead := fmt.Sprintf("Mann–Kendall over %s: ", count(m.N, "whole "+v.Span))
	figures := fmt.Sprintf(" (S = %d, %s, %s).", m.S, pText(p), how)
	switch r.Verdict {
	case stats.TooFew:
		r.Said = lead + r.Verdict.Words() + fmt.Sprintf("; it takes %d.", wholePoints)
	case stats.MoreThanChance:
		r.Said = lead + "the counts rise, more than chance would explain" + figures
	case stats.LessThanChance:
		r.Said = lead + "the counts fall, more than chance would explain" + figures
	case stats.NoChange:
		r.Said = lead + r.Verdict.Words() + figures
	}
	return r
}

// dates is how many incidents the test of dates takes.
const dates = 4

// laplace tests the dates. Records that begin within the series begin with a report; what lies on that day is left out,
// because it would be there whatever the rate is.
func (v *Series) laplace(days []time.Time, s *sorting) Reading {
	from := v.From
	if !Day(s.first).Before(from) {
		from = Day(s.first).AddDate(0, 0, 1)
	}
	var times []float64
	for _, day := range days {
		if !day.Before(from) {
			times = append(times, float64(daysBetween(from, day))+0.5) // the middle of the day
		}
	}
	l := stats.Laplace(times, float64(max(1, Period{From: from, To: v.To}.Days())))
	r := Reading{Test: TestDates, N: l.N, Needed: dates, Statistic: l.U, P: l.P, Verdict: verdictOf(l.Enough, l.P, l.U)}
	r.noLimits()
	lead := fmt.Sprintf("Laplace on %s from %s on: ", count(l.N, "date"), from.Format(time.DateOnly))
	figures := fmt.Sprintf(" (U = %.2f, %s).", l.U, pText(l.P))
	switch r.Verdict {
	case stats.TooFew:
		r.Said = lead + r.Verdict.Words() + fmt.Sprintf("; it takes %d.", dates)
	case stats.MoreThanChance:
		r.Said = lead + "incidents come closer together, more than chance would explain" + figures
	case stats.LessThanChance:
		r.Said = lead + "incidents come further apart, more than chance would explain" + figures
	case stats.NoChange:
		r.Said = lead + r.Verdict.Words() + figures
	}
	return r
}

// dispersed is how many whole points the test of dispersion takes, with one incident expected in each.
const dispersed = 5

func (v *Series) dispersion(counts []int, exposures []float64) Reading {
	d := stats.Dispersion(counts, exposures)
	r := Reading{Test: TestDispersion, N: d.N, Needed: dispersed, Statistic: d.Ratio, P: d.P, Verdict: stats.TooFew}
	r.noLimits()
	lead := "Dispersion over " + count(d.N, "whole "+v.Span) + ": "
	figures := fmt.Sprintf(" (variance over mean %.2f, %s)", d.Ratio, pText(d.P))
	switch {
	case !d.Enough:
		r.Said = lead + "too few to tell; it takes " + fmt.Sprintf("%d with at least one incident expected in each.", dispersed)
	case d.P > 1-level:
		r.Verdict = stats.NoChange
		r.Said = lead + "the counts vary no more than chance alone gives" + figures + "."
	default:
		r.Verdict = stats.MoreThanChance
		r.Said = lead + "the counts vary more than chance would explain" + figures + ". Incidents come in clusters, or their rate changed: the 95 % limits are too narrow, and Laplace says more than it should."
	}
	return r
}

func (r *Reading) noLimits() {
	nan := math.NaN()
	r.Low, r.Centre, r.High = nan, nan, nan
}

// chart returns the chart of counts, or that of the days between incidents where they are rare.
func (v *Series) chart(counts []int, days []time.Time) Reading {
	x := stats.XmR(floats(counts), 0)
	if !(x.Mean >= fewest) {
		return v.gaps(days)
	}
	r := Reading{Test: ChartCounts, N: x.N, Needed: wholePoints, Statistic: math.NaN(), P: math.NaN(), Low: x.Low, Centre: x.Mean, High: x.High}
	lead := fmt.Sprintf("XmR chart of %s: ", count(x.N, "whole "+v.Span))
	if !x.Enough {
		r.Verdict = stats.TooFew
		_, most := stats.PoissonLimits(x.Mean)
		r.Said = fmt.Sprintf("%stoo few to tell; it takes %d. At %.1f incidents a %s, %d or more in one could be told from chance.", lead, wholePoints, x.Mean, v.Span, most+1)
		return r
	}
	var names []string
	for i := range v.Points {
		if p := &v.Points[i]; p.Whole() {
			names = append(names, p.Name)
		}
	}
	for _, i := range x.Signals {
		r.Signals = append(r.Signals, Signal{Name: names[i], Value: float64(counts[i]), More: float64(counts[i]) > x.Mean})
	}
	r.outside(lead, fmt.Sprintf("%.1f to %.1f", x.Low, x.High), "")
	return r
}

// gaps charts the days between incidents, each from one incident to the next.
func (v *Series) gaps(days []time.Time) Reading {
	var gaps []float64
	var names []string
	for i := 1; i < len(days); i++ {
		gaps = append(gaps, float64(daysBetween(days[i-1], days[i])))
		names = append(names, days[i-1].Format(time.DateOnly)+" to "+days[i].Format(time.DateOnly))
	}
	c := stats.TChart(gaps)
	r := Reading{Test: ChartGaps, N: c.N, Needed: wholePoints, Statistic: math.NaN(), P: math.NaN(), Low: c.Low, Centre: c.Centre, High: c.High}
	lead := fmt.Sprintf("Chart of %s between incidents (less than one a %s): ", count(c.N, "gap"), v.Span)
	if !c.Enough {
		r.Verdict = stats.TooFew
		r.Said = lead + fmt.Sprintf("too few to tell; it takes %d.", wholePoints)
		return r
	}
	if c.Centre == 0 { // limits of 0 days around gaps of 0 days say nothing
		r.Verdict = stats.TooFew
		r.Said = lead + "too few to tell; all incidents are of one day."
		return r
	}
	for _, i := range c.Signals {
		r.Signals = append(r.Signals, Signal{Name: names[i], Value: gaps[i], More: gaps[i] < c.Centre})
	}
	r.outside(lead, fmt.Sprintf("%.1f to %.1f days", c.Low, c.High), " days")
	return r
}

// outside gives a chart its verdict and words.
func (r *Reading) outside(lead, limits, unit string) {
	if len(r.Signals) == 0 {
		r.Verdict = stats.NoChange
		r.Said = lead + "all within " + limits + ", compatible with no change."
		return
	}
	said := make([]string, 0, len(r.Signals))
	more := 0
	for _, s := range r.Signals {
		said = append(said, fmt.Sprintf("%s (%.0f%s)", s.Name, s.Value, unit))
		if s.More {
			more++
		}
	}
	const most = 5
	if rest := len(said) - most; rest > 0 {
		said = append(said[:most], fmt.Sprintf("%d more", rest))
	}
	r.Verdict = stats.MoreThanChance
	if 2*more < len(r.Signals) {
		r.Verdict = stats.LessThanChance
	}
	r.Said = lead + strings.Join(said, ", ") + " outside " + limits + ", more than chance would explain."
}

// pText writes a p.
func pText(p float64) string {
	if p < 0.001 {
		return "p < 0.001"
	}
	return fmt.Sprintf("p = %.3f", p)
}
