package trends

import (
	"fmt"
	"math"
	"strings"

	"github.com/pir-cli/pir/internal/stats"
)

// comparisons says what can be told apart at all, and warns of reading the counts of many keys as many changes.
func comparisons(t *Trends, covered int) []string {
	var list []string
	compared, out := standOut(t)
	if said := distinguishable(t.Incidents.Previous, covered, t.Exposure.Now); said != "" {
		list = append(list, said)
	}
	if compared > 0 {
		said := "none stands out"
		if len(out) > 0 {
			said = "these stand out: " + strings.Join(out, "; ")
		}
		list = append(list, fmt.Sprintf("%s compared with the period before; corrected for that many (Holm, at 0.05), %s.", was(compared, "key"), said))
	}
	return list
}

// reporting is the caution that belongs to every change that is claimed, or "" where none is.
func reporting(t *Trends) string {
	var said string
	_, out := standOut(t)
	switch {
	case t.Incidents.Verdict == stats.MoreThanChance:
		said = "A rise of reported incidents can be better reporting."
	case t.Incidents.Verdict == stats.LessThanChance:
		said = "A fall of reported incidents can be less reporting, or reports that are still to be written."
	case len(out) > 0:
		said = "A key that stands out can be better or worse reporting, or a word that came into use."
	default:
		return ""
	}
	near := compare(t.Kinds.NearMiss, t.Exposure)
	if near.N+near.Previous == 0 {
		return said + " No near misses are on record by which to tell."
	}
	return fmt.Sprintf("%s Near misses beside it, %d against %d: %s.", said, near.N, near.Previous, near.Verdict.Words())
}

// distinguishable says which count it takes in an exposure of now days to tell it from an earlier one in before days;
// "" where nothing can be said.
func distinguishable(earlier, before, now int) string {
	more, ok := stats.DistinguishableIncreaseOver(earlier, float64(before), float64(now))
	if !ok {
		return ""
	}
	said := fmt.Sprintf("at least %d", more)
	if fewer, ok := stats.DistinguishableDecreaseOver(earlier, float64(before), float64(now)); ok {
		said += fmt.Sprintf(", or at most %d,", fewer)
	}
	return fmt.Sprintf("After %s in %s, it takes %s in %s to tell the two apart.", count(earlier, "incident"), count(before, "day"), said, count(now, "day"))
}

// judge compares each key of all dimensions with the previous period, covered days of it, and gives those a verdict
// that differ by more than chance would explain when so many are looked at.
func judge(t *Trends, covered int) {
	var ps []float64
	var keys []*Key
	var ratios []stats.Ratio
	for i := range t.By {
		if d, _ := named(t.By[i].Dimension); d.dated {
			continue // a month of this period does not come in the one before
		}
		for j := range t.By[i].Keys {
			k := &t.By[i].Keys[j]
			if k.Key == KeyNone || k.N+k.Previous == 0 {
				continue
			}
			r := stats.RateRatio(k.N, float64(t.Exposure.Now), k.Previous, float64(covered), level)
			if !math.IsNaN(r.P) {
				ps, keys, ratios = append(ps, r.P), append(keys, k), append(ratios, r)
			}
		}
	}
	for i, p := range stats.Holm(ps) {
		k := keys[i]
		k.Compared, k.P, k.Holm = true, ps[i], p
		switch {
		case p > 1-level:
		case ratios[i].Ratio > 1:
			k.Verdict = stats.MoreThanChance
		default:
			k.Verdict = stats.LessThanChance
		}
	}
}

// standOut returns how many keys of all dimensions were compared, and those that have a verdict.
func standOut(t *Trends) (compared int, out []string) {
	for _, b := range t.By {
		for _, k := range b.Keys {
			if k.Compared {
				compared++
			}
			if k.Verdict != "" {
				out = append(out, fmt.Sprintf("%s %s, %d against %d", strings.ReplaceAll(b.Dimension, "_", " "), k.Key, k.N, k.Previous))
			}
		}
	}
	return compared, out
}
