package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

// Trends are the formats of `pir trends`. The text shows the most frequent keys, the others hold all.
func Trends() []Format[trends.Trends] {
	return []Format[trends.Trends]{
		{"text", "what came back, bars, intervals and notes, for people", trendsText},
		{"json", "the documented envelope, for programs", trendsJSON},
		{"md", "tables in markdown, to keep or to send", trendsMarkdown},
		{"csv", "one line a key of each dimension, for spreadsheets", trendsCSV},
	}
}

// periodText says which days are counted and against which.
func periodText(t *trends.Trends) string {
	days := plural(t.Period.Days(), "day")
	if t.Exposure.Now < t.Period.Days() {
		days = fmt.Sprintf("%d of %s so far", t.Exposure.Now, days)
	}
	before := "the " + plural(t.Exposure.Previous, "day") + " before"
	if t.Previous.To.AddDate(0, 0, 1) != t.Period.From {
		before = fmt.Sprintf("%s, %s", t.Previous, plural(t.Exposure.Previous, "day"))
	}
	return fmt.Sprintf("%s, %s, against %s", t.Period, days, before)
}

// incidentsText compares the number of incidents with that of the period before, in words.
func incidentsText(t *trends.Trends) string {
	n := t.Incidents
	limits := fmt.Sprintf("95 %% limits %s to %s", number(n.Low), number(n.High))
	if n.N == 0 {
		limits = "95 % upper limit " + number(n.High)
	}
	said := fmt.Sprintf("%s (%s) against %d before", plural(n.N, "incident"), limits, n.Previous)
	if n.Ratio.Defined() {
		said += fmt.Sprintf("; rate ratio %s (%s to %s)", ratio(n.Ratio.Ratio), ratio(n.Ratio.Low), ratio(n.Ratio.High))
	}
	return said + ": " + n.Verdict.Words() + "."
}

// besideText counts what is not an incident.
func besideText(t *trends.Trends) string {
	near, exercise := t.Kinds.NearMiss, t.Kinds.Exercise
	misses := "near misses"
	if near.N == 1 {
		misses = "near miss"
	}
	return fmt.Sprintf("Beside them %d %s (%d before) and %s (%d before).", near.N, misses, near.Previous, plural(exercise.N, "exercise"), exercise.Previous)
}

// cameBack returns the repeats but for those that are settled as none, and the number of pairs that are.
func cameBack(t *trends.Trends) (list []trends.Repeat, settled int) {
	pairs := map[[2]string]bool{}
	for _, r := range t.Repeats {
		if r.Settled == trends.NotARepeat {
			pairs[[2]string{r.Report, r.Earlier}] = true
			continue
		}
		list = append(list, r)
	}
	return list, len(pairs)
}

// cameBackText says in one or two sentences how much came back.
func cameBackText(t *trends.Trends) string {
	list, settled := cameBack(t)
	reports, overdue := map[string]bool{}, map[string]bool{}
	for _, r := range list {
		reports[r.Report] = true
		if r.State == trends.StateOverdue {
			overdue[r.Report] = true
		}
	}
	var said string
	switch {
	case t.Incidents.N == 0:
		return "Nothing came back: there is no incident in the period."
	case len(list) == 0:
		said = fmt.Sprintf("Nothing came back: no incident shares a root cause or a failed control with one of the %d months before it.", trends.Reach)
	default:
		atLeast := ""
		if t.RepeatsAll > len(t.Repeats) {
			atLeast = "At least "
		}
		said = fmt.Sprintf("%s%d of %s shared a root cause or a failed control with an incident of the %d months before it.", atLeast, len(reports), plural(t.Incidents.N, "incident"), trends.Reach)
	}
	if len(overdue) > 0 {
		said += fmt.Sprintf(" For %d of them an earlier action was overdue.", len(overdue))
	}
	if settled > 0 {
		said += " Settled as not a repeat: " + plural(settled, "pair") + "."
	}
	return said
}

// didNotHoldText says how many finished actions were followed by what they address.
func didNotHoldText(t *trends.Trends) string {
	done, verified := map[string]bool{}, map[string]bool{}
	for _, d := range t.DidNotHold {
		done[d.Action] = true
		if d.Result == "effective" {
			verified[d.Action] = true
		}
	}
	switch len(done) {
	case 0:
		return "Nothing that a finished action addresses was hit again."
	case 1:
		return fmt.Sprintf("1 finished action did not hold: what it addresses was hit again. Verified as effective before: %d.", len(verified))
	default:
		return fmt.Sprintf("%d finished actions did not hold: what they address was hit again. Verified as effective before: %d.", len(done), len(verified))
	}
}

// actionsText says how far the actions of the period's incidents are.
func actionsText(t *trends.Trends) string {
	a := t.Actions
	if a.Total == 0 {
		return "The incidents of the period have no actions."
	}
	k, n := a.Completion()
	said := fmt.Sprintf("On %s %d of %s of these incidents were done", isoDay(t.AsOf), k, plural(n, "action"))
	if share, ok := a.Share(); ok {
		said += " (" + percent(share) + ")"
	}
	said += fmt.Sprintf(", %d of them verified", a.Verified)
	if a.Open > 0 {
		said += fmt.Sprintf("; %d to do, %d of them overdue", a.Open, a.Overdue)
	}
	if a.Declined > 0 {
		said += fmt.Sprintf("; %d more declined", a.Declined)
	}
	return said + "."
}

// stateOf says what became of an action that did not hold.
func stateOf(d *trends.DidNotHold) string {
	if d.Result == "" {
		return d.State
	}
	return d.State + " " + d.Result
}

// actionStates lists actions of one report with their states, by their short ids: A1 verified, A2 done.
func actionStates(r *trends.Repeat) string {
	if len(r.EarlierActions) == 0 {
		return "no action addressed it"
	}
	said := make([]string, 0, len(r.EarlierActions))
	for _, a := range r.EarlierActions {
		said = append(said, strings.TrimPrefix(a.Action, r.Earlier+"/")+" "+a.State)
	}
	return strings.Join(said, ", ")
}

// dimensionText is the name of a dimension as a person reads it.
func dimensionText(name string) string { return strings.ReplaceAll(name, "_", " ") }

// keyText is a key with what it stands for. The ids of causes speak for themselves.
func keyText(dimension string, k *trends.Key) string {
	if k.Name == "" || dimension == "cause" {
		return k.Key
	}
	return k.Key + " " + k.Name
}

// recorded splits the breakdowns into those in which any incident has a value, and the names of the others.
func recorded(t *trends.Trends) (with []trends.Breakdown, without []string) {
	for _, b := range t.By {
		if b.Recorded() {
			with = append(with, b)
		} else {
			without = append(without, dimensionText(b.Dimension))
		}
	}
	return with, without
}

// noneLast returns the keys with the incidents that have none at the end.
func noneLast(keys []trends.Key) []trends.Key {
	none := func(k trends.Key) bool { return k.Key == trends.KeyNone }
	i := slices.IndexFunc(keys, none)
	if i < 0 {
		return keys
	}
	return append(slices.Delete(slices.Clone(keys), i, i+1), keys[i])
}

// medianText writes the median of an interval, or nothing without one.
func medianText(i *trends.Interval) string {
	if i.Median == nil {
		return ""
	}
	return duration(*i.Median)
}

// rangeText writes two durations in seconds, or nothing when there are none.
func rangeText(from, to *float64) string {
	if from == nil || to == nil {
		return ""
	}
	return duration(*from) + "–" + duration(*to)
}

// duration writes seconds in the unit in which a person would say them: 45s, 38min, 5.5h, 12h, 3.2d, 120d.
func duration(seconds float64) string {
	switch {
	case seconds < 90:
		return digits(seconds, 0, 0) + "s"
	case seconds < 90*60:
		return digits(seconds/60, 0, 0) + "min"
	case seconds < 48*3600:
		return digits(seconds/3600, 10, 1) + "h"
	default:
		return digits(seconds/86400, 10, 1) + "d"
	}
}

// number writes a limit of a count: one digit behind the point below 100, and two where one would be 0.0.
func number(x float64) string {
	switch {
	case x == 0:
		return "0"
	case x < 0.1:
		return digits(x, 1, 2)
	default:
		return digits(x, 100, 1)
	}
}

// ratio writes a ratio: two digits behind the point below 10, one below 100.
func ratio(x float64) string {
	if x < 10 {
		return digits(x, 10, 2)
	}
	return number(x)
}

// digits writes a number with n digits behind the point while it is below a limit, else with none.
func digits(x, below float64, n int) string {
	if x >= below {
		n = 0
	}
	return strconv.FormatFloat(x, 'f', n, 64)
}

// shareText writes a share of n incidents. Of a few a percentage would look like more than it is.
func shareText(k *trends.Key, n int) string {
	if n < trends.MinShare {
		return fmt.Sprintf("%d of %d", k.N, n)
	}
	return percent(k.Share)
}

func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 0, 64) + " %" }
