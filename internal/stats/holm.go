package stats

import (
	"cmp"
	"math"
	"slices"
)

// Holm corrects the p-values of many tests for their number, in the order given: those that are at most 0.05 after it
// hold together, with a chance of at most 0.05 that any of them is a false alarm. A p that is NaN, or outside 0 to 1, is
// NaN in the result and does not count among the tests. Source: Holm, Scandinavian Journal of Statistics 6 (1979) 65, as
// R's p.adjust.
func Holm(ps []float64) []float64 {
	adjusted := make([]float64, len(ps))
	order := make([]int, 0, len(ps))
	for i, p := range ps {
		if !(p >= 0 && p <= 1) {
			adjusted[i] = math.NaN()
			continue
		}
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(ps[a], ps[b]) })
	least := 0.0 // no p may come out below one that was smaller
	for rank, i := range order {
		least = max(least, min(1, ps[i]*float64(len(order)-rank)))
		adjusted[i] = least
	}
	return adjusted
}
