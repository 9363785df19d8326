package taxonomy

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// headingRoles is what headings tell: the role of each, and all of them with the longest first.
type headingRoles struct {
	exact  map[string]string
	sorted []string
}

var importHeadings = table("import-headings.csv", []string{"role", "alias"}, func(all [][]string) headingRoles {
	h := headingRoles{exact: make(map[string]string, len(all))}
	for _, row := range all {
		folded := foldHeading(row[1])
		if _, twice := h.exact[folded]; !twice {
			h.exact[folded] = row[0]
			h.sorted = append(h.sorted, folded)
		}
	}
	slices.SortStableFunc(h.sorted, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return h
})

// HeadingRole returns what the section under a heading, or a label, tells in a report that was written for people:
// timeline, actions, root, cause, contributing, whys, trigger, impact, people, present, authors, date, status, severity
// or other. whole is true when the heading is one of the aliases, and nothing more. The role is empty for a heading that
// is none of them. Source: data/import-headings.csv.
func HeadingRole(heading string) (role string, whole bool) {
	h := importHeadings()
	folded := strings.TrimLeft(foldHeading(heading), "一二三四五六七八九十、 ")
	if role, ok := h.exact[folded]; ok {
		return role, true
	}
	if folded == "" || len(folded) > maxHeading {
		return "", false
	}
	for _, alias := range h.sorted {
		if role != "" && role != "other" {
			break
		}
		rest, begins := strings.CutPrefix(folded, alias)
		begins = begins && role == "" && edge(alias, rest) && len(strings.Fields(rest)) <= longestRest
		within := strings.Contains(alias, " ") && strings.Contains(" "+folded+" ", " "+alias+" ")
		if begins || within && (role == "" || h.exact[alias] != "other") {
			role = h.exact[alias]
		}
	}
	return role, false
}

const (
	maxHeading  = 200 // bytes of a heading that can have a role
	longestRest = 12  // words that may stand behind an alias
)

// edge reports whether a word ends between two parts of a heading. Scripts without spaces have an edge everywhere.
func edge(before, after string) bool {
	if after == "" || after[0] == ' ' {
		return true
	}
	last := []rune(before)
	return unicode.In(last[len(last)-1], unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// Word is a word of a list, and what it means there.
type Word struct{ Word, Value string }

type wordLists struct {
	all     map[string][]Word
	meaning map[string]map[string]string
}

var importWords = table("import-words.csv", []string{"list", "word", "value"}, func(all [][]string) wordLists {
	l := wordLists{all: map[string][]Word{}, meaning: map[string]map[string]string{}}
	for _, row := range all {
		list := row[0]
		l.all[list] = append(l.all[list], Word{row[1], row[2]})
		if l.meaning[list] == nil {
			l.meaning[list] = map[string]string{}
		}
		l.meaning[list][foldWord(row[1])] = row[2]
	}
	return l
})

// foldWord brings spellings of one word together; a mark without a letter stays as it is.
func foldWord(s string) string {
	if folded := foldHeading(s); folded != "" {
		return folded
	}
	return strings.TrimSpace(s)
}

// ImportWords returns the words of a list, such as month, zone or milestone, in the order of the file.
// Source: data/import-words.csv.
func ImportWords(list string) []Word { return slices.Clone(importWords().all[list]) }

// ImportWord returns what a word means in a list, without regard to case and punctuation. ok is false when the list
// does not have it. Source: data/import-words.csv.
func ImportWord(list, word string) (meaning string, ok bool) {
	meaning, ok = importWords().meaning[list][foldWord(word)]
	return meaning, ok
}
