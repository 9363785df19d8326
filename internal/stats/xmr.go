package stats

import (
	"math"
	"slices"
)

// XmRChart is a chart of single values and of the moving range, which is how far each value is from the one before.
type XmRChart struct {
	N            int
	Mean         float64 // centre line, in the unit of the values
	Range        float64 // mean moving range, in the same unit
	Low, High    float64 // limits of the values
	RangeHigh    float64 // limit of the moving range
	Signals      []int   // places, from 0, of the values outside their limits
	RangeSignals []int   // places of the values that are further from the one before than the limit
	Enough       bool    // whether there are at least 8 values; with fewer it should not be shown
}

const (
	// xmrLimit and xmrRange turn a mean moving range into limits: 3/1.128 and 3.267, rounded as Wheeler has them. Others
	// do not round the first, which moves the limits in the fourth digit.
	xmrLimit = 2.66
	xmrRange = 3.267
	// rounding is how far beyond a limit a value must be, as a share of the greatest of them: of values that are all
	// equal the mean misses them by the last digit, which would put each of them outside.
	rounding = 1e-12
)

// XmR charts values in the order of time. Limits below floor are set to it: 0 for counts, and minus infinity where a
// value may be below 0. One value has no range, so its range and limits are NaN, and without any the mean is too. A value
// that is NaN or beyond 1e100 either side of 0 gives NaN in every field that is a number with a fraction.
// Source: Wheeler, Understanding Variation (1993); mean ± 2.66 mean moving ranges, and 3.267 of them; NIST/SEMATECH
// e-Handbook 6.3.2.2.
func XmR(values []float64, floor float64) XmRChart {
	nan := math.NaN()
	c := XmRChart{N: len(values), Mean: nan, Range: nan, Low: nan, High: nan, RangeHigh: nan}
	if len(values) == 0 || slices.ContainsFunc(values, func(v float64) bool { return !validValue(v) }) {
		return c
	}
	c.Mean = mean(values)
	ranges, greatest := movingRanges(values)
	if len(ranges) == 0 {
		return c
	}
	c.Range = mean(ranges)
	c.Low, c.High = max(floor, c.Mean-xmrLimit*c.Range), c.Mean+xmrLimit*c.Range
	c.RangeHigh = xmrRange * c.Range
	c.Enough = c.N >= chartPoints
	slack := rounding * greatest
	for i, v := range values {
		if v < c.Low-slack || v > c.High+slack {
			c.Signals = append(c.Signals, i)
		}
		if i > 0 && ranges[i-1] > c.RangeHigh+slack {
			c.RangeSignals = append(c.RangeSignals, i)
		}
	}
	return c
}

// movingRanges is how far each value but the first is from the one before, and the greatest value without its sign.
func movingRanges(values []float64) (ranges []float64, greatest float64) {
	for i, v := range values {
		greatest = max(greatest, math.Abs(v))
		if i > 0 {
			ranges = append(ranges, math.Abs(v-values[i-1]))
		}
	}
	return ranges, greatest
}
