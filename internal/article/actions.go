package article

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/safehtml"
)

// action is a corrective action: a line of the table, and everything about it below.
type action struct {
	ID, Anchor string
	Title      template.HTML
	Owner      template.HTML
	Due        string
	State      badge
	Facts      []fact
}

func (m *maker) actions() []action {
	list := make([]action, 0, len(m.r.Actions))
	for i := range m.r.Actions {
		from := &m.r.Actions[i]
		id := from.ID.Value
		full := m.r.FullID(from)
		if from.ID.Empty() {
			id = fmt.Sprintf("#%d", i+1)
			full = m.r.ID + "/" + id // as actions.Of names it
		}
		record := m.records[full]
		a := action{
			ID: plain(id), Anchor: m.anchor("action", from.ID.Value, i), Title: or(safehtml.Label(from.Title.Value), missing),
			Owner: or(m.link(LinkOwner, from.Owner.Value, from.Owner.Value), missing), Due: plain(or(from.Due.Value, "no due date")), State: state(from, record),
		}
		a.Facts = m.actionFacts(from, record)
		list = append(list, a)
	}
	return list
}

// state is the state on the day, else the status as it is written.
func state(a *report.Action, record *actions.Record) badge {
	word := or(a.Status.Value, "open")
	if record != nil {
		word = string(record.State)
	}
	b := badge{Text: plain(strings.ReplaceAll(word, "-", " "))}
	switch actions.State(word) {
	case actions.Verified, actions.Done:
		b.Class = "ok"
	case actions.Overdue:
		b.Class = "bad"
		b.Text += ", " + count(record.DaysOverdue, "day")
	case actions.Blocked, actions.DueSoon:
		b.Class = "warn"
	case actions.Open, actions.InProgress, actions.Declined:
	}
	return b
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (m *maker) actionFacts(a *report.Action, record *actions.Record) []fact {
	facts := []fact{
		needed("Owner", m.links(LinkOwner, []field.Text{a.Owner})),
		needed("Due", due(a, record)),
		named("Priority", one(a.Priority)), named("Improves", one(a.Kind)), named("Effect", one(a.Effect)),
		needed("Addresses", inline(m.addresses(a))),
		named("Rolled out", rollout(&a.Rollout)),
		named("Done", one(a.Done.Text)),
		wide(named("Ticket", m.evidence([]field.Text{a.Ticket}))),
		wide(needed("Done when", one(a.DoneWhen))),
		wide(named("Blocked", said(&a.Blocked.Since, "since", a.Blocked.Reason))),
	}
	if !a.Done.Empty() || len(a.Evidence) > 0 {
		facts = append(facts, wide(needed("Evidence", m.evidence(a.Evidence))))
	}
	return known(append(append(facts, m.checked(a)...), m.decided(a)...)...)
}

// due is the due date with what became of it.
func due(a *report.Action, record *actions.Record) []template.HTML {
	value := one(a.Due.Text)
	if record == nil || len(value) == 0 {
		return value
	}
	if first, ok := record.OriginalDue(); ok && !first.Equal(record.Due) {
		value[0] += safehtml.Text("; first due " + day(first))
	}
	if slips := record.Slips(); slips != nil && *slips > 0 {
		value[0] += safehtml.Text(", moved to a later day " + times(*slips))
	}
	return value
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	default:
		return fmt.Sprintf("%d times", n)
	}
}

// addresses links to the causes of this page and to the pages of controls.
func (m *maker) addresses(a *report.Action) []template.HTML {
	var out []template.HTML
	for _, t := range a.Addresses {
		found := -1
		for i := range m.r.Causes {
			if m.r.Causes[i].ID.Value == t.Value && found < 0 {
				found = i
			}
		}
		switch {
		case t.Empty():
		case found >= 0:
			out = append(out, safehtml.Link("#"+m.anchor("cause", t.Value, found), t.Value))
		default:
			out = append(out, m.link(LinkControl, t.Value, t.Value))
		}
	}
	return out
}

func rollout(r *report.Rollout) []template.HTML {
	if r.Done.Empty() && r.Targets.Empty() {
		return nil
	}
	return []template.HTML{safehtml.Text(or(r.Done.Value, "unknown") + " of " + or(r.Targets.Value, "unknown"))}
}

// said is a day with a reason.
func said(on *field.Date, before string, reason field.Text) []template.HTML {
	if on.Empty() && reason.Empty() {
		return nil
	}
	var s string
	if !on.Empty() {
		s = before + " " + on.Value
	}
	if !reason.Empty() {
		s = strings.TrimPrefix(s+": "+reason.Value, ": ")
	}
	return []template.HTML{safehtml.Text(s)}
}

// checked is the verification.
func (m *maker) checked(a *report.Action) []fact {
	v := &a.Verified
	if !v.Span.Present() {
		return nil
	}
	how := template.HTML("")
	if !v.Method.Empty() {
		how = ", by " + safehtml.Text(v.Method.Value)
	}
	what := safehtml.Text(or(v.Result.Value, "result not recorded")) + " on " + or(safehtml.Text(v.On.Value), missing) + how
	if !v.By.Empty() {
		what += ", checked by " + m.link(LinkOwner, v.By.Value, v.By.Value)
	}
	return []fact{wide(named("Verification", []template.HTML{what})), wide(named("Evidence of the verification", m.evidence(v.Evidence)))}
}

// decided are what was decided about an action: that it is declined, and what was asked of others.
func (m *maker) decided(a *report.Action) []fact {
	var facts []fact
	if d := &a.Declined; d.Span.Present() {
		what := "on " + or(safehtml.Text(d.On.Value), missing)
		if !d.By.Empty() {
			what += " by " + m.link(LinkOwner, d.By.Value, d.By.Value)
		}
		what += ". " + or(safehtml.Text(d.Reason.Value), "Reason "+missing)
		if !d.Risk.Empty() {
			what += ". Risk " + m.link(LinkRisk, d.Risk.Value, d.Risk.Value)
		}
		if !d.Until.Empty() {
			what += ". Looked at again on " + safehtml.Text(d.Until.Value)
		}
		facts = append(facts, wide(named("Declined", []template.HTML{what})))
	}
	for i := range a.Escalations {
		e := &a.Escalations[i]
		what := or(safehtml.Text(e.On.Value), missing) + " to " + or(m.link(LinkOwner, e.To.Value, e.To.Value), missing)
		if !e.Ask.Empty() {
			what += ": " + safehtml.Text(e.Ask.Value)
		}
		if e.Decision.Empty() {
			what += ". Not decided"
		} else {
			what += ". Decided: " + safehtml.Text(e.Decision.Value)
		}
		if !e.Decided.Empty() {
			what += " on " + safehtml.Text(e.Decided.Value)
		}
		facts = append(facts, wide(named("Escalated", []template.HTML{what})))
	}
	return facts
}
