package importer

import (
	"strings"
	"unicode/utf8"

	"github.com/pir-cli/pir/internal/lazy"
)

// clock reads a time of day.
func (c *cursor) clock() bool {
	s := c.left()
	if m := formCJKClock().FindStringSubmatchIndex(s); m != nil && (m[2] >= 0 || m[8] < 0) {
		minute := num(s, m, 3) + num(s, m, 4)
		hour := num(s, m, 2)
		if half := sub(s, m, 1); (half == "午後" || half == "下午" || half == "晚上") && hour < 12 {
			hour += 12
		}
		return c.setClock(hour, minute, 0, "", m[1])
	}
	if m := formClock().FindStringSubmatchIndex(s); m != nil {
		if rest := s[m[1]:]; rest != "" && (rest[0] == ':' && len(rest) > 1 && isDigit(rest[1]) || isDigit(rest[0])) {
			return false
		}
		return c.setClock(num(s, m, 1), num(s, m, 2), num(s, m, 3), sub(s, m, 4), m[1])
	}
	if m := formTwelve().FindStringSubmatchIndex(s); m != nil {
		return num(s, m, 1) <= 12 && c.setClock(num(s, m, 1), 0, 0, sub(s, m, 2), m[1])
	}
	if m := formDotted().FindStringSubmatchIndex(s); m != nil && (c.loose || m[8] >= 0) {
		rest := s[m[1]:]
		if rest == "" || !isDigit(rest[0]) && rest[0] != '%' && (rest[0] != '.' || len(rest) == 1 || rest[1] == ' ') && !unit().MatchString(rest) {
			return c.setClock(num(s, m, 1), num(s, m, 2), num(s, m, 3), sub(s, m, 4), m[1])
		}
	}
	if m := formH().FindStringSubmatchIndex(s); m != nil && c.loose && m[4] >= 0 {
		return c.setClock(num(s, m, 1), num(s, m, 2), 0, "", m[5])
	}
	if m := formFour().FindStringSubmatchIndex(s); m != nil && c.four(s, m) {
		return c.setClock(num(s, m, 1), num(s, m, 2), 0, "", m[1])
	}
	return false
}

// unit reports whether a figure with a point is an amount: 10.50 GB.
var unit = lazy.Pattern(`^\s?(?i:[kmgt]i?b|ms|s|x|sec|seconds|minutes|hours|percent|usd|eur|million|billion)\b`)

// four reports whether four figures are a time: behind a date, before a zone or hrs, or before a colon or dash in a
// timeline where they cannot be a year.
func (c *cursor) four(s string, m []int) bool {
	rest := s[m[1]:]
	if rest != "" && (isDigit(rest[0]) || isWord(firstRune(rest)) || rest[0] == '/' || rest[0] == '-' && len(rest) > 1 && isDigit(rest[1]) && c.day == 0) {
		_, n := readZone(rest, false)
		if n == 0 || isDigit(rest[0]) {
			return false
		}
	}
	if c.day > 0 || m[1] > m[5] {
		return true
	}
	if z, n := readZone(strings.TrimLeft(rest, " "), false); n > 0 && z.text != "" {
		return true
	}
	year := num(s, m, 1)*100 + num(s, m, 2)
	return c.loose && (year < 1900 || year > 2059) && separates(rest)
}

// separates reports whether a text begins with what stands between a time and its event.
func separates(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	return rest == "" || strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—") || strings.HasPrefix(rest, "|")
}

func (c *cursor) setClock(hour, minute, sec int, half string, n int) bool {
	switch strings.ToLower(half) {
	case "p":
		if hour < 12 {
			hour += 12
		}
	case "a":
		if hour == 12 {
			hour = 0
		}
	}
	if hour == 24 && minute == 0 && sec == 0 {
		hour, minute = 23, 59 // the end of the day, told by the label
		c.inexact = true
	}
	if hour > 23 || minute > 59 || sec > 59 {
		return false
	}
	c.hasTime, c.hour, c.min, c.sec = true, hour, minute, sec
	c.precise = c.precise || sec > 0 || strings.Count(c.left()[:n], ":") > 1
	c.take(n)
	return true
}

// noClock reads a time that is written as not known.
func (c *cursor) noClock() bool {
	s := c.left()
	if m := formNoClock().FindString(s); m != "" {
		c.unclear = true
		if r := lastRune(m); r != '?' && r != 'X' && r != 'x' && r != '-' && r != '_' {
			m = m[:len(m)-utf8.RuneLen(r)]
		}
		c.take(len(m))
		return true
	}
	if m := formRelative().FindString(s); m != "" && c.loose {
		c.unclear = true
		if r := lastRune(m); !isWord(r) {
			m = m[:len(m)-utf8.RuneLen(r)]
		}
		c.take(len(m))
		return true
	}
	return false
}

// timeRange reads the end of a range of times. What it says stays in the label.
func (c *cursor) timeRange() {
	n := len(formRange().FindString(c.left()))
	if n == 0 {
		return
	}
	next := cursor{scanner: c.scanner, s: c.left()[n:]}
	next.about()
	if !next.date() {
		next.at = 0
	}
	next.between()
	if !next.clock() {
		return
	}
	next.readZone()
	if c.zone.text == "" {
		c.zone = next.zone
	}
	if c.day == 0 && next.day > 0 {
		return
	}
	c.inexact = true
	c.take(n + next.at)
}

// dateRange reads the end of a range of dates.
func (c *cursor) dateRange() {
	n := len(formRange().FindString(c.left()))
	if n == 0 {
		return
	}
	next := cursor{scanner: c.scanner, s: c.left()[n:]}
	next.weekday()
	if next.date() {
		c.inexact = true
		c.take(n + next.at)
	}
}
