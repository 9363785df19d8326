package stats

import (
	"cmp"
	"slices"
)

// Tally is a count of something with a name.
type Tally struct {
	Name  string
	Count int
}

// ParetoRow is a tally among others.
type ParetoRow struct {
	Tally
	Share      float64 // of all counts, from 0 to 1
	Cumulative float64 // of this and the rows above it together, from the counts, so that the last is exactly 1
	VitalFew   bool    // whether it is one of the first rows that make up four fifths, each of which is needed
}

// Pareto orders tallies by count, the greatest first, and equal ones by name. When all counts are 0 so are the shares. ok
// is false, and there are no rows, when a count is negative or above a thousand million. Source: Juran, Quality Control
// Handbook (1951).
func Pareto(tallies []Tally) (rows []ParetoRow, ok bool) {
	if slices.ContainsFunc(tallies, func(t Tally) bool { return !validCount(t.Count) }) {
		return nil, false
	}
	sorted := slices.SortedFunc(slices.Values(tallies), func(a, b Tally) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
	})
	var all, above int64
	for _, t := range sorted {
		all += int64(t.Count)
	}
	for _, t := range sorted {
		row := ParetoRow{Tally: t, VitalFew: t.Count > 0 && 5*above < 4*all}
		above += int64(t.Count)
		if all > 0 {
			row.Share, row.Cumulative = float64(t.Count)/float64(all), float64(above)/float64(all)
		}
		rows = append(rows, row)
	}
	return rows, true
}
