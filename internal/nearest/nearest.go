// Package nearest finds the closest known word to a misspelt one; it may know words only, not what they are for, and it
// imports nothing else of this module.
package nearest

import (
	"slices"
	"unicode"
)

// maxRunes is the length beyond which a word is compared with nothing: no known word is that long, and the work grows
// with the product of both lengths.
const maxRunes = 64

// Nearest returns the candidate closest to word for a "did you mean", as it is spelt in candidates, and false when none is
// close enough. Closeness is the Damerau–Levenshtein distance in letters, without regard to case: at most 1 for a word
// of up to 4 letters, 2 for up to 8, 3 for more, and always less than the longer of the two, so that something is left
// in common. Of equally close candidates the first in byte order wins, whatever their order. An empty word, and anything
// longer than 64 letters on either side, is close to nothing. A beginning of at least 3 letters, such as prio, stands for
// the only candidate that begins so. Source: Damerau, Communications of the ACM 7 (1964) 171;
// Lowrance and Wagner, Journal of the ACM 22 (1975) 177, for the distance with unrestricted transpositions.
func Nearest(word string, candidates []string) (string, bool) {
	typed, ok := folded(word)
	if !ok {
		return "", false
	}
	best, found, limit := "", false, limitFor(len(typed))
	for _, c := range candidates {
		known, ok := folded(c)
		if !ok || abs(len(known)-len(typed)) > limit {
			continue
		}
		d := distance(typed, known)
		if d > limit || d >= max(len(typed), len(known)) {
			continue
		}
		if !found || d < limit || c < best {
			best, found = c, true
		}
		limit = d // from here on a candidate must be at least as close
	}
	if !found {
		return completed(typed, candidates)
	}
	return best, found
}

// Slips returns the candidates that are one letter away from word: one letter too many, too few, wrong, or exchanged with
// its neighbour, without regard to case. A word of fewer than four letters is one letter away from too much, and has none.
func Slips(word string, candidates []string) []string {
	const least = 4
	typed, ok := folded(word)
	if !ok || len(typed) < least {
		return nil
	}
	var slips []string
	for _, c := range candidates {
		if known, ok := folded(c); ok && abs(len(known)-len(typed)) <= 1 && distance(typed, known) == 1 {
			slips = append(slips, c)
		}
	}
	return slips
}

// completed returns the only candidate that goes on where the word, of at least three letters, ends.
func completed(typed []rune, candidates []string) (string, bool) {
	const least = 3
	best, found := "", false
	for _, c := range candidates {
		known, ok := folded(c)
		if !ok || len(typed) < least || len(known) <= len(typed) || !slices.Equal(known[:len(typed)], typed) {
			continue
		}
		if found {
			return "", false
		}
		best, found = c, true
	}
	return best, found
}

// limitFor is the greatest distance at which a word of n letters still counts as misspelt rather than different.
func limitFor(n int) int {
	switch {
	case n <= 4:
		return 1
	case n <= 8:
		return 2
	default:
		return 3
	}
}

// folded returns the lower-case letters of s, or false when it is empty or too long to compare.
func folded(s string) ([]rune, bool) {
	var letters []rune
	for _, r := range s {
		if len(letters) == maxRunes {
			return nil, false // without reading the rest: s may be a whole file on one line
		}
		letters = append(letters, unicode.ToLower(r))
	}
	return letters, len(letters) > 0
}

// distance is the Damerau–Levenshtein distance of a and b: insertions, deletions, substitutions and transpositions of
// neighbours, other edits between the two neighbours allowed.
func distance(a, b []rune) int {
	// d[i+1][j+1] is the distance of a[:i] and b[:j]; row and column 0 are a border that is never the shortest way.
	var d [maxRunes + 2][maxRunes + 2]int
	far := len(a) + len(b)
	d[0][0] = far
	for i := range len(a) + 1 {
		d[i+1][0], d[i+1][1] = far, i
	}
	for j := range len(b) + 1 {
		d[0][j+1], d[1][j+1] = far, j
	}
	lastRow := make(map[rune]int, len(a)) // of each letter, the last i at which it stood in a
	for i, ra := range a {
		lastColumn := 0 // the last j at which a[i] stood in b
		for j, rb := range b {
			k, l, cost := lastRow[rb], lastColumn, 1
			if ra == rb {
				cost, lastColumn = 0, j+1
			}
			d[i+2][j+2] = min(
				d[i+1][j+1]+cost,
				d[i+2][j+1]+1,
				d[i+1][j+2]+1,
				d[k][l]+(i-k)+1+(j-l),
			)
		}
		lastRow[ra] = i + 1
	}
	return d[len(a)+1][len(b)+1]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
