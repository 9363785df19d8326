package trends

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/stats"
)

// notes says what somebody must know who reads the numbers.
func notes(t *Trends, s sorting, covered int) []string {
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
	list = append(list, measured(t)...)
	add("An incident counts once for each key that it has, so the shares of a breakdown may add up to more than 100 %%.")
	list = append(list, comparisons(t, covered)...)
	add("What came back: an incident of the period and one of the %d months before it with the same root-cause category, or the same control failed or missing. The state of the earlier actions is that of the day of the later incident.", Reach)
	if settled := settledPairs(t.Repeats); settled > 0 {
		add("%s settled as not-a-repeat in the reports and counted against no action.", is(settled, "pair"))
	}
	if more := t.RepeatsAll - len(t.Repeats); more > 0 {
		add("The %d latest pairs are listed of what came back; %d more are left out.", len(t.Repeats), more)
	}
	return list
}

// measured says what the intervals leave out.
func measured(t *Trends) []string {
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

// comparisons warns of reading the counts of many keys as many changes.
func comparisons(t *Trends, covered int) []string {
	var list []string
	if t.Incidents.Verdict == stats.MoreThanChance {
		list = append(list, "A rise of reported incidents can be better reporting; look at the near misses beside it.")
	}
	if more, ok := stats.DistinguishableIncrease(t.Incidents.Previous); ok {
		said := fmt.Sprintf("at least %d", more)
		if fewer, ok := stats.DistinguishableDecrease(t.Incidents.Previous); ok {
			said += fmt.Sprintf(", or at most %d,", fewer)
		}
		list = append(list, fmt.Sprintf("After a period with %s, it takes %s in one of equal length to tell the two apart.", count(t.Incidents.Previous, "incident"), said))
	}
	compared, out := standOut(t, covered)
	if compared > 0 {
		said := "none stands out"
		if len(out) > 0 {
			said = "these stand out: " + strings.Join(out, "; ")
		}
		list = append(list, fmt.Sprintf("%s compared with the period before; corrected for that many (Holm, at 0.05), %s.", was(compared, "key"), said))
	}
	return list
}

// standOut returns how many keys of all dimensions were compared and which differ by more than chance would explain
// when that many are, covered days of the previous period against those of this one. Source: Holm, Scandinavian Journal of Statistics 6 (1979) 65, over the central p of each key.
func standOut(t *Trends, covered int) (compared int, out []string) {
	type tested struct {
		p    float64
		said string
	}
	var list []tested
	for _, b := range t.By {
		for _, k := range b.Keys {
			if k.Key == KeyNone || k.N+k.Previous == 0 {
				continue
			}
			r := stats.RateRatio(k.N, float64(t.Exposure.Now), k.Previous, float64(covered), level)
			if !math.IsNaN(r.P) {
				list = append(list, tested{r.P, fmt.Sprintf("%s %s, %d against %d", strings.ReplaceAll(b.Dimension, "_", " "), k.Key, k.N, k.Previous)})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b tested) int { return cmp.Compare(a.p, b.p) })
	for i, l := range list {
		if l.p*float64(len(list)-i) > 1-level {
			break
		}
		out = append(out, l.said)
	}
	return len(list), out
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
