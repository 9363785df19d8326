package stats

import "math"

// FisherP is the probability, by chance alone, of tables with the same margins; each is from 0 to 1.
type FisherP struct {
	Greater float64 // of a first cell this great or greater
	Less    float64 // of a first cell this small or smaller
	Two     float64 // of a table no likelier than this one
}

// FisherExact tests whether two properties go together, from the four numbers of things: with both, with the first
// alone, with the second alone, with neither. Without any things, or with an empty row or column, nothing speaks for it
// and every p is 1. A p under about 1e-300 is 0. A number that is negative or above a thousand million gives NaN in every
// field. Source: Fisher, The Design of Experiments (1935); the two-sided p by the minimum likelihood, as in R's
// fisher.test.
func FisherExact(both, first, second, neither int) FisherP {
	if !validCount(both) || !validCount(first) || !validCount(second) || !validCount(neither) {
		nan := math.NaN()
		return FisherP{Greater: nan, Less: nan, Two: nan}
	}
	a, b, c, d := float64(both), float64(first), float64(second), float64(neither)
	row, column := a+b, a+c
	// With x in the first cell the others hold row-x, column-x and rest+x.
	rest := d - a
	h := &hump{low: max(0, -rest), high: min(row, column)}
	h.peak = min(h.high, max(h.low, math.Floor((row+1)/(a+b+c+d+2)*(column+1))))
	h.ratio = func(x float64) float64 {
		return (row - x) / (x + 1) * (column - x) / (rest + x + 1)
	}
	var p FisherP
	p.Less, p.Greater, p.Two = h.tails(a)
	return p
}
