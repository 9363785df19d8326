package stats

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"
)

// Ratio is one rate divided by another, with its interval and the probability of a split at least as uneven by chance.
//
// With events in the first period only, Ratio and High are +Inf; with none in either, Ratio is NaN, the interval is
// 0 to +Inf, and P is 1, since nothing speaks against equal rates. All four are NaN when the input was bad.
type Ratio struct {
	Ratio float64 // first rate over second rate, without unit
	Low   float64 // lower limit of Ratio
	High  float64 // upper limit of Ratio
	P     float64 // central two-sided p of equal rates, from 0 to 1
}

// Defined reports whether the ratio itself is a number that can be printed, that is neither infinite nor NaN.
func (r Ratio) Defined() bool {
	return !math.IsNaN(r.Ratio) && !math.IsInf(r.Ratio, 0)
}

// RateRatio compares x1 events in an exposure of t1 with x2 events in t2; both exposures are in the same unit, usually
// days. P is central (twice the smaller tail), so it is at most 1-level exactly when the interval leaves out 1; a p of
// the minimum-likelihood kind need not agree with the interval. A count that is negative or above a million, an exposure
// that is not positive and finite, or a level outside (0, 0.999] gives NaN in every field. Source: the exact conditional
// test of Fay, R Journal 2(1) (2010) 53, with the limits of Clopper and Pearson for x1 of x1+x2.
func RateRatio(x1 int, t1 float64, x2 int, t2, level float64) Ratio {
	if !validCount(x1) || !validCount(x2) || !validExposure(t1) || !validExposure(t2) || !validLevel(level) {
		nan := math.NaN()
		return Ratio{Ratio: nan, Low: nan, High: nan, P: nan}
	}
	r := Ratio{Ratio: math.NaN(), Low: 0, High: math.Inf(1), P: centralP(x1, t1, x2, t2)}
	longer := t2 / t1
	// Both limits come from a lower tail: 1-p of an upper one would lose its digits near 1, and this way swapping the
	// periods gives the reciprocals.
	if x1 > 0 {
		p := lowerShare(x1, x2, tail(level))
		r.Low = p / (1 - p) * longer
	}
	if x2 > 0 {
		q := lowerShare(x2, x1, tail(level))
		r.High = (1 - q) / q * longer
	}
	switch {
	case x1 > 0 && x2 > 0:
		r.Ratio = float64(x1) / float64(x2) * longer
	case x1 > 0:
		r.Ratio = math.Inf(1)
	case x2 > 0:
		r.Ratio = 0
	}
	return r
}

// validExposure reports whether t can be an exposure; NaN cannot.
func validExposure(t float64) bool {
	return t > 0 && !math.IsInf(t, 1)
}

// centralP is twice the smaller tail of x1 among x1+x2 when each event falls into the first period with probability
// t1/(t1+t2).
func centralP(x1 int, t1 float64, x2 int, t2 float64) float64 {
	n := float64(x1) + float64(x2)
	// t1+t2 could overflow, t2/t1 at worst becomes 0 or +Inf, which are the right limits.
	few := distuv.Binomial{N: n, P: 1 / (1 + t2/t1)}.CDF(float64(x1))
	many := distuv.Binomial{N: n, P: 1 / (1 + t1/t2)}.CDF(float64(x2))
	return min(1, 2*min(few, many))
}

// chance is the central p up to which two counts are called told apart.
const chance = 0.05

// DistinguishableIncrease returns the smallest later count that can be told apart from the earlier one as an increase
// (central p of at most 0.05) when both periods are equally long; ok is false for a negative count or one above
// a million. Source: the exact conditional test of RateRatio, turned round.
func DistinguishableIncrease(earlier int) (later int, ok bool) {
	if !validCount(earlier) {
		return 0, false
	}
	// Twice the count and six always suffices: 0 against 6 does (p = 0.031), and the margin needed grows as the root.
	return earlier + sort.Search(earlier+6, func(more int) bool {
		return more > 0 && centralP(earlier+more, 1, earlier, 1) <= chance
	}), true
}

// DistinguishableDecrease returns the greatest later count that can be told apart from the earlier one as a decrease
// (central p of at most 0.05) when both periods are equally long; ok is false when not even 0 can, which is so up to
// an earlier count of 5, and for a negative count or one above a million. Source: as for DistinguishableIncrease.
func DistinguishableDecrease(earlier int) (later int, ok bool) {
	if !validCount(earlier) {
		return 0, false
	}
	tooMany := sort.Search(earlier, func(later int) bool {
		return centralP(later, 1, earlier, 1) > chance
	})
	if tooMany == 0 {
		return 0, false
	}
	return tooMany - 1, true
}
