package field

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// timeForm is RFC 3339, the looser forms of YAML timestamps, and minutes without seconds. The year may
// have more than four digits, so that a slip such as 22025 is read and can be named.
var timeForm = regexp.MustCompile(`^(\d{4,6})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:[ \t]*([Zz]|UTC|utc|[+-]\d{1,2}(?::?\d{2})?))?)?$`)

type parsed struct {
	at      time.Time // in the given location when the text has no offset
	hasTime bool
	hasZone bool
}

// parts are the figures of a time as they are written.
type parts struct {
	year, month, day        int
	hour, minute, sec, nano int
	hasTime                 bool
	zone                    string // "" when there is none
}

// usual reads the form that nearly every time has, 2026-03-02 or 2026-03-02T21:14:00 with nothing, Z or an offset
// behind it. It reads them as timeForm does, in a tenth of the time.
func usual(s string) (parts, bool) {
	const date, dateTime = len("2026-03-02"), len("2026-03-02T21:14:00")
	if len(s) != date && len(s) < dateTime || s[4] != '-' || s[7] != '-' {
		return parts{}, false
	}
	ok := true
	num := func(from, to int) int {
		n := 0
		for _, c := range []byte(s[from:to]) {
			ok = ok && '0' <= c && c <= '9'
			n = n*10 + int(c-'0')
		}
		return n
	}
	p := parts{year: num(0, 4), month: num(5, 7), day: num(8, 10)}
	if len(s) == date {
		return p, ok
	}
	if s[10] != 'T' || s[13] != ':' || s[16] != ':' {
		return parts{}, false
	}
	p.hasTime, p.hour, p.minute, p.sec, p.zone = true, num(11, 13), num(14, 16), num(17, 19), s[dateTime:]
	switch {
	case p.zone == "" || p.zone == "Z":
	case len(p.zone) == len("+01:00") && (p.zone[0] == '+' || p.zone[0] == '-') && p.zone[3] == ':':
		num(dateTime+1, dateTime+3)
		num(dateTime+4, dateTime+6)
	default:
		return parts{}, false
	}
	return p, ok
}

// anyForm reads all forms of a time.
func anyForm(s string) (parts, bool) {
	m := timeForm.FindStringSubmatch(s)
	if m == nil {
		return parts{}, false
	}
	num := func(i int) int { n, _ := strconv.Atoi(m[i]); return n } // the pattern holds digits or nothing, and nothing is 0
	p := parts{year: num(1), month: num(2), day: num(3), hour: num(4), minute: num(5), sec: num(6), hasTime: m[4] != "", zone: m[8]}
	if m[7] != "" {
		p.nano, _ = strconv.Atoi((m[7] + "00000000")[:9]) // nine digits by the pattern
	}
	return p, true
}

// parseTime reads one time. A text without an offset is read in loc.
func parseTime(s string, loc *time.Location) (parsed, error) {
	s = strings.TrimSpace(s)
	w, ok := usual(s)
	if !ok {
		w, ok = anyForm(s)
	}
	if !ok {
		return parsed{}, errors.New("not a date or time")
	}
	last := time.Date(w.year, time.Month(w.month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	switch {
	case w.month < 1 || w.month > 12:
		return parsed{}, errors.New("there is no such month")
	case w.day < 1 || w.day > last:
		return parsed{}, errors.New("there is no such day")
	case w.hour > 23 || w.minute > 59 || w.sec > 60:
		return parsed{}, errors.New("there is no such time of day")
	}
	p := parsed{hasTime: w.hasTime, hasZone: w.zone != ""}
	if p.hasZone {
		offset, err := zoneOffset(w.zone)
		if err != nil {
			return parsed{}, err
		}
		loc = time.UTC
		if offset != 0 {
			loc = time.FixedZone("", offset)
		}
	}
	p.at = time.Date(w.year, time.Month(w.month), w.day, w.hour, w.minute, w.sec, w.nano, loc)
	return p, nil
}

func zoneOffset(s string) (seconds int, err error) {
	if c := s[0]; c != '+' && c != '-' {
		return 0, nil
	}
	digits := strings.ReplaceAll(s[1:], ":", "")
	hours, minutes := digits, ""
	if len(digits) > 2 {
		hours, minutes = digits[:len(digits)-2], digits[len(digits)-2:]
	}
	h, _ := strconv.Atoi(hours)   // digits by the pattern
	m, _ := strconv.Atoi(minutes) // digits or nothing by the pattern
	if h > 14 || m > 59 {
		return 0, errors.New("there is no such offset")
	}
	seconds = h*3600 + m*60
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, nil
}

// read sets precision and point in time from the text, as far as they do not need a zone from elsewhere.
func (t *Time) read() error {
	if Fold(t.Value) == Unknown {
		t.Precision = Unclear
		return nil
	}
	p, err := parseTime(t.Value, time.UTC)
	if err != nil {
		return err
	}
	t.At = p.at.UTC()
	switch {
	case !p.hasTime:
		t.Precision = Day
	case p.hasZone:
		t.Precision = Exact
	default:
		t.Precision = Floating
	}
	return nil
}

// Resolve gives a local time (Floating or Day) its zone. A wall time that the zone has twice becomes
// Ambiguous, one that it does not have becomes Skipped. Other times stay as they are.
func (t *Time) Resolve(zone *time.Location) {
	if zone == nil || t.Precision != Floating && t.Precision != Day {
		return
	}
	wall := t.At
	var at []time.Time
	before := offsetAt(zone, wall.Add(-26*time.Hour))
	after := offsetAt(zone, wall.Add(26*time.Hour))
	for i, offset := range []time.Duration{before, after} {
		if i == 1 && after == before {
			break
		}
		if u := wall.Add(-offset); offsetAt(zone, u) == offset {
			at = append(at, u)
		}
	}
	switch {
	case t.Precision == Day:
		t.At = wall.Add(-before)
		if len(at) > 0 {
			t.At = at[0]
		}
	case len(at) == 0:
		t.Precision, t.At = Skipped, wall.Add(-before)
	case len(at) == 2:
		t.Precision, t.At = Ambiguous, at[0]
	default:
		t.Precision, t.At = Exact, at[0]
	}
}

// offsetAt returns what the zone's clocks are ahead of UTC at a point in time.
func offsetAt(zone *time.Location, at time.Time) time.Duration {
	_, seconds := at.In(zone).Zone()
	return time.Duration(seconds) * time.Second
}
