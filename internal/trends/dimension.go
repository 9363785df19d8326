package trends

import (
	"cmp"
	"slices"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/stats"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// The keys under which incidents are counted that have no value of a dimension, or one that the vocabularies cannot place.
const (
	KeyNone             = "(none)"
	KeyUnknownTechnique = "unknown technique" // no active technique of MITRE ATT&CK: mistyped, or retired
	KeyUnknownCategory  = "unknown category"  // a cause category that is not in the policy's vocabulary has no bone
)

// level is that of every interval and comparison.
const level = 0.95

// dimension is one way to sort incidents into keys.
type dimension struct {
	name string
	keys func(in *Incident, pol *policy.Policy) []string // may have empty ones and repetitions
	says func(key string, pol *policy.Policy) string     // what a key stands for; nil where keys speak for themselves
}

var dimensions = []dimension{
	{"severity", func(in *Incident, _ *policy.Policy) []string { return []string{in.Severity} }, severityName},
	{"cause", func(in *Incident, _ *policy.Policy) []string { return in.categories() }, causeName},
	{"bone", bones, nil},
	{"trigger", func(in *Incident, _ *policy.Policy) []string { return []string{in.Trigger} }, nil},
	{"vector", func(in *Incident, _ *policy.Policy) []string { return []string{in.Vector} }, nil},
	{"tactic", tactics, func(key string, _ *policy.Policy) string { return taxonomy.TacticName(key) }},
	{"failed_control", func(in *Incident, _ *policy.Policy) []string { return in.failedControls() }, controlName},
	{"service", func(in *Incident, _ *policy.Policy) []string { return in.Services }, nil},
	{"team", func(in *Incident, _ *policy.Policy) []string { return in.Teams }, nil},
	{"supplier", func(in *Incident, _ *policy.Policy) []string { return in.Suppliers }, nil},
	{"detection", func(in *Incident, _ *policy.Policy) []string { return []string{in.Detection} }, nil},
}

// Dimensions returns the names of the dimensions in the order of Trends.By.
func Dimensions() []string {
	names := make([]string, 0, len(dimensions))
	for _, d := range dimensions {
		names = append(names, d.name)
	}
	return names
}

// categories returns the cause categories of root causes and contributing factors.
func (in *Incident) categories() []string {
	list := make([]string, 0, len(in.Causes))
	for _, c := range in.Causes {
		list = append(list, c.Category)
	}
	return list
}

func bones(in *Incident, pol *policy.Policy) []string {
	list := make([]string, 0, len(in.Causes))
	for _, c := range in.Causes {
		category, ok := pol.Cause(c.Category)
		switch {
		case ok:
			list = append(list, category.Bone)
		case c.Category != "":
			list = append(list, KeyUnknownCategory)
		}
	}
	return list
}

func tactics(in *Incident, _ *policy.Policy) []string {
	var list []string
	for _, id := range in.Techniques {
		if t, ok := taxonomy.LookupTechnique(id); ok {
			list = append(list, t.Tactics...)
		} else {
			list = append(list, KeyUnknownTechnique)
		}
	}
	return list
}

// failedControls returns the references of the controls that failed or were missing.
func (in *Incident) failedControls() []string {
	var list []string
	for _, c := range in.Controls {
		if c.failed() {
			list = append(list, c.Ref)
		}
	}
	return list
}

func severityName(key string, pol *policy.Policy) string {
	s, _ := pol.Severity(key)
	return s.Name
}

func causeName(key string, pol *policy.Policy) string {
	c, _ := pol.Cause(key)
	return c.Name
}

func controlName(key string, _ *policy.Policy) string {
	c, _, _ := taxonomy.LookupControl(key)
	return c.Title
}

// Breakdown counts the incidents of the period by the keys of one dimension.
type Breakdown struct {
	Dimension string // one of Dimensions
	Keys      []Key  // most frequent first, then by key; severities by the scale
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
}

// Recorded reports whether any incident of either period has a value of the dimension.
func (b Breakdown) Recorded() bool {
	return slices.ContainsFunc(b.Keys, func(k Key) bool { return k.Key != KeyNone && k.N+k.Previous > 0 })
}

// breakdown counts the incidents of both periods by one dimension.
func breakdown(d dimension, now, before []*Incident, pol *policy.Policy) Breakdown {
	counts := map[string]*Key{}
	count := func(list []*Incident, add func(*Key)) {
		for _, in := range list {
			keys := distinct(d.keys(in, pol))
			if len(keys) == 0 {
				keys = []string{KeyNone}
			}
			for _, key := range keys {
				if counts[key] == nil {
					counts[key] = &Key{Key: key}
				}
				add(counts[key])
			}
		}
	}
	count(now, func(k *Key) { k.N++ })
	count(before, func(k *Key) { k.Previous++ })
	scale := map[string]int{} // a severity's place in the scale, from 1
	if d.name == "severity" {
		for i, s := range pol.Severities {
			scale[s.ID] = i + 1
			if counts[s.ID] == nil {
				counts[s.ID] = &Key{Key: s.ID}
			}
		}
	}
	b := Breakdown{Dimension: d.name}
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
	slices.SortFunc(b.Keys, func(x, y Key) int {
		i, j := scale[x.Key], scale[y.Key]
		switch {
		case i > 0 && j > 0:
			return cmp.Compare(i, j)
		case i > 0:
			return -1
		case j > 0:
			return 1
		default:
			return cmp.Or(cmp.Compare(y.N, x.N), cmp.Compare(x.Key, y.Key))
		}
	})
	return b
}
