package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Dispersed is how much counts of periods vary against what chance alone would give.
type Dispersed struct {
	N     int     // periods with an exposure
	Mean  float64 // events in a period of mean exposure
	Chi2  float64 // sum of the squared differences from what is expected, each over what is expected
	DF    int     // degrees of freedom, N-1, or 0
	Ratio float64 // Chi2 over DF, which is the variance over the mean; 1 is chance, and 0 where DF is
	// P is the probability that counts vary as much or more by chance alone, from 0 to 1. When it is small the events
	// come in clusters, and intervals by the Poisson distribution are too narrow.
	P      float64
	Enough bool // whether there are at least 5 periods and at least 1 event expected in each
}

// dispersionPeriods is the number of periods, with at least one event expected in each, from which on χ² is near enough.
const dispersionPeriods = 5

// Dispersion tests counts of periods for clusters. exposures are the lengths of the periods, in any unit; nil says that
// all are equal. Periods without exposure are left out. Without events, and with fewer than two periods, Chi2 is 0 and P
// is 1. Bad input, as CountChart has it, gives NaN in every field that is not a count. Source: Fisher's index of
// dispersion, Σ(x-m)²/m against χ² of n-1 degrees; Cochran, Biometrics 10 (1954) 417.
func Dispersion(counts []int, exposures []float64) Dispersed {
	expected, ok := expectedCounts(counts, exposures)
	if !ok {
		nan := math.NaN()
		return Dispersed{Mean: nan, Chi2: nan, Ratio: nan, P: nan}
	}
	d := Dispersed{P: 1}
	events, least := 0.0, math.Inf(1)
	for i, e := range expected {
		if exposureAt(exposures, i) == 0 {
			continue
		}
		d.N++
		events += e
		least = min(least, e)
		if e > 0 {
			off := float64(counts[i]) - e
			d.Chi2 += off * off / e
		}
	}
	if d.N > 0 {
		d.Mean = events / float64(d.N)
	}
	if d.N > 1 {
		d.DF = d.N - 1
		d.Ratio = d.Chi2 / float64(d.DF)
		d.P = distuv.ChiSquared{K: float64(d.DF)}.Survival(d.Chi2)
	}
	d.Enough = d.N >= dispersionPeriods && least >= 1-1e-9 // the last digits of a sum of shares
	return d
}
