package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

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

// cameBackText says in a few sentences how much came back.
func cameBackText(t *trends.Trends) string {
	list, settled := cameBack(t)
	overdue := map[string]bool{}
	for i := range list {
		if list[i].State == trends.StateOverdue {
			overdue[list[i].Report] = true
		}
	}
	if t.Incidents.N == 0 {
		return "Nothing came back: there is no incident in the period."
	}
	said := "Nothing came back: no incident shares a root cause, a technique on a service or a failed control with one at most " + t.Within + " before it."
	if t.CameBack.Cause+t.CameBack.Other > 0 {
		said = fmt.Sprintf("%d of %s shared a root cause with one at most %s before it", t.CameBack.Cause, plural(t.Incidents.N, "incident"), t.Within)
		if t.CameBack.Other > 0 {
			said += fmt.Sprintf("; %d more a technique on the same service, or a failed control", t.CameBack.Other)
		}
		said += "."
	}
	atLeast := ""
	if t.RepeatsAll > len(t.Repeats) {
		atLeast = "at least "
	}
	if len(overdue) > 0 {
		said += fmt.Sprintf(" For %s%d of them an earlier action was overdue: known, and not fixed.", atLeast, len(overdue))
	}
	if settled > 0 {
		said += " Settled as not a repeat: " + atLeast + plural(settled, "pair") + "."
	}
	return said
}

// commonText says how many incidents have something, so that a match by chance is seen as one.
func commonText(c trends.Common) string {
	if c.Much() {
		return fmt.Sprintf("%d of %d, may be chance", c.N, c.Of)
	}
	return fmt.Sprintf("%d of %d", c.N, c.Of)
}

// actionStates lists actions of one report with their states, by their short ids: A1 verified effective, A2 done.
func actionStates(r *trends.Repeat) string {
	if len(r.EarlierActions) == 0 {
		return "no action addressed it"
	}
	said := make([]string, 0, len(r.EarlierActions))
	for _, a := range r.EarlierActions {
		word := strings.TrimPrefix(a.Action, r.Earlier+"/") + " " + a.Words()
		switch {
		case a.State == trends.StateOverdue:
			word += " (known, not fixed)"
		case a.Result == "effective" && r.Claims():
			word += " (did not hold)"
		}
		said = append(said, word)
	}
	return strings.Join(said, ", ")
}

// weakPairs takes the pairs apart that share nothing but controls which many incidents share.
func weakPairs(all []trends.Repeat) (strong []trends.Repeat, weak [][]trends.Repeat) {
	pairs := together(all, func(r *trends.Repeat) string { return r.Report + "\x00" + r.Earlier })
	var one []trends.Repeat
	for _, pair := range pairs {
		if slices.ContainsFunc(pair, func(r trends.Repeat) bool { return !r.Weak() }) {
			strong = append(strong, pair...)
		} else {
			one = append(one, pair...)
		}
	}
	return strong, together(one, func(r *trends.Repeat) string { return r.Why })
}

// weakText says which common controls alone two incidents share.
func weakText(weak [][]trends.Repeat) string {
	said := make([]string, 0, len(weak))
	for _, of := range weak {
		most := slices.MaxFunc(of, func(a, b trends.Repeat) int { return a.Common.N - b.Common.N }).Common
		said = append(said, fmt.Sprintf("%s in %s (%d of %d incidents have it)", of[0].Why, plural(len(of), "pair"), most.N, most.Of))
	}
	return strings.Join(said, "; ")
}

// didNotHoldText says how many finished actions were followed by what they address, beside what chance gives.
func didNotHoldText(t *trends.Trends) string {
	switch t.Fixes.Hit {
	case 0:
		return "Nothing that a finished action addresses was hit again in the period."
	case 1:
		return fmt.Sprintf("1 finished action did not hold: what it addresses was hit again. Verified as effective before: %d.", t.Fixes.Effective)
	default:
		return fmt.Sprintf("%d finished actions did not hold: what they address was hit again. Verified as effective before: %d.", t.Fixes.Hit, t.Fixes.Effective)
	}
}

// chanceText says how many actions would have been hit if causes and controls fell on incidents at random.
func chanceText(f *trends.Fixes) string {
	var said []string
	for _, c := range []struct {
		what string
		n    *trends.Chance
	}{{"root cause", &f.Cause}, {"control", &f.Control}} {
		if c.n.Of == 0 || c.n.Hit+c.n.Settled == 0 {
			continue
		}
		text := fmt.Sprintf("The %s came back after %d of %s", c.what, c.n.Hit, plural(c.n.Of, "action"))
		if c.n.Settled > 0 {
			text += fmt.Sprintf(", and after %d in settled pairs only", c.n.Settled)
		}
		verdict := "compatible with chance"
		if c.n.Beyond() {
			verdict = "more than chance would explain"
		}
		said = append(said, text+fmt.Sprintf("; if incidents shared them at random, it would after %s: %s.", number(c.n.Expected), verdict))
	}
	return strings.Join(said, " ")
}

// fixesText says what became of the finished actions that were not hit.
func fixesText(f *trends.Fixes) string {
	rest := f.All() - f.Hit
	if rest == 0 {
		return ""
	}
	said := fmt.Sprintf("Not hit in the period: %s. Held so far, and long enough to tell: %d; held so far, too early to tell: %d", plural(rest, "finished action"), f.HeldAll, f.EarlyAll)
	if f.HitBefore > 0 {
		said += fmt.Sprintf("; hit before the period: %d", f.HitBefore)
	}
	if f.Ineffective > 0 {
		said += fmt.Sprintf("; ineffective by their own check: %d", f.Ineffective)
	}
	return said + "."
}

// fixText says for how long an action held, and how many incidents the time before gives for that.
func fixText(f *trends.Fix) string {
	return fmt.Sprintf("%s %s, %s (expected %s): %s", f.Action, f.State, plural(f.Days, "day"), number(f.Expected), strings.Join(f.Addresses, ", "))
}

// stateOf says what became of an action that did not hold.
func stateOf(d *trends.DidNotHold) string {
	if d.Result == "" {
		return d.State
	}
	return d.State + " " + d.Result
}

// addressesText lists what was hit again, with how common the first of it is.
func addressesText(d *trends.DidNotHold) string {
	said := slices.Clone(d.Addresses)
	said[0] += " (" + commonText(d.Common) + ")"
	return strings.Join(said, ", ")
}
