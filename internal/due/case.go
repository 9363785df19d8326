package due

import (
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// Case is what a report says about what is due, free of the report.
type Case struct {
	id, title, file string
	line            int // of what opens the report
	status          string
	kind            string
	severity        string
	needs           policy.Needs // nothing for a kind that there is not, and no review when it is waived
	occurred        time.Time    // day of the incident as it is written; zero when nobody can tell
	lead            string       // whom to ask about the report

	reviewLine    int
	hotWash, held reviewDay
	milestones    []milestone
	actions       []action
	notices       []notice
}

// Owners returns the owners of the actions of a report, as they are written.
func (c *Case) Owners() []string {
	owners := make([]string, 0, len(c.actions))
	for i := range c.actions {
		owners = append(owners, c.actions[i].Owner)
	}
	return owners
}

// reviewDay is a day that a report may say that it does not know.
type reviewDay struct {
	written bool
	on      time.Time // zero when unknown
}

// by reports whether it had happened on a day. One on a day that is not known has.
func (r reviewDay) by(asOf time.Time) bool { return r.written && !r.on.After(asOf) }

// milestone is a milestone of the timeline with what is known of its time.
type milestone struct {
	name string
	at   field.Time
	on   time.Time // the day as it is written; zero when unknown
}

// action is an action with what package actions does not need.
type action struct {
	actions.Action
	since       time.Time // day since which it is blocked
	until       time.Time // day on which the decision to decline ends
	declinedBy  string
	verifier    string
	escalations []escalation
}

type escalation struct {
	on, decided time.Time
	to, ask     string
	decision    bool
	line        int
}

// notice is one entry under notifications.
type notice struct {
	regime, stage, reason, ref string
	sent, at                   field.Time
	line                       int
}

// Of takes from a report what At needs. A report without front matter gives an empty Case, about which nothing is due.
func Of(r *report.Report, pol *policy.Policy) Case {
	line := func(at int) int { return r.File.Position(at).Line }
	c := Case{
		id: r.ID, title: strings.TrimSpace(r.Title.Value), file: r.File.Path, line: line(r.Opening().Start),
		status: r.Status.Value, kind: r.Kind.Value, severity: r.Severity.Value, needs: needs(r, pol),
		lead:    lead(r),
		hotWash: reviewed(r.Review.HotWash), held: reviewed(r.Review.Held),
	}
	if !r.HasFrontMatter {
		return Case{}
	}
	c.occurred = occurredDay(r)
	c.reviewLine = c.line
	if r.Review.Span.Present() {
		c.reviewLine = line(r.Review.Span.Start)
	}
	for _, e := range r.Timeline {
		if !e.Milestone.Empty() {
			on, _ := e.At.LocalDay()
			c.milestones = append(c.milestones, milestone{name: e.Milestone.Value, at: e.At, on: on})
		}
	}
	for i, a := range actions.Of(r, pol) {
		c.actions = append(c.actions, actionOf(a, &r.Actions[i], line))
	}
	for i := range r.Notifications {
		n := &r.Notifications[i]
		c.notices = append(c.notices, notice{
			regime: n.Regime.Value, stage: n.Stage.Value, reason: n.Reason.Value, ref: n.Ref.Value, sent: n.Sent, at: n.At, line: line(n.Span.Start),
		})
	}
	return c
}

func actionOf(a actions.Action, raw *report.Action, line func(int) int) action {
	out := action{Action: a, since: known(raw.Blocked.Since), until: known(raw.Declined.Until), declinedBy: raw.Declined.By.Value, verifier: raw.Verified.By.Value}
	for _, e := range raw.Escalations {
		out.escalations = append(out.escalations, escalation{
			on: known(e.On), decided: known(e.Decided), to: e.To.Value, ask: e.Ask.Value,
			decision: !e.Decision.Empty(), line: line(e.Span.Start),
		})
	}
	return out
}

// lead returns whom to ask about a report: who leads the review, else who led the response.
func lead(r *report.Report) string {
	if !r.Review.Facilitator.Empty() {
		return r.Review.Facilitator.Value
	}
	for _, p := range r.Responders {
		if p.Role.Value == "incident-commander" {
			return p.Who.Value
		}
	}
	return ""
}

// needs returns what the policy asks of a report. Of a kind that there is not nothing is asked, and of a report whose
// review was waived no review.
func needs(r *report.Report, pol *policy.Policy) policy.Needs {
	if !r.Kind.Empty() && !slices.Contains(report.Kinds.List, r.Kind.Value) {
		return policy.Needs{}
	}
	n := pol.Needs(r.Severity.Value, r.Kind.Value)
	if r.Review.Waived.Span.Present() {
		n.Review, n.HotWash = policy.None, 0
	}
	return n
}

func reviewed(d field.Date) reviewDay { return reviewDay{written: !d.Empty(), on: known(d)} }

func known(d field.Date) time.Time {
	if !d.Known {
		return time.Time{}
	}
	return d.Day
}

// occurredDay returns the calendar day of the incident as its people wrote it.
func occurredDay(r *report.Report) time.Time {
	at, ok := r.Occurred()
	if !ok {
		return time.Time{}
	}
	for _, e := range r.Timeline {
		if d, ok := e.At.LocalDay(); ok && e.At.At.Equal(at) {
			return d
		}
	}
	return at.UTC().Truncate(day)
}

// milestone returns the first entry with a milestone.
func (c *Case) milestone(name string) (milestone, bool) {
	i := slices.IndexFunc(c.milestones, func(m milestone) bool { return m.name == name })
	if i < 0 {
		return milestone{}, false
	}
	return c.milestones[i], true
}

// over returns the day from which the deadlines of the review count, as far as it was known on a day, and what
// happened on it: the incident was closed or, before there is a day of that, resolved.
func (c *Case) over(asOf time.Time) (on time.Time, what string, ok bool) {
	for _, what := range []string{"closed", "resolved"} {
		if m, ok := c.milestone(what); ok && !m.on.IsZero() && !m.on.After(asOf) {
			return m.on, what, true
		}
	}
	return time.Time{}, "", false
}

// item returns an item about the report.
func (c *Case) item(kind string) Item {
	return Item{Kind: kind, ID: c.id, Report: c.id, Title: c.title, Owner: c.lead, File: c.file, Line: c.line}
}
