package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// LaplaceTrend is whether events come closer together or further apart in the course of a time.
type LaplaceTrend struct {
	N int // events
	// U is how many standard deviations the mean time of the events is from the middle: above 0 they come more often
	// towards the end, below 0 less often.
	U      float64
	P      float64 // two-sided p of no trend by the normal distribution, from 0 to 1
	Enough bool    // whether there are at least 4 events; with fewer U is not near enough to normal
}

// laplaceEvents is the number of events from which on the normal distribution does.
const laplaceEvents = 4

// Laplace tests the times of events between 0 and end, in any unit and order, for a trend. It needs no periods to count
// in. Without events U is 0 and P is 1, since nothing speaks for a trend. An end that is not above 0 or above 1e100, or a
// time outside 0 to end, gives NaN, NaN. Source: the centroid test, U = (mean(t) - end/2) / (end·√(1/(12n))); Cox and
// Lewis, The Statistical Analysis of Series of Events (1966) 3.3; NIST/SEMATECH e-Handbook 8.2.3.4.
func Laplace(times []float64, end float64) LaplaceTrend {
	l := LaplaceTrend{N: len(times), P: 1}
	bad := !(end > 0) || !validValue(end)
	sum := 0.0
	for _, t := range times {
		bad = bad || !(t >= 0 && t <= end)
		sum += t/end - 0.5 // dividing first cannot overflow
	}
	if bad {
		l.U, l.P = nanPair()
		return l
	}
	if l.N > 0 {
		l.U = sum * math.Sqrt(12/float64(l.N))
		l.P = twoSided(l.U)
	}
	l.Enough = l.N >= laplaceEvents
	return l
}

// twoSided is the probability of a standard normal value as far from 0 as z, on either side.
func twoSided(z float64) float64 {
	return 2 * distuv.UnitNormal.Survival(math.Abs(z))
}
