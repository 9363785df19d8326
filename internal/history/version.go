package history

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
)

// Version is what is compared of a report, as one commit or the work tree has it. It keeps nothing of the file.
type Version struct {
	ID, Path string // of the report that Of was given; empty for a version from git, which knows neither

	head    *state // nil when the front matter cannot be read
	actions []*state
}

// state is the values of the report itself, or of one action. Versions share the states that are the same.
type state struct {
	id        string // of an action; "" when it has none
	text      string // the values in the order of the fields, with separators between them
	due, done time.Time
	severity  string
	kind      string
	approved  bool // status approved or closed
}

// separator stands between the values of a state; YAML has it only as an escape, and a value loses it.
const separator = "\x1f"

// values returns the values of a state in the order of the fields.
func (s *state) values() []string { return strings.Split(s.text, separator) }

// The fields that are compared, in the order in which changes of one commit are told.
var (
	reportFields = []string{"title", "kind", "severity", "status", "closed", "hot_wash", "held", "waived", "approvals"}
	actionFields = []string{
		"title", "kind", "effect", "addresses", "owner", "priority", "due", "status", "done_when", "ticket", "rollout",
		"blocked", "done", "evidence", "verified", "declined", "escalations",
	}
)

// Of takes from a report what is compared: nothing from one whose front matter cannot be read, which then counts as
// not changed.
func Of(r *report.Report) *Version {
	v := &Version{ID: r.ID, Path: r.File.Path}
	if !r.HasFrontMatter {
		return v
	}
	v.head, v.actions = headState(r), make([]*state, 0, len(r.Actions))
	for i := range r.Actions {
		v.actions = append(v.actions, actionState(&r.Actions[i]))
	}
	return v
}

func headState(r *report.Report) *state {
	closed, _ := r.Milestone("closed")
	approvals := make([]string, 0, len(r.Approvals))
	for _, a := range r.Approvals {
		approvals = append(approvals, words(a.By.Value, a.Role.Value, dateText(a.On)))
	}
	s := &state{}
	s.tell(r.Kind.Value, r.Severity.Value, r.Status.Value)
	s.text = join(r.Title.Value, r.Kind.Value, r.Severity.Value, r.Status.Value, closed.At.Value,
		dateText(r.Review.HotWash), dateText(r.Review.Held), said(r.Review.Waived.By, r.Review.Waived.Reason), strings.Join(approvals, ", "))
	return s
}

// tell takes the values of a report that other changes are judged by.
func (s *state) tell(kind, severity, status string) {
	s.kind, s.severity, s.approved = kind, severity, status == "approved" || status == "closed"
}

func actionState(a *report.Action) *state {
	s := &state{id: a.ID.Value}
	if a.Due.Known {
		s.due = a.Due.Day
	}
	if a.Done.Known {
		s.done = a.Done.Day
	}
	v := &a.Verified
	verified := words(v.Result.Value, v.Method.Value, v.By.Value, dateText(v.On), list(v.Evidence))
	declined := words(dateText(a.Declined.On), said(a.Declined.By, a.Declined.Reason), a.Declined.Risk.Value)
	if until := dateText(a.Declined.Until); until != "" {
		declined = words(declined, "until", until)
	}
	escalations := make([]string, 0, len(a.Escalations))
	for _, e := range a.Escalations {
		escalations = append(escalations, words(dateText(e.On), said(e.To, e.Ask), e.Decision.Value, dateText(e.Decided)))
	}
	s.text = join(strings.TrimSpace(a.Title.Value), a.Kind.Value, a.Effect.Value, list(a.Addresses), a.Owner.Value, a.Priority.Value,
		dateText(a.Due), a.Status.Value, a.DoneWhen.Value, a.Ticket.Value, rolloutText(a.Rollout),
		words(dateText(a.Blocked.Since), a.Blocked.Reason.Value), dateText(a.Done), list(a.Evidence), verified, declined, strings.Join(escalations, ", "))
	return s
}

func join(values ...string) string {
	for i, v := range values {
		if strings.Contains(v, separator) {
			values[i] = strings.ReplaceAll(v, separator, "")
		}
	}
	return strings.Join(values, separator)
}

// words joins the words that are not empty.
func words(list ...string) string {
	kept := make([]string, 0, len(list))
	for _, w := range list {
		if w = strings.TrimSpace(w); w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// said returns who said what.
func said(who, what field.Text) string {
	if who.Empty() || what.Empty() {
		return words(who.Value, what.Value)
	}
	return who.Value + ": " + strings.TrimSpace(what.Value)
}

func list(texts []field.Text) string {
	all := make([]string, 0, len(texts))
	for _, t := range texts {
		all = append(all, t.Value)
	}
	return strings.Join(all, ", ")
}

// dateText writes a day in one way, however the file writes it.
func dateText(d field.Date) string {
	if d.Known {
		return d.Day.Format(time.DateOnly)
	}
	return d.Value
}

func rolloutText(r report.Rollout) string {
	switch {
	case r.Targets.Known && r.Done.Known:
		return fmt.Sprintf("%s of %s", number(r.Done), number(r.Targets))
	case r.Targets.Known:
		return "of " + number(r.Targets)
	default:
		return words(r.Done.Value, r.Targets.Value)
	}
}

func number(n field.Number) string { return strconv.FormatFloat(n.Num, 'f', -1, 64) }
