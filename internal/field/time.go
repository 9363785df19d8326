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

// parseTime reads one time. A text without an offset is read in loc.
func parseTime(s string, loc *time.Location) (parsed, error) {
	m := timeForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return parsed{}, errors.New("not a date or time")
	}
	num := func(i int) int { n, _ := strconv.Atoi(m[i]); return n } //nolint:errcheck // the pattern holds digits or nothing, and nothing is 0
	year, month, day, hour, minute, sec := num(1), num(2), num(3), num(4), num(5), num(6)
	nano := 0
	if m[7] != "" {
		nano, _ = strconv.Atoi((m[7] + "00000000")[:9]) //nolint:errcheck // nine digits by the pattern
	}
	last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	switch {
	case month < 1 || month > 12:
		return parsed{}, errors.New("there is no such month")
	case day < 1 || day > last:
		return parsed{}, errors.New("there is no such day")
	case hour > 23 || minute > 59 || sec > 60:
		return parsed{}, errors.New("there is no such time of day")
	}
	p := parsed{hasTime: m[4] != "", hasZone: m[8] != ""}
	if p.hasZone {
		offset, err := zoneOffset(m[8])
		if err != nil {
			return parsed{}, err
		}
		loc = time.FixedZone("", offset)
	}
	p.at = time.Date(year, time.Month(month), day, hour, minute, sec, nano, loc)
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
	h, _ := strconv.Atoi(hours)   //nolint:errcheck // digits by the pattern
	m, _ := strconv.Atoi(minutes) //nolint:errcheck // digits or nothing by the pattern
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
