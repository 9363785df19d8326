package render

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// Shown is one report, with the state of its actions on a day.
type Shown struct {
	Report  *report.Report
	Policy  *policy.Policy
	AsOf    time.Time
	Actions []actions.Record // without those of an incident after that day
}

// Show are the formats of `pir show`.
func Show() []Format[*Shown] {
	return []Format[*Shown]{
		{"text", "the whole report on a screen, for people", showText},
		{"md", "the whole report as markdown, for a page or a ticket", showMarkdown},
		{"json", "the documented envelope, for programs", showJSON},
	}
}

// wideProse is the width to which text beside times and marks is wrapped on a screen that has it.
const wideProse = 110

// showText writes the report for a person: the facts first, then what is told.
func showText(w io.Writer, v *Shown, s Style) error {
	p := &showPrinter{printer: printer{w: w}, style: s, width: prose}
	if s.Terminal && s.Width > 0 {
		p.width = min(wideProse, s.Width)
	}
	r := v.Report
	p.printf("%s\n", s.paint("2")(Visible(r.ID)))
	title := r.Title.Value
	if title == "" {
		title = "without a title"
	}
	p.hanging("", "", "1", title)
	for _, part := range showFacts(v) {
		if part.title != "" {
			p.heading(part.title)
		} else {
			p.printf("\n")
		}
		p.facts(part.facts)
	}
	p.intervals(r)
	p.timeline(r, s.clock(r))
	p.causes(v)
	p.controls(r)
	p.actions(v)
	for _, part := range showFollowUp(r, s.clock(r)) {
		p.heading(part.title)
		p.facts(part.facts)
	}
	p.body(r)
	return p.err
}

// fact is one line under its name.
type fact struct{ name, value string }

// factsPart is a group of facts.
type factsPart struct {
	title string
	facts []fact
}

// factList collects facts and leaves out those that nobody stated.
type factList []fact

func (l *factList) add(name, value string) {
	if strings.TrimSpace(value) != "" {
		*l = append(*l, fact{name, value})
	}
}

// showFacts are the facts about the incident as a whole.
func showFacts(v *Shown) []factsPart {
	r := v.Report
	var head, impact factList
	severity := r.Severity.Value
	if s, ok := v.Policy.Severity(severity); ok && s.Name != "" {
		severity += " (" + s.Name + ")"
	}
	head.add("severity", severity)
	head.add("status", r.Status.Value)
	head.add("kind", r.Kind.Value)
	if !r.TLP.Empty() {
		head.add("tlp", "TLP:"+strings.ToUpper(r.TLP.Value))
	}
	head.add("incident", r.Incident.Value)
	head.add("services", commaList(r.Services))
	head.add("teams", commaList(r.Teams))
	head.add("suppliers", commaList(r.Suppliers))
	head.add("noticed by", r.Detection.Value)
	head.add("trigger", r.Trigger.Value)
	head.add("type", r.Classification.Type.Value)
	head.add("vector", r.Classification.Vector.Value)
	head.add("ATT&CK", commaList(r.Classification.Attack))
	head.add("risks", commaList(r.Risks))
	head.add("file", r.File.Path)
	i := r.Impact
	impact.add("summary", i.Summary.Value)
	impact.add("confidentiality", i.Confidentiality.Value)
	impact.add("integrity", i.Integrity.Value)
	impact.add("availability", i.Availability.Value)
	impact.add("customers", i.Customers.Value)
	impact.add("records", i.Records.Value)
	impact.add("effort hours", i.EffortHours.Value)
	impact.add("cost", strings.TrimSpace(i.Cost.Amount.Value+" "+i.Cost.Currency.Value))
	parts := []factsPart{{"", head}}
	if len(impact) > 0 {
		parts = append(parts, factsPart{"Impact", impact})
	}
	return parts
}

// showFollowUp are the facts about the review and about what followed from it; clock writes their times.
func showFollowUp(r *report.Report, clock func(field.Time) string) []factsPart {
	var review, learnt factList
	rev := r.Review
	review.add("hot wash", rev.HotWash.Value)
	review.add("held", rev.Held.Value)
	review.add("facilitator", rev.Facilitator.Value)
	review.add("participants", commaList(rev.Participants))
	for _, a := range rev.Absent {
		review.add("absent", phrase(a.Who.Value, a.Role.Value, prefixed("input: ", a.Input.Value)))
	}
	review.add("waived", phrase(prefixed("by ", rev.Waived.By.Value), rev.Waived.Reason.Value))
	for _, person := range r.Responders {
		review.add("responder", phrase(person.Who.Value, person.Role.Value))
	}
	for _, a := range r.Approvals {
		review.add("approved", phrase(a.On.Value, a.By.Value, a.Role.Value))
	}
	for _, n := range r.Notifications {
		learnt.add("notification", phrase(n.Regime.Value, n.Stage.Value, prefixed("sent ", clock(n.Sent)), prefixed("at ", clock(n.At)), n.Reason.Value, n.Ref.Value))
	}
	learnt.add("elsewhere", r.Elsewhere.Value)
	for _, rel := range r.Related {
		learnt.add(valueOr(rel.Relation.Value, "related"), phrase(rel.ID.Value, rel.Reason.Value))
	}
	for _, sh := range r.Sharing {
		learnt.add("shared", phrase(sh.On.Value, sh.Audience.Value, sh.How.Value, sh.Link.Value))
	}
	var parts []factsPart
	if len(review) > 0 {
		parts = append(parts, factsPart{"Review", review})
	}
	if len(learnt) > 0 {
		parts = append(parts, factsPart{"Follow-up", learnt})
	}
	return parts
}

func commaList(list []field.Text) string {
	words := make([]string, 0, len(list))
	for _, t := range list {
		words = append(words, t.Value)
	}
	return strings.Join(words, ", ")
}

// phrase joins what is there with commas.
func phrase(parts ...string) string {
	kept := make([]string, 0, len(parts))
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, ", ")
}

// prefixed puts words before a text, if there is one.
func prefixed(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}

func valueOr(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// intervalName is how an interval is called in a sentence.
func intervalName(l report.Length) string { return strings.ReplaceAll(l.Name, "_", " ") }

// causeKind says what a cause is: its role, its category, and the bone of the fishbone diagram that it sits on.
func causeKind(c *report.Cause, pol *policy.Policy) string {
	category := c.Category.Value
	for _, known := range pol.Vocabulary.Causes {
		if known.ID == category && known.Bone != "" {
			category += " (" + known.Bone + ")"
		}
	}
	return phrase(valueOr(c.Role.Value, "root"), category)
}

// actionFacts are the facts of an action beside its state, owner and dates.
func actionFacts(a *report.Action) []fact {
	var l factList
	l.add("kind", phrase(a.Kind.Value, a.Effect.Value))
	l.add("addresses", commaList(a.Addresses))
	l.add("done when", a.DoneWhen.Value)
	l.add("ticket", a.Ticket.Value)
	if !a.Rollout.Targets.Empty() {
		l.add("rollout", valueOr(a.Rollout.Done.Value, "unknown")+" of "+a.Rollout.Targets.Value)
	}
	l.add("blocked", phrase(prefixed("since ", a.Blocked.Since.Value), a.Blocked.Reason.Value))
	l.add("done", a.Done.Value)
	l.add("evidence", commaList(a.Evidence))
	v := a.Verified
	l.add("verified", phrase(prefixed("on ", v.On.Value), prefixed("by ", v.By.Value), v.Result.Value, v.Method.Value, commaList(v.Evidence)))
	d := a.Declined
	l.add("declined", phrase(prefixed("on ", d.On.Value), prefixed("by ", d.By.Value), d.Reason.Value, prefixed("risk ", d.Risk.Value), prefixed("until ", d.Until.Value)))
	for _, e := range a.Escalations {
		l.add("escalated", phrase(e.On.Value, prefixed("to ", e.To.Value), e.Ask.Value, prefixed("decision: ", e.Decision.Value), prefixed("decided ", e.Decided.Value)))
	}
	return l
}

// dueBy says by when an action is to be done, and how often that moved.
func dueBy(rec *actions.Record) string {
	if rec.Due.IsZero() {
		return ""
	}
	text := "due " + isoDay(rec.Due)
	if first, ok := rec.OriginalDue(); ok && !first.Equal(rec.Due) {
		text += fmt.Sprintf(" (first %s, moved %s)", isoDay(first), times(*rec.Slips()))
	}
	return text
}

// bodyNote says why there is no text of a report, or nothing.
func bodyNote(r *report.Report) string {
	if p := r.BodyProblem(); p != nil {
		return p.Message
	}
	return ""
}
