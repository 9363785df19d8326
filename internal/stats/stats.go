// Package stats is the arithmetic of counts, rates, proportions, durations and trends: it may know only numbers, nothing
// of incidents, reports or dates, and it imports nothing else of this module.
//
// Every interval is two-sided with equal tails and exact unless its name says otherwise, so it covers at least its
// level. A level is a share of 1 (0.95 for 95 %). Bad input never panics; it gives NaN, or ok == false where a function
// returns one, and each function says what it takes for bad. Counts are served up to a thousand million, values up to
// 1e100 either side of 0, and levels above 0 up to 0.999.
//
// A test or chart of trend has a field Enough: whether there is so much that it should be shown at all. Its figures are
// there all the same.
package stats

import "math"

const (
	// maxLevel is the highest level served: below a tail of about 1e-5 the quantile functions of gonum 0.17 no longer
	// converge (Beta(1e5, 5) at 1e-6 comes out wrong by 96 %), and no reader of a trend asks for more than 99.9 %.
	maxLevel = 0.999
	// maxCount is the greatest count served: up to here the quantiles of gonum are right to nine digits, and tails can
	// be summed term by term.
	maxCount = 1_000_000_000
	// maxValue is the greatest value served: squares and sums of such values stay finite.
	maxValue = 1e100
	// chartPoints is how many points a chart or a test of trend needs to be shown.
	chartPoints = 8
)

// validLevel reports whether level can be served; NaN cannot.
func validLevel(level float64) bool {
	return level > 0 && level <= maxLevel
}

// validCount reports whether k can be served.
func validCount(k int) bool {
	return k >= 0 && k <= maxCount
}

// validValue reports whether v can be served; NaN cannot.
func validValue(v float64) bool {
	return v >= -maxValue && v <= maxValue
}

// mean is the arithmetic mean of values, of which there is at least one.
func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

// tail is the probability left out on each side of a two-sided interval.
func tail(level float64) float64 {
	return (1 - level) / 2
}

// nanPair is the interval of bad input.
func nanPair() (low, high float64) {
	return math.NaN(), math.NaN()
}
