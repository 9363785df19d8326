package trends

import (
	"fmt"
	"math"

	"github.com/pir-cli/pir/internal/stats"
)

// compare gives each row its comparison with the previous period. Only what is left after a correction for all rows
// counts as more or fewer than chance would explain.
func (f *RiskFeed) compare() {
	var ps []float64
	var rows []*Risk
	for i := range f.Rows {
		r := &f.Rows[i]
		r.Change.Ratio, r.Change.Verdict = stats.CompareRates(r.Events, float64(f.Exposure.Now), r.Previous, float64(f.Covered), level)
		r.Change.Holm = math.NaN()
		switch {
		case r.Events+r.Previous == 0:
			r.Change.Verdict, r.Change.Said = "", "none in either period"
		case math.IsNaN(r.Change.Ratio.P):
			r.Change.Verdict, r.Change.Said = "", "nothing to compare with"
		default:
			r.Change.Compared = true
			ps, rows = append(ps, r.Change.Ratio.P), append(rows, r)
		}
	}
	f.Compared = len(rows)
	for i, p := range stats.Holm(ps) {
		c := &rows[i].Change
		c.Holm = p
		said := c.Verdict.Words()
		switch c.Verdict {
		case stats.TooFew:
			said += tellable(rows[i].Previous, f.Covered, f.Exposure.Now)
		case stats.MoreThanChance, stats.LessThanChance:
			if p > 1-level {
				said += " for this row alone, and not among " + count(len(rows), "row")
				c.Verdict = stats.NoChange
			}
		case stats.NoChange:
		}
		c.Said = said
	}
}

// tellable says which count could be told from an earlier one, as a clause; "" where nothing can be said.
func tellable(earlier, before, now int) string {
	more, ok := stats.DistinguishableIncreaseOver(earlier, float64(before), float64(now))
	if !ok {
		return ""
	}
	said := fmt.Sprintf("; after %d it takes %d or more", earlier, more)
	if fewer, ok := stats.DistinguishableDecreaseOver(earlier, float64(before), float64(now)); ok {
		said += fmt.Sprintf(", or at most %d", fewer)
	}
	return said
}

// notes says what somebody must know who takes the rows into an assessment.
func (f *RiskFeed) notes(t *Trends) []string {
	list := uncounted(t, &t.origin.sorting)
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	add("Only risks that a report names can be listed. Of a risk without an incident nothing is known from here, which is not that it cannot happen; go through the register for those.")
	add("An event is an incident of the period: of a risk, a cause or a service one that names it, of a control one in which it failed or was missing. An incident is an event of every row that it names, so rows do not add up to incidents. Near misses and exercises are counted beside.")
	add("A yearly rate is events over the days that are counted, times %d; its limits are exact (Poisson, 95 %%). The severity is the worst of the events.", yearDays)
	if f.Compared > 0 {
		add("%s compared with the period before; \"more\" and \"fewer than chance would explain\" hold for all of them together (Holm, at 0.05). What it would take to tell is for one row alone.", was(f.Compared, "row"))
		if f.changed() {
			list = append(list, "A row that changed can be better or worse reporting, or a word that came into use; look at the reports.")
		}
	}
	add("An event came after a fix when an action that is done was to prevent the same root cause or failed control; of a risk or a service when both reports name it and share more than a common control. Open actions are those of all reports, as of %s.", f.AsOf.Format("2006-01-02"))
	if more := t.HitsAll - len(t.DidNotHold); more > 0 {
		add("The first %d pairs of an action and an incident were looked at for what did not hold; %d more are left out, so events after a fix may be more.", len(t.DidNotHold), more)
	}
	return list
}

// changed reports whether any row has more or fewer events than chance would explain.
func (f *RiskFeed) changed() bool {
	for i := range f.Rows {
		switch f.Rows[i].Change.Verdict {
		case stats.MoreThanChance, stats.LessThanChance:
			return true
		case stats.NoChange, stats.TooFew:
		}
	}
	return false
}
