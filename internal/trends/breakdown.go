package trends

import (
	"cmp"
	"slices"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/stats"
)

// Breakdown counts the incidents of the period by the keys of one dimension.
type Breakdown struct {
	Dimension string // one of Dimensions
	Aside     bool   // whether a text for people leaves it out unless it is asked for
	Ordered   bool   // whether keys stand in an order of their own: a scale, the hours of the day
	Keys      []Key  // in that order, else most frequent first, then by key
	Assigned  int    // sum of N without KeyNone: more than the incidents where one has several keys
}

// Key is one value of a dimension with the number of incidents that have it.
type Key struct {
	Key      string
	Name     string  // what the key stands for, or "" where it speaks for itself
	N        int     // incidents of the period, each once
	Share    float64 // of the incidents of the period, 0 to 1; the shares of a dimension may add up to more than 1
	Previous int     // incidents of the previous period
	Low      float64 // 95 % limits of N, in incidents: exact Poisson
	High     float64

	// Cumulative is the share of Breakdown.Assigned that this key and those more frequent make up, from the counts, so
	// that the last is exactly 1; nil for KeyNone, and without any incident.
	Cumulative *float64
	Compared   bool          // with the previous period; P and Holm are meaningful then
	P          float64       // central p of equal rates
	Holm       float64       // the same, corrected for the number of keys of all dimensions that were compared
	Verdict    stats.Verdict // more or fewer than chance would explain, when Holm is small; else ""

	Verdicts *Verdicts // of a control in the dimension control; nil elsewhere
}

// Verdicts counts the incidents of the period by their verdict on a control. An incident with two verdicts on one
// control counts for both.
type Verdicts struct{ Effective, Partial, Failed, Missing, Unstated int }

// Weak returns the incidents in which the control failed or was missing, as far as one verdict an incident goes.
func (v *Verdicts) Weak() int { return v.Failed + v.Missing }

// Recorded reports whether any incident of either period has a value of the dimension.
func (b Breakdown) Recorded() bool {
	return slices.ContainsFunc(b.Keys, func(k Key) bool { return k.Key != KeyNone && k.N+k.Previous > 0 })
}

// breakdown counts the incidents of both periods by one dimension.
func breakdown(d dimension, now, before []*Incident, pol *policy.Policy) Breakdown {
	counts := map[string]*Key{}
	count := func(list []*Incident, add func(*Key)) {
		for _, in := range list {
			for _, key := range d.of(in, pol) {
				if counts[key] == nil {
					counts[key] = &Key{Key: key}
				}
				add(counts[key])
			}
		}
	}
	count(now, func(k *Key) { k.N++ })
	count(before, func(k *Key) { k.Previous++ })
	place := d.places(pol, len(now)+len(before) > 0)
	for key := range place {
		if counts[key] == nil {
			counts[key] = &Key{Key: key}
		}
	}
	if d.name == "control" {
		verdicts(counts, now)
	}
	b := Breakdown{Dimension: d.name, Aside: d.aside, Ordered: len(place) > 0 || d.dated}
	for _, k := range counts {
		if len(now) > 0 {
			k.Share = float64(k.N) / float64(len(now))
		}
		k.Low, k.High = stats.PoissonInterval(k.N, level)
		if d.says != nil {
			k.Name = d.says(k.Key, pol)
		}
		b.Keys = append(b.Keys, *k)
	}
	slices.SortFunc(b.Keys, func(x, y Key) int { return d.compare(&x, &y, place) })
	b.accumulate()
	return b
}

// places returns the place, from 1, of each key that has one of its own and is listed also when nothing has it.
func (d *dimension) places(pol *policy.Policy, some bool) map[string]int {
	place := map[string]int{}
	if d.name == "severity" {
		for i, s := range pol.Severities {
			place[s.ID] = i + 1
		}
	}
	if some {
		for i, key := range d.order {
			place[key] = i + 1
		}
	}
	return place
}

// compare orders two keys: by their places, months by time, else the more frequent first.
func (d *dimension) compare(x, y *Key, place map[string]int) int {
	i, j := place[x.Key], place[y.Key]
	switch {
	case i > 0 && j > 0:
		return cmp.Compare(i, j)
	case i > 0:
		return -1
	case j > 0:
		return 1
	case d.dated:
		return cmp.Compare(x.Key, y.Key)
	default:
		return cmp.Or(cmp.Compare(y.N, x.N), cmp.Compare(x.Key, y.Key))
	}
}

// accumulate fills the cumulative shares of all keys, which need not stand in the order of their counts.
func (b *Breakdown) accumulate() {
	tallies := make([]stats.Tally, 0, len(b.Keys))
	place := make(map[string]int, len(b.Keys))
	for i, k := range b.Keys {
		if k.Key != KeyNone {
			tallies = append(tallies, stats.Tally{Name: k.Key, Count: k.N})
			place[k.Key] = i
			b.Assigned += k.N
		}
	}
	rows, ok := stats.Pareto(tallies)
	if !ok || b.Assigned == 0 {
		return
	}
	for _, r := range rows {
		b.Keys[place[r.Name]].Cumulative = new(r.Cumulative)
	}
}

// verdicts counts the verdicts of each control over the incidents of the period.
func verdicts(counts map[string]*Key, now []*Incident) {
	for _, k := range counts {
		k.Verdicts = &Verdicts{}
	}
	seen := map[Control]bool{}
	for _, in := range now {
		clear(seen)
		for _, c := range in.Controls {
			if seen[c] || c.Ref == "" {
				continue
			}
			seen[c] = true
			v := counts[c.Ref].Verdicts
			switch c.Verdict {
			case "effective":
				v.Effective++
			case "partial":
				v.Partial++
			case "failed":
				v.Failed++
			case "missing":
				v.Missing++
			default:
				v.Unstated++
			}
		}
	}
}
