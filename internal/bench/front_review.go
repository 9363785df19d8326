package bench

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// notified reports whether an authority has to be told.
func (w *writer) notified() bool {
	return w.major() && w.theme.levels[0] == "high"
}

func (w *writer) review() {
	var each []string
	for i, who := range w.responders {
		switch role := ", role: communication"; {
		case i == 0:
			each = append(each, fmt.Sprintf("{who: %q, role: incident-commander}", who))
		case who == "@support-lead":
			each = append(each, fmt.Sprintf("{who: %q%s}", who, role))
		default:
			each = append(each, fmt.Sprintf("{who: %q}", who))
		}
	}
	w.printf("responders: [%s]\n", strings.Join(each, ", "))
	if w.held.IsZero() && w.hotWash.IsZero() {
		return
	}
	w.printf("review:\n")
	if !w.hotWash.IsZero() {
		w.printf("  hot_wash: %s\n", w.hotWash.Format(time.DateOnly))
	}
	if w.held.IsZero() {
		return
	}
	facilitator := "@security-lead"
	if slices.Contains(w.responders, facilitator) {
		facilitator = pick(w.r, []string{"@qa-lead", "@risk-lead"})
	}
	present, absent := w.responders, ""
	if len(present) > 2 && chance(w.r, 15) {
		present, absent = present[:len(present)-1], present[len(present)-1]
	}
	w.printf("  held: %s\n  facilitator: %q\n  participants: %s\n", w.held.Format(time.DateOnly), facilitator, list(append(slices.Clone(present), facilitator)))
	if absent != "" {
		w.printf("  absent: [{who: %q, input: %s}]\n", absent, flow(pick(w.r, []string{"Call with the facilitator the day before", "Written notes, read out at the start", "Comments in the draft of this report"})))
	}
}

func (w *writer) writeAction(i int, a action) {
	w.printf("  - id: %s\n    title: %s\n    kind: %s\n    effect: %s\n    addresses: %s\n", actionID(i), plain(a.title), a.kind, a.effect, list(a.addresses))
	if w.flaw != noOwner || i != 0 {
		w.printf("    owner: %q\n", a.owner)
	}
	w.printf("    priority: %s\n", a.priority)
	if w.flaw != noDue || i != 0 {
		w.printf("    due: %s\n", a.due.Format(time.DateOnly))
	}
	w.printf("    status: %s\n    done_when: %s\n", a.status, plain(a.doneWhen))
	w.printf("    ticket: https://tracker.example/%s-%d\n", strings.ToUpper(w.svc.team[:3]), 100+w.r.IntN(9000))
	if a.targets > 0 {
		w.printf("    rollout: {targets: %d, done: %d}\n", a.targets, a.places)
	}
	switch a.status {
	case "blocked":
		w.printf("    blocked: {since: %s, reason: %s}\n", a.on.Format(time.DateOnly), flow(w.one([]string{"Waits for the new version of {other}", "Needs an answer of {sup}, which is promised"})))
		w.printf("    escalations: [{on: %s, to: \"@cto\", ask: %s, decision: fund, decided: %s}]\n", a.on.Add(day).Format(time.DateOnly), flow(w.fill("Two weeks of somebody from {team}")), a.on.Add(8*day).Format(time.DateOnly))
	case "declined":
		w.printf("    declined: {on: %s, by: \"@cto\", reason: %s, risk: R-%03d, until: %s}\n", a.on.Format(time.DateOnly),
			flow(w.one([]string{"Costs more per year than the outages that it prevents, and A1 holds", "The part is retired next year"})), 1+w.r.IntN(60), a.on.AddDate(1, 0, 0).Format(time.DateOnly))
	case "done", "verified":
		w.writeDone(i, a)
	}
}

func (w *writer) writeDone(i int, a action) {
	w.printf("    done: %s\n", a.done.Format(time.DateOnly))
	if w.flaw != noEvidence || i != 0 {
		w.printf("    evidence: %s\n", list([]string{w.commit(), fmt.Sprintf("https://wiki.example/%s/inc-%d-a%d", w.svc.team, firstNumber+w.index, i+1)}))
	}
	if a.status != "verified" {
		return
	}
	by := a.owner
	for by == a.owner {
		by = pick(w.r, people)
	}
	method := pick(w.r, []string{"test", "control-retest", "detection-replay", "sample-inspection", "metric-over-period", "exercise"})
	w.printf("    verified: {on: %s, by: %q, method: %s, result: %s, evidence: [%s]}\n", a.on.Format(time.DateOnly), by, method, a.result, flow(w.line(verifyEvidence)))
}

// rest writes what follows the actions: relations, sharing, notifications, approvals, suppressions.
func (w *writer) rest() {
	if before, ok := w.corpus.earlier(w.index, w.root.category); ok {
		relation, reason := "not-a-repeat", "Same category of cause, in another service and another part"
		switch {
		case before.svc == w.svc:
			relation, reason = "repeat", "Same category of cause in the same service; the earlier action covered one part"
		case before.part == w.part || before.other == w.svc:
			relation, reason = "similar", "Same category of cause in a service that shares a part"
		}
		w.printf("related:\n  - {id: %s, relation: %s, reason: %s}\n", before.id, relation, flow(reason))
	}
	held := w.held
	if held.IsZero() {
		return
	}
	if w.major() || chance(w.r, 50) {
		w.printf("sharing:\n  - {on: %s, audience: %s, how: %s, link: \"https://wiki.example/talks/%s\"}\n",
			held.Add(w.days(3, 20)).Format(time.DateOnly), pick(w.r, []string{"engineering", "all staff", "support", "shops"}),
			pick(w.r, []string{"brown bag", "engineering meeting", "note in the weekly mail", "page on the wiki"}), held.Format("2006-01"))
	}
	if w.notified() {
		w.printf("notifications:\n  - {regime: gdpr, stage: authority, sent: %s, ref: %q}\n", w.clock.at(w.contained.Add(w.between(60, 60*60))), w.ticket())
	}
	if w.status == "approved" || w.status == "closed" {
		w.printf("approvals: [{on: %s, by: %q, role: approver}]\n", held.Add(w.days(1, 6)).Format(time.DateOnly), pick(w.r, []string{"@ciso", "@cto"}))
	}
	if w.flaw == noFlaw && chance(w.r, 2) {
		w.printf("lint: {ignore: [{rule: bones-single, reason: The causes were looked at from all sides}]}\n")
	}
}
