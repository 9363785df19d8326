package language

import (
	"regexp"
	"slices"
	"strings"
)

// The subjects that a pattern may ask for.
const (
	anySubject  = "any"         // fires on the words alone
	human       = "human"       // a person is the subject of the clause
	anyone      = "anyone"      // a person, or a customer
	notSystem   = "not_system"  // no machine is the subject
	noAttackers = "no_attacker" // the sentence names no attacker
)

var subjects = [...]string{anySubject, human, anyone, notSystem, noAttackers}

// match is a pattern that was found.
type match struct {
	pattern    *pattern
	rank       int // the place of the pattern in its list
	start, end int
}

// reading is one text while patterns are tried on it. What takes time is worked out when it is first needed.
type reading struct {
	*speech
	text      string // in lower case
	names     names
	told      map[string]int // rule -> end of the last sentence with a match of it: one is enough
	quotes    []extent
	hasQuotes bool
}

type extent struct{ start, end int }

// match tries a pattern at a spot of a text in lower case, and returns the bounds of what it matches.
func (s *speech) match(p *pattern, low []byte, at spot) (start, end int, ok bool) {
	start, end = at.start, at.end
	if p.then != nil {
		m := s.find(p.then(), low[end-1:min(len(low), end+maxMatch)])
		if m == nil {
			return 0, 0, false
		}
		end += m[1] - 1
	}
	if p.before != nil {
		from := max(0, start-maxMatch)
		m := s.find(p.before(), low[from:start])
		if m == nil {
			return 0, 0, false
		}
		start = from + m[0]
	}
	return start, end, true
}

// find returns where an expression matches. What its group matches, if it has one, has to be a word for a person: to ask for
// that here is much cheaper than an expression of all such words.
func (s *speech) find(re *regexp.Regexp, low []byte) []int {
	if re.NumSubexp() == 0 {
		return re.FindIndex(low)
	}
	m := re.FindSubmatchIndex(low)
	if m == nil || m[2] >= 0 && s.kinds[string(low[m[2]:m[3]])] != person && s.kinds[string(low[m[2]:m[3]])] != perhaps {
		return nil
	}
	return m
}

// holds reports whether what a pattern matches counts: it is part of a sentence, said by the writer, of the right subject,
// and no exception.
func (t *reading) holds(p *pattern, start, end int) bool {
	if t.inName(start, end) || t.quoted(start, end) {
		return false
	}
	from, to := t.sentence(start, end)
	if !t.fits(p.subject, from, start, to) || p.except != nil && t.excepted(p, from, start, end, to) {
		return false
	}
	t.told[p.rule] = to
	return true
}

// excepted reports whether the exception of a pattern overlaps its match in the sentence.
func (t *reading) excepted(p *pattern, from, start, end, to int) bool {
	from, to = max(from, start-maxExcept), min(to, end+maxExcept)
	return slices.ContainsFunc(p.except().FindAllStringIndex(t.text[from:to], -1), func(m []int) bool { return from+m[0] < end && start < from+m[1] })
}

// fits reports whether the sentence has the subject that a pattern asks for.
func (t *reading) fits(subject string, from, at, to int) bool {
	before := t.tokens(from, at)
	if subject == noAttackers {
		return !slices.ContainsFunc(slices.Concat(before, t.tokens(at, to)), func(k token) bool { return k.kind == attacker })
	}
	switch kind := t.subject(before, from); subject {
	case human:
		return kind == person
	case anyone:
		return kind == person || kind == affected
	case notSystem:
		return kind != system && kind != attacker
	default:
		return kind != attacker
	}
}

// inName reports whether a range is a part of a path, an identifier or an address.
func (t *reading) inName(start, end int) bool {
	if start > 1 && strings.IndexByte("/_-.:=#@\\", t.text[start-1]) >= 0 && t.word(start-2) {
		return true
	}
	return end+1 < len(t.text) && strings.IndexByte("/_=@\\:.", t.text[end]) >= 0 && t.word(end+1)
}

// sentence returns the bounds of the sentence around a range, at most maxReach to either side.
func (t *reading) sentence(start, end int) (from, to int) {
	from, to = max(0, start-maxReach), min(len(t.text), end+maxReach)
	for i := start - 1; i >= from; i-- {
		if t.ends(i) {
			from = i + 1
			break
		}
	}
	for i := end; i < to; i++ {
		if t.ends(i) {
			to = i
			break
		}
	}
	return from, to
}

// ends reports whether a sentence, or a clause that has its own subject, ends with the byte at i.
func (t *reading) ends(i int) bool {
	last := i+1 >= len(t.text)
	switch t.text[i] {
	case ';', '|':
		return true
	case '!', '?':
		return last || t.text[i+1] == ' ' || t.text[i+1] == '\n'
	case '.':
		if !last && strings.IndexByte(" \n\"')*_", t.text[i+1]) < 0 {
			return false
		}
		word := t.text[max(0, i-8):i]
		word = word[strings.LastIndexAny(word, " \n(")+1:]
		return !t.in("abbreviation", word)
	}
	return false
}

// apart puts matches in the order of the text and drops what overlaps a match of a pattern that stands further up.
func apart(found []match) []match {
	slices.SortStableFunc(found, func(a, b match) int { return a.rank - b.rank })
	var kept []match
	for _, m := range found {
		if !slices.ContainsFunc(kept, func(k match) bool { return k.start < m.end && m.start < k.end }) {
			kept = append(kept, m)
		}
	}
	slices.SortFunc(kept, func(a, b match) int { return a.start - b.start })
	return kept
}

// quoted reports whether a range touches a quotation or code.
func (t *reading) quoted(start, end int) bool {
	if !t.hasQuotes {
		t.quotes, t.hasQuotes = quotations(t.text), true
	}
	i, _ := slices.BinarySearchFunc(t.quotes, start, func(q extent, at int) int {
		if q.end <= at {
			return -1
		}
		return 1
	})
	return i < len(t.quotes) && t.quotes[i].start < end
}

// closing are the marks that end what a mark begins. An apostrophe begins a quotation only before a word, and the
// typographic one is no opening mark.
var closing = map[string]string{"\"": "\"", "`": "`", "“": "”", "„": "“", "«": "»", "‘": "’", "'": "'"}

// quotations returns what stands in quotation marks or backticks, in the order of the text. One without its end within
// maxReach is none.
func quotations(text string) []extent {
	var list []extent
	for i := 0; i < len(text); {
		n, end := 1, 0
		switch c := text[i]; {
		case c == '"' || c == '`':
			end = quotation(text, i, n, closing[text[i:i+n]])
		case c == '\'':
			if i == 0 || strings.IndexByte(" \n(", text[i-1]) >= 0 {
				end = quotation(text, i, n, "'")
			}
		case c == 0xc2 && strings.HasPrefix(text[i:], "«"):
			n = len("«")
			end = quotation(text, i, n, "»")
		case c == 0xe2 && i+3 <= len(text):
			n = 3
			if end = 0; text[i:i+n] != "”" && text[i:i+n] != "’" && closing[text[i:i+n]] != "" {
				end = quotation(text, i, n, closing[text[i:i+n]])
			}
		}
		if end > 0 {
			list = append(list, extent{i, end})
			i = end
			continue
		}
		i += n
	}
	return list
}

// quotation returns the end of what begins at i with a mark of n bytes, or 0. A run of backticks is closed by as long a run; the
// run may also be the place of code that was blanked out.
func quotation(text string, i, n int, mark string) int {
	if mark == "`" {
		for i+n < len(text) && text[i+n] == '`' {
			n++
		}
		if n > 2 {
			return i + n
		}
		mark = text[i : i+n]
	}
	rest := text[i+n : min(len(text), i+n+maxReach)]
	for from := 0; ; {
		j := strings.Index(rest[from:], mark)
		if j < 0 {
			return 0
		}
		j += from
		after := i + n + j + len(mark)
		if mark != "'" && mark != "’" || after == len(text) || strings.IndexByte(" \n.,;:!?)", text[after]) >= 0 {
			return after
		}
		from = j + len(mark)
	}
}
