package transition

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
)

// Action is a corrective action that is to be written.
type Action struct {
	Title     string
	Kind      string // one of report.ActionKinds
	Effect    string // one of report.Effects
	Addresses []string
	Owner     string
	Priority  string // one of report.Priorities
	Due       time.Time
	DoneWhen  string
	Ticket    string
}

// AddAction returns what writes a new action at the end of the report's list, open and with the next free id, and
// that id with its report. A draft may leave kind and priority for later.
func AddAction(r *report.Report, a Action, today time.Time) (Step, error) {
	id := nextID(r)
	p := planner{Subject: Subject{Report: r, Today: today}, id: r.ID + "/" + id}
	p.need("title", a.Title, "what will be done, verb first")
	p.need("owner", a.Owner, "the owner's handle")
	if a.Due.IsZero() {
		p.need("due", "", "the due date")
	}
	if r.Status.Value != "draft" {
		p.need("kind", a.Kind, "what is improved: "+strings.Join(report.ActionKinds.List, ", "))
		p.need("priority", a.Priority, "how urgent it is: "+strings.Join(report.Priorities.List, ", "))
	}
	switch held := r.Review.Held; {
	case a.Due.IsZero():
	case a.Due.Before(today):
		p.refuse("the due date, %s, is over on %s", date(a.Due), date(today))
	case held.Known && a.Due.Before(held.Day):
		p.refuse("the due date, %s, is before the review of %s", date(a.Due), date(held.Day))
	}
	if len(p.reasons)+len(p.missing) > 0 {
		return Step{}, &RefusalError{ID: p.id, Reasons: p.reasons, Missing: p.missing}
	}
	var item record
	item.word("id", id)
	item.text("title", a.Title)
	item.word("kind", a.Kind)
	item.word("effect", a.Effect)
	item.texts("addresses", a.Addresses)
	item.text("owner", a.Owner)
	item.word("priority", a.Priority)
	item.day("due", a.Due)
	item.word("status", "open")
	item.text("done_when", a.DoneWhen)
	item.text("ticket", a.Ticket)
	p.step.Changes = []field.Change{field.Append(nil, "actions", field.NewMapping(item...).Lines())}
	p.say("is new, due on %s", date(a.Due))
	if len(a.Addresses) == 0 && len(r.Causes) > 0 {
		p.advise("say which cause or control it addresses: `addresses: [%s]`", r.Causes[0].ID.Value)
	}
	if a.DoneWhen == "" {
		p.advise("say with `done_when` how one can tell that it is done")
	}
	return p.step, nil
}

// nextID returns the first free id behind the highest one: A3 after A1 and A2.
func nextID(r *report.Report) string {
	highest, letters := 0, "A"
	for i := range r.Actions {
		id := r.Actions[i].ID.Value
		digits := strings.TrimLeftFunc(id, func(c rune) bool { return c < '0' || c > '9' })
		if n, err := strconv.Atoi(digits); err == nil && n >= highest {
			highest, letters = n, strings.TrimSuffix(id, digits)
		}
	}
	return letters + strconv.Itoa(highest+1)
}

// Event is an entry of the timeline that is to be written.
type Event struct {
	At        string // in a form that field.ReadTime knows
	Event     string
	Milestone string // one of report.Milestones
	Source    string
	Line      int // of the input that it comes from, 0 when it is the only one
}

// AddEvents returns what writes entries into the report's timeline, each behind the last entry that is not later.
// An entry whose time is unknown goes to the end.
func AddEvents(r *report.Report, events []Event) (Step, error) {
	p := planner{Subject: Subject{Report: r}, id: r.ID}
	zone := time.UTC
	if named, err := time.LoadLocation(r.Timezone.Value); err == nil {
		zone = named
	}
	times := make([]field.Time, 0, len(r.Timeline)+len(events))
	for i := range r.Timeline {
		times = append(times, r.Timeline[i].At)
	}
	var entry field.Text
	for _, e := range events {
		at := p.event(e)
		entry = at.Text
		at.Resolve(zone)
		place := place(times, at)
		times = slices.Insert(times, place, at)
		var item record
		item.word("at", at.Value)
		item.text("event", e.Event)
		item.word("milestone", e.Milestone)
		item.text("source", e.Source)
		p.step.Changes = append(p.step.Changes, field.Insert(nil, "timeline", place, field.NewMapping(item...)))
	}
	if len(p.reasons)+len(p.missing) > 0 {
		return Step{}, &RefusalError{ID: p.id, Reasons: p.reasons, Missing: p.missing}
	}
	if len(events) == 1 {
		p.say("has a new entry at %s", entry.Value)
	} else {
		p.say("has %d new entries", len(events))
	}
	return p.step, nil
}

// event checks one entry and returns its time.
func (p *planner) event(e Event) field.Time {
	where := ""
	if e.Line > 0 {
		where = fmt.Sprintf("line %d: ", e.Line)
	}
	words := strings.Fields(e.At)
	text := strings.Join(words, "")
	if len(words) > 1 {
		text = words[0] + "T" + strings.Join(words[1:], "")
	}
	at, err := field.ReadTime(field.Text{Value: text})
	switch {
	case e.Line > 0 && (text == "" || strings.TrimSpace(e.Event) == ""):
		p.refuse("%sa time and what happened are expected, such as 2026-03-02T21:14:00Z Token revoked", where)
	case err != nil:
		p.refuse("%s%q is %v; write 2026-03-02T21:14:00Z, with an offset such as +01:00, or unknown", where, e.At, err)
	case at.Precision == field.Floating && p.Report.Timezone.Empty():
		p.refuse("%s%s has no time zone; write an offset behind the time, Z for UTC", where, e.At)
	default:
		p.need("at", text, "the time")
		p.need("event", e.Event, "what happened, as a fact")
	}
	if e.Milestone != "" {
		if entry, taken := p.Report.Milestone(e.Milestone); taken {
			p.refuse("%sthe milestone %s stands already at %s", where, e.Milestone, entry.At.Value)
		}
	}
	return at
}

// place returns before which entry a time goes.
func place(times []field.Time, at field.Time) int {
	if !dated(at) {
		return len(times)
	}
	place, earlier := 0, false
	for i := range times {
		if !dated(times[i]) {
			continue
		}
		if !times[i].At.After(at.At) {
			place, earlier = i+1, true
		}
	}
	if !earlier {
		for place < len(times) && !dated(times[place]) {
			place++ // an unknown start stays at the top
		}
	}
	return place
}

// dated reports whether a time has a place among others.
func dated(t field.Time) bool { return t.Precision != field.Missing && t.Precision != field.Unclear }
