package trends

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
)

// maxRepeats bounds each list of pairs and of actions: in a large corpus their number grows with the square of the reports.
const maxRepeats = 10_000

// Repeat is an incident of the period with an earlier one that had the same root cause, technique on a service, or
// failed control.
type Repeat struct {
	Report  string // id of the later incident, the one in the period
	Earlier string // id of the earlier one, near enough by the policy
	Days    int    // from the day of the earlier one to that of the later
	Why     string // what they share: "cause asset-inventory", "technique T1078 on ci", "control iso27001:A.8.9"
	Common  Common // how common that is

	State          string        // the least finished of EarlierActions; StateNone when there are none
	EarlierActions []ActionState // actions of the earlier report for what is shared, as they stood on the day of the later incident
	Settled        string        // what either report says of the other: repeat, similar, not-a-repeat, or ""
	Reason         string        // the reason that goes with it
}

// ByCause reports whether the two share a root cause.
func (r *Repeat) ByCause() bool { return strength(r.Why) == 0 }

// Claims reports whether the repeat speaks against actions that were verified as effective: a technique is nothing that an
// action addresses, and a control that many incidents share may be hit by chance.
func (r *Repeat) Claims() bool {
	return r.ByCause() || strength(r.Why) == strength(byControl) && !r.Common.Much()
}

// Weak reports whether the two share no more than a failed control that many incidents share, and nobody says that they
// have to do with each other.
func (r *Repeat) Weak() bool {
	return strength(r.Why) == strength(byControl) && r.Common.Much() && r.Settled == ""
}

// ActionState is an action with its state on a day.
type ActionState struct {
	Action string // full id
	State  string // one of the states
	Result string // what its check showed; "" before it
}

// Words says what a state means for what came back: that a fix did not hold, or that it was known and not fixed.
func (a ActionState) Words() string {
	switch {
	case a.State == StateVerified && a.Result != "":
		return "verified " + a.Result
	case a.State == StateOpen:
		return "still open"
	default:
		return a.State
	}
}

// comeBack fills in what came back and what became of the actions.
func (t *Trends) comeBack(s *sorting, pol *policy.Policy) {
	x := indexed(s.all, t.AsOf, pol)
	t.Within = pol.RepeatWithin.String()
	t.Repeats, t.RepeatsAll, t.CameBack = x.repeats(t.Period)
	t.Hints, t.HintsAll = x.hints(t.Period)
	end := t.Period.Until(t.AsOf).To
	t.Fixes, t.DidNotHold, t.HitsAll = indexed(s.all, end, pol).hold(t.Period, end, s.first)
}

// NotARepeat is the relation by which a person settles that two incidents have nothing in common.
const NotARepeat = "not-a-repeat"

// settled returns what two reports say of one another: the word of the later, else that of the earlier. That they are no
// repeat counts with a reason only.
func settled(later, earlier *Incident) Relation {
	if r := later.related(earlier.Report); r.Relation != "" {
		return r
	}
	return earlier.related(later.Report)
}

// pair is a later incident with an earlier one and what they share.
type pair struct {
	later, earlier *Incident
	why            string
}

// echo is something that an incident of the period has, with the earlier incidents that had it, the nearest last.
type echo struct {
	later   *Incident
	why     string
	common  Common
	earlier []*Incident // near enough; the later one may be among them when its id stands twice
}

// echoes returns what the incidents of the period have that an earlier one near enough had.
func (x index) echoes(period Period) []echo {
	var list []echo
	seen := map[string]int{}
	for _, in := range x.all {
		inside := period.Contains(in.At)
		for _, why := range in.shared() {
			earlier := x.by[why][:seen[why]]
			seen[why]++
			if earlier = earlier[x.reaching(earlier, Day(in.At)):]; inside && len(earlier) > 0 {
				list = append(list, echo{in, why, x.common(why, in), earlier})
			}
		}
	}
	return list
}

// nearest returns at most so many pairs of an echo, the nearest first, and for a negative number all. Two files of one
// id are a mistake, and no repeat.
func (e *echo) nearest(most int) []pair {
	var list []pair
	for _, in := range slices.Backward(e.earlier) {
		if len(list) == most {
			break
		}
		if in.Report != e.later.Report {
			list = append(list, pair{e.later, in, e.why})
		}
	}
	return list
}

// pairs returns the number of all pairs of an echo.
func (e *echo) pairs() int {
	n := 0
	for _, in := range e.earlier {
		if in.Report != e.later.Report {
			n++
		}
	}
	return n
}

// cameBack reports whether any pair of an echo is not settled as no repeat.
func (e *echo) cameBack() bool {
	return slices.ContainsFunc(e.earlier, func(in *Incident) bool {
		return in.Report != e.later.Report && settled(e.later, in).Relation != NotARepeat
	})
}

// CameBack counts the incidents of the period that share something with an earlier one, settled pairs left out.
type CameBack struct {
	Cause int // a root cause
	Other int // no root cause, but a technique on a service, or a control
}

// repeats returns the pairs as they are shown, what says most first and last those that are settled as no repeat, with
// the number of all and of the incidents. Where there are more than maxRepeats, each incident is there with the nearest.
func (x index) repeats(period Period) (list []Repeat, total int, back CameBack) {
	echoes := x.echoes(period)
	strongest := map[string]int{} // of each incident that came back
	for i := range echoes {
		e := &echoes[i]
		total += e.pairs()
		if !e.cameBack() {
			continue
		}
		if s, known := strongest[e.later.Report]; !known || strength(e.why) < s {
			strongest[e.later.Report] = strength(e.why)
		}
	}
	for _, s := range strongest {
		if s == 0 {
			back.Cause++
		} else {
			back.Other++
		}
	}
	most := -1
	if total > maxRepeats {
		most = max(1, maxRepeats/len(echoes))
	}
	return x.ordered(echoes, most), total, back
}

// ordered returns at most so many pairs of each echo, and at most maxRepeats.
func (x index) ordered(echoes []echo, most int) []Repeat {
	type ranked struct {
		pair
		common Common
		none   bool // settled as no repeat
	}
	var all []ranked
	for i := range echoes {
		for _, p := range echoes[i].nearest(most) {
			all = append(all, ranked{p, echoes[i].common, settled(p.later, p.earlier).Relation == NotARepeat})
		}
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(
			falseFirst(a.none, b.none), cmp.Compare(strength(a.why), strength(b.why)), cmp.Compare(a.common.Chance(), b.common.Chance()),
			b.later.At.Compare(a.later.At), cmp.Compare(a.later.Report, b.later.Report),
			b.earlier.At.Compare(a.earlier.At), cmp.Compare(a.earlier.Report, b.earlier.Report), cmp.Compare(a.why, b.why),
		)
	})
	list := make([]Repeat, 0, min(len(all), maxRepeats))
	for _, r := range all[:min(len(all), maxRepeats)] {
		list = append(list, x.repeat(r.pair, r.common))
	}
	return list
}

func (x index) repeat(p pair, common Common) Repeat {
	word := settled(p.later, p.earlier)
	r := Repeat{
		Report: p.later.Report, Earlier: p.earlier.Report, Days: daysBetween(p.earlier.At, p.later.At), Why: p.why,
		Common: common, State: StateNone, Settled: word.Relation, Reason: word.Reason,
	}
	for _, a := range p.earlierActions(x.pol) {
		s := ActionState{Action: a.ID, State: state(a.State)}
		if s.State == StateVerified {
			s.Result = a.Result
		}
		r.State = worst(r.State, s.State)
		r.EarlierActions = append(r.EarlierActions, s)
	}
	return r
}

// earlierActions returns the actions of the earlier incident for what is shared, as they were on the day of the later.
func (p pair) earlierActions(pol *policy.Policy) []actions.Record {
	return actions.At(p.earlier.addressing(p.why), Day(p.later.At), pol)
}

// comeBackNotes says what counts as coming back, and what is left out.
func comeBackNotes(t *Trends) []string {
	list := []string{fmt.Sprintf("What came back: an incident of the period and one at most %s before it with the same root-cause category, the same technique on the same service, or the same control failed or missing. The state of the earlier actions is that of the day of the later incident. \"n of N\" counts the incidents of that time that have it; what at least %d and one in five of the others have may match by chance.", t.Within, muchN)}
	if settled := settledPairs(t.Repeats); settled > 0 {
		list = append(list, is(settled, "pair")+" settled as not-a-repeat in the reports and counted against no action.")
	}
	if more := t.RepeatsAll - len(t.Repeats); more > 0 {
		list = append(list, fmt.Sprintf("%d pairs are listed of what came back, of each incident the nearest; %d more are left out.", len(t.Repeats), more))
	}
	if more := t.HitsAll - len(t.DidNotHold); more > 0 {
		list = append(list, fmt.Sprintf("The first %d pairs of an action and an incident are listed of what did not hold; %d more are left out.", len(t.DidNotHold), more))
	}
	return list
}
