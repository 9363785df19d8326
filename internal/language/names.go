package language

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
)

// The words that stand in the data for what is told by its form.
const (
	handleMark = "<handle>" // @sre-1
	mailMark   = "<mail>"   // anna@lindgrove.example
	nameMark   = "<name>"   // the name of somebody who takes part
)

// names are the names of people in a text in lower case, by their first word.
type names struct {
	byFirst map[string][]string
	shapes  *shapes
}

var noShapes shapes // of no names

// newNames returns the names among those of people who take part. Handles are told by their @ and words in lower case are no
// names; of "Anna Berg" the parts count as well. A name of several words that has a word of an organisation in it is a team.
func newNames(people []string, languages []*speech) names {
	n := names{shapes: &noShapes}
	improper := func(part string) bool {
		return !properName(part) || slices.ContainsFunc(languages, func(s *speech) bool { return s.in("organisation", strings.ToLower(part)) })
	}
	add := func(name string) {
		name = strings.ToLower(name)
		first, _, _ := strings.Cut(name, " ")
		if n.byFirst == nil {
			n.byFirst, n.shapes = map[string][]string{}, &shapes{}
		}
		if !slices.Contains(n.byFirst[first], name) {
			n.byFirst[first] = append(n.byFirst[first], name)
			n.shapes.add(first)
		}
	}
	for _, person := range people {
		parts := strings.Fields(person)
		if len(parts) < 2 || len(parts) > 4 || slices.ContainsFunc(parts, improper) {
			continue
		}
		add(strings.Join(parts, " "))
		for _, p := range parts {
			if len(p) > 2 {
				add(p)
			}
		}
	}
	return n
}

func properName(word string) bool {
	r := []rune(word)
	return unicode.IsUpper(r[0]) && (len(r) < 2 || slices.ContainsFunc(r[1:], unicode.IsLower))
}

// at returns the end of the longest name that begins with the word there.
func (n names) at(low []byte, start, end int) (int, bool) {
	best := 0
	for _, name := range n.byFirst[string(low[start:end])] {
		if len(name) > best && bytes.HasPrefix(low[start:], []byte(name)) && (start+len(name) == len(low) || !inWord(low, start+len(name))) {
			best = len(name)
		}
	}
	return start + best, best > 0
}

// address returns the handle or mail address with an @ at i and the word that stands for it, or "". The scope of a package, a
// decorator and the middle of a URL are none, nor is a mailbox that belongs to no person.
func (s *speech) address(low []byte, i int) (start, end int, mark string) {
	part := func(j int) bool {
		return j >= 0 && j < len(low) && (inWord(low, j) || low[j] == '-' || low[j] == '.' || low[j] == '+')
	}
	start, end = i, i+1
	for part(start-1) && i-start < maxReach {
		start--
	}
	for part(end) && end-i < maxReach {
		end++
	}
	for low[end-1] == '.' || low[end-1] == '-' {
		end--
	}
	if end-i < 3 || (end < len(low) && bytes.IndexByte([]byte("/:(@"), low[end]) >= 0 && !endsHere(low, end)) {
		return 0, 0, ""
	}
	if start > 0 && bytes.IndexByte([]byte("/:=@`"), low[start-1]) >= 0 {
		return 0, 0, ""
	}
	if start == i {
		if low[i+1] < 'a' || low[i+1] > 'z' {
			return 0, 0, ""
		}
		return start, end, handleMark
	}
	if dot := bytes.LastIndexByte(low[i:end], '.'); dot < 0 || bytes.ContainsAny(low[i+dot:end], "0123456789") || s.in("mailbox", string(low[start:i])) {
		return 0, 0, ""
	}
	return start, end, mailMark
}

// endsHere reports whether a colon is punctuation: white space or nothing follows.
func endsHere(low []byte, i int) bool {
	return low[i] == ':' && (i+1 == len(low) || low[i+1] == ' ' || low[i+1] == '\n')
}
