// Package stats is the arithmetic of counts, rates, proportions and durations: it may know only numbers, nothing of
// incidents, reports or dates, and it imports nothing else of this module.
//
// Every interval is two-sided with equal tails and exact unless its name says otherwise, so it covers at least its
// level. A level is a share of 1 (0.95 for 95 %). Bad input never panics; it gives NaN, or ok == false where a function
// returns one, and each function says what it takes for bad. Counts are served up to a million and levels above 0 up to
// 0.999, as far as the distributions underneath stay right.
package stats

import "math"

const (
	// maxLevel is the highest level served: below a tail of about 1e-5 the quantile functions of gonum 0.17 no longer
	// converge (Beta(1e5, 5) at 1e-6 comes out wrong by 96 %), and no reader of a trend asks for more than 99.9 %.
	maxLevel = 0.999
	// maxCount is the greatest count served: gonum's Binomial.CDF is right to 4e-7 for a million against a million, to
	// 1e-2 for ten million, and leaves 0 to 1 for two thousand million.
	maxCount = 1_000_000
)

// validLevel reports whether level can be served; NaN cannot.
func validLevel(level float64) bool {
	return level > 0 && level <= maxLevel
}

// validCount reports whether k can be served.
func validCount(k int) bool {
	return k >= 0 && k <= maxCount
}

// tail is the probability left out on each side of a two-sided interval.
func tail(level float64) float64 {
	return (1 - level) / 2
}

// nanPair is the interval of bad input.
func nanPair() (low, high float64) {
	return math.NaN(), math.NaN()
}
