package trends

import (
	"cmp"
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
)

// ActionCounts counts actions as of a day, as `pir actions` does: Total = Open + Done + Verified + Declined.
type ActionCounts struct {
	Total    int
	Open     int // neither done, verified nor declined
	Overdue  int // part of Open
	Done     int // done, and not verified
	Verified int
	Declined int
}

// Implemented returns how many actions are done or verified, of those that were not declined.
func (a ActionCounts) Implemented() Share { return Share{a.Done + a.Verified, a.Total - a.Declined} }

// Checked returns how many actions are verified, of those that are done or verified.
func (a ActionCounts) Checked() Share { return Share{a.Verified, a.Done + a.Verified} }

// Actions counts the actions of the period's incidents as of the day of the trends.
type Actions struct {
	ActionCounts

	Previous ActionCounts // of the incidents of the previous period, as of the same day
	ByKind   []ActionKey  // of the period, the most frequent first
	ByEffect []ActionKey
}

// ActionKey counts the actions of one kind or effect; KeyNone for those without one.
type ActionKey struct {
	Key string
	ActionCounts
}

func (a *ActionCounts) add(s actions.State) {
	a.Total++
	switch state(s) {
	case StateVerified:
		a.Verified++
	case StateDone:
		a.Done++
	case StateDeclined:
		a.Declined++
	case StateOverdue:
		a.Overdue++
		a.Open++
	default:
		a.Open++
	}
}

func countActions(now, before []*Incident, asOf time.Time, pol *policy.Policy) Actions {
	var all Actions
	kinds, effects := map[string]*ActionCounts{}, map[string]*ActionCounts{}
	each(now, asOf, pol, func(r *actions.Record) {
		all.add(r.State)
		keyed(kinds, r.Kind).add(r.State)
		keyed(effects, r.Effect).add(r.State)
	})
	each(before, asOf, pol, func(r *actions.Record) { all.Previous.add(r.State) })
	all.ByKind, all.ByEffect = actionKeys(kinds), actionKeys(effects)
	return all
}

// each calls do for every action of the incidents as it is on a day.
func each(list []*Incident, asOf time.Time, pol *policy.Policy, do func(*actions.Record)) {
	for _, in := range list {
		records := actions.At(in.Actions, asOf, pol)
		for i := range records {
			do(&records[i])
		}
	}
}

func keyed(counts map[string]*ActionCounts, key string) *ActionCounts {
	key = cmp.Or(key, KeyNone)
	if counts[key] == nil {
		counts[key] = &ActionCounts{}
	}
	return counts[key]
}

func actionKeys(counts map[string]*ActionCounts) []ActionKey {
	list := make([]ActionKey, 0, len(counts))
	for key, c := range counts {
		list = append(list, ActionKey{key, *c})
	}
	slices.SortFunc(list, func(a, b ActionKey) int {
		return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Key, b.Key))
	})
	return list
}
