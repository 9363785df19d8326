package schema

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// whole returns the pattern of a text that is empty or matches p from its first character to its last.
func whole(p string) string { return "^(?:|" + p + ")$" }

// anyCase returns a pattern of the texts that field.Fold makes one of the folded words: upper and lower case,
// blanks and underscores for hyphens, white space around. Engines do not share a flag for case.
func anyCase(folded []string) string {
	var b strings.Builder
	b.WriteString(`\s*(?:`)
	for i, w := range folded {
		if i > 0 {
			b.WriteByte('|')
		}
		for _, r := range w {
			b.WriteString(class(r))
		}
	}
	b.WriteString(`)\s*`)
	return b.String()
}

// class returns the pattern of the characters that are folded to r.
func class(r rune) string {
	if r == '-' {
		return "[-_ ]"
	}
	same := []rune{r}
	for x := unicode.SimpleFold(r); x != r; x = unicode.SimpleFold(x) {
		if unicode.ToLower(x) == r {
			same = append(same, x)
		}
	}
	if r == 'i' {
		same = append(same, '\u0130') // lower case by itself, and no fold of the others
	}
	if len(same) == 1 {
		return regexp.QuoteMeta(string(r))
	}
	return "[" + string(same) + "]"
}

var wholeNumber = regexp.MustCompile(`^(?:0|[1-9][0-9]{0,14})$`)

// unquoted returns schemas of the numbers and truth values that YAML reads where one of the words stands without
// quotes. Numbers are given as ranges, because editors offer the values of a list.
func unquoted(folded []string) []*Schema {
	var numbers []float64
	var list []*Schema
	for _, w := range folded {
		switch {
		case w == "true" || w == "false":
			list = append(list, &Schema{Enum: []any{w == "true"}})
		case wholeNumber.MatchString(w):
			if n, err := strconv.ParseFloat(w, 64); err == nil {
				numbers = append(numbers, n)
			}
		}
	}
	slices.Sort(numbers)
	var last *Schema
	for _, n := range numbers {
		if last == nil || *last.Maximum+1 != n {
			from, to := n, n
			last = &Schema{Type: Types{"integer"}, Minimum: &from, Maximum: &to}
			list = append(list, last)
		}
		*last.Maximum = n
	}
	return list
}
