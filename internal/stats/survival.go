package stats

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Wait is how long something was waited for, in any unit, and whether it came. One that has not come yet is censored:
// all that is known is that it takes longer.
type Wait struct {
	Time float64 // from 0 on
	Came bool
}

// Survival is the estimate of KaplanMeier: what share still waits after a time.
type Survival struct {
	N    int // waits
	Came int // those that came to an end
	// Steps are the times at which something came, ascending; between them the share does not change.
	Steps []SurvivalStep
	// Median is the first time at which at most a half still waits, in the unit of the waits; +Inf when more than a half
	// still waits at the end, and NaN for bad input or no waits. Low and High are its limits; +Inf is a limit beyond
	// what was watched.
	Median, Low, High float64
}

// SurvivalStep is the state at one time at which something came.
type SurvivalStep struct {
	Time      float64
	AtRisk    int     // still waiting just before
	Came      int     // at this time
	Share     float64 // that still waits after it, from 0 to 1
	Low, High float64 // limits of Share; where nothing waits any more Low is 0, and High is NaN: it cannot be told
}

// half is the share of the median. Products of fractions miss it by their last digits.
const half = 0.5 + 1e-9

// KaplanMeier estimates how long something takes when some of it has not come yet. What came at a time is counted
// before what was censored at the same time. A time that is negative, NaN or infinite, more than a million waits, or a
// level outside (0, 0.999] gives a Survival of NaN without steps.
//
// Sources: Kaplan and Meier, JASA 53 (1958) 457, S(t) = Π(1-d/n); the limits of a share from Greenwood's variance on the
// log-log scale, S^exp(±z·√Σ d/(n(n-d)) / ln S), which stay within 0 and 1 (Kalbfleisch and Prentice, 2nd ed. 2002,
// 1.4); those of the median are the times at which these limits reach a half (Brookmeyer and Crowley, Biometrics 38
// (1982) 29, as R's survfit with conf.type = "log-log").
func KaplanMeier(waits []Wait, level float64) Survival {
	nan := math.NaN()
	s := Survival{N: len(waits), Median: nan, Low: nan, High: nan}
	bad := func(w Wait) bool { return !(w.Time >= 0) || math.IsInf(w.Time, 1) }
	if !validLevel(level) || len(waits) == 0 || !validCount(len(waits)) || slices.ContainsFunc(waits, bad) {
		return s
	}
	sorted := slices.Clone(waits)
	slices.SortFunc(sorted, func(a, b Wait) int { return cmp.Compare(a.Time, b.Time) })
	z := distuv.UnitNormal.Quantile(1 - tail(level))
	share, variance := 1.0, 0.0
	for i := 0; i < len(sorted); {
		step := SurvivalStep{Time: sorted[i].Time, AtRisk: len(sorted) - i}
		for ; i < len(sorted) && sorted[i].Time == step.Time; i++ {
			if sorted[i].Came {
				step.Came++
			}
		}
		if step.Came == 0 {
			continue
		}
		n, d := float64(step.AtRisk), float64(step.Came)
		share *= 1 - d/n
		variance += d / (n * (n - d)) // +Inf when nothing is left
		step.Share = share
		step.Low, step.High = shareLimits(share, variance, z)
		s.Came += step.Came
		s.Steps = append(s.Steps, step)
	}
	s.Median = s.reaches(func(p SurvivalStep) float64 { return p.Share })
	s.Low = s.reaches(func(p SurvivalStep) float64 { return p.Low })
	s.High = s.reaches(func(p SurvivalStep) float64 { return p.High })
	return s
}

// shareLimits returns the limits of a share on the log-log scale. Of a share of 0 the formula says nothing.
func shareLimits(share, variance, z float64) (low, high float64) {
	if share <= 0 {
		return 0, math.NaN()
	}
	log := math.Log(share)
	width := z * math.Sqrt(variance) / -log
	return math.Exp(log * math.Exp(width)), math.Exp(log * math.Exp(-width))
}

// reaches returns the first time at which a curve is down at a half, and +Inf when it never is.
func (s *Survival) reaches(curve func(SurvivalStep) float64) float64 {
	for _, p := range s.Steps {
		if curve(p) <= half {
			return p.Time
		}
	}
	return math.Inf(1)
}
