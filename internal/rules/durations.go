package rules

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/lazy"
)

// typedDuration is a duration as somebody typed it.
type typedDuration struct {
	from, to  int           // bytes of the text
	low, high time.Duration // the two ends of "2 to 3 hours", otherwise equal
	rounding  time.Duration // how far from the truth such a figure may be because it is round
}

const (
	gapForm    = `[\s\x{a0}\x{202f}]{0,3}`
	unitForm   = `(?:hours?|hrs?|h|minutes?|mins?|min|days?|d|weeks?|seconds?|secs?)\b`
	finerForm  = `(?:hours?|hrs?|h|minutes?|mins?|min|m|seconds?|secs?|s)\b`
	numberForm = `(?:(\d{1,4}(?:[.,]\d{1,2})?)(?:-|` + gapForm + `)|(half an|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|forty-five|fifty|sixty|ninety)(?:-|[\s\x{a0}\x{202f}]{1,3}))`
)

var (
	// durationForm is a duration in words or figures: 3 h, 1h 20m, 47 minutes, one hour and a half, 2-3 hours, 30-minute.
	durationForm = lazy.Pattern(`(?i)^(?:(\d{1,4}(?:[.,]\d)?)(?:\s?[-–]\s?|\sto\s|\sor\s))?` +
		numberForm + unitForm +
		`(?:(?:,?` + gapForm + `(?:and\s)?|\s)` + numberForm + finerForm + `)*(?:\sand\sa\shalf\b)?`)
	// hourMinuteForm is 2h30.
	hourMinuteForm = lazy.Pattern(`(?i)^(\d{1,3})h([0-5]\d)m?$`)
	hourMinutes    = lazy.Pattern(`(?i)^\d{1,3}h[0-5]\dm?\b`)
	glued          = lazy.Pattern(`(?i)\b(\d{1,3})(h|hr|hrs)(\d{1,2})(m|min)\b`)
	partForm       = lazy.Pattern(`(?i)\b` + numberForm + `(` + unitForm + `|m\b|s\b)`)
)

var numberWords = map[string]float64{
	"a": 1, "an": 1, "half an": 0.5, "half a": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
	"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45,
	"fifty": 50, "sixty": 60, "ninety": 90,
}

// typedDurations returns the durations in a text in its order, at most so many; -1 for all.
func typedDurations(text string, most int) []typedDuration {
	var found []typedDuration
	for _, w := range nearUnits(text) {
		part := text[w[0]:w[1]]
		if !hasFigure(part) {
			continue
		}
		for _, form := range [...]func() *regexp.Regexp{hourMinutes, durationForm} {
			for i := nextNumber(part, 0); i < len(part); {
				at := form().FindStringSubmatchIndex(part[i:])
				if at == nil {
					i = nextNumber(part, i+1)
					continue
				}
				if len(found) == most {
					return found
				}
				if d, ok := typedAt(text, w[0]+i, at); ok {
					found = append(found, d)
				}
				i = nextNumber(part, i+at[1])
			}
		}
	}
	return found
}

// typedAt reads what a pattern has found in a part of a text that begins at base.
func typedAt(text string, base int, at []int) (typedDuration, bool) {
	from, to := base+at[0], base+at[1]
	if from > 0 && strings.ContainsRune(".,:/-_#", rune(text[from-1])) {
		return typedDuration{}, false // a part of a date, a version, a name
	}
	d, ok := readDuration(text[from:to])
	if len(at) > 2 && at[2] >= 0 {
		low := number(text[base+at[2] : base+at[3]])
		d.low = min(d.high, time.Duration(low*float64(d.low)/leading(text[base+at[3]:to])))
	}
	d.from, d.to = from, to
	return d, ok
}

// nearUnits returns the parts of a text that have a unit of time in them, whole words. They are few, and the patterns
// are slow.
func nearUnits(text string) [][2]int {
	const before, behind = 40, 12
	var parts [][2]int
	for i := 1; i < len(text); i++ {
		if !unitStarts[text[i]] || !startsUnit(text, i) {
			continue
		}
		from, to := max(0, i-before), min(len(text), i+behind)
		for from > 0 && !isGap(text[from-1]) {
			from--
		}
		for to < len(text) && !isGap(text[to]) {
			to++
		}
		if n := len(parts); n > 0 && from <= parts[n-1][1] {
			parts[n-1][1] = to
		} else {
			parts = append(parts, [2]int{from, to})
		}
		i = to - 1 // a unit within the part does not need to be seen; the next one may be near enough to join it
	}
	return parts
}

// hasFigure reports whether a number in figures or words stands before something that may be a unit. Nothing else can be a
// duration, and "the same day" is not worth the pattern.
func hasFigure(part string) bool {
	for i := 1; i < len(part); i++ {
		if !unitStarts[part[i]] {
			continue
		}
		end := i
		for end > 0 && (part[end-1] == '-' || isGap(part[end-1]) || part[end-1] == '\f' || part[end-1] >= 0x80) {
			end--
		}
		if end == 0 {
			continue
		}
		if last := part[end-1]; '0' <= last && last <= '9' {
			return true
		}
		start := end
		for start > 0 && isLetter(part[start-1]) && part[start-1] < 0x80 && end-start <= len("fifteen") {
			start--
		}
		if _, ok := numberWords[asciiLower(part[start:end])]; ok && end < i {
			return true
		}
	}
	return false
}

// nextNumber returns where a number in figures or words begins, from an offset on, or the length of the text. To try the
// patterns there alone is several times faster than to let them look for it.
func nextNumber(part string, from int) int {
	for i := from; i < len(part); i++ {
		if i > 0 && isWordByte(part[i-1]) {
			continue
		}
		if '0' <= part[i] && part[i] <= '9' {
			return i
		}
		end := i
		for end < len(part) && isWordByte(part[end]) {
			end++
		}
		if word := asciiLower(part[i:end]); word == "half" || numberWords[word] > 0 {
			return i
		}
	}
	return len(part)
}

// isWordByte reports whether a byte is of a word as \w and \b of patterns understand it.
func isWordByte(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '_'
}

func isGap(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// unitStarts are the bytes that a unit begins with.
var unitStarts = [256]bool{'h': true, 'H': true, 'm': true, 'M': true, 'd': true, 'D': true, 'w': true, 'W': true, 's': true, 'S': true}

// startsUnit reports whether a word that can be a unit begins at an offset, behind a space, a figure or a hyphen.
func startsUnit(text string, at int) bool {
	figure := '0' <= text[at-1] && text[at-1] <= '9'
	if !figure && !isGap(text[at-1]) && text[at-1] != '-' && text[at-1] < 0x80 {
		return false
	}
	var lower [len("minutes")]byte
	n := 0
	for ; n < len(lower) && at+n < len(text) && isLetter(text[at+n]); n++ {
		lower[n] = text[at+n] | 0x20
	}
	switch string(lower[:n]) {
	case "hour", "hours", "hr", "hrs", "h", "minute", "minutes", "min", "mins", "day", "days", "d", "week", "weeks", "second", "seconds", "sec", "secs":
		return true
	default:
		return false
	}
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c >= 0x80 }

// leading returns the first number of a text, at least 1e-9.
func leading(text string) float64 {
	m := partForm().FindStringSubmatch(text)
	if m == nil {
		return 1
	}
	return max(1e-9, number(m[1]+m[2]))
}

func number(s string) float64 {
	if n, ok := numberWords[strings.Join(strings.Fields(strings.ToLower(s)), " ")]; ok {
		return n
	}
	n, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil {
		return 0 // the pattern holds nothing that is no number
	}
	return n
}

// readDuration adds up the parts of a duration. Its rounding is half of the finest unit that was typed, a day for
// whole days, since days are counted from one calendar day to another.
func readDuration(text string) (typedDuration, bool) {
	if m := hourMinuteForm().FindStringSubmatch(text); m != nil {
		text = m[1] + " h " + m[2] + " min"
	}
	text = glued().ReplaceAllString(text, "$1 $2 $3 $4")
	var total, unit time.Duration
	for _, m := range partForm().FindAllStringSubmatch(text, -1) {
		unit = unitLength(m[3])
		n := number(m[1] + m[2])
		total += time.Duration(n * float64(unit))
		if n != float64(int(n)) {
			unit /= 2 // one and a half hours, 1.5 h
			if !strings.HasSuffix(m[1], "5") && strings.ContainsAny(m[1], ".,") {
				unit /= 5
			}
		}
	}
	if strings.HasSuffix(strings.ToLower(text), "and a half") {
		total += unit / 2
		unit /= 2
	}
	d := typedDuration{low: total, high: total, rounding: unit / 2}
	if unit == day {
		d.rounding = unit
	}
	return d, total > 0
}

func unitLength(unit string) time.Duration {
	switch unit[0] | 0x20 {
	case 'h':
		return time.Hour
	case 'm':
		return time.Minute
	case 'd':
		return day
	case 'w':
		return 7 * day
	default:
		return time.Second
	}
}
