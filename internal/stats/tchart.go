package stats

import "math"

// TimeChart is a chart of the times between rare events.
type TimeChart struct {
	N       int      // gaps
	Root    XmRChart // chart of the gaps to the power of 1/3.6, which are near to normal
	Low     float64  // limits and centre line of the gaps, in their unit: those of Root to the power of 3.6
	Centre  float64
	High    float64
	Signals []int // places, from 0, of the gaps outside the limits: short ones say more often, long ones less
	Enough  bool  // whether there are at least 8 gaps; with fewer it should not be shown
}

// tPower makes times between events of a constant rate near to normal.
const tPower = 3.6

// TChart charts gaps between events in the order of time. One gap has no limits, which are then NaN, and without any the
// centre is too. A gap that is negative, NaN or above 1e100 gives NaN in every field that is a number with a fraction.
// Source: Nelson, Journal of Quality Technology 26 (1994) 239, as an XmR chart of the transformed times.
func TChart(gaps []float64) TimeChart {
	var roots []float64
	if validGaps(gaps) {
		roots = make([]float64, len(gaps))
		for i, g := range gaps {
			roots[i] = math.Pow(g, 1/tPower)
		}
	}
	c := TimeChart{N: len(gaps), Root: XmR(roots, 0)}
	back := func(root float64) float64 { return math.Pow(root, tPower) }
	c.Low, c.Centre, c.High = back(c.Root.Low), back(c.Root.Mean), back(c.Root.High)
	c.Signals, c.Enough = c.Root.Signals, c.Root.Enough
	return c
}
