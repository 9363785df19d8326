package stats

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"
)

// CChart is a chart of counts, period by period.
type CChart struct {
	N       int     // periods
	Mean    float64 // centre line: events in a period of mean exposure
	Exact   bool    // whether the limits are those of the Poisson distribution, else three standard deviations
	Points  []CPoint
	Signals []int // places, from 0, of the counts outside their limits
	Enough  bool  // whether there are at least 8 periods; with fewer it should not be shown
}

// CPoint is a period of a CChart, in events.
type CPoint struct {
	Expected  float64 // at the mean rate
	Low, High float64 // limits; a count equal to one is inside
}

const (
	// sigmaFrom is the expected count from which three standard deviations are used.
	sigmaFrom = 5
	// sigmaTail is the probability that the normal distribution has beyond three standard deviations on one side, as it
	// is usually rounded.
	sigmaTail = 0.00135
)

// CountChart charts counts in the order of time. exposures are the lengths of their periods, in any unit; nil says that
// all are equal. With an expected count under 5 in any period of an exposure the limits of all are the exact ones, since
// three standard deviations then cry wolf. A period without exposure must have no events and cannot signal. Without
// periods, or without exposure in any, the mean is 0. A count that is negative or above a thousand million, an exposure
// that is negative, NaN or above 1e100, a number of exposures that differs from that of counts, or events without
// exposure give a NaN mean and no points.
// Source: NIST/SEMATECH e-Handbook 6.3.3.1, and PoissonLimits; with unequal exposures it is a u-chart in events.
func CountChart(counts []int, exposures []float64) CChart {
	c := CChart{N: len(counts), Mean: math.NaN(), Enough: len(counts) >= chartPoints}
	expected, ok := expectedCounts(counts, exposures)
	if !ok {
		c.Enough = false
		return c
	}
	c.Mean = 0
	if c.N > 0 {
		c.Mean = mean(expected)
	}
	for _, e := range expected {
		c.Exact = c.Exact || e > 0 && e < sigmaFrom
	}
	for i, e := range expected {
		p := CPoint{Expected: e}
		if c.Exact {
			low, high := PoissonLimits(e)
			p.Low, p.High = float64(low), float64(high)
		} else {
			p.Low, p.High = SigmaLimits(e)
		}
		c.Points = append(c.Points, p)
		if k := float64(counts[i]); k < p.Low || k > p.High {
			c.Signals = append(c.Signals, i)
		}
	}
	return c
}

// SigmaLimits returns the limits of a count at three standard deviations from its mean, in events, the lower one at
// least 0. A mean that is negative, NaN or above a thousand million gives NaN, NaN. Source: mean ± 3√mean.
func SigmaLimits(mean float64) (low, high float64) {
	if !validMean(mean) {
		return nanPair()
	}
	half := 3 * math.Sqrt(mean)
	return max(0, mean-half), mean + half
}

// PoissonLimits returns the smallest and greatest count that a Poisson distribution with this mean makes no signal: low
// is the greatest number that counts stay under with a probability of at most 0.00135, high the smallest that they do
// not exceed with one of at least 0.99865. A mean that is negative, NaN or above a thousand million gives -1, -1.
// Source: the tails that the normal distribution has beyond three standard deviations, taken from the Poisson one.
func PoissonLimits(mean float64) (low, high int) {
	switch {
	case !validMean(mean):
		return -1, -1
	case mean == 0:
		return 0, 0
	}
	d := distuv.Poisson{Lambda: mean}
	most := int(mean+6*math.Sqrt(mean)) + 6 // has a probability above 0.99865 at every mean
	low = sort.Search(most, func(k int) bool { return d.CDF(float64(k)) > sigmaTail })
	high = sort.Search(most, func(k int) bool { return d.CDF(float64(k)) >= 1-sigmaTail })
	return low, high
}

// validMean reports whether a mean count can be served; NaN cannot.
func validMean(mean float64) bool {
	return mean >= 0 && mean <= maxCount
}

// expectedCounts spreads the sum of counts over the periods by their exposures, or evenly where these are nil.
func expectedCounts(counts []int, exposures []float64) (expected []float64, ok bool) {
	if exposures != nil && len(exposures) != len(counts) {
		return nil, false
	}
	events, longest := 0.0, 0.0
	for i, k := range counts {
		t := exposureAt(exposures, i)
		if !validCount(k) || !(t >= 0) || !validValue(t) || k > 0 && t == 0 {
			return nil, false
		}
		events += float64(k)
		longest = max(longest, t)
	}
	shares, all := make([]float64, len(counts)), 0.0
	if longest == 0 {
		return shares, true
	}
	for i := range shares {
		shares[i] = exposureAt(exposures, i) / longest // of the longest, so that tiny exposures do not lose digits
		all += shares[i]
	}
	for i := range shares {
		shares[i] *= events / all
	}
	return shares, true
}

// exposureAt is the exposure of a period, which is 1 where none are given.
func exposureAt(exposures []float64, i int) float64 {
	if exposures == nil {
		return 1
	}
	return exposures[i]
}
