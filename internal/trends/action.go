package trends

import (
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
)

// The states of earlier actions, from what is best to what is worst. They are those of package actions, with one word
// for everything that is neither finished nor overdue: of a day in the past nobody can tell more.
const (
	StateNone     = "none" // no action addresses it
	StateVerified = "verified"
	StateDone     = "done"
	StateDeclined = "declined"
	StateOpen     = "open"
	StateOverdue  = "overdue"
)

// state maps the state of an action to one of the words above.
func state(s actions.State) string {
	switch s {
	case actions.Verified:
		return StateVerified
	case actions.Done:
		return StateDone
	case actions.Declined:
		return StateDeclined
	case actions.Overdue:
		return StateOverdue
	case actions.Open, actions.InProgress, actions.Blocked, actions.DueSoon:
		return StateOpen
	}
	return StateOpen
}

// worst returns the state that is further from verified.
func worst(a, b string) string {
	for _, s := range []string{StateOverdue, StateOpen, StateDeclined, StateDone, StateVerified} {
		if a == s || b == s {
			return s
		}
	}
	return StateNone
}

// finished returns the day since which an action counts as finished: when it was done, or verified where that day is
// not known; zero when neither is.
func finished(a *actions.Action) time.Time {
	if a.Done.IsZero() {
		return a.Verified
	}
	return a.Done
}

// Actions counts the actions of the period's incidents as of a day, as `pir actions` does:
// Total = Open + Done + Verified + Declined.
type Actions struct {
	Total    int
	Open     int // neither done, verified nor declined
	Overdue  int // part of Open
	Done     int // done, and not verified
	Verified int
	Declined int
}

// Completion returns how many actions are done or verified, k, of the n that were not declined.
func (a Actions) Completion() (k, n int) { return a.Done + a.Verified, a.Total - a.Declined }

// MinShare is the smallest number of actions or incidents of which a percentage is given.
const MinShare = 5

// Share returns the completion from 0 to 1, and false when there are too few actions for a percentage.
func (a Actions) Share() (float64, bool) {
	k, n := a.Completion()
	if n < MinShare {
		return 0, false
	}
	return float64(k) / float64(n), true
}

func countActions(now []*Incident, asOf time.Time, pol *policy.Policy) Actions {
	var sum Actions
	for _, in := range now {
		for _, r := range actions.At(in.Actions, asOf, pol) {
			sum.Total++
			switch state(r.State) {
			case StateVerified:
				sum.Verified++
			case StateDone:
				sum.Done++
			case StateDeclined:
				sum.Declined++
			case StateOverdue:
				sum.Overdue++
				sum.Open++
			default:
				sum.Open++
			}
		}
	}
	return sum
}
