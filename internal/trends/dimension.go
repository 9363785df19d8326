package trends

import (
	"slices"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// The keys under which incidents are counted that have no value of a dimension, or one that the vocabularies cannot place.
const (
	KeyNone             = "(none)"
	KeyUnknownTechnique = "unknown technique" // no active technique of MITRE ATT&CK: mistyped, or retired
	KeyUnknownCategory  = "unknown category"  // a cause category that is not in the policy's vocabulary has no bone
	KeyUnknownTrigger   = "unknown trigger"   // a trigger that is not built in may be a change or not
)

// The keys of the dimension change.
const (
	KeyChange   = "change"
	KeyNoChange = "no change"
)

// level is that of every interval and comparison.
const level = 0.95

// dimension is one way to sort incidents into keys.
type dimension struct {
	name  string
	keys  func(in *Incident, pol *policy.Policy) []string // may have empty ones and repetitions
	says  func(key string, pol *policy.Policy) string     // what a key stands for; nil where keys speak for themselves
	order []string                                        // keys that have an order of their own, listed also when nothing has them
	dated bool                                            // whether keys are times, of which the period before has others
	aside bool                                            // whether it is left out of a text for people unless it is asked for
}

var dimensions = []dimension{
	{name: "severity", keys: func(in *Incident, _ *policy.Policy) []string { return []string{in.Severity} }, says: severityName},
	{name: "cause", keys: func(in *Incident, _ *policy.Policy) []string { return in.categories() }, says: causeName},
	{name: "bone", keys: bones},
	{name: "trigger", keys: func(in *Incident, _ *policy.Policy) []string { return []string{in.Trigger} }},
	{name: "change", keys: changes, aside: true},
	{name: "type", keys: func(in *Incident, _ *policy.Policy) []string { return []string{in.Type} }, says: plainName(typeName), aside: true},
	{name: "class", keys: func(in *Incident, _ *policy.Policy) []string { return []string{class(in.Type)} }, says: plainName(className)},
	{name: "vector", keys: func(in *Incident, _ *policy.Policy) []string { return []string{in.Vector} }},
	{name: "tactic", keys: tactics, says: plainName(taxonomy.TacticName)},
	{name: "technique", keys: func(in *Incident, _ *policy.Policy) []string { return in.Techniques }, says: plainName(techniqueName), aside: true},
	{name: "control", keys: func(in *Incident, _ *policy.Policy) []string { return in.controls() }, says: plainName(controlName), aside: true},
	{name: "failed_control", keys: func(in *Incident, _ *policy.Policy) []string { return in.failedControls() }, says: plainName(controlName), aside: true},
	{name: "service", keys: func(in *Incident, _ *policy.Policy) []string { return in.Services }},
	{name: "team", keys: func(in *Incident, _ *policy.Policy) []string { return in.Teams }},
	{name: "supplier", keys: func(in *Incident, _ *policy.Policy) []string { return in.Suppliers }},
	{name: "detection", keys: func(in *Incident, _ *policy.Policy) []string { return []string{in.Detection} }},
	{name: "month", keys: func(in *Incident, _ *policy.Policy) []string { return []string{monthKey(in.At)} }, dated: true, aside: true},
	{name: "weekday", keys: func(in *Incident, _ *policy.Policy) []string { return []string{in.Clock.Weekday} }, order: weekdays[:], aside: true},
	{name: "hour", keys: func(in *Incident, _ *policy.Policy) []string { return []string{in.Clock.Hour} }, says: plainName(hourName), order: hours[:], aside: true},
}

// Dimensions returns the names of the dimensions in the order of Trends.By.
func Dimensions() []string {
	names := make([]string, 0, len(dimensions))
	for _, d := range dimensions {
		names = append(names, d.name)
	}
	return names
}

// named returns the dimension with a name, and false when there is none.
func named(name string) (dimension, bool) {
	i := slices.IndexFunc(dimensions, func(d dimension) bool { return d.name == name })
	if i < 0 {
		return dimension{}, false
	}
	return dimensions[i], true
}

// plainName makes a name that needs no policy into one that is given it.
func plainName(of func(key string) string) func(string, *policy.Policy) string {
	return func(key string, _ *policy.Policy) string { return of(key) }
}

// of returns the keys of an incident, each once; KeyNone for one that has none.
func (d *dimension) of(in *Incident, pol *policy.Policy) []string {
	keys := distinct(d.keys(in, pol))
	if len(keys) == 0 {
		return []string{KeyNone}
	}
	return keys
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

// controls returns the references of all controls that have a verdict.
func (in *Incident) controls() []string {
	list := make([]string, 0, len(in.Controls))
	for _, c := range in.Controls {
		list = append(list, c.Ref)
	}
	return list
}

// changes says whether the trigger is a change that somebody rolled out.
func changes(in *Incident, _ *policy.Policy) []string {
	change, known := taxonomy.IsChange(in.Trigger)
	switch {
	case in.Trigger == "":
		return nil
	case !known:
		return []string{KeyUnknownTrigger}
	case change:
		return []string{KeyChange}
	default:
		return []string{KeyNoChange}
	}
}

func severityName(key string, pol *policy.Policy) string {
	s, _ := pol.Severity(key)
	return s.Name
}

func causeName(key string, pol *policy.Policy) string {
	c, _ := pol.Cause(key)
	return c.Name
}

func controlName(key string) string {
	c, _, _ := taxonomy.LookupControl(key)
	return c.Title
}

// techniqueName is the name of a technique, of a sub-technique behind that of its parent.
func techniqueName(key string) string {
	t, _ := taxonomy.LookupTechnique(key)
	if t.Parent == "" {
		return t.Name
	}
	parent, _ := taxonomy.LookupTechnique(t.Parent)
	return parent.Name + ": " + t.Name
}
