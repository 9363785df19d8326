package rules

import (
	"slices"
	"strings"
	"unicode"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

const (
	nearlySame = 0.8 // share of words that two steps have in common
	mostWhys   = 50  // steps of a chain that are compared; the work grows with the square
)

var _ = add(lint.Rule{
	Name: "whys-repeat", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		eachCause(p, func(c *report.Cause, name item) {
			whys := c.Whys[:min(len(c.Whys), mostWhys)]
			earlier := make([]map[string]bool, 0, len(whys))
			for i, why := range whys {
				words := tokens(why.Value)
				if j := slices.IndexFunc(earlier, func(e map[string]bool) bool { return overlap(words, e) >= nearlySame }); j >= 0 {
					p.Reportf(why.Span, "why %d of %s says nearly the same as why %d; write what lies beneath it, or take it out", i+1, name, j+1)
				}
				earlier = append(earlier, words)
			}
		})
	},
})

// overlap is the Jaccard index of two sets: what both have over what either has; 0 for two empty ones.
// Source: Jaccard, New Phytologist 11 (1912) 37.
func overlap(a, b map[string]bool) float64 {
	both := 0
	for w := range a {
		if b[w] {
			both++
		}
	}
	either := len(a) + len(b) - both
	if either == 0 {
		return 0
	}
	return float64(both) / float64(either)
}

// tokens returns the words of a text in lower case. Han, kana and other letters that are written without
// spaces count in pairs, since a set of single letters would be much the same for any two sentences.
func tokens(text string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		letters := []rune(word)
		if len(letters) < 3 || !unicode.In(letters[0], unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			set[word] = true
			continue
		}
		for i := range len(letters) - 1 {
			set[string(letters[i:i+2])] = true
		}
	}
	return set
}
