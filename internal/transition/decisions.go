package transition

import (
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
)

func (p *planner) decline() {
	if !p.from(planned()...) {
		return
	}
	p.need("by", p.By, "who decided")
	p.need("reason", p.Reason, "the reason why it is not done")
	if !p.Until.IsZero() && p.Until.Before(p.On) {
		p.refuse("the day on which it is looked at again, %s, is before the decision of %s", date(p.Until), date(p.On))
	}
	p.decided()
	var r record
	r.day("on", p.On)
	r.text("by", p.By)
	r.text("reason", p.Reason)
	r.text("risk", p.Risk)
	r.day("until", p.Until)
	p.status("declined")
	p.set("declined", field.NewMapping(r...))
	p.say("is declined, by %s on %s", p.By, date(p.On))
	if p.Risk == "" {
		p.advise("the risk stays: name its entry of the risk register with `risk:`")
	}
}

// decided refuses to end an action while a decision about it is asked for.
func (p *planner) decided() {
	if open := p.undecided(); open >= 0 {
		p.refuse("%s was asked for a decision that is not recorded; `pir actions escalate %s --decision` records it", name(p.action.Escalations[open].To), p.id)
	}
}

// name returns who is meant, for a message.
func name(t field.Text) string {
	if t.Empty() {
		return "somebody"
	}
	return t.Value
}

// undecided returns the number of the last escalation that waits for a decision, or -1.
func (p *planner) undecided() int {
	for i := len(p.action.Escalations) - 1; i >= 0; i-- {
		if e := &p.action.Escalations[i]; e.Decision.Empty() && e.Decided.Empty() {
			return i
		}
	}
	return -1
}

// escalate asks for a decision, or records the one that was taken about what was asked before.
func (p *planner) escalate() {
	if p.Decision == "" && !p.from(planned()...) {
		return
	}
	if p.Decision != "" && p.To == "" && p.Ask == "" {
		p.decide()
		return
	}
	p.need("to", p.To, "who is asked")
	p.need("ask", p.Ask, "what is asked for")
	var r record
	r.day("on", p.On)
	r.text("to", p.To)
	r.text("ask", p.Ask)
	if p.Decision != "" {
		r.word("decision", p.Decision)
		r.day("decided", p.On)
	}
	p.step.Changes = append(p.step.Changes, field.Append(p.in, "escalations", field.NewMapping(r...)))
	if p.Decision != "" {
		p.say("was escalated to %s on %s, who decided: %s", p.To, date(p.On), p.Decision)
		p.follow()
		return
	}
	p.say("is escalated to %s, on %s", p.To, date(p.On))
	p.advise("record the decision with `pir actions escalate %s --decision`: %s", p.id, strings.Join(report.Decisions.List, ", "))
}

// decide records the decision about the last escalation that waits for one.
func (p *planner) decide() {
	i := p.undecided()
	if i < 0 {
		p.refuse("no escalation waits for a decision")
		p.need("to", p.To, "who is asked")
		p.need("ask", p.Ask, "what is asked for")
		return
	}
	e := &p.action.Escalations[i]
	p.notBefore(e.On, "escalated")
	in := slices.Concat(p.in, field.Path{field.In("escalations"), field.Item(i)})
	p.step.Changes = append(p.step.Changes,
		field.Set(in, "decision", field.NewWord(p.Decision)),
		field.Set(in, "decided", dateValue(p.On)))
	p.say("has a decision: %s, by %s on %s", p.Decision, name(e.To), date(p.On))
	p.follow()
}

// follow says what a decision asks for.
func (p *planner) follow() {
	switch p.Decision {
	case "re-date":
		p.advise("write the new date with `pir actions redate %s`", p.id)
	case "accept-risk":
		p.advise("when it is not done at all, `pir actions decline %s` puts that on record", p.id)
	case "re-prioritise":
		p.advise("write the new `priority:` into the file")
	}
}

// redate moves the due date. The one before stays in the history of the file. Who agreed, and why, is an escalation.
func (p *planner) redate() {
	if !p.from(planned()...) {
		return
	}
	old := p.action.Due
	switch {
	case p.Due.IsZero():
		p.need("due", "", "the new due date")
	case old.Known && old.Day.Equal(p.Due):
		p.refuse("it is due on %s already", date(p.Due))
	case p.Due.Before(p.On):
		p.refuse("the new due date, %s, is over on %s", date(p.Due), date(p.On))
	}
	if held := p.Report.Review.Held; held.Known && !p.Due.IsZero() && p.Due.Before(held.Day) {
		p.refuse("the new due date, %s, is before the review of %s", date(p.Due), date(held.Day))
	}
	if p.By != "" || p.Reason != "" {
		p.need("by", p.By, "who agreed")
		p.need("reason", p.Reason, "the reason for the new date")
	}
	p.set("due", dateValue(p.Due))
	switch {
	case !old.Known:
		p.say("is due on %s", date(p.Due))
	default:
		p.say("is due on %s instead of %s", date(p.Due), date(old.Day))
	}
	if p.By == "" {
		return
	}
	var r record
	r.day("on", p.On)
	r.text("to", p.By)
	r.text("ask", p.Reason)
	r.word("decision", "re-date")
	r.day("decided", p.On)
	p.step.Changes = append(p.step.Changes, field.Append(p.in, "escalations", field.NewMapping(r...)))
	p.step.Said += ", as " + p.By + " agreed"
}
