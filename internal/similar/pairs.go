package similar

import (
	"cmp"
	"slices"
)

// posting is a text that has a word, with its weight there.
type posting struct {
	text   int
	weight float64
}

// near is how far below the threshold a cosine may be and still be worked out again: sums in another order differ in
// their last digits.
const near = 1e-9

// unindexed is the share of the threshold that the words of a text outside the index may add to a cosine. With more, more
// pairs have to be worked out; with less, more texts are looked at for words that are in most of them.
const unindexed = 0.5

// Pairs returns all pairs of texts whose cosine is at least threshold, the most alike first and equally alike ones by
// place. A threshold that is not above 0, or is NaN, gives none, since it would be every pair. It finds the same as
// comparing each with each, but looks only at texts that share a word rare enough to matter. Time still grows with the
// square of the number: ten thousand texts of 25 words take seconds, a hundred thousand minutes. Source: All-Pairs of
// Bayardo, Ma and Srikant, WWW (2007) 131.
func (c *Corpus) Pairs(threshold float64) []Pair {
	pairs := []Pair{}
	if !(threshold > 0) {
		return pairs
	}
	index := make([][]posting, len(c.words))
	greatest := c.greatest()
	held := make([]float64, len(c.vectors)) // most that the words of a text outside the index can add to a cosine
	sums := make([]float64, len(c.vectors))
	for second, vector := range c.vectors {
		var met []int
		for _, t := range vector {
			for _, p := range index[t.word] {
				if sums[p.text] == 0 {
					met = append(met, p.text)
				}
				sums[p.text] += p.weight * t.weight
			}
		}
		for _, first := range met {
			if sums[first]+held[first] >= threshold-near {
				if cosine := c.Cosine(first, second); cosine >= threshold {
					pairs = append(pairs, Pair{first, second, cosine})
				}
			}
			sums[first] = 0
		}
		// The most common words of a text are in most others too and say little. As long as they add less than this to
		// any cosine they need no entry, and what they add is worked out for the few pairs that are close without them.
		for _, t := range vector {
			if bound := held[second] + t.weight*greatest[t.word]; bound < unindexed*threshold {
				held[second] = bound
				continue
			}
			index[t.word] = append(index[t.word], posting{second, t.weight})
		}
	}
	slices.SortFunc(pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Cosine, a.Cosine), cmp.Compare(a.First, b.First), cmp.Compare(a.Second, b.Second))
	})
	return pairs
}

// greatest is the greatest weight that each word has in any text.
func (c *Corpus) greatest() []float64 {
	most := make([]float64, len(c.words))
	for _, vector := range c.vectors {
		for _, t := range vector {
			most[t.word] = max(most[t.word], t.weight)
		}
	}
	return most
}
