package trends

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Name returns the name under which a report about a period is kept: 2026, 2026-H1, 2026-Q3 or 2026-03 for one of the
// calendar, else its first and last day as 2026-01-15..2026-03-20.
func (p Period) Name() string {
	y, m, n := p.calendar()
	switch n {
	case 1:
		return p.From.Format("2006-01")
	case 3:
		return p.From.Format("2006-Q") + strconv.Itoa((int(m)+2)/3)
	case 6:
		return p.From.Format("2006-H") + strconv.Itoa((int(m)+5)/6)
	case 12:
		return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006")
	default:
		return p.From.Format(time.DateOnly) + ".." + p.To.Format(time.DateOnly)
	}
}

// calendar returns the first month of a calendar month, quarter, half-year or year and how many it has; 0 for a period
// that is none.
func (p Period) calendar() (year int, first time.Month, n int) {
	y, m, _ := p.From.Date()
	for _, n := range []int{1, 3, 6, 12} {
		if (int(m)-1)%n == 0 && p == months(y, m, n) {
			return y, m, n
		}
	}
	return y, m, 0
}

// Half returns half-year h, 1 or 2, of the calendar year y; half-year 0 is the last one of the year before.
func Half(y, h int) Period { return months(y, time.Month(6*h-5), 6) }

// Month returns month m of the calendar year y; month 0 is the last one of the year before.
func Month(y, m int) Period { return months(y, time.Month(m), 1) }

// CalendarBefore returns the calendar month, quarter, half-year or year before one of these, and for any other period as
// many days directly before it.
func (p Period) CalendarBefore() Period {
	y, m, n := p.calendar()
	if n == 0 {
		return p.Before()
	}
	return months(y, m-time.Month(n), n)
}

// Gap is the time between an incident and the one before it.
type Gap struct {
	From, To time.Time // their days, midnight UTC
	Days     int       // 0 for two of one day
}

// Gaps returns the times between the incidents of the Series in order.
func (t *Trends) Gaps() []Gap {
	days := t.Series.days(&t.origin.sorting)
	var gaps []Gap
	for i := 1; i < len(days); i++ {
		gaps = append(gaps, Gap{From: days[i-1], To: days[i], Days: daysBetween(days[i-1], days[i])})
	}
	return gaps
}

// Counted returns the incidents of the period in the order of time. They are not to be changed.
func (t *Trends) Counted() []*Incident {
	list := slices.Clone(t.origin.now)
	slices.SortFunc(list, func(a, b *Incident) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Report, b.Report)) })
	return list
}

// FailedControls returns the controls that failed or were missing, each once.
func (in *Incident) FailedControls() []string { return distinct(in.failedControls()) }

// Categories returns the cause categories, each once.
func (in *Incident) Categories() []string { return distinct(in.categories()) }

// Named returns the period of a name that Name gives, and false for any other text.
func Named(name string) (Period, bool) {
	number := func(s string) int { n, _ := strconv.Atoi(s); return n } // digits by the pattern
	if from, to, ok := strings.Cut(name, ".."); ok {
		first, err1 := time.Parse(time.DateOnly, from)
		last, err2 := time.Parse(time.DateOnly, to)
		p := Period{From: first, To: last}
		return p, err1 == nil && err2 == nil && p.Days() > 0
	}
	m := calendarName.FindStringSubmatch(name)
	switch {
	case m == nil || number(m[1]) < 1:
		return Period{}, false
	case m[2] != "":
		return Quarter(number(m[1]), number(m[2])), true
	case m[3] != "":
		return Half(number(m[1]), number(m[3])), true
	case m[4] != "":
		return Month(number(m[1]), number(m[4])), true
	}
	return Year(number(m[1])), true
}

var calendarName = regexp.MustCompile(`^(\d{4})(?:-Q([1-4])|-H([12])|-(0[1-9]|1[0-2]))?$`)
