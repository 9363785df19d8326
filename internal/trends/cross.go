package trends

import (
	"cmp"
	"slices"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/stats"
)

// Crossed counts the incidents of the period by the keys of two dimensions at once.
type Crossed struct {
	Rows, Columns string // the dimensions
	Of            int    // incidents of the period

	RowKeys, ColumnKeys []Key  // those that an incident of the period has, in the order of their breakdown, KeyNone last
	Cells               []Cell // those that have an incident, by row and column in that order
	Pairs               []Together
	Tried               int // pairs that could have been among Pairs, for which P is corrected
}

// Cell is a key of each dimension with the number of incidents that have both.
type Cell struct {
	Row, Column string
	N           int
}

// Together is how often two keys come together against how often they would by chance.
type Together struct {
	Row, Column string
	stats.Association
	P       float64       // one-sided, that by chance as many or more incidents have both
	Holm    float64       // the same, corrected for Tried
	Verdict stats.Verdict // MoreThanChance when Holm is at most 0.05, else NoChange
}

// pairBoth is how many incidents must have both keys before anything is said of a pair.
const pairBoth = 3

// N returns the number of incidents of a cell, 0 for one that is not in the list.
func (c *Crossed) N(row, column string) int {
	for _, cell := range c.Cells {
		if cell.Row == row && cell.Column == column {
			return cell.N
		}
	}
	return 0
}

// cross counts the incidents of a period by two dimensions.
func cross(rows, columns dimension, now []*Incident, pol *policy.Policy) *Crossed {
	c := &Crossed{Rows: rows.name, Columns: columns.name, Of: len(now)}
	c.RowKeys, c.ColumnKeys = present(breakdown(rows, now, nil, pol)), present(breakdown(columns, now, nil, pol))
	counts := map[[2]string]int{}
	for _, in := range now {
		across := columns.of(in, pol)
		for _, r := range rows.of(in, pol) {
			for _, col := range across {
				counts[[2]string{r, col}]++
			}
		}
	}
	row, column := places(c.RowKeys), places(c.ColumnKeys)
	for key, n := range counts {
		c.Cells = append(c.Cells, Cell{key[0], key[1], n})
	}
	slices.SortFunc(c.Cells, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(row[a.Row], row[b.Row]), cmp.Compare(column[a.Column], column[b.Column]))
	})
	c.associate(counts)
	return c
}

// present returns the keys that an incident of the period has, KeyNone at the end.
func present(b Breakdown) []Key {
	keys := slices.DeleteFunc(b.Keys, func(k Key) bool { return k.N == 0 })
	if i := slices.IndexFunc(keys, func(k Key) bool { return k.Key == KeyNone }); i >= 0 {
		none := keys[i]
		keys = append(slices.Delete(keys, i, i+1), none)
	}
	return keys
}

func places(keys []Key) map[string]int {
	place := make(map[string]int, len(keys))
	for i, k := range keys {
		place[k.Key] = i
	}
	return place
}

// associate finds the pairs of keys that at least pairBoth incidents have together, of at least 20 incidents. P is
// corrected for all pairs whose keys are frequent enough for that, whether they come together or not: to correct for
// those alone that do would take the choice for chance.
func (c *Crossed) associate(counts map[[2]string]int) {
	var ps []float64
	for _, r := range c.RowKeys {
		for _, col := range c.ColumnKeys {
			if r.Key == KeyNone || col.Key == KeyNone || min(r.N, col.N) < pairBoth {
				continue
			}
			c.Tried++
			a := stats.Associate(r.N, col.N, counts[[2]string{r.Key, col.Key}], c.Of)
			if a.Enough {
				c.Pairs = append(c.Pairs, Together{Row: r.Key, Column: col.Key, Association: a, P: a.Fisher.Greater})
				ps = append(ps, a.Fisher.Greater)
			}
		}
	}
	for len(ps) < c.Tried {
		ps = append(ps, 1)
	}
	for i, p := range stats.Holm(ps)[:len(c.Pairs)] {
		c.Pairs[i].Holm, c.Pairs[i].Verdict = p, stats.NoChange
		if p <= 1-level {
			c.Pairs[i].Verdict = stats.MoreThanChance
		}
	}
	slices.SortStableFunc(c.Pairs, func(a, b Together) int {
		return cmp.Or(cmp.Compare(a.P, b.P), cmp.Compare(b.Both, a.Both))
	})
}
