package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/people"
)

// address is an address of mail, or what looks like one: a user at a host.
var address = lazy.Pattern(`[\pL\pN\pM][\pL\pN\pM._%+-]*[@＠][\pL\pN\pM][\pL\pN\pM.-]*`)

// withoutAddress is what stands for an address.
const withoutAddress = "[address]"

// hit is a place in a text that names somebody.
type hit struct {
	start, end int
	handle     string // bare; "" for an address of somebody who is not known
	said       string // as it was written
}

// replace puts roles in the place of people, and takes addresses out.
func (c *cast) replace(s string) string {
	var b strings.Builder
	last := 0
	c.scan(s, func(h hit) bool {
		b.WriteString(s[last:h.start])
		if h.handle == "" {
			c.addresses++
			b.WriteString(withoutAddress)
		} else {
			b.WriteString(c.role(h.handle))
		}
		last = h.end
		return true
	})
	if last == 0 {
		return s
	}
	b.WriteString(s[last:])
	return b.String()
}

// named returns the first name in a text.
func (c *cast) named(s string) (said string, found bool) {
	c.scan(s, func(h hit) bool {
		said, found = h.said, true
		return false
	})
	return said, found
}

// scan goes through a text from left to right and calls do for each place that names somebody, until it returns false.
// A name begins and ends where a word does; letters and digits make a word.
func (c *cast) scan(s string, do func(hit) bool) {
	var mails [][]int
	if strings.ContainsAny(s, "@＠") {
		mails = address().FindAllStringIndex(s, -1)
	}
	before := ' '
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		h := hit{start: i}
		for len(mails) > 0 && mails[0][1] <= i {
			mails = mails[1:]
		}
		switch {
		case len(mails) > 0 && mails[0][0] == i:
			h.end = i + len(strings.TrimRight(s[i:mails[0][1]], ".-"))
			if n, ok := c.match(s, i); ok && n.end >= h.end {
				h = n
			}
			h.said = s[i:h.end]
		case r == '@' || r == '＠':
			h = c.mention(s, i, size)
		case wordRune(r) && !wordRune(before):
			h, _ = c.match(s, i)
		}
		if h.end > i {
			if !do(h) {
				return
			}
			before, _ = utf8.DecodeLastRuneInString(s[:h.end])
			i = h.end
			continue
		}
		before = r
		i += size
	}
}

// mention reads a handle behind its @. One that is the name of a team names nobody.
func (c *cast) mention(s string, at, size int) hit {
	end := at + size
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if !wordRune(r) && !strings.ContainsRune("-_.", r) {
			break
		}
		end += n
	}
	end = at + size + len(strings.TrimRight(s[at+size:end], "-_."))
	bare := people.Bare(s[at+size : end])
	if bare == "" || c.team(bare) {
		return hit{start: at}
	}
	// A name in words, @Jane Doe, is longer than its first word.
	if n, ok := c.match(s, at+size); ok && n.end >= end {
		return hit{start: at, end: n.end, handle: n.handle, said: s[at:n.end]}
	}
	return hit{start: at, end: end, handle: bare, said: s[at:end]}
}

// match returns the longest name that begins at a place.
func (c *cast) match(s string, at int) (hit, bool) {
	for _, n := range c.starts[strings.ToLower(s[at:wordEnd(s, at)])] {
		if end, ok := n.at(s, at); ok {
			return hit{start: at, end: end, handle: n.handle, said: s[at:end]}, true
		}
	}
	return hit{start: at}, false
}

// at returns where a name ends that begins at a place. A blank in it can be a line end of markdown.
func (n *name) at(s string, at int) (end int, ok bool) {
	i := at
	for _, want := range n.text {
		if want == ' ' {
			gap := len(s[i:]) - len(strings.TrimLeft(s[i:], " \t\r\n>*_"))
			if gap == 0 {
				return 0, false
			}
			i += gap
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r != want && (n.exact || lower(r) != want) {
			return 0, false
		}
		i += size
	}
	if next, _ := utf8.DecodeRuneInString(s[i:]); i < len(s) && wordRune(next) {
		return 0, false
	}
	return i, true
}

// wordEnd returns where the word ends that begins at a place.
func wordEnd(s string, at int) int {
	for i, r := range s[at:] {
		if !wordRune(r) {
			if i == 0 {
				return at + utf8.RuneLen(r)
			}
			return at + i
		}
	}
	return len(s)
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// lower is the lower case of a letter as strings.ToLower has it.
func lower(r rune) rune { return unicode.ToLower(r) }
