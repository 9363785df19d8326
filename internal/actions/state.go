package actions

import (
	"time"

	"github.com/pir-cli/pir/internal/policy"
)

// State is what an action is on a day: its status or, for one that is not yet done, that it is overdue
// or due soon.
type State string

// The states. Done means that nobody has shown yet that it works; Verified that somebody checked.
const (
	Open       State = "open"
	InProgress State = "in-progress"
	Blocked    State = "blocked"
	Overdue    State = "overdue"
	DueSoon    State = "due-soon"
	Done       State = "done"
	Verified   State = "verified"
	Declined   State = "declined"
)

// Record is an action on a day.
type Record struct {
	Action
	Status      State // the status on that day: open, in-progress, blocked, done, verified or declined
	State       State // Status, or Overdue or DueSoon for an action that is not yet done
	DaysOverdue int   // days since the due date when overdue, else 0
}

// Left reports whether the action still has to be done: it is neither done, verified nor declined.
func (r *Record) Left() bool {
	switch r.Status {
	case Done, Verified, Declined:
		return false
	case Open, InProgress, Blocked, Overdue, DueSoon:
	}
	return true
}

// At returns what the actions are on a calendar day (midnight UTC of it), in the order given.
//
// An action of an incident after that day is left out. Its status counts from the day that belongs to it:
// verified from verified.on, done from done, declined from declined.on, blocked from blocked.since. Before
// that day it was open, or done when it was done and not yet verified; that it was in progress nobody can
// tell. A status without a known day counts on every day. What a verification showed changes no state.
//
// An action that is not yet done is overdue when its due date is before the day, and due soon when it is
// on the day or at most pol.Actions.DueSoon days after it. Due dates are those of the file as it is now:
// earlier ones are in the git history, which is not read.
func At(all []Action, asOf time.Time, pol *policy.Policy) []Record {
	records := make([]Record, 0, len(all))
	soon := asOf.AddDate(0, 0, pol.Actions.DueSoon)
	for _, a := range all {
		if a.occurred.After(asOf) {
			continue
		}
		r := Record{Action: a, Status: a.statusOn(asOf)}
		r.State = r.Status
		switch {
		case !r.Left() || a.Due.IsZero():
		case a.Due.Before(asOf):
			r.State, r.DaysOverdue = Overdue, days(a.Due, asOf)
		case !a.Due.After(soon):
			r.State = DueSoon
		}
		records = append(records, r)
	}
	return records
}

// statusOn returns the status on a day. The zero time is after no day, so a missing date decides nothing.
func (a *Action) statusOn(d time.Time) State {
	since := time.Time{}
	switch status := State(a.Written); status {
	case Verified:
		switch {
		case !a.Verified.IsZero() && !a.Verified.After(d):
			return Verified
		case a.Verified.IsZero() && !a.Done.After(d):
			return Verified
		case !a.Done.IsZero() && !a.Done.After(d):
			return Done
		}
		return Open
	case Done:
		since = a.Done
	case Declined:
		since = a.Declined
	case Blocked:
		since = a.Blocked
	case Open, InProgress, Overdue, DueSoon:
	}
	if since.After(d) {
		return Open
	}
	return State(a.Written)
}

// days returns the whole days from one midnight UTC to another. Dates may lie further apart than a
// time.Duration can hold.
func days(from, to time.Time) int { return int((to.Unix() - from.Unix()) / (24 * 60 * 60)) }
