package due

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/pir-cli/pir/internal/policy"
)

// months returns how many months a period of a cadence has; 0 for no cadence.
func months(every policy.Every) int {
	switch every {
	case policy.Month:
		return 1
	case policy.Quarter:
		return 3
	case policy.HalfYear:
		return 6
	case policy.Year:
		return 12
	case policy.Never:
	}
	return 0
}

// firstDay returns the first day of the period of n months that a day lies in.
func firstDay(on time.Time, n int) time.Time {
	month := (int(on.Month())-1)/n*n + 1
	return time.Date(on.Year(), time.Month(month), 1, 0, 0, 0, 0, time.UTC)
}

// lastDay returns the last day of the period of n months that a day lies in.
func lastDay(on time.Time, n int) time.Time { return firstDay(on, n).AddDate(0, n, -1) }

// periodName returns the name of the period of n months that ends on a day: 2026-03, 2026-Q1, 2026-H1 or 2026.
func periodName(end time.Time, n int) string {
	switch n {
	case 1:
		return end.Format("2006-01")
	case 3:
		return fmt.Sprintf("%d-Q%d", end.Year(), int(end.Month())/3)
	case 6:
		return fmt.Sprintf("%d-H%d", end.Year(), int(end.Month())/6)
	default:
		return strconv.Itoa(end.Year())
	}
}

// rangeName is how a report about other days is named: after the first and the last of them.
var rangeName = regexp.MustCompile(`^\d{4}-\d\d-\d\d\.\.(\d{4}-\d\d-\d\d.*)$`)

// recordName is how a kept report is named: after a day, a month, a quarter, a half-year or a year, with what one likes
// behind it.
var recordName = regexp.MustCompile(`^(\d{4})(?:-?Q([1-4])|-?H([12])|-(\d\d)(?:-(\d\d))?)?(?:[-_. ].*)?$`)

// covered returns the last day that a kept report covers by the name of its file: the day, or the last day of the
// month, quarter, half-year or year. ok is false for a name that says none.
func covered(name string) (last time.Time, ok bool) {
	if m := rangeName.FindStringSubmatch(name); m != nil {
		name = m[1]
	}
	m := recordName.FindStringSubmatch(name)
	if m == nil {
		return time.Time{}, false
	}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n } // digits or nothing by the pattern
	year, month := number(m[1]), number(m[4])
	n := 1
	switch {
	case m[2] != "":
		n, month = 3, number(m[2])*3
	case m[3] != "":
		n, month = 6, number(m[3])*6
	case m[4] == "":
		n, month = 12, 12
	case month < 1 || month > 12:
		return time.Time{}, false
	}
	first := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	if m[5] == "" {
		return lastDay(first, n), true
	}
	on := first.AddDate(0, 0, number(m[5])-1)
	return on, on.Month() == first.Month() && number(m[5]) > 0
}
