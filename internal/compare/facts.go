// Package compare says what differs in meaning between two states of the same reports.
package compare

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// Facts is what of a report takes part in a comparison, free of the report.
type Facts struct {
	ID       string
	File     string
	Title    string
	Severity string // the policy's id, or as written
	Status   string
	Unread   bool // there is no front matter, or it cannot be read; then nothing else is known

	items []item // the report itself first, then what it lists, in the order of the file
}

// item is the report itself or one thing that it lists.
type item struct {
	kind   Kind
	id     string // what it is recognised by in the other state, within its kind
	title  string
	about  string // what a reader wants to know of it when it comes or goes
	fields []fact
}

// fact is one field of an item: one value, or any number of them in a list.
type fact struct {
	name   string
	values []string
}

// Kind is what a change is about.
type Kind string

// The kinds of things that change.
const (
	Report   Kind = "report"
	Cause    Kind = "cause"
	Control  Kind = "control"
	Action   Kind = "action"
	Approval Kind = "approval"
	Section  Kind = "section" // a heading of the text and what stands directly below it
)

// Of takes from a report what is compared. A severity is called by the policy's id, so that another spelling
// of it is no change. The body must be readable for its sections to be compared.
func Of(r *report.Report, pol *policy.Policy) Facts {
	if !r.HasFrontMatter {
		return Facts{ID: r.ID, File: r.File.Path, Unread: true}
	}
	severity := r.Severity.Value
	if s, ok := pol.Severity(severity); ok {
		severity = s.ID
	}
	f := Facts{ID: r.ID, File: r.File.Path, Title: strings.TrimSpace(r.Title.Value), Severity: severity, Status: r.Status.Value}
	f.items = append(f.items, item{kind: Report, title: f.Title, fields: ofReport(r, severity)})
	for i := range r.Causes {
		c := &r.Causes[i]
		f.items = append(f.items, item{Cause, name(c.ID, i), c.Statement.Value, join(c.Role.Value, c.Category.Value), []fact{
			one("role", c.Role), one("category", c.Category), one("statement", c.Statement), list("evidence", c.Evidence),
		}})
	}
	for i := range r.Controls {
		c := &r.Controls[i]
		f.items = append(f.items, item{Control, name(c.Ref, i), c.Note.Value, c.Verdict.Value, []fact{one("verdict", c.Verdict)}})
	}
	for i := range r.Actions {
		a := &r.Actions[i]
		f.items = append(f.items, item{Action, name(a.ID, i), a.Title.Value, join(a.Owner.Value, a.Priority.Value, a.Due.Value), ofAction(a)})
	}
	for i := range r.Approvals {
		a := &r.Approvals[i]
		f.items = append(f.items, item{Approval, name(a.By, i), a.Role.Value, a.On.Value, []fact{one("on", a.On.Text), one("role", a.Role)}})
	}
	f.items = append(f.items, sections(r)...)
	unique(f.items)
	return f
}

// unique numbers items of one kind that are called the same, so that each is compared with its like.
func unique(items []item) {
	seen := map[Kind]map[string]int{}
	for i := range items {
		it := &items[i]
		if seen[it.kind] == nil {
			seen[it.kind] = map[string]int{}
		}
		if seen[it.kind][it.id]++; seen[it.kind][it.id] > 1 {
			it.id = fmt.Sprintf("%s (%d)", it.id, seen[it.kind][it.id])
		}
	}
}

// ofReport returns the fields of the report itself.
func ofReport(r *report.Report, severity string) []fact {
	facts := []fact{
		one("title", r.Title), one("kind", r.Kind), text("severity", severity), one("status", r.Status), one("tlp", r.TLP),
		list("services", r.Services), list("suppliers", r.Suppliers), one("detection", r.Detection), one("trigger", r.Trigger),
	}
	for _, m := range report.Milestones.List {
		e, _ := r.Milestone(m)
		facts = append(facts, one(m, e.At.Text))
	}
	i := &r.Impact
	return append(facts, timeline(r.Timeline),
		one("type", r.Classification.Type), one("vector", r.Classification.Vector), list("attack", r.Classification.Attack),
		one("confidentiality", i.Confidentiality), one("integrity", i.Integrity), one("availability", i.Availability),
		one("customers", i.Customers.Text), one("records", i.Records.Text), text("cost", i.Cost.Amount.Value+" "+i.Cost.Currency.Value),
		one("hot_wash", r.Review.HotWash.Text), one("held", r.Review.Held.Text), one("waived", r.Review.Waived.Reason),
		one("elsewhere", r.Elsewhere), list("risks", r.Risks), related(r.Related), ignored(r.Lint.Ignore))
}

func timeline(all []report.Entry) fact {
	f := fact{name: "timeline"}
	for _, e := range all {
		f.values = append(f.values, strings.TrimSpace(e.At.Value+" "+e.Event.Value))
	}
	return f
}

func related(all []report.Relation) fact {
	f := fact{name: "related"}
	for _, r := range all {
		f.values = append(f.values, strings.TrimSpace(r.ID.Value+" "+r.Relation.Value))
	}
	return f
}

func ignored(all []report.Ignore) fact {
	f := fact{name: "lint.ignore"}
	for _, i := range all {
		f.values = append(f.values, i.Rule.Value)
	}
	return f
}

func ofAction(a *report.Action) []fact {
	status := a.Status.Value
	if status == "" {
		status = "open" // as everywhere
	}
	escalations := fact{name: "escalations"}
	for _, e := range a.Escalations {
		escalations.values = append(escalations.values, strings.TrimSpace(e.To.Value+" "+e.Decision.Value))
	}
	return []fact{
		text("status", status), one("due", a.Due.Text), one("owner", a.Owner), one("priority", a.Priority),
		one("title", a.Title), one("kind", a.Kind), one("effect", a.Effect), list("addresses", a.Addresses),
		one("done", a.Done.Text), list("evidence", a.Evidence), one("done_when", a.DoneWhen), one("ticket", a.Ticket),
		one("blocked", a.Blocked.Reason), one("declined", a.Declined.Reason), escalations,
		one("result", a.Verified.Result), one("verified_by", a.Verified.By),
	}
}

// sections returns the headings of the body, each with a hash of what stands directly below it. Line breaks and
// blocks that are made from the front matter are left out: they say nothing new.
func sections(r *report.Report) []item {
	all, _ := r.Sections()
	text := slices.Clone(r.File.Bytes)
	for _, d := range r.Derived() {
		for i := d.Content.Start; i < d.Content.End; i++ {
			text[i] = ' '
		}
	}
	items := make([]item, 0, len(all))
	for i, s := range all {
		end := r.Body.End
		if i+1 < len(all) {
			end = all[i+1].Span.Start
		}
		sum := fnv.New64a()
		for word := range bytes.FieldsSeq(text[s.Span.Start:max(s.Span.Start, end)]) {
			sum.Write(word)        //nolint:gosec // a hash takes all
			sum.Write([]byte{' '}) //nolint:gosec // as above
		}
		items = append(items, item{kind: Section, id: s.Title, fields: []fact{{"text", []string{strconv.FormatUint(sum.Sum64(), 16)}}}})
	}
	return items
}

// name returns what an item is recognised by: its own id, else its place.
func name(id field.Text, i int) string {
	if id.Value == "" {
		return fmt.Sprintf("#%d", i+1)
	}
	return id.Value
}

// join returns the words that are there, with commas between them.
func join(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), ", ")
}

func one(name string, t field.Text) fact { return text(name, t.Value) }

func text(name, value string) fact {
	value = strings.Join(strings.Fields(value), " ")
	if value == "" {
		return fact{name: name}
	}
	return fact{name: name, values: []string{value}}
}

func list(name string, all []field.Text) fact {
	f := fact{name: name}
	for _, t := range all {
		if v := strings.Join(strings.Fields(t.Value), " "); v != "" {
			f.values = append(f.values, v)
		}
	}
	return f
}
