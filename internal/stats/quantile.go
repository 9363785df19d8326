package stats

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"
)

// Quantile returns the p-quantile of values sorted in ascending order, in their unit, interpolating between the two
// nearest. No values, or a p outside 0 to 1, give NaN, and so does a NaN among the values that it would have to use.
// Source: type 7 of Hyndman and Fan, American Statistician 50 (1996) 361, the default of R.
func Quantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 || !(p >= 0 && p <= 1) {
		return math.NaN()
	}
	whole, part := math.Modf(float64(len(sorted)-1) * p)
	below := sorted[int(whole)]
	if part == 0 {
		return below // also keeps 0·Inf = NaN away
	}
	above := sorted[int(whole)+1]
	// Weighting both ends cannot overflow as above-below can; the bounds take away the last-digit error.
	return max(below, min(above, (1-part)*below+part*above))
}

// Median returns the middle of values sorted in ascending order, in their unit, or the mean of the middle two; it is
// NaN for no values. Source: Quantile at a half.
func Median(sorted []float64) float64 {
	return Quantile(sorted, 0.5)
}

// MedianInterval returns an interval of the median of what the values were drawn from, in their unit; they are sorted
// in ascending order, and both limits are values among them. ok is false when there are too few (fewer than six at
// 95 %), when a limit would be NaN, or when the level is outside (0, 0.999]; the limits are then NaN.
// Source: the distribution-free interval by order statistics (David and Nagaraja, Order Statistics, 3rd ed. 2003, 7.1)
// from the rank r to the rank n+1-r, with the largest r for which 1 - 2·P(Bin(n, 1/2) ≤ r-1) is at least level.
func MedianInterval(sorted []float64, level float64) (low, high float64, ok bool) {
	n := len(sorted)
	r := medianRank(n, level)
	if r == 0 {
		return math.NaN(), math.NaN(), false
	}
	low, high = sorted[r-1], sorted[n-r]
	if math.IsNaN(low) || math.IsNaN(high) {
		return math.NaN(), math.NaN(), false
	}
	return low, high, true
}

// medianRank returns the lower rank of the interval of the median of n values, counted from 1, or 0 when there is none.
func medianRank(n int, level float64) int {
	if !validLevel(level) {
		return 0
	}
	b := distuv.Binomial{N: float64(n), P: 0.5}
	// A coverage that equals the level must not be lost to the last bit, as 1-2·CDF can.
	const slack = 1e-12
	return sort.Search(n/2, func(below int) bool {
		return 1-2*b.CDF(float64(below)) < level-slack
	})
}
