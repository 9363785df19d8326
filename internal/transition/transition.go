// Package transition knows the steps of a corrective action from one status to another: what each needs, what it
// writes into the report, and what comes next. It knows no clock and no files.
package transition

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// Verb is one step.
type Verb string

// The verbs.
const (
	Start    Verb = "start"
	Block    Verb = "block"
	Done     Verb = "done"
	Verify   Verb = "verify"
	Decline  Verb = "decline"
	Escalate Verb = "escalate"
	Redate   Verb = "redate"
)

// Request is a step as it was asked for. Days are midnight UTC; the zero time and "" are what was not given.
type Request struct {
	Verb     Verb
	On       time.Time // day of the step; Today when it is zero
	Due      time.Time
	Until    time.Time
	By       string
	Reason   string
	Method   string
	Result   string // one of report.Results
	Risk     string
	To       string
	Ask      string
	Decision string // one of report.Decisions
	Evidence []string
}

// Subject is the action that a step is asked for.
type Subject struct {
	Report *report.Report
	Action int // its place in Report.Actions
	Policy *policy.Policy
	Today  time.Time // midnight UTC
}

// Step is what a step writes and says.
type Step struct {
	Changes []field.Change
	Said    string   // what was done, in one line
	Advice  []string // what comes next, a sentence each
}

// Need is something that a step cannot do without, by the name of the field of the Request in lower case.
type Need struct {
	Name string
	What string // as a question asks for it
}

// RefusalError says why a step cannot be taken: all that is missing, or why the status or a date forbids it.
type RefusalError struct {
	ID      string // of the action, with its report
	Reasons []string
	Missing []Need
}

// Error lists everything that stands against the step.
func (r *RefusalError) Error() string {
	reasons := slices.Clone(r.Reasons)
	if len(r.Missing) > 0 {
		what := make([]string, 0, len(r.Missing))
		for _, n := range r.Missing {
			what = append(what, n.What)
		}
		reasons = append(reasons, "missing: "+strings.Join(what, "; "))
	}
	return r.ID + ": " + strings.Join(reasons, "; ")
}

// Plan returns what a step writes, or a *RefusalError with everything that stands against it.
func Plan(s Subject, r Request) (Step, error) {
	p := planner{Subject: s, Request: r, action: &s.Report.Actions[s.Action]}
	if p.On.IsZero() {
		p.On = s.Today
	}
	p.id = s.Report.FullID(p.action)
	p.in = field.Path{field.In("actions"), field.WithID(p.action.ID.Value)}
	if p.action.ID.Empty() {
		p.refuse("it has no id; write one such as A%d into the file", s.Action+1)
	}
	p.day()
	switch r.Verb {
	case Start:
		p.start()
	case Block:
		p.block()
	case Done:
		p.done()
	case Verify:
		p.verify()
	case Decline:
		p.decline()
	case Escalate:
		p.escalate()
	case Redate:
		p.redate()
	}
	if len(p.reasons)+len(p.missing) > 0 {
		return Step{}, &RefusalError{ID: p.id, Reasons: p.reasons, Missing: p.missing}
	}
	return p.step, nil
}

// planner collects what a step writes and what stands against it.
type planner struct {
	Subject
	Request
	action  *report.Action
	id      string
	in      field.Path
	step    Step
	reasons []string
	missing []Need
}

func (p *planner) refuse(format string, args ...any) {
	p.reasons = append(p.reasons, fmt.Sprintf(format, args...))
}

// need notes what is missing. It returns whether it is there.
func (p *planner) need(name, value, what string) bool {
	if strings.TrimSpace(value) == "" {
		p.missing = append(p.missing, Need{name, what})
		return false
	}
	return true
}

func (p *planner) set(key string, v field.Value) {
	p.step.Changes = append(p.step.Changes, field.Set(p.in, key, v))
}

func (p *planner) status(word string) {
	if p.action.Status.Value != word {
		p.set("status", field.NewWord(word))
	}
}

func (p *planner) say(format string, args ...any) {
	p.step.Said = p.id + " " + fmt.Sprintf(format, args...)
}

func (p *planner) advise(format string, args ...any) {
	p.step.Advice = append(p.step.Advice, fmt.Sprintf(format, args...))
}

// from refuses a step from a status other than those, and says what the action is instead.
func (p *planner) from(words ...string) bool {
	now := p.now()
	if slices.Contains(words, now) {
		return true
	}
	a := p.action
	switch now {
	case "done":
		p.refuse("it is done already%s", since(a.Done))
	case "verified":
		p.refuse("it is verified already%s", since(a.Verified.On))
	case "declined":
		p.refuse("it was declined%s; write a new action with `pir add action` when it is to be done after all", since(a.Declined.On))
	case "blocked":
		p.refuse("it is blocked already%s: %s", since(a.Blocked.Since), a.Blocked.Reason.Value)
	default:
		p.refuse("it is %s", now)
	}
	return false
}

// now returns the status; an action without one is open.
func (p *planner) now() string {
	if p.action.Status.Empty() {
		return "open"
	}
	return p.action.Status.Value
}

// planned are the statuses of an action that is still to be done.
func planned() []string { return []string{"open", "in-progress", "blocked"} }

func since(d field.Date) string {
	if !d.Known {
		return ""
	}
	return ", on " + date(d.Day)
}

func date(t time.Time) string { return t.Format(time.DateOnly) }

func dateValue(t time.Time) field.Value { return field.NewWord(date(t)) }

// record is a mapping of the keys that have a value.
type record []field.Pair

func (r *record) day(key string, t time.Time) {
	if !t.IsZero() {
		*r = append(*r, field.Pair{Key: key, Value: dateValue(t)})
	}
}

func (r *record) word(key, value string) {
	if value != "" {
		*r = append(*r, field.Pair{Key: key, Value: field.NewWord(value)})
	}
}

func (r *record) text(key, value string) {
	if value != "" {
		*r = append(*r, field.Pair{Key: key, Value: field.NewText(value)})
	}
}

func (r *record) texts(key string, values []string) {
	if len(values) > 0 {
		*r = append(*r, field.Pair{Key: key, Value: textList(values)})
	}
}

func textList(values []string) field.Value {
	items := make([]field.Value, 0, len(values))
	for _, v := range values {
		items = append(items, field.NewText(v))
	}
	return field.NewList(items...)
}
