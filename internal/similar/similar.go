// Package similar tells how alike texts are by their words: it may know only texts, nothing of reports, and what it finds
// is a hint for a reader, never a link.
package similar

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
)

// Threshold is the cosine from which on two texts are worth a hint. Two short texts about one matter, told by different
// people, come to about 0.45.
const Threshold = 0.35

// Corpus is texts that are compared with one another. The weights of their words depend on all of them, so adding a text
// changes every cosine by a little.
type Corpus struct {
	words   []string // known words, by number, the most common first and equally common ones by spelling
	vectors [][]term // by text, ascending by word
}

// term is a word of a text with its weight, from above 0 to 1.
type term struct {
	word   int
	weight float64
}

// Pair is two texts by their places, from 0, the first being before the second, and their cosine.
type Pair struct {
	First, Second int
	Cosine        float64
}

// Words splits a text into words: letters, digits and the marks on them, in lower case. Everything else separates. All
// words count, as the weights take care of common ones in any language.
func Words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// New weighs the words of texts. The same texts in the same order give the same bits. Source: term frequency times
// inverse document frequency, tf·(ln((1+N)/(1+df)) + 1), each text scaled to length 1; Manning, Raghavan and Schütze,
// Introduction to Information Retrieval (2008) 6.2 and 6.3, smoothed as in scikit-learn's TfidfVectorizer.
func New(texts []string) *Corpus {
	counts := make([]map[string]int, len(texts))
	frequency := map[string]int{} // texts that have a word
	for i, text := range texts {
		counts[i] = map[string]int{}
		for _, w := range Words(text) {
			counts[i][w]++
		}
		for w := range counts[i] {
			frequency[w]++
		}
	}
	c := &Corpus{words: slices.Collect(maps.Keys(frequency)), vectors: make([][]term, len(texts))}
	slices.SortFunc(c.words, func(a, b string) int {
		return cmp.Or(cmp.Compare(frequency[b], frequency[a]), cmp.Compare(a, b))
	})
	numbers := make(map[string]int, len(c.words))
	rarity := make([]float64, len(c.words))
	for i, w := range c.words {
		numbers[w] = i
		rarity[i] = math.Log(float64(1+len(texts))/float64(1+frequency[w])) + 1
	}
	for i, count := range counts {
		vector := make([]term, 0, len(count))
		for w, n := range count {
			k := numbers[w]
			vector = append(vector, term{k, float64(n) * rarity[k]})
		}
		slices.SortFunc(vector, func(a, b term) int { return cmp.Compare(a.word, b.word) })
		scale(vector)
		c.vectors[i] = vector
	}
	return c
}

// scale gives a vector the length 1; without words it stays empty.
func scale(vector []term) {
	squares := 0.0
	for _, t := range vector {
		squares += t.weight * t.weight
	}
	length := math.Sqrt(squares)
	for i := range vector {
		vector[i].weight /= length
	}
}

// Cosine is how alike the texts at two places are, from 0 (no word in common) to 1 (the same words, as often). It is 0
// for a text without words, even with itself, and for a place that there is not.
func (c *Corpus) Cosine(first, second int) float64 {
	if first < 0 || second < 0 || first >= len(c.vectors) || second >= len(c.vectors) {
		return 0
	}
	sum := 0.0
	a, b := c.vectors[first], c.vectors[second]
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].word < b[j].word:
			i++
		case a[i].word > b[j].word:
			j++
		default:
			sum += a[i].weight * b[j].weight
			i++
			j++
		}
	}
	return min(1, sum)
}

// Jaccard is the share of different words that both texts have among those that either has, from 0 to 1; it is 0 where
// Cosine is. Source: Jaccard, New Phytologist 11 (1912) 37.
func (c *Corpus) Jaccard(first, second int) float64 {
	both := len(c.shared(first, second))
	if both == 0 {
		return 0
	}
	return float64(both) / float64(len(c.vectors[first])+len(c.vectors[second])-both)
}

// Shared returns the words that both texts have, those first that make them most alike, and at most as many as given.
func (c *Corpus) Shared(first, second, most int) []string {
	shared := c.shared(first, second)
	slices.SortStableFunc(shared, func(a, b term) int { return cmp.Compare(b.weight, a.weight) })
	shared = shared[:min(max(0, most), len(shared))]
	words := make([]string, 0, len(shared))
	for _, s := range shared {
		words = append(words, c.words[s.word])
	}
	return words
}

// shared is the words in both texts with what each adds to the cosine, ascending by word.
func (c *Corpus) shared(first, second int) []term {
	if first < 0 || second < 0 || first >= len(c.vectors) || second >= len(c.vectors) {
		return nil
	}
	var found []term
	a, b := c.vectors[first], c.vectors[second]
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch cmp.Compare(a[i].word, b[j].word) {
		case -1:
			i++
		case 1:
			j++
		default:
			found = append(found, term{a[i].word, a[i].weight * b[j].weight})
			i++
			j++
		}
	}
	return found
}
