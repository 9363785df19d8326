package importer

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/pir-cli/pir/internal/lazy"
)

// day is a calendar day. The zero day is none.
type day struct{ year, month, day int }

func (d day) known() bool { return d.day > 0 && d.year > 0 }

// String returns YYYY-MM-DD.
func (d day) String() string { return d.time().Format(time.DateOnly) }

func (d day) time() time.Time {
	return time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
}

// exists reports whether there is such a day.
func (d day) exists() bool { return d.known() && d.time().Day() == d.day }

func dayOf(t time.Time) day { return day{t.Year(), int(t.Month()), t.Day()} }

// next returns the day after.
func (d day) next() day { return dayOf(d.time().AddDate(0, 0, 1)) }

// dated returns the day of a stamp. A year that is not written is the one that brings it nearest to another day.
func (s stamp) dated(near day) day {
	d := day{s.year, s.month, s.day}
	if s.day == 0 || s.year > 0 {
		return d
	}
	if near.year == 0 {
		return day{}
	}
	if near.day == 0 {
		d.year = near.year
		return d
	}
	best := day{}
	for y := near.year - 1; y <= near.year+1; y++ {
		c := day{y, s.month, s.day}
		if c.exists() && (best.year == 0 || distance(c, near) < distance(best, near)) {
			best = c
		}
	}
	return best
}

func distance(a, b day) time.Duration { return a.time().Sub(b.time()).Abs() }

var (
	nameISO    = lazy.Pattern(`(?:^|\D)((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?:\D|$)`)
	nameFigure = lazy.Pattern(`(?:^|\D)(\d{1,2})[-_.](\d{1,2})[-_.]((?:19|20)\d{2})(?:\D|$)`)
	nameText   = lazy.Pattern(`(?:^|[^\p{L}\d])(\d{1,2})(?:st|nd|rd|th)?[-_. ]?(\p{L}{3,9})[-_. ]?((?:19|20)\d{2})(?:\D|$)`)
	nameMonth  = lazy.Pattern(`(?:^|[^\p{L}])(\p{L}{3,9})[-_. ]?(\d{1,2})(?:st|nd|rd|th)?[-_., ]+((?:19|20)\d{2})(?:\D|$)`)
	nameShort  = lazy.Pattern(`^(\d{2})[-_.](\d{2})(?:\D|$)`)
	nameFolder = lazy.Pattern(`(?:^|/)((?:19|20)\d{2})(?:[-_/](\d{2}))?(?:$|[-_/])`)
)

// nameDay finds the day in the name of a file, or in those of its folders and the file together.
func nameDay(file string, order dateOrder) day {
	stem := strings.TrimSuffix(path.Base(file), path.Ext(file))
	if strings.EqualFold(stem, "index") || strings.EqualFold(stem, "readme") {
		stem = path.Base(path.Dir(file))
	}
	if m := nameISO().FindStringSubmatch(stem); m != nil {
		if d := (day{atoi(m[1]), atoi(m[2]), atoi(m[3])}); d.month <= 12 && d.month > 0 && d.exists() {
			return d
		}
	}
	if m := nameFigure().FindStringSubmatch(stem); m != nil {
		if order == orderUnknown {
			order = dayFirst // names with hyphens and the year last are dd-mm-yyyy where nothing else is said
		}
		if dd, mm, ok := dayMonth(atoi(m[1]), atoi(m[2]), order); ok && mm <= 12 {
			return day{atoi(m[3]), mm, dd}
		}
	}
	for _, form := range []struct {
		*regexp.Regexp
		day, month int
	}{{nameText(), 1, 2}, {nameMonth(), 2, 1}} {
		if m := form.FindStringSubmatch(stem); m != nil {
			if month, ok := monthOf(m[form.month]); ok {
				if d := (day{atoi(m[3]), month, atoi(m[form.day])}); d.exists() {
					return d
				}
			}
		}
	}
	return folderDay(path.Dir(file), stem)
}

// folderDay puts 2024-05/12-name and 2024/05-12-name together.
func folderDay(dir, stem string) day {
	all := nameFolder().FindAllStringSubmatch(dir, -1)
	if len(all) == 0 {
		return day{}
	}
	year, month := all[len(all)-1][1], all[len(all)-1][2]
	if m := nameShort().FindStringSubmatch(stem); m != nil {
		if d := (day{atoi(year), atoi(m[1]), atoi(m[2])}); d.month <= 12 && d.exists() {
			return d
		}
	}
	if m := nameFirst().FindStringSubmatch(stem); m != nil && month != "" {
		if d := (day{atoi(year), atoi(month), atoi(m[1])}); d.exists() {
			return d
		}
	}
	return day{}
}

var nameFirst = lazy.Pattern(`^(\d{2})(?:\D|$)`)

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // figures by the pattern
	return n
}

var slashed = lazy.Pattern(`(?:^|[^\d/.-])(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?:[^\d/]|$)`)

// shortSlashed is a date without a year before a time of day.
var shortSlashed = lazy.Pattern(`(?:^|[^\d/.-])(\d{1,2})/(\d{1,2})[ ,]+(?:at )?\d{1,2}[:.]\d{2}`)

// dateOrder finds out which figure of dates in figures is the day: from those that can be read in one way only, else
// from the day in the name of the file, which is near to what happened.
func (d *document) dateOrder(file string) dateOrder {
	const enough = 200
	votes := map[dateOrder]int{}
	for _, m := range append(slashed().FindAllSubmatch(d.file.Bytes, enough), shortSlashed().FindAllSubmatch(d.file.Bytes, enough)...) {
		a, b := atoi(string(m[1])), atoi(string(m[2]))
		switch {
		case a > 12 && b <= 12:
			votes[dayFirst]++
		case b > 12 && a <= 12:
			votes[monthFirst]++
		}
	}
	if votes[dayFirst] == votes[monthFirst] {
		name := nameDay(file, orderUnknown)
		for _, m := range slashed().FindAllSubmatch(d.file.Bytes, enough) {
			a, b := atoi(string(m[1])), atoi(string(m[2]))
			df, mf := day{shortYear(string(m[3])), b, a}, day{shortYear(string(m[3])), a, b}
			switch {
			case a == b || !name.known() || !df.exists() || !mf.exists():
			case distance(df, name) < distance(mf, name):
				votes[dayFirst]++
			case distance(mf, name) < distance(df, name):
				votes[monthFirst]++
			}
		}
	}
	switch {
	case votes[dayFirst] > votes[monthFirst]:
		return dayFirst
	case votes[monthFirst] > votes[dayFirst]:
		return monthFirst
	default:
		return orderUnknown
	}
}

// findDay finds the first date within a text.
func (sc scanner) findDay(text string, near day) (day, bool) {
	const longest = 4_000
	if len(text) > longest {
		text = trimRune(text[:longest])
	}
	before := ' '
	for i, r := range text {
		if (isWord(r) && !isWord(before) && before != '/' && before != '-' || isWide(before) && isWord(r)) && begins(text[i:]) {
			c := cursor{scanner: sc, s: text[i:min(len(text), i+60)]}
			if c.date() && c.day > 0 {
				if d := c.dated(near); d.exists() {
					return d, true
				}
			}
		}
		before = r
	}
	return day{}, false
}

// begins reports whether a text can begin with a date: with a figure or the name of a month.
func begins(s string) bool {
	if isDigit(s[0]) {
		return true
	}
	n := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	const longest = 24
	if n < 0 {
		n = len(s)
	}
	if n < 3 || n > longest {
		return false
	}
	_, ok := monthOf(s[:n])
	return ok
}
