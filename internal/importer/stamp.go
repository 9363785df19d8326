package importer

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pir-cli/pir/internal/taxonomy"
)

// stamp is a date, a time of day, or both, as a person wrote it.
type stamp struct {
	year, month, day int // 0 for what is not written
	hasTime          bool
	hour, min, sec   int
	zone             zone
	unclear          bool // a time that is written as not known: ??:??, 2022-02-02 X, T+5
	inexact          bool // a range, or about a time: the text of the stamp says more than the time
	precise          bool // written to the second, or as 2024-05-02T14:05
	prose            bool // begins a sentence, such as "At 14:05 we"
}

func (s stamp) hasDate() bool  { return s.day > 0 }
func (s stamp) fullDate() bool { return s.day > 0 && s.year > 0 }
func (s stamp) present() bool  { return s.hasTime || s.hasDate() || s.unclear }

// dateOrder says which of two figures with slashes is the day.
type dateOrder int

const (
	orderUnknown dateOrder = iota
	dayFirst
	monthFirst
)

// scanner reads stamps at the beginning of texts.
type scanner struct {
	order dateOrder
	loose bool // within a timeline, where 14.05 is a time and a plain 1405 may be
}

const (
	maxStamp  = 160 // bytes that are looked at for a stamp
	firstYear = 1970
	lastYear  = 2100
)

// scan reads a stamp at the beginning of a plain text. rest is what stands behind it, without the punctuation
// between; label the stamp as it is written.
func (sc scanner) scan(text string) (st stamp, label, rest string, ok bool) {
	begin := strings.TrimLeft(text, " \t([{<*_`\"'#>-–—•·|")
	s := begin
	if len(s) > maxStamp {
		s = trimRune(s[:maxStamp])
	}
	c := cursor{scanner: sc, s: s}
	c.lead()
	if !c.parts() || !c.present() {
		return stamp{}, "", "", false
	}
	behind := begin[c.at:]
	if r := firstRune(behind); c.at > 0 && isWord(r) && isWord(lastRune(begin[:c.at])) && !isWide(lastRune(begin[:c.at])) && !isWide(r) {
		return stamp{}, "", "", false // 10:30ish, 12:00x
	}
	if c.inexact && unicode.IsLetter(firstRune(begin)) && strings.HasPrefix(behind, " ") && !separates(behind) && !isDigit(begin[0]) {
		c.prose = true // Around 10:20 we
	}
	label = strings.Trim(begin[:c.at], " \t,;:-–—()[]")
	return c.stamp, label, trimSeparators(behind), true
}

// cursor is a scan on its way.
type cursor struct {
	scanner
	stamp
	s  string
	at int
}

func (c *cursor) left() string { return c.s[c.at:] }

// take moves on over what matched. The last character of a match may only have been looked at.
func (c *cursor) take(n int) { c.at += n }

// lead reads what may stand before the first figure of a stamp.
func (c *cursor) lead() {
	for range 4 {
		if n := len(formAbout().FindString(c.left())); n > 0 {
			c.inexact = true
			c.take(n)
			continue
		}
		if n := len(formAt().FindString(c.left())); n > 0 && c.at == 0 {
			c.prose = true
			c.take(n)
			continue
		}
		return
	}
}

// parts reads date and time in any order.
func (c *cursor) parts() bool {
	if c.weekday(); c.at > 0 && c.s != "" {
		c.between()
	}
	c.about()
	switch {
	case c.date():
		c.restAfterDate()
	case c.clock():
		c.restAfterTime()
	case c.loose && c.noClock():
	default:
		return false
	}
	return true
}

func (c *cursor) restAfterDate() {
	mark := c.at
	c.dateRange()
	if c.at != mark {
		return
	}
	c.between()
	c.weekday()
	c.between()
	c.about()
	if c.clock() {
		c.restAfterTime()
		return
	}
	if c.noClock() {
		return
	}
	c.at = mark
	for _, joint := range []*regexp.Regexp{formDash(), formColon()} {
		n := len(joint.FindString(c.left()))
		if n == 0 {
			continue
		}
		c.take(n)
		c.about()
		if c.clock() {
			c.restAfterTime()
			return
		}
		if joint == formDash() && c.noClock() {
			return
		}
		c.at = mark
	}
	if n := len(formX().FindString(c.left())); n > 0 {
		c.unclear = true
		c.take(n - 1)
	}
}

// restAfterTime reads a zone, the end of a range, and the date where that comes last.
func (c *cursor) restAfterTime() {
	c.readZone()
	c.timeRange()
	if c.day > 0 {
		return
	}
	mark := c.at
	c.between()
	c.weekday()
	c.between()
	if !c.date() {
		c.at = mark
		if n := len(formDash().FindString(c.left())); n > 0 && formISO().MatchString(c.left()[n:]) {
			c.take(n)
			c.date()
		}
		return
	}
	if c.zone.text == "" {
		c.readZone()
	}
}

func (c *cursor) about() {
	if n := len(formAbout().FindString(c.left())); n > 0 {
		c.inexact = true
		c.take(n)
	}
}

// between reads what joins date and time.
func (c *cursor) between() {
	for {
		m := formBetween().FindString(c.left())
		if m == "" {
			return
		}
		if m[0] == 'T' && len(m) == 2 {
			c.precise = true
			c.take(1)
			return
		}
		c.take(len(m))
	}
}

// weekday reads the name of a day, which says nothing that the date does not.
func (c *cursor) weekday() {
	s := strings.TrimLeft(c.left(), "(")
	skipped := len(c.left()) - len(s)
	n := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if n < 0 {
		n = len(s)
	}
	if n < 3 || n > 12 {
		return
	}
	if _, ok := taxonomy.ImportWord("weekday", s[:n]); !ok {
		return
	}
	c.take(skipped + n)
	c.take(len(c.left()) - len(strings.TrimLeft(c.left(), ".,) ")))
}

func (c *cursor) readZone() {
	s := c.left()
	trimmed := strings.TrimLeft(s, " ")
	z, n := readZone(trimmed, true)
	if n > 0 && trimmed[0] == '-' && n == len("-14:25") && !c.precise {
		return // 14:10-14:25 is a range
	}
	if n > 0 {
		c.zone = z
		c.take(len(s) - len(trimmed) + n)
	}
}

// monthOf returns the number of a month by its name.
func monthOf(name string) (int, bool) {
	v, ok := taxonomy.ImportWord("month", name)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(v)
	return n, err == nil
}

// sub returns a group of a match, "" for one that is not there.
func sub(s string, m []int, group int) string {
	if m[2*group] < 0 {
		return ""
	}
	return s[m[2*group]:m[2*group+1]]
}

// num returns a group of figures as a number, 0 for one that is not there.
func num(s string, m []int, group int) int {
	n, _ := strconv.Atoi(sub(s, m, group)) // figures by the pattern, or nothing
	return n
}

// trimSeparators drops what stands between a stamp and its event.
func trimSeparators(s string) string {
	for {
		t := strings.TrimLeft(s, " \t:：-–—|,;)]}>→=•·*_`~")
		if strings.HasPrefix(t, ". ") || strings.HasPrefix(t, "。") || strings.HasPrefix(t, "、") {
			_, n := utf8.DecodeRuneInString(t)
			t = t[n:]
		}
		if t == s {
			return strings.TrimSpace(s)
		}
		s = t
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isWord(r rune) bool  { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// isWide reports whether a character belongs to a script that has no spaces between words.
func isWide(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// trimRune drops half a character at the end.
func trimRune(s string) string {
	for s != "" && !utf8.ValidString(s[max(0, len(s)-utf8.UTFMax):]) {
		if r, n := utf8.DecodeLastRuneInString(s); r != utf8.RuneError || n != 1 {
			return s
		}
		s = s[:len(s)-1]
	}
	return s
}
