package rules

import (
	"fmt"
	"testing"
)

// done is an action of a test that was done on 20 March, with more keys.
func done(more string) string {
	return "actions:\n  - {id: A1, title: Automate it, kind: control, effect: prevent, addresses: [C1, \"iso27001:A.8.24\"], owner: \"@sre-1\", priority: P2, due: 2026-04-08, done: 2026-03-20, evidence: [\"commit:1\"], " + more + "}\n"
}

func checked(by, on, method, result string) string {
	return done(fmt.Sprintf("status: verified, verified: {on: %s, by: %q, method: %s, result: %s}", on, by, method, result))
}

func TestVerificationCorners(t *testing.T) {
	checkCorners(t, "action-verified-by-owner", []corner{
		{"without the @", checked("SRE-1", "2026-04-20", "test", "effective"), []string{"verified by its owner, SRE-1"}},
		{"nobody", done("status: verified, verified: {on: 2026-04-20, result: effective}"), nil},
		{"somebody else", checked("@sre-10", "2026-04-20", "test", "effective"), nil},
	})
	checkCorners(t, "action-verified-early", []corner{
		{"thirteen days", checked("@a", "2026-04-02", "no-recurrence-in-period", "effective"), []string{"13 days after"}},
		{"fourteen days", checked("@a", "2026-04-03", "no-recurrence-in-period", "effective"), nil},
		{"the method in words", checked("@a", "2026-03-21", "Metric over period", "effective"), []string{"1 day after"}},
		{"before it was done", checked("@a", "2026-03-10", "metric-over-period", "effective"), nil},
		{"an unknown day", checked("@a", "unknown", "metric-over-period", "effective"), nil},
	})
	next := func(more string) string {
		return checked("@a", "2026-04-20", "test", "ineffective") + "  - {id: A2, title: Automate it, kind: control, effect: prevent, owner: \"@a\", priority: P2, " + more + "}\n"
	}
	checkCorners(t, "action-ineffective", []corner{
		{"nothing after it", checked("@a", "2026-04-20", "test", "ineffective"), []string{"found it ineffective"}},
		{"too early to tell", checked("@a", "2026-04-20", "test", "too-early"), nil},
		{"another cause", next("addresses: [C2], due: 2026-05-08, status: open"), []string{"A1"}},
		{"the same cause, open", next("addresses: [C1], due: 2026-04-08, status: open"), nil},
		{"the same control, done later", next("addresses: [\"iso27001:A.8.24\"], due: 2026-04-08, done: 2026-04-28, status: done"), nil},
		{"the same cause, done before", next("addresses: [C1], due: 2026-04-08, done: 2026-03-28, status: done"), []string{"A1"}},
		{"a decision was asked for", done("status: verified, verified: {on: 2026-04-20, by: \"@a\", result: partly}, escalations: [{on: 2026-04-21, to: \"@cto\", ask: Money}]"), nil},
		{"a related report takes it up", checked("@a", "2026-04-20", "test", "partly") + "related: [{id: 2026-05-01-x, relation: repeat, reason: Takes up A1}]\n", nil},
		{"a related report without its id", checked("@a", "2026-04-20", "test", "partly") + "related: [{id: 2026-05-01-x, relation: repeat, reason: Takes up A12}]\n", []string{"A1"}},
	})
}

func TestEffectCorners(t *testing.T) {
	one := func(keys string) string {
		return "actions:\n  - {id: A1, title: T, addresses: [C1], owner: \"@a\", priority: P1, due: 2026-04-08, " + keys + "}\n"
	}
	declined := ", status: declined, declined: {on: 2026-03-12, by: \"@cto\", reason: R}"
	checkCorners(t, "prevent-missing", []corner{
		{"an effect that is misspelt", one("kind: control, effect: preventt"), nil},
		{"no effect", one("kind: control"), nil},
		{"the only one declined", one("kind: control, effect: prevent" + declined), nil},
		{"declined without a record", one("kind: control, effect: prevent, status: declined"), nil},
		{"a draft", "status: draft\n" + one("kind: control, effect: repair"), []string{"info: "}},
		{"a small incident", "severity: sev4\n" + one("kind: control, effect: repair"), nil},
		{"a list that could not be read", "actions: {x: 1}", nil},
	})
	checkCorners(t, "training-only", []corner{
		{"policy", one("kind: policy, effect: prevent"), []string{"warning: every action"}},
		{"a kind that is misspelt", one("kind: trainin, effect: prevent"), nil},
		{"declined", one("kind: training, effect: prevent" + declined), nil},
	})
	checkCorners(t, "detection-action-missing", []corner{
		{"the attacker", "detection: attacker\n" + one("kind: control, effect: prevent"), []string{"the attacker noticed first"}},
		{"an effect of detection", "detection: attacker\n" + one("kind: control, effect: detect"), nil},
		{"an audit", "detection: audit\n" + one("kind: control, effect: prevent"), nil},
		{"in review", "status: in-review\ndetection: customer\n" + one("kind: control, effect: prevent"), nil},
	})
	checkCorners(t, "action-vague", []corner{
		{"two words", "actions: [{id: A1, title: Look into the renewal job}]", []string{`begins with "Look into"`}},
		{"a raise of awareness", "actions: [{id: A1, title: Raise awareness of certificates}]", []string{`"Raise awareness"`}},
		{"a raise of something else", "actions: [{id: A1, title: Raise the limit of the pool}]", nil},
		{"a figure", "actions: [{id: A1, title: Improve the answer time to 200 ms}]", nil},
		{"a fix of something", "actions: [{id: A1, title: Fix the certificate monitoring}]", []string{`begins with "Fix"`}},
		{"a fix of a fault that is told", "actions: [{id: A1, title: Fix the bug that keeps the renewal job from starting}]", nil},
		{"a verb in the middle", "actions: [{id: A1, title: Add a review of firewall rules}]", nil},
		{"declined", "actions: [{id: A1, title: Improve it" + declined + "}]", nil},
	})
}

func TestClosingCorners(t *testing.T) {
	checkCorners(t, "approval-missing", []corner{
		{"an empty list", "approvals: []", []string{"the report is approved"}},
		{"moderate", "severity: sev3\napprovals: []", nil},
		{"a near miss", "kind: near-miss\napprovals: []", nil},
		{"an alias", "severity: P1\napprovals: []", []string{"nobody has approved"}},
		{"an unknown severity", "severity: sev9\napprovals: []", nil},
		{"a list that could not be read", "approvals: {x: 1}", nil},
	})
	checkCorners(t, "lesson-not-shared", []corner{{"approved", "sharing: []", nil}, {"closed", "status: closed\nsharing: []", []string{"the report is closed"}}})
	checkCorners(t, "elsewhere-unanswered", []corner{{"empty", "elsewhere: ", []string{"the report is approved"}}, {"unknown", "elsewhere: unknown", nil}})
	checkCorners(t, "risk-unlinked", []corner{{"empty", "risks: []", []string{"the report is approved"}}})
	checkCorners(t, "tlp-missing", []corner{
		{"empty", "tlp:", []string{"does not say who may read it"}},
		{"a word that is none", "tlp: orange", nil},
		{"a small incident", "severity: sev4\ntlp: ", nil},
		{"a draft", "status: draft\ntlp: ", []string{"info: "}},
	})
	escalation := func(status, keys string) string {
		return "actions: [{id: A1, status: " + status + ", escalations: [{on: 2026-03-20, to: \"@cto\", ask: Money" + keys + "}]}]"
	}
	checkCorners(t, "escalation-undecided", []corner{
		{"blocked and waiting", escalation("blocked", ""), nil},
		{"declined and waiting", escalation("declined", ""), []string{"action A1 is declined"}},
		{"a decision that is no word of the list", escalation("done", ", decision: maybe, decided: 2026-03-21"), nil},
		{"a day that cannot be read", escalation("done", ", decision: fund, decided: tomorrow"), nil},
	})
}

// TestOneFaultOneFinding holds that a rule keeps quiet where another one reports the fault.
func TestOneFaultOneFinding(t *testing.T) {
	checkCorners(t, "cause-without-action", []corner{
		{"one of two actions does not say what it addresses", "actions: [{id: A1}, {id: A2, addresses: [C2]}]", nil},
		{"none of them does", "actions: [{id: A1}, {id: A2}]", []string{"root cause C1"}},
	})
	checkCorners(t, "action-addresses", []corner{
		{"no causes where they are asked for", "causes: []", nil},
		{"causes that cannot be read", "causes: none yet", nil},
		{"no causes where they are not", "severity: sev4\ncauses: []", []string{`"C1"`, `"C2"`}},
		{"no causes, and something that is no id of one", "causes: []\nactions: [{id: A1, addresses: [C1, respose]}]", []string{"did you mean response?"}},
	})
	early := "timeline:\n  - {at: 2026-02-10T08:00:00Z, event: E, milestone: started}\n  - {at: 2026-03-02T08:00:00Z, event: E%s}\n"
	checkCorners(t, "file-name", []corner{
		{"detected on another day", fmt.Sprintf(early, ", milestone: closed") + "  - {at: 2026-03-20T08:00:00Z, event: E, milestone: detected}\n", []string{"detected on 2026-03-20"}},
		{"nothing tells when it was detected", fmt.Sprintf(early, ""), nil},
	})
	checkCorners(t, "section-missing", []corner{
		{"a kind that there is not", "kind: near-mis\n---\n\n## Summary\n\nText.\n", nil},
	})
}
