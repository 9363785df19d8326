package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// ProportionInterval returns the exact interval of a proportion when k of n were counted, as shares from 0 to 1. With
// n = 0 nothing is known and it is 0, 1. A negative k, a k above n, an n above a thousand million, or a level outside
// (0, 0.999] gives NaN, NaN. Source: Clopper and Pearson, Biometrika 26 (1934) 404, in its beta form.
func ProportionInterval(k, n int, level float64) (low, high float64) {
	if !validCount(n) || k < 0 || k > n || !validLevel(level) {
		return nanPair()
	}
	high = 1
	if k > 0 {
		low = lowerShare(k, n-k, tail(level))
	}
	if k < n {
		// The upper limit is 1 less the lower limit of the complement, so that k of n and n-k of n mirror each other.
		high = 1 - lowerShare(n-k, k, tail(level))
	}
	return low, high
}

// WilsonInterval returns the score interval of a proportion when k of n were counted, as shares from 0 to 1. It is
// narrower than ProportionInterval and covers its level on average rather than always. With n = 0 nothing is known and
// it is 0, 1. A negative k, a k above n, an n above a thousand million, or a level outside (0, 0.999] gives NaN, NaN.
// Source: Wilson, Journal of the American Statistical Association 22 (1927) 209.
func WilsonInterval(k, n int, level float64) (low, high float64) {
	if !validCount(n) || k < 0 || k > n || !validLevel(level) {
		return nanPair()
	}
	if n == 0 {
		return 0, 1
	}
	z := distuv.UnitNormal.Quantile(1 - tail(level))
	size, share := float64(n), float64(k)/float64(n)
	centre := share + z*z/(2*size)
	half := z * math.Sqrt(share*(1-share)/size+z*z/(4*size*size))
	scale := 1 + z*z/size
	low, high = (centre-half)/scale, (centre+half)/scale
	// At the ends the formula is exactly 0 or 1, but the subtraction leaves a rest of about 1e-17 that would print as -0.
	if k == 0 {
		low = 0
	}
	if k == n {
		high = 1
	}
	return low, high
}

// lowerShare is the lower limit of the share of hits, of which there is at least one, against misses: the value that as
// many hits or more have a probability of p at.
func lowerShare(hits, misses int, p float64) float64 {
	return distuv.Beta{Alpha: float64(hits), Beta: float64(misses) + 1}.Quantile(p)
}
