// Package actions tells what every corrective action's state is on a calendar day, and selects, orders
// and counts actions. It knows no clock: the day is an argument.
package actions

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// Action is one corrective action as its report writes it, free of the report. Days are midnight UTC of
// a calendar day; the zero time stands for a day that is missing, unknown or unreadable.
type Action struct {
	ID        string // REPORT/A1; REPORT/#2 for the second action when it has no id of its own
	Report    string
	Title     string
	Kind      string
	Effect    string
	Owner     string // as written, mostly with an @
	Priority  string
	Severity  string // of the incident: the policy's id, or as written when the policy has no such severity
	Services  []string
	Teams     []string
	Addresses []string
	Ticket    string
	Evidence  []string

	Written  string // status in the file; one that is missing or no word of the format is read as open
	Due      time.Time
	Blocked  time.Time // day since which it is blocked
	Done     time.Time
	Verified time.Time // day of the check
	Result   string    // what the check showed
	Declined time.Time // day of the decision

	File string
	Line int // line on which the action starts, from 1

	Past *Past // from the git history; nil when it was not read, or does not know the action

	occurred time.Time // day of the incident; zero when nobody can tell
	reviewed time.Time // day of the review; zero when there was none or it is not known
	closed   time.Time // day on which the incident was closed; zero when it was not or it is not known
}

// Of returns the actions of a report in the order of the file. A report without front matter has none.
func Of(r *report.Report, pol *policy.Policy) []Action {
	if len(r.Actions) == 0 {
		return nil
	}
	severity := r.Severity.Value
	if s, ok := pol.Severity(severity); ok {
		severity = s.ID
	}
	services, teams, occurred, closed := texts(r.Services), texts(r.Teams), occurredDay(r), closedDay(r)
	all := make([]Action, 0, len(r.Actions))
	for i := range r.Actions {
		a := &r.Actions[i]
		id := r.FullID(a)
		if a.ID.Empty() {
			id = fmt.Sprintf("%s/#%d", r.ID, i+1)
		}
		all = append(all, Action{
			ID: id, Report: r.ID, Title: strings.TrimSpace(a.Title.Value),
			Kind: a.Kind.Value, Effect: a.Effect.Value, Owner: a.Owner.Value, Priority: a.Priority.Value,
			Severity: severity, Services: services, Teams: teams,
			Addresses: texts(a.Addresses), Ticket: a.Ticket.Value, Evidence: texts(a.Evidence),
			Written: written(a.Status.Value), Due: day(a.Due), Blocked: day(a.Blocked.Since), Done: day(a.Done),
			Verified: day(a.Verified.On), Result: a.Verified.Result.Value, Declined: day(a.Declined.On),
			File: r.File.Path, Line: r.File.Position(a.Span.Start).Line,
			occurred: occurred, reviewed: day(r.Review.Held), closed: closed,
		})
	}
	return all
}

// written returns a status that the rest of the package knows. A word that is none must not make an
// action vanish from the list of what is left to do.
func written(status string) string {
	if slices.Contains(report.ActionStates.List, status) {
		return status
	}
	return string(Open)
}

// occurredDay returns the calendar day of the incident as its people wrote it: an incident at 23:30 in
// New York belongs to that evening, although UTC has the next day already.
func occurredDay(r *report.Report) time.Time {
	at, ok := r.Occurred()
	if !ok {
		return time.Time{}
	}
	return localDay(r, at)
}

// closedDay returns the calendar day on which the incident was closed, as its people wrote it.
func closedDay(r *report.Report) time.Time {
	at, ok := r.MilestoneTime("closed")
	if !ok {
		return time.Time{}
	}
	return localDay(r, at)
}

// localDay returns the calendar day of a time of the timeline where it was written.
func localDay(r *report.Report, at time.Time) time.Time {
	for _, e := range r.Timeline {
		if d, ok := e.At.LocalDay(); ok && e.At.At.Equal(at) {
			return d
		}
	}
	return at.UTC().Truncate(24 * time.Hour)
}

func day(d field.Date) time.Time {
	if !d.Known {
		return time.Time{}
	}
	return d.Day
}

func texts(list []field.Text) []string {
	out := make([]string, 0, len(list))
	for _, t := range list {
		out = append(out, t.Value)
	}
	return out
}
