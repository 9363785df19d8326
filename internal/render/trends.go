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
		{"csv", "one line a key, a quarter and a cell of a cross table, for spreadsheets", trendsCSV},
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
	if !n.Compared() {
		return said + ": nothing to compare with."
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

// dimensionText is the name of a dimension as a person reads it.
func dimensionText(name string) string { return strings.ReplaceAll(name, "_", " ") }

// keyText is a key with what it stands for. The ids of causes and the hours speak for themselves.
func keyText(dimension string, k *trends.Key) string {
	if k.Name == "" || dimension == "cause" || dimension == "hour" {
		return k.Key
	}
	return k.Key + " " + k.Name
}

// recorded splits the breakdowns into those in which any incident has a value, and the names of the others.
func recorded(list []trends.Breakdown) (with []trends.Breakdown, without []string) {
	for _, b := range list {
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
