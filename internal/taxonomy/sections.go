package taxonomy

import (
	"regexp"
	"strings"
	"unicode"
)

var sections = table("sections.csv", []string{"section", "alias"}, func(all [][]string) map[string]string {
	byHeading := make(map[string]string, 2*len(all))
	for _, row := range all {
		byHeading[foldHeading(row[0])] = row[0]
		byHeading[foldHeading(row[1])] = row[0]
	}
	return byHeading
})

// Section returns the canonical name of the section that a heading stands for: "Lessons learned" for
// "## 5. Lessons learnt". For a heading that is none of them ok is false and the name is the heading without its
// case, punctuation, emoji and leading numbers, so that headings of a team's own can be compared by it.
// Source: data/sections.csv.
func Section(heading string) (name string, ok bool) {
	folded := foldHeading(heading)
	if name, ok = sections()[folded]; ok {
		return name, true
	}
	return folded, false
}

// shortcode is an emoji as some editors and hosts write it, :warning:.
var shortcode = regexp.MustCompile(`(^|\s):[a-z0-9_+-]+:(\s|$)`)

// foldHeading brings spellings of one heading together: words in lower case with one space between them.
// An apostrophe joins its word; what is neither letter nor digit parts them.
func foldHeading(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	inWord := false
	if strings.Contains(s, ":") { // hardly any heading, and expressions are slow
		s = shortcode.ReplaceAllString(s, " ")
	}
	for _, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if !inWord && b.Len() > 0 {
				b.WriteByte(' ')
			}
			inWord = true
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’' || unicode.Is(unicode.Variation_Selector, r) || unicode.Is(unicode.Me, r):
		case inWord && unicode.Is(unicode.M, r):
			b.WriteRune(r)
		default:
			inWord = false
		}
	}
	folded := b.String()
	for {
		number, rest, ok := strings.Cut(folded, " ")
		if !ok || strings.ContainsFunc(number, func(r rune) bool { return !unicode.IsDigit(r) }) {
			return folded
		}
		folded = rest
	}
}
