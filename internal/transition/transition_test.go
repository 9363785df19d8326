package transition_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/amend"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/internal/transition"
)

var today = time.Date(2026, 5, 10, 0, 0, 0, 0, time.UTC)

func on(day string) time.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return t
}

const head = `title: T
severity: sev3
status: in-review
timeline:
  - {at: 2026-03-02T21:14:00Z, event: x, milestone: started}
causes:
  - {id: C1, role: root, statement: The log shows it}
review: {held: 2026-03-10}
actions:
`

func parse(text string) *report.Report {
	return report.NewParser().Parse(source.New("reports/2026-03-02-x.md", []byte("---\n"+text+"---\n")))
}

// action returns a report with one action, and others behind it.
func action(fields string, others ...string) *report.Report {
	return parse(head + "  - {id: A1, title: t, owner: \"@own\", due: 2026-04-01, addresses: [C1], " + fields + "}\n" + strings.Join(others, ""))
}

var planCases = []struct {
	name   string
	report *report.Report
	ask    transition.Request
	want   string // the fields of the action afterwards, or everything that stands against it, behind !
	advice string // a part of what comes next
}{
	{"start", action("status: open"), transition.Request{Verb: transition.Start}, "status: in-progress", "it was due on 2026-04-01"},
	{"start without a status", action("kind: control"), transition.Request{Verb: transition.Start}, "status: in-progress, kind: control", ""},
	{"start after a block", action("status: blocked, blocked: {since: 2026-04-01, reason: r}"), transition.Request{Verb: transition.Start}, "status: in-progress, blocked: null", ""},
	{"start again", action("status: in-progress"), transition.Request{Verb: transition.Start}, "!it is in progress already", ""},
	{"start what is done", action("status: done, done: 2026-04-01, evidence: [e]"), transition.Request{Verb: transition.Start}, "!it is done, on 2026-04-01; when a check shows", ""},
	{"start what failed", action("status: verified, done: 2026-04-01, evidence: [e], verified: {on: 2026-05-01, by: x, result: partly}"), transition.Request{Verb: transition.Start}, "status: in-progress, done: 2026-04-01, evidence: [e], verified: {on: 2026-05-01, by: x, result: partly}", ""},
	{"start what was declined", action("status: declined, declined: {on: 2026-04-01, by: b, reason: r}"), transition.Request{Verb: transition.Start}, "!it was declined, on 2026-04-01; write a new action", ""},

	{"block", action("status: open"), transition.Request{Verb: transition.Block, Reason: "Waits for it", On: on("2026-05-01")}, "status: blocked, blocked: {since: 2026-05-01, reason: Waits for it}", "escalate"},
	{"block without reason", action("status: open"), transition.Request{Verb: transition.Block}, "!missing: the reason why it cannot go on", ""},
	{"block again", action("status: blocked, blocked: {since: 2026-04-01, reason: r}"), transition.Request{Verb: transition.Block, Reason: "x"}, "!it is blocked already, on 2026-04-01: r", ""},

	{"done", action("status: open"), transition.Request{Verb: transition.Done, Evidence: []string{"commit:ab", "x"}}, `status: done, done: 2026-05-10, evidence: ["commit:ab", "x"]`, "it addresses C1 (The log shows it): check from 2026-06-09 that this did not come back"},
	{"done with a test", action("status: open, done_when: It holds"), transition.Request{Verb: transition.Done, Evidence: []string{"x"}}, "status: done, done_when: It holds, done: 2026-05-10, evidence: [x]", "check from 2026-06-09 whether it holds: It holds"},
	{"done with evidence there", action("status: in-progress, evidence: [x]"), transition.Request{Verb: transition.Done, On: on("2026-05-01"), Evidence: []string{"x"}}, "status: done, done: 2026-05-01, evidence: [x]", ""},
	{"done without evidence", action("status: open"), transition.Request{Verb: transition.Done}, "!missing: a link, commit or path that shows it", ""},
	{"done again", action("status: done, done: 2026-04-01"), transition.Request{Verb: transition.Done}, "!it is done already, on 2026-04-01", ""},
	{"done in the future", action("status: open"), transition.Request{Verb: transition.Done, On: on("2026-05-11"), Evidence: []string{"x"}}, "!the day of the step, 2026-05-11, is in the future; today is 2026-05-10", ""},
	{"done before the incident", action("status: open"), transition.Request{Verb: transition.Done, On: on("2026-03-01")}, "!the day of the step, 2026-03-01, is before the incident of 2026-03-02; missing: a link", ""},
	{"done after a check", action("status: in-progress, done: 2026-04-01, evidence: [x], verified: {on: 2026-04-20, by: b, result: partly}"), transition.Request{Verb: transition.Done, Evidence: []string{"y"}}, "status: done, done: 2026-05-10, evidence: [x, \"y\"], verified: null", "the check of before is older"},
	{"done after a check without anything new", action("status: in-progress, done: 2026-04-01, evidence: [x], verified: {on: 2026-04-20, by: b, result: partly}"), transition.Request{Verb: transition.Done}, "!missing: a link", ""},
	{"done with a rollout", action("status: open, rollout: {targets: 14, done: 9}"), transition.Request{Verb: transition.Done, Evidence: []string{"x"}}, "status: done, rollout: {targets: 14, done: 9}, done: 2026-05-10, evidence: [x]", "it is in 9 of 14 places"},
	{"done while a decision is asked for", action("status: open, escalations: [{on: 2026-05-01, to: c, ask: a}]"), transition.Request{Verb: transition.Done, Evidence: []string{"x"}}, "!c was asked for a decision that is not recorded", ""},

	{"verify", action("status: done, done: 2026-04-01, evidence: [x]"), transition.Request{Verb: transition.Verify, By: "@sre", Method: "control-retest", Result: "effective", Evidence: []string{"e, f"}}, `status: verified, done: 2026-04-01, evidence: [x], verified: {on: 2026-05-10, by: "@sre", method: control-retest, result: effective, evidence: ["e, f"]}`, ""},
	{"verify with nothing", action("status: done, done: 2026-04-01"), transition.Request{Verb: transition.Verify}, "!missing: who checked it, not the owner; what the check showed: effective, partly, ineffective, too-early", ""},
	{"verify by the owner", action("status: done, done: 2026-04-01"), transition.Request{Verb: transition.Verify, By: "Own", Result: "effective"}, "!Own owns it; somebody else has to check it", ""},
	{"verify what is open", action("status: open"), transition.Request{Verb: transition.Verify, By: "x", Result: "effective"}, "!it is open; only what is done can be verified", ""},
	{"verify again", action("status: verified, done: 2026-04-01, verified: {on: 2026-05-01, by: b, result: effective}"), transition.Request{Verb: transition.Verify, By: "x", Result: "effective"}, "!it is verified already, on 2026-05-01", ""},
	{"verify before done", action("status: done, done: 2026-05-01"), transition.Request{Verb: transition.Verify, By: "x", Result: "effective", On: on("2026-04-30")}, "!the day of the step, 2026-04-30, is before it was done, on 2026-05-01", ""},
	{"verify without a day", action("status: done"), transition.Request{Verb: transition.Verify, By: "x", Result: "effective"}, "!it has no day on which it was done", ""},
	{"verify a period too early", action("status: done, done: 2026-05-01"), transition.Request{Verb: transition.Verify, By: "x", Result: "effective", Method: "No recurrence in period"}, "!no-recurrence-in-period says nothing yet, 9 days after", ""},
	{"too early", action("status: done, done: 2026-05-01"), transition.Request{Verb: transition.Verify, By: "x", Result: "too-early"}, "status: done, done: 2026-05-01, verified: {on: 2026-05-10, by: x, result: too-early}", "check again, from 2026-06-09"},
	{"ineffective", action("status: done, done: 2026-05-01"), transition.Request{Verb: transition.Verify, By: "x", Result: "ineffective"}, "status: in-progress, done: 2026-05-01, verified: {on: 2026-05-10, by: x, result: ineffective}", "pir add action"},
	{"partly, and another goes on", action("status: done, done: 2026-05-01", "  - {id: A2, status: open, addresses: [c1]}\n"), transition.Request{Verb: transition.Verify, By: "x", Result: "partly"}, "status: verified, done: 2026-05-01, verified: {on: 2026-05-10, by: x, result: partly}", ""},

	{"decline", action("status: open"), transition.Request{Verb: transition.Decline, By: "@cto", Reason: "Too dear", Risk: "R-17", Until: on("2027-01-01")}, `status: declined, declined: {on: 2026-05-10, by: "@cto", reason: Too dear, risk: R-17, until: 2027-01-01}`, ""},
	{"decline with nothing", action("status: open"), transition.Request{Verb: transition.Decline}, "!missing: who decided; the reason why it is not done", ""},
	{"decline what is done", action("status: done, done: 2026-05-01"), transition.Request{Verb: transition.Decline, By: "x", Reason: "y"}, "!it is done already", ""},

	{"escalate", action("status: open"), transition.Request{Verb: transition.Escalate, To: "@cto", Ask: "A date"}, `status: open, escalations: [{on: 2026-05-10, to: "@cto", ask: A date}]`, "--decision"},
	{"escalate with nothing", action("status: open"), transition.Request{Verb: transition.Escalate}, "!missing: who is asked; what is asked for", ""},
	{"decide", action("status: blocked, escalations: [{on: 2026-05-01, to: c, ask: a, decision: fund, decided: 2026-05-02}, {on: 2026-05-03, to: c, ask: b}]"), transition.Request{Verb: transition.Escalate, Decision: "re-date"}, "status: blocked, escalations: [{on: 2026-05-01, to: c, ask: a, decision: fund, decided: 2026-05-02}, {on: 2026-05-03, to: c, ask: b, decision: re-date, decided: 2026-05-10}]", "redate"},
	{"decide nothing", action("status: open"), transition.Request{Verb: transition.Escalate, Decision: "fund"}, "!no escalation waits for a decision", ""},
	{"escalate with its decision", action("status: done, done: 2026-05-01"), transition.Request{Verb: transition.Escalate, Decision: "fund", To: "c", Ask: "a"}, "status: done, done: 2026-05-01, escalations: [{on: 2026-05-10, to: c, ask: a, decision: fund, decided: 2026-05-10}]", ""},
	{"escalate what is done", action("status: done, done: 2026-05-01"), transition.Request{Verb: transition.Escalate, To: "c", Ask: "a"}, "!it is done already", ""},

	{"redate", action("status: open"), transition.Request{Verb: transition.Redate, Due: on("2026-06-01")}, "due: 2026-06-01, status: open", ""},
	{"redate on record", action("status: open"), transition.Request{Verb: transition.Redate, Due: on("2026-06-01"), By: "c", Reason: "r"}, "due: 2026-06-01, status: open, escalations: [{on: 2026-05-10, to: c, ask: r, decision: re-date, decided: 2026-05-10}]", ""},
	{"redate with half a record", action("status: open"), transition.Request{Verb: transition.Redate, Due: on("2026-06-01"), By: "c"}, "!missing: the reason for the new date", ""},
	{"redate without a date", action("status: open"), transition.Request{Verb: transition.Redate}, "!missing: the new due date", ""},
	{"redate to the past", action("status: open"), transition.Request{Verb: transition.Redate, Due: on("2026-05-09")}, "!the new due date, 2026-05-09, is over", ""},
	{"redate to the same", action("status: open"), transition.Request{Verb: transition.Redate, Due: on("2026-04-01")}, "!it is due on 2026-04-01 already", ""},

	{"no id", parse(head + "  - {title: t, status: open}\n"), transition.Request{Verb: transition.Start}, "!it has no id; write one such as A1", ""},
}

func TestPlan(t *testing.T) {
	for _, tt := range planCases {
		t.Run(tt.name, func(t *testing.T) {
			step, err := transition.Plan(transition.Subject{Report: tt.report, Policy: policy.Default(), Today: today}, tt.ask)
			if want, refused := strings.CutPrefix(tt.want, "!"); refused {
				refusal, ok := errors.AsType[*transition.RefusalError](err)
				if !ok || !strings.HasPrefix(refusal.Error(), "2026-03-02-x/") || !strings.Contains(refusal.Error(), want) {
					t.Fatalf("got %v, want a refusal with %q", err, want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			after, err := amend.Report(report.NewParser(), tt.report, step.Changes)
			if err != nil {
				t.Fatal(err)
			}
			_, line, _ := strings.Cut(string(after.File.Bytes), "{id: A1, ")
			line, _, _ = strings.Cut(line, "}\n")
			for _, same := range []string{`title: t, `, `owner: "@own", `, `due: 2026-04-01, `, `addresses: [C1], `} {
				line = strings.Replace(line, same, "", 1)
			}
			if diff := cmp.Diff(tt.want, line); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if !strings.HasPrefix(step.Said, "2026-03-02-x/A1 ") || strings.ContainsAny(step.Said, "\n") {
				t.Errorf("said %q", step.Said)
			}
			if !strings.Contains(strings.Join(step.Advice, "\n"), tt.advice) {
				t.Errorf("advice %q, want %q in it", step.Advice, tt.advice)
			}
		})
	}
}

func TestAddAction(t *testing.T) {
	full := transition.Action{Title: "Mask: all", Owner: "@o", Due: on("2026-06-01"), Kind: "control", Priority: "P2", Addresses: []string{"C1"}}
	three := action("status: open", "  - {id: A7}\n", "  - {id: B2}\n")
	step, err := transition.AddAction(three, full, today)
	if err != nil {
		t.Fatal(err)
	}
	after, err := amend.Report(report.NewParser(), three, step.Changes)
	if err != nil {
		t.Fatal(err)
	}
	want := "  - {id: B2}\n  - {id: A8, title: \"Mask: all\", kind: control, addresses: [C1], owner: \"@o\", priority: P2, due: 2026-06-01, status: open}\n"
	if !strings.Contains(string(after.File.Bytes), want) {
		t.Errorf("got\n%s\nwant\n%s", after.File.Bytes, want)
	}
	_, err = transition.AddAction(three, transition.Action{}, today)
	refusal, ok := errors.AsType[*transition.RefusalError](err)
	var names []string
	if ok {
		for _, n := range refusal.Missing {
			names = append(names, n.Name)
		}
	}
	if !slices.Equal(names, []string{"title", "owner", "due", "kind", "priority"}) {
		t.Errorf("missing %v", names)
	}
	full.Kind, full.Priority = "", ""
	if _, err := transition.AddAction(parse("title: T\nstatus: draft\n"), full, today); err != nil {
		t.Errorf("a draft: %v", err)
	}
	full.Due = on("2026-03-09")
	if _, err := transition.AddAction(three, full, today); err == nil || !strings.Contains(err.Error(), "is before the review") && !strings.Contains(err.Error(), "is over") {
		t.Errorf("a due date in the past: %v", err)
	}
}

func TestAddEvents(t *testing.T) {
	const log = "title: T\nstatus: draft\ntimeline:\n  - {at: unknown, event: a}\n  - {at: 2026-03-02T10:00:00Z, event: b, milestone: detected}\n  - {at: 2026-03-02T13:00:00+02:00, event: c}\n"
	tests := []struct {
		name   string
		events []transition.Event
		want   string // the events in their order, or the refusal behind !
	}{
		{"between", []transition.Event{{At: "2026-03-02T10:30:00Z", Event: "n"}}, "abnc"},
		{"at the same time, behind", []transition.Event{{At: "2026-03-02 11:00Z", Event: "n"}}, "abcn"},
		{"first, behind what is unknown", []transition.Event{{At: "2026-03-01T10:30:00Z", Event: "n"}}, "anbc"},
		{"unknown", []transition.Event{{At: "unknown", Event: "n"}}, "abcn"},
		{"many", []transition.Event{{At: "2026-03-02T12:00Z", Event: "z"}, {At: "2026-03-02T10:30Z", Event: "y"}, {At: "2026-03-02T10:20Z", Event: "x"}}, "abxycz"},
		{"no zone", []transition.Event{{At: "2026-03-02T10:30", Event: "n"}}, "!2026-03-02T10:30 has no time zone"},
		{"no time", []transition.Event{{At: "soon", Event: "n"}}, "!\"soon\" is not a date or time"},
		{"nothing", []transition.Event{{}}, "!missing: the time; what happened, as a fact"},
		{"a milestone again", []transition.Event{{At: "2026-03-02T10:30Z", Event: "n", Milestone: "detected"}}, "!the milestone detected stands already at 2026-03-02T10:00:00Z"},
		{"two faulty lines", []transition.Event{{At: "x", Event: "n", Line: 1}, {At: "2026-03-02", Event: "", Line: 3}}, "!line 1: \"x\" is not a date or time; write 2026-03-02T21:14:00Z, with an offset such as +01:00, or unknown; line 3: a time and what happened"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := parse(log)
			step, err := transition.AddEvents(r, tt.events)
			if want, refused := strings.CutPrefix(tt.want, "!"); refused {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Fatalf("got %v, want %q", err, want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			after, err := amend.Report(report.NewParser(), r, step.Changes)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, e := range after.Timeline {
				got.WriteString(e.Event.Value)
			}
			if got.String() != tt.want {
				t.Errorf("order %s, want %s", &got, tt.want)
			}
		})
	}
	local := parse(strings.Replace(log, "timeline:", "timezone: Europe/Berlin\ntimeline:", 1))
	step, err := transition.AddEvents(local, []transition.Event{{At: "2026-03-02T11:30", Event: "n"}})
	if err != nil || len(step.Changes) != 1 {
		t.Errorf("a local time in a report with a zone: %v", err)
	}
}
