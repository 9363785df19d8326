package stats

import (
	"math"
	"slices"
)

// MannKendallTrend is whether values that follow one another rise or fall, whatever the shape.
type MannKendallTrend struct {
	N   int
	S   int     // pairs that rise less pairs that fall
	Var float64 // variance of S without a trend, with ties taken into account
	Z   float64 // S, one nearer to 0, in standard deviations
	// P is the two-sided p of no trend, from 0 to 1: exact for up to 10 values without ties, else normal.
	P     float64
	Exact bool // whether P is exact
	Tied  bool // whether two values are equal
	// Permutation is the exact two-sided p over all orders of the values, which allows for ties; NaN above 10 values.
	Permutation float64
	Tau         float64 // S over the number of pairs, from -1 to 1 (tau-a); 0 under two values
	Slope       float64 // median of the slopes of all pairs, in the unit of the values a step (Sen); 0 under two values
	Enough      bool    // whether there are at least 8 values; with fewer it should not be shown
}

const (
	mkExact = 10   // values up to which all orders are counted
	mkMax   = 5000 // values up to which the slopes of all pairs are held: 100 MB
)

// MannKendall tests values in the order of time, equally far apart, for a trend. Values that are all equal, and fewer
// than two, give S = 0, Z = 0 and P = 1. A value that is NaN or beyond 1e100 either side of 0, or more than 5000 values,
// gives NaN in every field that is not a count.
//
// Sources: Mann, Econometrica 13 (1945) 245; Kendall, Rank Correlation Methods (4th ed. 1975); the variance with ties and
// the exact tails as in Gilbert, Statistical Methods for Environmental Pollution Monitoring (1987) 16.4 and table A18;
// Sen, JASA 63 (1968) 1379. It takes the values to be independent, which counts of neighbouring periods need not be.
func MannKendall(values []float64) MannKendallTrend {
	n := len(values)
	m := MannKendallTrend{N: n, P: 1, Permutation: 1, Enough: n >= chartPoints}
	if n > mkMax || slices.ContainsFunc(values, func(v float64) bool { return !validValue(v) }) {
		nan := math.NaN()
		m.Var, m.Z, m.P, m.Permutation, m.Tau, m.Slope, m.Enough = nan, nan, nan, nan, nan, nan, false
		return m
	}
	slopes := make([]float64, 0, n*(n-1)/2)
	for i, early := range values {
		for j := i + 1; j < n; j++ {
			switch late := values[j]; {
			case late > early:
				m.S++
			case late < early:
				m.S--
			}
			slopes = append(slopes, (values[j]-early)/float64(j-i))
		}
	}
	if len(slopes) > 0 {
		m.Tau = float64(m.S) / float64(len(slopes))
		slices.Sort(slopes)
		m.Slope = Median(slopes)
	}
	groups := tieGroups(values)
	m.Tied = len(groups) < n
	m.Var = kendallVariance(groups)
	if m.Var > 0 && m.S != 0 {
		m.Z = (math.Abs(float64(m.S)) - 1) / math.Sqrt(m.Var)
		m.P = twoSided(m.Z)
		m.Z = math.Copysign(m.Z, float64(m.S))
	}
	m.Permutation = math.NaN()
	if n <= mkExact {
		m.Permutation = min(1, 2*kendallTail(groups, max(m.S, -m.S)))
		if !m.Tied {
			m.P, m.Exact = m.Permutation, true
		}
	}
	return m
}

// tieGroups counts how often each value occurs, in the order of the values.
func tieGroups(values []float64) []int {
	sorted := slices.Sorted(slices.Values(values))
	var groups []int
	for i, v := range sorted {
		if i > 0 && v == sorted[i-1] {
			groups[len(groups)-1]++
		} else {
			groups = append(groups, 1)
		}
	}
	return groups
}

// kendallVariance is [n(n-1)(2n+5) - Σ t(t-1)(2t+5)]/18 for groups of t equal values, and exactly 0 for one group.
func kendallVariance(groups []int) float64 {
	n, ties := 0.0, 0.0
	term := func(t float64) float64 { return t * (t - 1) * (2*t + 5) } // whole, and below 2^53
	for _, t := range groups {
		n += float64(t)
		ties += term(float64(t))
	}
	return (term(n) - ties) / 18
}

// kendallTail is the probability that S is at least s over all orders of up to about 20 values in groups of equal ones.
// S is the number of pairs that are not tied less twice the inversions, and the orders with k inversions are the
// coefficients of the product over the groups of (1-q^(m+i))/(1-q^i), for i up to the size of the group after m values.
func kendallTail(groups []int, s int) float64 {
	pairs, before := 0, 0
	for _, t := range groups {
		pairs += before * t
		before += t
	}
	orders := make([]float64, pairs+1) // whole numbers below 2^53, so exact
	orders[0] = 1
	m := 0
	for _, t := range groups {
		for i := 1; i <= t; i++ {
			for k := pairs; k >= m+i; k-- {
				orders[k] -= orders[k-m-i]
			}
			for k := i; k <= pairs; k++ {
				orders[k] += orders[k-i]
			}
		}
		m += t
	}
	all, least := 0.0, 0.0
	for k, o := range orders {
		all += o
		if pairs-2*k >= s {
			least += o
		}
	}
	return least / all
}
