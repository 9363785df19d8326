package transition

import (
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/report"
)

// start takes an action up: for the first time, after a block, or once more after a check that it did not pass.
func (p *planner) start() {
	a := p.action
	switch now := p.now(); {
	case now == "in-progress":
		p.refuse("it is in progress already")
		return
	case (now == "done" || now == "verified") && failed(a):
		p.say("is in progress again, after the check found it %s", found(a.Verified.Result.Value))
	case now == "done":
		p.refuse("it is done%s; when a check shows that it does not work, `pir actions verify` records that and takes it up again", since(a.Done))
		return
	case !p.from("open", "blocked"):
		return
	default:
		p.say("is in progress")
	}
	p.status("in-progress")
	if a.Blocked.Span.Present() {
		p.set("blocked", field.NewNull())
		p.say("is in progress; the block of %s is over", p.blockedFor())
	}
	p.overdue()
}

func (p *planner) blockedFor() string {
	b := p.action.Blocked
	switch {
	case b.Since.Known:
		return date(b.Since.Day)
	case !b.Reason.Empty():
		return "\"" + b.Reason.Value + "\""
	}
	return "before"
}

// overdue reminds of a due date that is over.
func (p *planner) overdue() {
	if due := p.action.Due; due.Known && due.Day.Before(p.Today) {
		p.advise("it was due on %s; agree on another date with `pir actions redate %s`", date(due.Day), p.id)
	}
}

func (p *planner) block() {
	if !p.from("open", "in-progress") {
		return
	}
	if !p.need("reason", p.Reason, "the reason why it cannot go on") {
		return
	}
	var r record
	r.day("since", p.On)
	r.text("reason", p.Reason)
	p.status("blocked")
	p.set("blocked", field.NewMapping(r...))
	p.say("is blocked since %s", date(p.On))
	p.advise("when it needs a decision, `pir actions escalate %s` asks for one", p.id)
}

func (p *planner) done() {
	if !p.from(planned()...) {
		return
	}
	a := p.action
	if len(a.Evidence) == 0 || a.Verified.Span.Present() { // what stands there did not pass the check
		p.need("evidence", strings.Join(p.Evidence, ""), "a link, commit or path that shows it")
	}
	p.decided()
	p.status("done")
	p.set("done", dateValue(p.On))
	for _, e := range p.Evidence {
		if !contains(a.Evidence, e) {
			p.step.Changes = append(p.step.Changes, field.Append(p.in, "evidence", field.NewText(e)))
		}
	}
	p.say("is done, on %s", date(p.On))
	if a.Verified.Span.Present() {
		// The check was of what was there before; a check that is older than the work proves nothing about it.
		p.set("verified", field.NewNull())
		p.advise("the check of before is older than this and was taken out of the file; git keeps it")
	}
	p.reach()
	p.verification()
}

// reach reminds of places where the action is not in yet.
func (p *planner) reach() {
	if r := p.action.Rollout; r.Targets.Known && r.Done.Known && r.Done.Num < r.Targets.Num {
		p.advise("`rollout` says that it is in %s of %s places; correct that when it is in all of them", r.Done.Value, r.Targets.Value)
	}
}

// verification says what to verify of an action that is done, and from when.
func (p *planner) verification() {
	from := p.On.AddDate(0, 0, p.Policy.Actions.VerifyAfter)
	what := "check from " + date(from)
	causes := make([]string, 0, len(p.Report.Causes))
	for i := range p.Report.Causes {
		if c := &p.Report.Causes[i]; !c.ID.Empty() && addresses(p.action, c.ID.Value) {
			causes = append(causes, c.ID.Value+" ("+c.Statement.Value+")")
		}
	}
	switch {
	case len(causes) > 0 && !p.action.DoneWhen.Empty():
		p.advise("it addresses %s: %s whether it holds: %s", strings.Join(causes, " and "), what, p.action.DoneWhen.Value)
	case len(causes) > 0:
		p.advise("it addresses %s: %s that this did not come back", strings.Join(causes, " and "), what)
	case !p.action.DoneWhen.Empty():
		p.advise("%s whether it holds: %s", what, p.action.DoneWhen.Value)
	default:
		return
	}
	p.advise("somebody other than %s records the check with `pir actions verify %s`", p.ownerName(), p.id)
}

func (p *planner) ownerName() string {
	if p.action.Owner.Empty() {
		return "who did it"
	}
	return p.action.Owner.Value
}

// shortestPeriod is the days that have to pass before watching a period says anything, as rule action-verified-early
// has it.
const shortestPeriod = 14

func (p *planner) verify() {
	a := p.action
	switch now := p.now(); now {
	case "open", "in-progress", "blocked":
		p.refuse("it is %s; only what is done can be verified, `pir actions done %s` comes first", now, p.id)
		return
	default:
		if !p.from("done") {
			return
		}
	}
	if p.need("by", p.By, "who checked it, not the owner") && people.Bare(p.By) == people.Bare(a.Owner.Value) {
		p.refuse("%s owns it; somebody else has to check it", p.By)
	}
	p.need("result", p.Result, "what the check showed: "+strings.Join(report.Results.List, ", "))
	if a.Done.Empty() {
		p.refuse("it has no day on which it was done; write `done:` into the file")
	}
	p.notBefore(a.Done, "done")
	if method := field.Fold(p.Method); a.Done.Known && (method == "no-recurrence-in-period" || method == "metric-over-period") {
		if days := int(p.On.Sub(a.Done.Day) / (24 * time.Hour)); days >= 0 && days < shortestPeriod {
			p.refuse("%s says nothing yet, %d days after it was done; watch for %d days at least, or leave --method out when the result is too-early", method, days, shortestPeriod)
		}
	}
	var r record
	r.day("on", p.On)
	r.text("by", p.By)
	r.text("method", p.Method)
	r.word("result", p.Result)
	r.texts("evidence", p.Evidence)
	switch p.Result {
	case "effective":
		p.status("verified")
		p.say("is verified: %s found it effective on %s", p.By, date(p.On))
	case "too-early":
		p.say("is still done: %s found on %s that it is too early to tell", p.By, date(p.On))
		p.advise("check again, from %s on", date(p.On.AddDate(0, 0, p.Policy.Actions.VerifyAfter)))
	default:
		p.short()
	}
	p.set("verified", field.NewMapping(r...))
}

// short is a check that the action did not pass: another action takes up the rest, or this one goes on.
func (p *planner) short() {
	if next := p.successor(); next != "" {
		p.status("verified")
		p.say("is verified: %s found it %s on %s; %s takes up the rest", p.By, found(p.Result), date(p.On), next)
		return
	}
	p.status("in-progress")
	p.say("is in progress again: %s found it %s on %s", p.By, found(p.Result), date(p.On))
	p.advise("agree on a date with `pir actions redate %s`, or write the next action with `pir add action %s`", p.id, p.Report.ID)
}

// successor returns the id of another action that addresses the same and is still to be done, or was done or is due
// after the check.
func (p *planner) successor() string {
	for i := range p.Report.Actions {
		next := &p.Report.Actions[i]
		later := func(d field.Date) bool { return d.Known && !d.Day.Before(p.On) }
		left := next.Status.Value != "done" && next.Status.Value != "verified" && next.Status.Value != "declined"
		if i == p.Action || next.Status.Value == "declined" || !left && !later(next.Done) && !later(next.Due) {
			continue
		}
		if slices.ContainsFunc(next.Addresses, func(t field.Text) bool { return addresses(p.action, t.Value) }) {
			return next.ID.Value
		}
	}
	return ""
}

// found returns a result as a sentence has it.
func found(result string) string {
	switch result {
	case "partly":
		return "partly effective"
	case "too-early":
		return "too early to tell"
	}
	return result
}

// failed reports whether the check of an action found that it does not do yet.
func failed(a *report.Action) bool {
	switch a.Verified.Result.Value {
	case "partly", "ineffective", "too-early":
		return true
	}
	return false
}

// addresses reports whether an action names a cause or control, whatever the case.
func addresses(a *report.Action, ref string) bool {
	return slices.ContainsFunc(a.Addresses, func(t field.Text) bool { return field.Fold(t.Value) == field.Fold(ref) })
}

func contains(list []field.Text, s string) bool {
	return slices.ContainsFunc(list, func(t field.Text) bool { return t.Value == s })
}
