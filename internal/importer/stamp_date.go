package importer

import (
	"strconv"
	"strings"
)

// setDate notes a date, unless there is no such day.
func (c *cursor) setDate(year, month, day int) bool {
	if month < 1 || month > 12 || day < 1 || day > 31 || year != 0 && (year < firstYear || year > lastYear) {
		return false
	}
	c.year, c.month, c.day = year, month, day
	return true
}

// date reads a date of any form.
func (c *cursor) date() bool {
	s := c.left()
	if m := formISO().FindStringSubmatchIndex(s); m != nil && c.setDate(num(s, m, 1), num(s, m, 2), num(s, m, 3)) {
		c.take(m[7])
		return true
	}
	if m := formCJK().FindStringSubmatchIndex(s); m != nil && c.setDate(num(s, m, 1), num(s, m, 2), num(s, m, 3)) {
		c.take(m[1])
		return true
	}
	if m := formYearText().FindStringSubmatchIndex(s); m != nil {
		if month, ok := monthOf(sub(s, m, 2)); ok && c.setDate(num(s, m, 1), month, num(s, m, 3)) {
			c.take(m[7])
			return true
		}
	}
	return c.named(s) || c.figures(s)
}

// named reads a date with the name of its month.
func (c *cursor) named(s string) bool {
	if m := formMonthDay().FindStringSubmatchIndex(s); m != nil {
		if month, ok := monthOf(sub(s, m, 1)); ok {
			year, end := num(s, m, 3), m[7]
			if year != 0 && (year < firstYear || year > lastYear) || end < 0 {
				year, end = 0, ordinalEnd(s, m[5])
			}
			if c.setDate(year, month, num(s, m, 2)) {
				c.take(end)
				return true
			}
		}
	}
	if m := formDayMonth().FindStringSubmatchIndex(s); m != nil {
		if month, ok := monthOf(sub(s, m, 2)); ok {
			year, end := shortYear(sub(s, m, 3)+sub(s, m, 4)), max(m[5], m[7], m[9])
			if c.setDate(year, month, num(s, m, 1)) {
				c.take(end)
				return true
			}
		}
	}
	return false
}

// ordinalEnd skips st, nd, rd or th.
func ordinalEnd(s string, at int) int {
	for _, o := range []string{"st", "nd", "rd", "th"} {
		if strings.HasPrefix(s[at:], o) {
			return at + len(o)
		}
	}
	return at
}

// figures reads a date of figures alone.
func (c *cursor) figures(s string) bool {
	if m := formFigures().FindStringSubmatchIndex(s); m != nil {
		year := shortYear(sub(s, m, 4))
		if sep := sub(s, m, 2); sep != "." || len(sub(s, m, 4)) == 4 || c.loose {
			order := c.order
			if sep == "." {
				order = dayFirst
			}
			day, month, ok := dayMonth(num(s, m, 1), num(s, m, 3), order)
			switch {
			case ok && c.setDate(year, month, day):
			case !ok && num(s, m, 1) <= 12:
				c.unclear = true // which of the two is the day?
			default:
				return false
			}
			c.take(m[9])
			return true
		}
	}
	if m := formShort().FindStringSubmatchIndex(s); m != nil && c.loose {
		day, month, ok := dayMonth(num(s, m, 1), num(s, m, 2), c.order)
		if ok && c.setDate(0, month, day) {
			c.take(m[5])
			return true
		}
		if !ok && num(s, m, 1) <= 12 && formClock().MatchString(strings.TrimLeft(s[m[5]:], " ,-–")) {
			c.unclear = true // which of the two is the day?
			c.take(m[5])
			return true
		}
	}
	if m := formBroken().FindString(s); m != "" && c.loose {
		c.unclear = true
		c.take(len(strings.TrimRight(m, " \t-:")))
		return true
	}
	return false
}

// dayMonth says which of two figures is the day. ok is false when nothing tells.
func dayMonth(a, b int, order dateOrder) (day, month int, ok bool) {
	switch {
	case a == b:
		return a, b, true
	case a > 12:
		return a, b, true
	case b > 12:
		return b, a, true
	case order == dayFirst:
		return a, b, true
	case order == monthFirst:
		return b, a, true
	default:
		return 0, 0, false
	}
}

// shortYear reads a year of two or four figures; 0 for none.
func shortYear(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	if len(s) == 2 {
		return 2000 + n
	}
	return n
}
