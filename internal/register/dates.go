package register

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lazy"
)

// Order says what the first number of a date such as 3/2/2026 is.
type Order string

// The orders. Without one such a date is a fault of its row, because the table alone cannot tell.
const (
	Unordered  Order = ""
	DayFirst   Order = "day-first"
	MonthFirst Order = "month-first"
)

// clockForm is a time of day as trackers and spreadsheets write it behind a date.
const clockForm = `(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?[ \x{A0}\x{202F}]*([AaPp]\.?[Mm]\.?)?[ ]*(Z|z|UTC|utc|GMT|[+-]\d{2}:?\d{2})?)?$`

var (
	numberForm    = lazy.Pattern(`^(\d{1,4})([./-])(\d{1,2})[./-](\d{1,4})` + clockForm)
	dayNameForm   = lazy.Pattern(`^(\d{1,2})[ ./-]+(\pL{3,9})[ .,/-]+(\d{2,4})` + clockForm)
	monthNameForm = lazy.Pattern(`^(\pL{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})` + clockForm)
	serialForm    = lazy.Pattern(`^(\d{5})(?:[.,](\d{1,12}))?$`)
	epochForm     = lazy.Pattern(`^(\d{10})(\d{3})?(?:\.\d{1,6})?$`)
	weekdayForm   = lazy.Pattern(`^(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? +`)
)

// nothing are the words that exports write into a cell that has no time.
var nothing = []string{"-", "–", "n/a", "na", "none", "null", "nil"}

// errOrder says that a date can be read in two ways.
var errOrder = errors.New("the day and the month can be told apart only by who wrote it")

// readTime reads a cell as a point in time: in the forms of a report, or in those of trackers and spreadsheets, whose
// text is then the same time as a report writes it. An empty cell gives a Time that is Missing.
func readTime(cell field.Text, order Order) (field.Time, error) {
	at, err := field.ReadTime(cell)
	if err == nil {
		return at, nil
	}
	text := strings.TrimSpace(weekdayForm().ReplaceAllString(cell.Value, ""))
	if slices.Contains(nothing, strings.ToLower(text)) {
		cell.Value = ""
		return field.Time{Text: cell}, nil
	}
	plain, found, err2 := plainTime(text, order)
	if err2 != nil {
		return at, err2
	}
	if !found {
		return at, err
	}
	cell.Value = plain
	return field.ReadTime(cell)
}

// plainTime writes a time that stands in a form of trackers and spreadsheets as a report does. found is false for a
// text in none of the forms; the result may still be no day of the calendar.
func plainTime(text string, order Order) (plain string, found bool, err error) {
	if m := epochForm().FindStringSubmatch(text); m != nil {
		seconds, _ := strconv.ParseInt(m[1], 10, 64) // digits by the pattern
		return time.Unix(seconds, 0).UTC().Format(time.RFC3339), true, nil
	}
	if m := serialForm().FindStringSubmatch(text); m != nil {
		plain, found = serial(m[1], m[2])
		return plain, found, nil
	}
	if m := numberForm().FindStringSubmatch(text); m != nil {
		year, month, day := m[4], m[3], m[1]
		switch {
		case len(m[1]) == 4:
			year, day = m[1], m[4]
		case len(m[1]) == 3:
			return "", false, nil
		case m[2] == ".": // nobody writes the month first with full stops
		case order == Unordered:
			return "", true, errOrder
		case order == MonthFirst:
			month, day = m[1], m[3]
		}
		return plainClock(year, month, day, m[5:])
	}
	if m := dayNameForm().FindStringSubmatch(text); m != nil {
		return plainClock(m[3], monthNumber(m[2]), m[1], m[4:])
	}
	if m := monthNameForm().FindStringSubmatch(text); m != nil {
		return plainClock(m[3], monthNumber(m[1]), m[2], m[4:])
	}
	return "", false, nil
}

// plainClock joins the parts of a time. clock is hour, minute, second, half of the day, and zone, each empty where it
// is not written.
func plainClock(year, month, day string, clock []string) (plain string, found bool, err error) {
	if month == "" || len(day) > 2 || len(year) == 3 || len(year) == 1 {
		return "", false, nil
	}
	if len(year) == 2 {
		year = "20" + year
	}
	plain = fmt.Sprintf("%s-%02s-%02s", year, month, day)
	if clock[0] == "" {
		return plain, true, nil
	}
	hour, _ := strconv.Atoi(clock[0]) // digits by the pattern
	if half := strings.ToLower(strings.ReplaceAll(clock[3], ".", "")); half != "" {
		if hour < 1 || hour > 12 {
			return "", true, errors.New("there is no such time of day")
		}
		hour %= 12
		if half == "pm" {
			hour += 12
		}
	}
	second, zone := clock[2], clock[4]
	if second == "" {
		second = "00"
	}
	if zone == "GMT" {
		zone = "Z"
	}
	return fmt.Sprintf("%sT%02d:%s:%s%s", plain, hour, clock[1], second, zone), true, nil
}

// monthNumber returns the number of a month by its English name or its first three letters, which most languages of
// Europe share, or "".
func monthNumber(name string) string {
	name = strings.ToLower(name)
	for m := time.January; m <= time.December; m++ {
		full := strings.ToLower(m.String())
		if name == full || name == full[:3] || name == "sept" && m == time.September {
			return strconv.Itoa(int(m))
		}
	}
	return ""
}

// The days that a number in a cell stands for, as spreadsheets count them: from 2000 to 2099. Smaller and greater
// numbers are no dates of incidents.
const (
	firstSerial = 36_526
	lastSerial  = 73_050
)

// serial returns the local time that a spreadsheet keeps as a number: days since the end of 1899, and a part of a day.
func serial(days, part string) (plain string, ok bool) {
	n, _ := strconv.Atoi(days) // digits by the pattern
	if n < firstSerial || n > lastSerial {
		return "", false
	}
	at := time.Date(1899, time.December, 30+n, 0, 0, 0, 0, time.UTC)
	if strings.Trim(part, "0") == "" {
		return at.Format(time.DateOnly), true
	}
	share, _ := strconv.ParseFloat("0."+part, 64) // digits by the pattern
	seconds := time.Duration(share*24*60*60+0.5) * time.Second
	return at.Add(seconds).Format("2006-01-02T15:04:05"), true
}
