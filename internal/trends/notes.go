package trends

import (
	"fmt"
	"time"

	"github.com/pir-cli/pir/internal/stats"
)

// uncounted says what of the period is not over or not counted.
func uncounted(t *Trends, s *sorting) []string {
	var list []string
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	day := t.AsOf.Format("2006-01-02")

	if t.Exposure.Now < t.Period.Days() {
		add("The period is not over: %d of its %d days have passed as of %s. Rates are compared by days; counts beside it are of the whole period before.", t.Exposure.Now, t.Period.Days(), day)
	}
	if s.later > 0 {
		add("%s after %s and left out.", is(s.later, "report"), day)
	}
	if s.undated > 0 {
		add("%s without any date and not counted; give the timeline an entry with a time.", is(s.undated, "report"))
	}
	if s.unread > 0 {
		add("%s without readable front matter and not counted; `pir lint` says why.", is(s.unread, "file"))
	}
	if s.drafts > 0 {
		add("Of the reports of the period, %d %s still in draft; causes and actions may change.", s.drafts, oneMany(s.drafts, "is", "are"))
	}
	return list
}

// notes says what somebody must know who reads the numbers.
func notes(t *Trends, s sorting, covered int) []string {
	list := append(uncounted(t, &s), unmeasured(t)...)
	list = append(list, "An incident counts once for each key that it has, so the shares of a breakdown may add up to more than 100 %. Cumulative shares are of all keys given, so an incident counts for each of its own, and (none) for nothing.")
	list = append(list, comparisons(t, covered)...)
	list = append(list, comeBackNotes(t)...)
	return list
}

// unmeasured says what the intervals leave out.
func unmeasured(t *Trends) []string {
	var list []string
	for _, i := range t.Intervals {
		if i.Negative > 0 {
			list = append(list, fmt.Sprintf("%s not measured from %s to %s, because the end comes before the start.", is(i.Negative, "incident"), i.From, i.To))
		}
	}
	return list
}

// whole is the share of the previous period that must lie after the first report, or there is a word of caution.
const whole = 0.9

// covered returns the days of the previous period from the first report on, or all when only a small part lies before
// it: a period in which nothing was recorded is not one in which nothing happened.
func covered(t *Trends, first time.Time) int {
	rest := Period{From: Day(first), To: t.Previous.Until(t.AsOf).To}.Days()
	if first.IsZero() || float64(rest) >= whole*float64(t.Exposure.Previous) {
		return t.Exposure.Previous
	}
	return rest
}

// caution says when the records seem to begin within the previous period or after it.
func caution(t *Trends, first time.Time, covered int) string {
	day := first.UTC().Format("2 January 2006")
	switch covered {
	case t.Exposure.Previous:
		return ""
	case 0:
		return fmt.Sprintf("The first report of all is of %s, after the period before: there is nothing to compare with yet.", day)
	}
	_, verdict := stats.CompareRates(t.Incidents.N, float64(t.Exposure.Now), t.Incidents.Previous, float64(covered), level)
	return fmt.Sprintf("The first report of all is of %s. If records begin there, the comparison is %d in %s against %d in %s: %s.",
		day, t.Incidents.N, count(t.Exposure.Now, "day"), t.Incidents.Previous, count(covered, "day"), verdict.Words())
}

func settledPairs(list []Repeat) int {
	seen := map[[2]string]bool{}
	for _, r := range list {
		if r.Settled == NotARepeat {
			seen[[2]string{r.Report, r.Earlier}] = true
		}
	}
	return len(seen)
}

func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

func oneMany(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func was(n int, word string) string { return count(n, word) + " " + oneMany(n, "was", "were") }
func is(n int, word string) string  { return count(n, word) + " " + oneMany(n, "is", "are") }
