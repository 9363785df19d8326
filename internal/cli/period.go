package cli

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/trends"
)

// periodFlags are the ways to name a period; at most one of them is used.
type periodFlags struct {
	from, to time.Time
	year     string
	half     string
	quarter  string
	month    string
	last     string
}

// defaultLast is the period without any flag: a year up to the day of which the state is told.
const defaultLast = "12m"

// addPeriod adds --from, --to, --year, --half, --quarter, --month and --last.
func addPeriod(cmd *cobra.Command, f *periodFlags) {
	addDay(cmd, &f.from, "from", "first day of the period, YYYY-MM-DD; without --to it ends on the day of --as-of")
	addDay(cmd, &f.to, "to", "last day of the period")
	cmd.Flags().StringVar(&f.year, "year", "", "a calendar `year`, such as 2026")
	cmd.Flags().StringVar(&f.half, "half", "", "a calendar `half-year`, such as 2026H1")
	cmd.Flags().StringVar(&f.quarter, "quarter", "", "a calendar `quarter`, such as 2026Q2")
	cmd.Flags().StringVar(&f.month, "month", "", "a calendar `month`, such as 2026-03")
	cmd.Flags().StringVar(&f.last, "last", defaultLast, "the `time` up to the day of --as-of: 12m, 90d, 8w, 4q or 2y")
	for _, name := range []string{"year", "half", "quarter", "month", "last"} {
		complete(cmd, name, nil)
	}
}

// addNamedPeriod adds the same for a command that has no period of its own: what ends with the day of --as-of needs it.
func addNamedPeriod(cmd *cobra.Command, f *periodFlags) {
	addPeriod(cmd, f)
	last := cmd.Flags().Lookup("last")
	last.DefValue = "" // help would tell of a default that no command uses
	last.Usage = "with --as-of, the `time` up to that day: 12m, 90d, 8w, 4q or 2y"
}

// periodFlagNames are the flags of addPeriod.
func periodFlagNames() []string {
	return []string{"from", "to", "year", "half", "quarter", "month", "last"}
}

// period returns the period that the flags name and the one to compare it with: for a calendar year, half-year, quarter
// or month the one before, else as many days directly before it.
func (f *periodFlags) period(cmd *cobra.Command, asOf time.Time) (period, previous trends.Period, err error) {
	way, err := f.way(cmd)
	if err != nil {
		return period, previous, err
	}
	switch way {
	case "from":
		period, err = f.between(asOf)
	case "year":
		return calendarYear(f.year)
	case "half":
		return calendarHalf(f.half)
	case "quarter":
		return calendarQuarter(f.quarter)
	case "month":
		return calendarMonth(f.month)
	default:
		period, err = lastPeriod(f.last, asOf)
	}
	return period, period.Before(), err
}

// way returns which of the ways is used, and refuses two at once.
func (f *periodFlags) way(cmd *cobra.Command) (string, error) {
	var used []string
	for _, name := range periodFlagNames() {
		if cmd.Flags().Changed(name) {
			used = append(used, name)
		}
	}
	switch {
	case len(used) == 0:
		return "last", nil
	case len(used) == 2 && used[0] == "from" && used[1] == "to":
		return "from", nil
	case len(used) > 1:
		return "", usagef("--%s and --%s both name a period; use one of --from with --to, --year, --half, --quarter, --month, --last", used[0], used[1])
	case used[0] == "to":
		return "", usagef("--to %s needs --from, the first day of the period", f.to.Format(time.DateOnly))
	default:
		return used[0], nil
	}
}

func (f *periodFlags) between(asOf time.Time) (trends.Period, error) {
	end, name := f.to, "--to"
	if end.IsZero() {
		end, name = asOf, "--as-of"
	}
	if end.Before(f.from) {
		return trends.Period{}, usagef("--from %s is after %s %s; the period would have no day", f.from.Format(time.DateOnly), name, end.Format(time.DateOnly))
	}
	return trends.Period{From: f.from, To: end}, nil
}

func calendarYear(s string) (period, previous trends.Period, err error) {
	y, err := strconv.Atoi(s)
	if err != nil || len(s) != len("2026") || y < 2 {
		return period, previous, usagef("--year %s is no year; write it as 2026", s)
	}
	return trends.Year(y), trends.Year(y - 1), nil
}

var halfForm = regexp.MustCompile(`^(\d{4})-?[hH]([12])$`)

func calendarHalf(s string) (period, previous trends.Period, err error) {
	m := halfForm.FindStringSubmatch(s)
	if m == nil || m[1] < "0002" {
		return period, previous, usagef("--half %s is no half-year; write it as 2026H1", s)
	}
	y, _ := strconv.Atoi(m[1]) // digits by the pattern
	h, _ := strconv.Atoi(m[2]) // digits by the pattern
	period = trends.Half(y, h)
	return period, period.CalendarBefore(), nil
}

func calendarMonth(s string) (period, previous trends.Period, err error) {
	first, err := time.Parse("2006-01", s)
	if err != nil || first.Year() < 2 {
		return period, previous, usagef("--month %s is no month; write it as 2026-03", s)
	}
	period = trends.Month(first.Year(), int(first.Month()))
	return period, period.CalendarBefore(), nil
}

var quarterForm = regexp.MustCompile(`^(\d{4})-?[qQ]([1-4])$`)

func calendarQuarter(s string) (period, previous trends.Period, err error) {
	m := quarterForm.FindStringSubmatch(s)
	if m == nil || m[1] < "0002" {
		return period, previous, usagef("--quarter %s is no quarter; write it as 2026Q2", s)
	}
	y, _ := strconv.Atoi(m[1]) // digits by the pattern
	q, _ := strconv.Atoi(m[2]) // digits by the pattern
	return trends.Quarter(y, q), trends.Quarter(y, q-1), nil
}

var lastForm = regexp.MustCompile(`^(\d{1,5})([dwmqyDWMQY])$`)

// longest is the longest period of --last in days: it and the one before must not reach behind the calendar.
const longest = 100 * 366

// lastPeriod reads --last: a number of days, weeks, months, quarters or years that end with a day.
func lastPeriod(s string, end time.Time) (trends.Period, error) {
	m := lastForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return trends.Period{}, usagef("--last %s: write a number and a unit, such as 12m, 90d, 8w, 4q or 2y", s)
	}
	n, _ := strconv.Atoi(m[1]) // digits by the pattern
	unit := map[string]struct{ days, months, about int }{
		"d": {days: 1, about: 1}, "w": {days: 7, about: 7}, "m": {months: 1, about: 31}, "q": {months: 3, about: 92}, "y": {months: 12, about: 366},
	}[strings.ToLower(m[2])]
	switch {
	case n < 1:
		return trends.Period{}, usagef("--last %s: the period would have no day", s)
	case n*unit.about > longest:
		return trends.Period{}, usagef("--last %s: that is too long, use at most 100y", s)
	case unit.days > 0:
		return trends.LastDays(n*unit.days, end), nil
	default:
		return trends.LastMonths(n*unit.months, end), nil
	}
}
