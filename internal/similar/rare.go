package similar

import (
	"cmp"
	"math"
	"slices"
)

// Rare is the greatest number of texts that may have a word for RarePairs to look from one of them to the others.
const Rare = 50

// RarePairs returns the pairs of texts whose cosine is at least threshold and that share a word which at most Rare texts
// have, in the order of Pairs. For up to Rare texts these are all pairs. Beyond it, what is left out shares only words
// that are common among the texts; in turn the time grows with the number of texts and of their words, not with its
// square: a text meets at most Rare others for each of its words.
func (c *Corpus) RarePairs(threshold float64) []Pair {
	pairs := []Pair{}
	if !(threshold > 0) {
		return pairs
	}
	frequency := make([]int, len(c.words))
	for _, vector := range c.vectors {
		for _, t := range vector {
			frequency[t.word]++
		}
	}
	index := make([][]posting, len(c.words))  // texts before this one that have a rare word
	common := make([]float64, len(c.vectors)) // length of the part of a text that is common words
	sums := make([]float64, len(c.vectors))
	for second, vector := range c.vectors {
		var met []int
		for _, t := range vector {
			if frequency[t.word] > Rare {
				common[second] += t.weight * t.weight
				continue
			}
			for _, p := range index[t.word] {
				if sums[p.text] == 0 {
					met = append(met, p.text)
				}
				sums[p.text] += p.weight * t.weight
			}
			index[t.word] = append(index[t.word], posting{second, t.weight})
		}
		common[second] = math.Sqrt(common[second])
		for _, first := range met {
			// Common words add at most the product of the lengths (Cauchy and Schwarz).
			if sums[first]+common[first]*common[second] >= threshold-near {
				if cosine := c.Cosine(first, second); cosine >= threshold {
					pairs = append(pairs, Pair{first, second, cosine})
				}
			}
			sums[first] = 0
		}
	}
	slices.SortFunc(pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Cosine, a.Cosine), cmp.Compare(a.First, b.First), cmp.Compare(a.Second, b.Second))
	})
	return pairs
}
