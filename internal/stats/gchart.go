package stats

import (
	"math"
	"slices"
)

// GapChart is a chart of the numbers of days, or of other units of exposure, between events.
type GapChart struct {
	N       int     // gaps
	Mean    float64 // centre line, in the unit of the gaps
	High    float64 // upper limit; there is no lower one, as it would be below 0
	Signals []int   // places, from 0, of the gaps above it: events came less often
	Enough  bool    // whether there are at least 8 gaps; with fewer it should not be shown
}

// GChart charts gaps between events in the order of time. Without any the mean and limit are NaN. A gap that is
// negative, NaN or above 1e100 gives NaN too. Source: the g chart, mean ± 3√(mean·(mean+1)) of a geometric distribution;
// Benneyan, Health Care Management Science 4 (2001) 305.
func GChart(gaps []float64) GapChart {
	c := GapChart{N: len(gaps), Mean: math.NaN(), High: math.NaN()}
	if !validGaps(gaps) {
		return c
	}
	c.Mean = mean(gaps)
	c.High = c.Mean + 3*math.Sqrt(c.Mean)*math.Sqrt(c.Mean+1)
	for i, g := range gaps {
		if g > c.High {
			c.Signals = append(c.Signals, i)
		}
	}
	c.Enough = c.N >= chartPoints
	return c
}

// validGaps reports whether there are gaps and all can be served.
func validGaps(gaps []float64) bool {
	return len(gaps) > 0 && !slices.ContainsFunc(gaps, func(g float64) bool { return !(g >= 0) || !validValue(g) })
}
