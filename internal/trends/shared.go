package trends

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
)

// What two incidents can have in common, as the first word of Repeat.Why: from what says most of what happened to what
// says least.
const (
	byCause     = "cause "
	byTechnique = "technique "
	byControl   = "control "
)

// mostPlaces bounds the techniques on services of one report, which grow with the product of two lists.
const mostPlaces = 200

// strength orders what two incidents share: 0 for a root cause, 1 for a technique on a service, 2 for a control.
func strength(why string) int {
	switch {
	case strings.HasPrefix(why, byCause):
		return 0
	case strings.HasPrefix(why, byTechnique):
		return 1
	default:
		return 2
	}
}

// kindOf returns the first word of what two incidents share, one of the constants.
func kindOf(why string) string {
	return []string{byCause, byTechnique, byControl}[strength(why)]
}

// shared is what an incident can have in common with another: its root causes, its techniques each on each of its
// services, and its failed or missing controls.
func (in *Incident) shared() []string {
	var list []string
	for _, c := range in.Causes {
		if c.Root && c.Category != "" {
			list = append(list, byCause+c.Category)
		}
	}
	places := 0
	for _, technique := range in.Techniques {
		for _, service := range in.Services {
			if places++; places <= mostPlaces {
				list = append(list, byTechnique+technique+" on "+service)
			}
		}
	}
	for _, ref := range in.failedControls() {
		list = append(list, byControl+ref)
	}
	return distinct(list)
}

// addresses returns what an action is for, as in shared: the categories of the root causes and the failed controls
// that it names.
func (in *Incident) addresses(a *actions.Action) []string {
	var list []string
	for _, target := range a.Addresses {
		for _, c := range in.Causes {
			if c.Root && c.Category != "" && c.ID == target {
				list = append(list, byCause+c.Category)
			}
		}
		for _, c := range in.Controls {
			if c.failed() && c.Ref == target {
				list = append(list, byControl+c.Ref)
			}
		}
	}
	return distinct(list)
}

// addressing returns the actions of an incident for one of its shared things. A technique is no cause, so all of its
// actions are for it.
func (in *Incident) addressing(why string) []actions.Action {
	if strings.HasPrefix(why, byTechnique) {
		return in.Actions
	}
	var list []actions.Action
	for i := range in.Actions {
		if slices.Contains(in.addresses(&in.Actions[i]), why) {
			list = append(list, in.Actions[i])
		}
	}
	return list
}

// Common says how common it is what two incidents share.
type Common struct {
	N  int // incidents that have it, of those of the time within which the later one is a repeat, that one included
	Of int // all incidents of that time
}

// Chance returns how likely another incident of that time, drawn at random, has it as well: from 0 to 1.
func (c Common) Chance() float64 {
	if c.Of < 2 {
		return 0
	}
	return float64(c.N-1) / float64(c.Of-1)
}

// The numbers from which on something is so common that a match says little.
const (
	muchN      = 3
	muchChance = 0.2
)

// Much reports whether incidents share it so often that two of them may by chance.
func (c Common) Much() bool { return c.N >= muchN && c.Chance() >= muchChance }

// index finds incidents by what they have in common.
type index struct {
	all []*Incident            // in the order of time
	by  map[string][]*Incident // by what they share, in the order of time; an incident may be there for two files of one id
	pol *policy.Policy
}

// indexed sorts the incidents up to a day.
func indexed(all []*Incident, end time.Time, pol *policy.Policy) index {
	x := index{by: map[string][]*Incident{}, pol: pol}
	for _, in := range all {
		if !Day(in.At).After(end) {
			x.all = append(x.all, in)
		}
	}
	slices.SortFunc(x.all, func(a, b *Incident) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Report, b.Report))
	})
	for _, in := range x.all {
		for _, why := range in.shared() {
			x.by[why] = append(x.by[why], in)
		}
	}
	return x
}

// after returns the place of the first incident of a list on a later day.
func after(list []*Incident, day time.Time) int {
	return sort.Search(len(list), func(i int) bool { return Day(list[i].At).After(day) })
}

// reaching returns the place of the first incident of a list of which one on that day can be a repeat.
func (x index) reaching(list []*Incident, day time.Time) int {
	return sort.Search(len(list), func(i int) bool { return !day.After(x.pol.RepeatUntil(list[i].At)) })
}

// common counts how many incidents up to an incident have what it has, of those of which it can be a repeat.
func (x index) common(why string, in *Incident) Common { return x.commonSince(why, in, in) }

// commonSince is common, and counts from an earlier incident on when that is longer ago.
func (x index) commonSince(why string, earlier, in *Incident) Common {
	day, from := Day(in.At), Day(earlier.At).AddDate(0, 0, -1)
	count := func(list []*Incident) int {
		return after(list, day) - min(x.reaching(list, day), after(list, from))
	}
	return Common{N: count(x.by[why]), Of: count(x.all)}
}
