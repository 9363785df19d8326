package language

import (
	"unicode"
	"unicode/utf8"
)

// shapes are the lengths that words of a set have, by their first and last letters. Nearly all words of a text are told from
// all of the set by that alone, which is several times faster than looking them up.
type shapes [32][32]uint32

func (s *shapes) add(word string) {
	if word != "" {
		s[word[0]%32][word[len(word)-1]%32] |= 1 << min(len(word), 31)
	}
}

func (s *shapes) has(word []byte) bool {
	return s[word[0]%32][word[len(word)-1]%32]&(1<<min(len(word), 31)) != 0
}

// spots appends the words of a text that patterns have. The time grows with the length of the text.
func (s *speech) spots(list []spot, low []byte, n names) []spot {
	for i := 0; i < len(low); {
		if !inWord(low, i) {
			if low[i] == '@' {
				if start, end, word := s.address(low, i); word != "" {
					list = s.spot(list, start, end, word)
				}
			}
			i++
			continue
		}
		start := i
		for i < len(low) && inWord(low, i) {
			i++
		}
		word := low[start:i]
		if s.shapes.has(word) {
			if patterns, ok := s.begins[string(word)]; ok {
				list = append(list, spot{start, i, patterns})
			}
		}
		if n.shapes.has(word) {
			if end, ok := n.at(low, start, i); ok && !s.in("name-word", string(low[start:end])) {
				list = s.spot(list, start, end, nameMark)
			}
		}
	}
	return list
}

func (s *speech) spot(list []spot, start, end int, word string) []spot {
	if patterns := s.begins[word]; patterns != nil {
		list = append(list, spot{start, end, patterns})
	}
	return list
}

// letters are the ASCII bytes of a word in lower case.
var letters = func() (set [256]bool) {
	for c := range set {
		set[c] = 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '_'
	}
	return set
}()

// lower are the ASCII bytes in lower case.
var lower = func() (set [utf8.RuneSelf]byte) {
	for c := range set {
		set[c] = byte(unicode.ToLower(rune(c)))
	}
	return set
}()

// inWord reports whether a byte is part of a word: a letter or digit. Of the bytes of other scripts all are but those of
// general punctuation, such as dashes and typographic quotes, and of the no-break space.
func inWord(b []byte, i int) bool {
	return letters[b[i]] || b[i] >= utf8.RuneSelf && inLetter(b, i)
}

func inLetter(b []byte, i int) bool {
	for j := i; j >= 0 && j > i-utf8.UTFMax; j-- {
		if utf8.RuneStart(b[j]) {
			r, _ := utf8.DecodeRune(b[j:])
			return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
		}
	}
	return false
}

// appendLower appends the text in lower case. Letters whose lower case has another length stay, so that places in both agree.
func appendLower(b []byte, text string) []byte {
	from := len(b)
	b = append(b, text...)
	for i := from; i < len(b); {
		if b[i] < utf8.RuneSelf {
			b[i] = lower[b[i]]
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if low := unicode.ToLower(r); low != r && r != utf8.RuneError && utf8.RuneLen(low) == size {
			utf8.EncodeRune(b[i:], low)
		}
		i += size
	}
	return b
}
