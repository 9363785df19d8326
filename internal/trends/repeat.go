package trends

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
)

// Reach is how many months before an incident another one still makes it a repeat.
const Reach = 12

// maxRepeats bounds the pairs that are listed: in a large corpus their number grows with the square of the reports.
const maxRepeats = 10_000

// Repeat is an incident of the period with an earlier one that had the same root cause or failed control.
type Repeat struct {
	Report  string // id of the later incident, the one in the period
	Earlier string // id of the earlier one, at most Reach months before
	Days    int    // from the day of the earlier one to that of the later
	Why     string // what they share: "cause asset-inventory" or "control iso27001:A.8.9"

	State          string        // the least finished of EarlierActions; StateNone when there are none
	EarlierActions []ActionState // actions of the earlier report for what is shared, as they stood on the day of the later incident
	Settled        string        // what either report says of the other: repeat, similar, not-a-repeat, or ""
}

// ActionState is an action with its state on a day.
type ActionState struct {
	Action string // full id
	State  string // one of the states
}

// DidNotHold is a finished action after which what it addresses was hit again.
type DidNotHold struct {
	Action    string // full id
	Report    string // id of the report that the action belongs to
	Title     string
	Effect    string   // prevent, detect, mitigate, repair, or ""
	State     string   // StateVerified or StateDone, on the day of the incident that hit it
	Result    string   // what the verification showed; "" for one that was done only
	HitBy     string   // id of that incident
	Days      int      // from the day on which the action was done (or verified, where that day is unknown) to the incident
	Addresses []string // what was hit again, as in Repeat.Why
}

// causes returns 1 when a root cause was hit again, and 0 for controls alone.
func (d *DidNotHold) causes() int {
	if slices.ContainsFunc(d.Addresses, func(why string) bool { return strings.HasPrefix(why, "cause ") }) {
		return 1
	}
	return 0
}

// NotARepeat is the relation by which a person settles that two incidents have nothing in common.
const NotARepeat = "not-a-repeat"

// shared is what an incident can have in common with a later one: its root causes and its failed controls.
func (in *Incident) shared() []string {
	var list []string
	for _, c := range in.Causes {
		if c.Root && c.Category != "" {
			list = append(list, "cause "+c.Category)
		}
	}
	for _, ref := range in.failedControls() {
		list = append(list, "control "+ref)
	}
	return distinct(list)
}

// addressing returns the actions of an incident for one of its shared things.
func (in *Incident) addressing(why string) []actions.Action {
	var targets []string
	what, key, _ := strings.Cut(why, " ")
	switch what {
	case "cause":
		for _, c := range in.Causes {
			if c.Root && c.Category == key && c.ID != "" {
				targets = append(targets, c.ID)
			}
		}
	default:
		targets = []string{key}
	}
	var list []actions.Action
	for i := range in.Actions {
		if slices.ContainsFunc(in.Actions[i].Addresses, func(t string) bool { return slices.Contains(targets, t) }) {
			list = append(list, in.Actions[i])
		}
	}
	return list
}

// pair is a later incident with an earlier one and what they share.
type pair struct {
	later, earlier *Incident
	why            string
}

// pairs returns the pairs whose later incident lies in the period, the newest first, at most maxRepeats, together
// with the number of all.
func pairs(all []*Incident, period Period) (found []pair, total int) {
	chronological := slices.SortedFunc(slices.Values(all), func(a, b *Incident) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Report, b.Report))
	})
	byShared := map[string][]*Incident{} // in the order of time
	var later []pair                     // without the earlier half
	var place []int                      // of each in its list of byShared
	for _, in := range chronological {
		for _, why := range in.shared() {
			if period.Contains(in.At) {
				later = append(later, pair{later: in, why: why})
				place = append(place, len(byShared[why]))
			}
			byShared[why] = append(byShared[why], in)
		}
	}
	for i, p := range slices.Backward(later) {
		end := place[i]
		limit := AddMonths(Day(p.later.At), -Reach)
		list := byShared[p.why]
		start, _ := slices.BinarySearchFunc(list[:end], limit, func(in *Incident, limit time.Time) int {
			return in.At.Compare(limit)
		})
		total += end - start
		for j := end - 1; j >= start && len(found) < maxRepeats; j-- {
			if list[j].Report == p.later.Report { // two files of one id are a mistake, not a repeat
				total--
				continue
			}
			found = append(found, pair{later: p.later, earlier: list[j], why: p.why})
		}
	}
	slices.SortStableFunc(found, func(a, b pair) int {
		return cmp.Or(b.later.At.Compare(a.later.At), cmp.Compare(a.later.Report, b.later.Report),
			b.earlier.At.Compare(a.earlier.At), cmp.Compare(a.earlier.Report, b.earlier.Report), cmp.Compare(a.why, b.why))
	})
	return found, total
}

// earlierActions returns the actions of the earlier incident for what is shared, as they were on the day of the later.
func (p pair) earlierActions(pol *policy.Policy) []actions.Record {
	return actions.At(p.earlier.addressing(p.why), Day(p.later.At), pol)
}

// repeats returns the pairs as they are shown, and the finished actions that did not hold. A pair that a person settled
// as no repeat speaks against no action.
func repeats(found []pair, pol *policy.Policy) ([]Repeat, []DidNotHold) {
	list := make([]Repeat, 0, len(found))
	var failed []DidNotHold
	index := map[[2]string]int{} // action and incident that hit it -> place in failed
	for _, p := range found {
		records := p.earlierActions(pol)
		r := p.repeat(records)
		list = append(list, r)
		if r.Settled == NotARepeat {
			continue
		}
		for i := range records {
			f, ok := p.didNotHold(&records[i])
			if !ok {
				continue
			}
			key := [2]string{f.Action, f.HitBy}
			if at, again := index[key]; again {
				failed[at].Addresses = append(failed[at].Addresses, p.why)
				continue
			}
			index[key] = len(failed)
			failed = append(failed, f)
		}
	}
	// A control says little about what happened, and a root cause says much.
	slices.SortStableFunc(failed, func(a, b DidNotHold) int { return cmp.Compare(b.causes(), a.causes()) })
	return list, failed
}

func (p pair) repeat(records []actions.Record) Repeat {
	r := Repeat{
		Report: p.later.Report, Earlier: p.earlier.Report, Days: daysBetween(p.earlier.At, p.later.At), Why: p.why,
		State: StateNone, Settled: cmp.Or(p.later.related(p.earlier.Report), p.earlier.related(p.later.Report)),
	}
	for i := range records {
		s := state(records[i].State)
		r.State = worst(r.State, s)
		r.EarlierActions = append(r.EarlierActions, ActionState{Action: records[i].ID, State: s})
	}
	return r
}

// didNotHold returns an action as one that did not hold, and false for one of which it is not known that it was
// finished on a day before the incident that hit it.
func (p pair) didNotHold(a *actions.Record) (DidNotHold, bool) {
	since := finished(&a.Action)
	if a.State != actions.Done && a.State != actions.Verified || since.IsZero() || !since.Before(Day(p.later.At)) {
		return DidNotHold{}, false
	}
	f := DidNotHold{
		Action: a.ID, Report: p.earlier.Report, Title: a.Title, Effect: a.Effect, State: state(a.State),
		HitBy: p.later.Report, Days: daysBetween(since, p.later.At), Addresses: []string{p.why},
	}
	if a.State == actions.Verified {
		f.Result = a.Result
	}
	return f, true
}
