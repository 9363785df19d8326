package trends

import (
	"time"

	"github.com/pir-cli/pir/internal/actions"
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
