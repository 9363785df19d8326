package due_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/due"
)

// act is a report whose review is not asked for, with one action.
func act(fields string) string {
	return "severity: sev4\nactions: [{id: A1, owner: \"@o\", " + fields + "}]\n"
}

// work is a report whose review was held, with one action that addresses a cause.
func work(fields string) string {
	return "severity: sev3\nreview: {held: 2026-03-10}\nactions: [{id: A1, owner: \"@o\", addresses: [C1], " + fields + "}]\n"
}

func TestActionDue(t *testing.T) {
	check(t, []example{
		{"far", "", act("due: 2026-05-18, status: open"), "2026-05-10", ""},
		{"soon", "", act("due: 2026-05-17, status: open"), "2026-05-10", "action-due-soon A1 2026-05-17 -7 coming @o"},
		{"on the day", "", act("due: 2026-05-10, status: in-progress"), "2026-05-10", "action-due-soon A1 2026-05-10 0 coming @o"},
		{"overdue", "", act("due: 2026-05-09, status: open"), "2026-05-10", "action-overdue A1 2026-05-09 1 late @o"},
		{"done later", "", act("due: 2026-05-09, status: done, done: 2026-05-11"), "2026-05-10", "action-overdue A1 2026-05-09 1 late @o"},
		{"no due date", "", act("status: open"), "2026-05-10", ""},
		{"declined", "", act("due: 2026-05-09, status: declined, declined: {on: 2026-05-01}"), "2026-05-10", ""},
	})
}

func TestBlocked(t *testing.T) {
	blocked := "status: blocked, blocked: {since: 2026-05-01}"
	check(t, []example{
		{"at once", "", act(blocked), "2026-05-01", "action-blocked A1 2026-05-08 -7 coming @o"},
		{"a week", "", act(blocked), "2026-05-08", "action-blocked A1 2026-05-08 0 coming @o"},
		{"too long", "", act(blocked), "2026-05-09", "action-blocked A1 2026-05-08 1 late @o"},
		{"another limit", "actions: {escalate_after: 0d}\n", act(blocked), "2026-05-02", "action-blocked A1 2026-05-01 1 late @o"},
		{"escalated", "", act(blocked + ", escalations: [{on: 2026-05-01, to: \"@c\"}]"), "2026-05-09", "escalation A1 2026-05-15 -6 coming @c"},
		{"escalated and decided", "", act(blocked + ", escalations: [{on: 2026-05-02, to: \"@c\", decision: fund, decided: 2026-05-03}]"), "2026-05-09", ""},
		{"escalated before, about something else", "", act(blocked + ", escalations: [{on: 2026-04-01, decision: fund, decided: 2026-04-02}]"), "2026-05-09", "action-blocked A1 2026-05-08 1 late @o"},
		{"escalated later", "", act(blocked + ", escalations: [{on: 2026-05-10}]"), "2026-05-09", "action-blocked A1 2026-05-08 1 late @o"},
		{"nobody wrote since when", "", act("status: blocked"), "2026-05-09", "action-blocked A1 - 0 coming @o"},
		{"not any more", "", act("status: open, blocked: {since: 2026-05-01}"), "2026-05-09", ""},
	})
}

func TestEscalation(t *testing.T) {
	asked := func(e string) string { return act("status: open, escalations: [{" + e + "}]") }
	check(t, []example{
		{"far", "", asked("on: 2026-05-01, to: \"@c\""), "2026-05-07", ""},
		{"last day", "", asked("on: 2026-05-01, to: \"@c\""), "2026-05-15", "escalation A1 2026-05-15 0 coming @c"},
		{"late", "", asked("on: 2026-05-01, to: \"@c\""), "2026-05-16", "escalation A1 2026-05-15 1 late @c"},
		{"decided later", "", asked("on: 2026-05-01, to: \"@c\", decision: fund, decided: 2026-05-17"), "2026-05-16", "escalation A1 2026-05-15 1 late @c"},
		{"decided", "", asked("on: 2026-05-01, to: \"@c\", decision: fund, decided: 2026-05-16"), "2026-05-16", ""},
		{"decided, nobody wrote when", "", asked("on: 2026-05-01, decision: fund"), "2026-05-16", ""},
		{"not yet asked", "", asked("on: 2026-05-17"), "2026-05-16", ""},
		{"nobody wrote when", "", asked("to: \"@c\""), "2026-05-16", "escalation A1 - 0 coming @c"},
		{"the action is done", "", act("status: done, done: 2026-05-02, escalations: [{on: 2026-05-01}]"), "2026-05-16", ""},
		{"no limit", "actions: {decide_within: 0d}\n", asked("on: 2026-05-01"), "2026-05-16", "escalation A1 - 0 coming"},
		{"two", "", act("status: open, escalations: [{on: 2026-05-02, to: \"@b\"}, {on: 2026-05-01, to: \"@a\"}]"), "2026-05-20", "escalation A1 2026-05-15 5 late @a|escalation A1 2026-05-16 4 late @b"},
	})
}

func TestVerification(t *testing.T) {
	check(t, []example{
		{"too early to tell", "", work("status: done, done: 2026-05-01"), "2026-05-30", ""},
		{"one can tell", "", work("status: done, done: 2026-05-01"), "2026-05-31", "verification A1 2026-07-30 -60 coming @o"},
		{"last day", "", work("status: done, done: 2026-05-01"), "2026-07-30", "verification A1 2026-07-30 0 coming @o"},
		{"late", "", work("status: done, done: 2026-05-01"), "2026-07-31", "verification A1 2026-07-30 1 late @o"},
		{"verified later", "", work("status: verified, done: 2026-05-01, verified: {on: 2026-08-10, by: \"@v\", result: effective}"), "2026-07-31", "verification A1 2026-07-30 1 late @v"},
		{"verified", "", work("status: verified, done: 2026-05-01, verified: {on: 2026-07-31, by: \"@v\", result: effective}"), "2026-07-31", ""},
		{"checked too early", "", work("status: verified, done: 2026-05-01, verified: {on: 2026-05-05, by: \"@v\", result: too-early}"), "2026-08-04", "verification A1 2026-08-03 1 late @v"},
		{"nobody wrote when it was done", "", work("status: done"), "2026-07-31", "verification A1 - 0 coming @o"},
		{"no review asked for", "", act("status: done, done: 2026-05-01, addresses: [C1]"), "2026-09-30", ""},
		{"addresses nothing", "", "severity: sev3\nreview: {held: 2026-03-10}\nactions: [{id: A1, status: done, done: 2026-05-01}]\n", "2026-09-30", ""},
		{"never", "actions: {verify_within: 0d}\n", work("status: done, done: 2026-05-01"), "2026-09-30", ""},
		{"other limits", "actions: {verify_after: 1d, verify_within: 2d}\n", work("status: done, done: 2026-05-01"), "2026-05-04", "verification A1 2026-05-03 1 late @o"},
	})
}

func TestRiskAcceptance(t *testing.T) {
	declined := act("status: declined, declined: {on: 2026-04-01, by: \"@cto\", until: 2026-12-31}")
	check(t, []example{
		{"far", "", declined, "2026-12-23", ""},
		{"coming", "", declined, "2026-12-24", "risk-acceptance A1 2026-12-31 -7 coming @cto"},
		{"over", "", declined, "2027-01-01", "risk-acceptance A1 2026-12-31 1 late @cto"},
		{"without end", "", act("status: declined, declined: {on: 2026-04-01}"), "2027-01-01", ""},
		{"not yet declined", "", act("status: declined, declined: {on: 2027-04-01, until: 2026-12-31}"), "2027-01-01", ""},
	})
}

func TestOwnerLeft(t *testing.T) {
	for _, c := range []struct{ name, action, asOf, want string }{
		{"far", "status: open", "2026-06-22", ""},
		{"leaves soon", "status: open", "2026-06-23", "owner-left A1 2026-06-30 -7 coming @o"},
		{"last day", "status: open", "2026-06-30", "owner-left A1 2026-06-30 0 coming @o"},
		{"gone", "status: open", "2026-07-01", "owner-left A1 2026-06-30 1 late @o"},
		{"done", "status: done, done: 2026-06-01", "2026-07-01", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := question(t, off, act(c.action), c.asOf)
			q.People = staff(t, "people: [{handle: O, active_until: 2026-06-30}, {handle: p}]\n")
			if got := strings.Join(lines(due.At(q).Items), "|"); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestStale(t *testing.T) {
	touched := time.Date(2026, 5, 1, 23, 30, 0, 0, time.UTC)
	for _, c := range []struct{ name, policy, action, asOf, want string }{
		{"touched 30 days ago", "", "status: open", "2026-05-31", ""},
		{"longer ago", "", "status: open", "2026-06-01", "action-stale A1 2026-05-31 1 late @o"},
		{"done", "", "status: done, done: 2026-05-01", "2026-06-01", ""},
		{"never stale", "actions: {stale_after: 0d}\n", "status: open", "2027-06-01", ""},
		{"escalated", "", "status: open, escalations: [{on: 2026-05-30, to: \"@c\"}]", "2026-06-01", ""},
		{"escalated and decided", "", "status: open, escalations: [{on: 2026-05-30, to: \"@c\", decision: fund, decided: 2026-05-31}]", "2026-06-01", "action-stale A1 2026-05-31 1 late @o"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := question(t, off+c.policy, act(c.action), c.asOf)
			q.LastTouched = func(id string) (time.Time, bool) { return touched, id == "2026-03-02-x/A1" }
			q.Ahead = 0
			if got := strings.Join(lines(due.At(q).Items), "|"); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}

	q := question(t, off, act("status: open"), "2027-06-01")
	if l := due.At(q); len(l.Items) != 0 || len(l.Notes) != 1 || !strings.Contains(l.Notes[0], "git history") {
		t.Errorf("without history: %v, notes %q", l.Items, l.Notes)
	}
	q.LastTouched = func(string) (time.Time, bool) { return time.Time{}, false }
	if l := due.At(q); len(l.Items) != 0 || len(l.Notes) != 0 {
		t.Errorf("an action that the history does not know: %v, notes %q", l.Items, l.Notes)
	}
}
