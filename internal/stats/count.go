package stats

import "gonum.org/v1/gonum/stat/distuv"

// PoissonInterval returns the exact interval of the expected count when k events were counted, in events; divide both
// limits by the exposure for a rate. The lower limit of k = 0 is 0. A k that is negative or above a thousand million, or
// a level outside (0, 0.999], gives NaN, NaN. Source: Garwood, Biometrika 28 (1936) 437, in its chi-square form.
func PoissonInterval(k int, level float64) (low, high float64) {
	if !validCount(k) || !validLevel(level) {
		return nanPair()
	}
	n := float64(k)
	if k > 0 {
		low = distuv.ChiSquared{K: 2 * n}.Quantile(tail(level)) / 2
	}
	high = distuv.ChiSquared{K: 2*n + 2}.Quantile(1-tail(level)) / 2
	return low, high
}
