package language

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// kind is what a word is in a sentence.
type kind uint8

// The kinds of a word. Those with a name in the data come from there.
const (
	unknown     kind = iota
	person           // somebody who does the work: engineer, we
	they             // they: persons or machines, as the text before tells
	affected         // somebody who bears the incident: customer
	attacker         // somebody who may be blamed
	perhaps          // a person or a program: operator, manager; a program where a thing stands before it
	rarely           // a program unless a rank stands before it: support agent
	system           // a machine, a program, or what it works on
	determiner       // the, any
	owning           // our, their
	partitive        // of; "one of the engineers" is about engineers, "the laptop of the engineer" is not
	preposition      // on, with; what follows is not the subject
	modifier         // a word with the ending of a verb that is none
	relative         // who, which
	light            // had, also, quickly: it may stand between a subject and its verb
	joining          // and, but
	comma            // or a bracket: an insertion begins or ends
	stop             // a colon or a dash: the subject is on this side of it
)

var kinds = map[string]kind{
	"person": person, "pronoun": person, "they": they, "affected": affected, "attacker": attacker, "perhaps": perhaps, "rarely": rarely, "system": system,
	"owning": owning, "partitive": partitive,
	"determiner": determiner, "preposition": preposition, "modifier": modifier, "relative": relative, "light": light, "joining": joining,
}

type token struct {
	text string
	kind kind
}

// noun reports whether it can be a subject.
func (k token) noun() bool { return k.kind >= person && k.kind <= system }

// tokens returns the words and marks of a range of the text.
func (t *reading) tokens(from, to int) []token {
	var list []token
	for i := from; i < to; {
		start := i
		switch c := t.text[i]; {
		case c == '`':
			end := quotation(t.text, i, 1, "`")
			i = max(i+1, min(end, to))
			list = append(list, token{kind: system})
		case c == ',' || c == '(' || c == ')':
			list = append(list, token{kind: comma})
			i++
		case c == ':':
			list = append(list, token{kind: stop})
			i++
		case c == '@' || t.word(i):
			for i < to && (t.word(i) || t.text[i] == '@' || strings.IndexByte("'-.", t.text[i]) >= 0 && i+1 < to && t.word(i+1) || strings.HasPrefix(t.text[i:], "’")) {
				if t.text[i] == 0xe2 && !t.word(i) {
					i += len("’")
					continue
				}
				i++
			}
			list = append(list, t.classify(start, i))
		case c == 0xe2 && (strings.HasPrefix(t.text[i:], "–") || strings.HasPrefix(t.text[i:], "—")):
			list = append(list, token{kind: comma})
			i += len("–")
		case c == '-':
			list = append(list, token{kind: comma})
			i++
		default:
			i++
		}
	}
	return list
}

func (t *reading) word(i int) bool {
	if c := t.text[i]; c < utf8.RuneSelf {
		return letters[c]
	}
	return inWord([]byte(t.text[max(0, i-3):min(len(t.text), i+4)]), i-max(0, i-3))
}

// classify returns the token of a range.
func (t *reading) classify(start, end int) token {
	word := t.text[start:end]
	if name, _, ok := strings.Cut(strings.ReplaceAll(word, "’", "'"), "'"); ok && name != "" {
		word = name
	}
	k := token{text: word, kind: t.kinds[word]}
	if k.kind != unknown {
		return k
	}
	switch c := word[0]; {
	case c == '@':
		k.kind = person
	case c >= '0' && c <= '9':
		k.kind = light
	case strings.IndexByte(word, '_') >= 0:
		k.kind = system
	default:
		if first, _, ok := strings.Cut(word, "-"); ok && t.kinds[word[len(first)+1:]] >= person && t.kinds[word[len(first)+1:]] <= system {
			k.kind = t.kinds[word[len(first)+1:]]
			return k
		}
		if t.names.byFirst[word] != nil && !t.in("name-word", word) {
			k.kind = person
			return k
		}
		for _, e := range t.endings {
			if len(word) > len(e.letters)+2 && strings.HasSuffix(word, e.letters) {
				k.kind = e.kind
				break
			}
		}
	}
	return k
}

// reach is how many words before a verb its subject may stand. Insertions and relative clauses do not count.
const reach = 8

// subject returns what the subject of a verb is that follows the tokens of its sentence, which begins at from.
func (t *reading) subject(before []token, from int) kind {
	for i, steps := len(before)-1, 0; i >= 0 && steps < reach; steps++ {
		switch k := before[i]; k.kind {
		case light:
			i--
		case relative:
			return t.head(before, i, from)
		case owning: // "our failure to"
			if i == len(before)-1 {
				return person
			}
			return unknown
		case determiner:
			if i < len(before)-1 {
				return unknown
			}
			i--
		case comma:
			open := lastIndex(before[:i], comma)
			if open < 1 {
				return t.first(before[:i], from)
			}
			i = open - 1
		case joining:
			return t.first(before[:i], from)
		case stop, preposition, partitive:
			return unknown
		default:
			if who := openClause(before[:i]); who >= 0 {
				return t.head(before, who, from)
			}
			outside, governed := headless(before[:i])
			if !governed {
				return t.resolve(before, i, from)
			}
			i = outside
		}
	}
	return unknown
}

// openClause returns the place of the relative pronoun of a clause about a person that is still open, or -1.
func openClause(before []token) int {
	for i := len(before) - 1; i > 0 && len(before)-i < reach; i-- {
		switch before[i].kind {
		case comma, stop:
			return -1
		case relative:
			if before[i].text == "who" {
				return i
			}
			return -1
		default:
		}
	}
	return -1
}

// head returns what the relative pronoun at i stands for. "Who" without a word that is known is a person.
func (t *reading) head(tokens []token, i, from int) kind {
	j := i - 1
	if j >= 0 && tokens[j].kind == comma {
		j--
	}
	kind := unknown
	if j >= 0 {
		kind = t.resolve(tokens, j, from)
	}
	if kind == unknown && tokens[i].text == "who" {
		return person
	}
	return kind
}

// headless tells whether a noun that follows the tokens belongs to a preposition, and then returns the place before that.
func headless(before []token) (outside int, governed bool) {
	for i := len(before) - 1; i >= 0 && i >= len(before)-4; i-- {
		switch before[i].kind {
		case preposition:
			return i - 1, true
		case partitive:
			if i > 0 && before[i-1].kind == determiner {
				return headless(before[:i])
			}
			return i - 1, true
		case determiner, owning:
			if i > 0 && (before[i-1].kind == preposition || before[i-1].kind == partitive) {
				return headless(before[:i])
			}
			return 0, false
		case unknown, person, affected, system, perhaps, rarely, modifier:
		default:
			return 0, false
		}
	}
	return 0, false
}

// resolve returns the kind of the noun at i where it hangs on the words before it.
func (t *reading) resolve(tokens []token, i, from int) kind {
	switch k := tokens[i].kind; k {
	case they:
		return t.earlier(tokens[:i], from)
	case rarely:
		if i > 0 && t.in("rank", tokens[i-1].text) {
			return person
		}
		return system
	case perhaps:
		if i == 0 {
			return person
		}
		switch before := tokens[i-1]; before.kind {
		case determiner, owning, partitive, person, light, preposition, joining, comma:
			return person
		default: // the shift operator, but the queue manager
			if t.in("rank", before.text) {
				return person
			}
			return system
		}
	case modifier:
		return unknown
	default:
		return k
	}
}

// earlier returns what "they" are: the last plural of the text before, or persons.
func (t *reading) earlier(tokens []token, from int) kind {
	if from > 0 {
		start := max(0, from-maxReach/2)
		tokens = slices.Concat(t.tokens(start, from), tokens)
	}
	for _, k := range slices.Backward(tokens) {
		if k.noun() && k.kind != they && strings.HasSuffix(k.text, "s") || k.kind == person && k.text != "we" && k.text != "i" || k.kind == attacker {
			if k.kind == perhaps {
				return person
			}
			return k.kind
		}
	}
	return person
}

// first returns the kind of the first subject in the last clause of the tokens that has one: that of "and failed to" as well.
func (t *reading) first(tokens []token, from int) kind {
	end := len(tokens)
	for end > 0 {
		start := max(lastIndex(tokens[:end], comma), lastIndex(tokens[:end], stop)) + 1
		clause := tokens[start:end]
		for i := range clause {
			if !clause[i].noun() {
				continue
			}
			if _, governed := headless(clause[:i]); governed {
				continue
			}
			for i+1 < len(clause) && clause[i+1].noun() {
				i++
			}
			return t.resolve(clause, i, from)
		}
		end = start - 1
	}
	return unknown
}

func lastIndex(tokens []token, k kind) int {
	for i, other := range slices.Backward(tokens) {
		if other.kind == k {
			return i
		}
	}
	return -1
}
