package rules

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
			earlier := make([][]string, 0, len(whys))
			for i, why := range whys {
				words := tokens(why.Value)
				if j := slices.IndexFunc(earlier, func(e []string) bool { return overlap(words, e) >= nearlySame }); j >= 0 {
					p.Reportf(why.Span, "why %d of %s says nearly the same as why %d; write what lies beneath it, or take it out", i+1, name, j+1)
				}
				earlier = append(earlier, words)
			}
		})
	},
})

// overlap is the Jaccard index of two sets, sorted: what both have over what either has; 0 for two empty ones.
// Source: Jaccard, New Phytologist 11 (1912) 37.
func overlap(a, b []string) float64 {
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch order := strings.Compare(a[i], b[j]); {
		case order < 0:
			i++
		case order > 0:
			j++
		default:
			both++
			i++
			j++
		}
	}
	either := len(a) + len(b) - both
	if either == 0 {
		return 0
	}
	return float64(both) / float64(either)
}

// tokens returns the words of a text in lower case, each once, sorted. Han, kana and other letters that are written without
// spaces count in pairs, since a set of single letters would be much the same for any two sentences.
func tokens(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	set := make([]string, 0, len(words))
	for _, word := range words {
		first, _ := utf8.DecodeRuneInString(word)
		if first < utf8.RuneSelf || utf8.RuneCountInString(word) < 3 || !unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			set = append(set, word)
			continue
		}
		letters := []rune(word)
		for i := range len(letters) - 1 {
			set = append(set, string(letters[i:i+2]))
		}
	}
	slices.Sort(set)
	return slices.Compact(set)
}
