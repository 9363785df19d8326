package rules

import (
	"strings"
	"testing"
)

// actionOf writes one action with a field changed or, when its value is "", left out.
func actionOf(fields ...string) string {
	values := []string{
		"id", "A1", "title", "Automate the renewal", "kind", "control", "effect", "prevent", "addresses", "[C1]", "owner", `"@sre-1"`,
		"priority", "P2", "due", "2026-04-08", "status", "open",
	}
	var b strings.Builder
	b.WriteString("actions:\n  - {")
	write := func(list []string, skip []string) {
		for i := 0; i < len(list); i += 2 {
			overridden := false
			for j := 0; j < len(skip); j += 2 {
				overridden = overridden || skip[j] == list[i]
			}
			if !overridden && list[i+1] != "" {
				b.WriteString(list[i] + ": " + list[i+1] + ", ")
			}
		}
	}
	write(values, fields)
	write(fields, nil)
	return strings.TrimSuffix(b.String(), ", ") + "}\n"
}

func TestActionFields(t *testing.T) {
	for rule, key := range map[string]string{
		"action-id": "id", "action-title": "title", "action-kind": "kind", "action-effect": "effect", "action-owner": "owner",
		"action-priority": "priority", "action-due": "due", "action-status": "status", "action-addresses-missing": "addresses",
	} {
		checkTallies(t, rule, []tally{
			{name: "there", fragment: actionOf(), want: 0},
			{name: "missing", fragment: actionOf(key, ""), want: 1},
			{name: "null", fragment: actionOf(key, "null"), want: 1},
		})
	}
	for rule, key := range map[string]string{
		"action-kind": "kind", "action-owner": "owner", "action-priority": "priority", "action-status": "status", "action-due": "due",
	} {
		checkTallies(t, rule, []tally{
			{name: "of the wrong type is another finding", fragment: actionOf(key, "[x]"), want: 0},
			{name: "a word that is none is another finding", fragment: actionOf(key, "nonsense"), want: 0},
		})
	}
	for _, rule := range []string{"action-owner", "action-priority", "action-due"} {
		checkTallies(t, rule, []tally{{name: "declined", fragment: actionOf("status", "declined", "owner", "", "priority", "", "due", ""), want: 0}})
	}
	checkTallies(t, "action-due", []tally{
		{name: "done", fragment: actionOf("status", "done", "due", ""), want: 0},
		{name: "verified", fragment: actionOf("status", "verified", "due", ""), want: 0},
		{name: "blocked", fragment: actionOf("status", "blocked", "due", ""), want: 1},
		{name: "no status", fragment: actionOf("status", "", "due", ""), want: 1},
		{name: "unknown", fragment: actionOf("due", "unknown"), want: 1},
	})
	checkTallies(t, "action-id", []tally{
		{name: "letters and digits", fragment: actionOf("id", "ACT12"), want: 0},
		{name: "number", fragment: actionOf("id", "1"), want: 1},
		{name: "space", fragment: actionOf("id", `"A 1"`), want: 1},
		{name: "hyphen", fragment: actionOf("id", "A-1"), want: 1},
	})
	checkTallies(t, "action-missing", []tally{
		{name: "none", without: "actions", want: 1},
		{name: "empty list", fragment: "actions: []\n", want: 1},
		{name: "of the wrong type", fragment: "actions: none\n", want: 0},
		{name: "small", fragment: "severity: sev4\n", without: "actions", want: 0},
	})
}

func TestActionDueDates(t *testing.T) {
	checkTallies(t, "action-due-before-review", []tally{
		{name: "day of the review", fragment: actionOf("due", "2026-03-10"), want: 0},
		{name: "day before", fragment: actionOf("due", "2026-03-09"), want: 1},
		{name: "done by the review", fragment: actionOf("due", "2026-03-09", "done", "2026-03-10", "status", "done"), want: 0},
		{name: "done after it", fragment: actionOf("due", "2026-03-09", "done", "2026-03-11", "status", "done"), want: 1},
		{name: "declined", fragment: actionOf("due", "2026-03-09", "status", "declined"), want: 0},
		{name: "before the incident, done or not", fragment: actionOf("due", "2026-02-09", "done", "2026-03-10", "status", "done"), want: 1},
		{name: "before the incident without a review", fragment: "status: in-review\n" + actionOf("due", "2026-02-09"), without: "review", want: 1},
		{name: "without a review", fragment: "status: in-review\n" + actionOf("due", "2026-03-04"), without: "review", want: 0},
		{name: "years before is another finding", fragment: actionOf("due", "2016-04-08"), want: 0},
	})
	checkTallies(t, "action-due-far", []tally{
		{name: "last day of P2", fragment: actionOf("due", "2026-05-09"), want: 0},
		{name: "day after", fragment: actionOf("due", "2026-05-10"), want: 1},
		{name: "last day of P4", fragment: actionOf("due", "2026-09-06", "priority", "P4"), want: 0},
		{name: "done in time", fragment: actionOf("due", "2026-06-01", "done", "2026-05-09", "status", "done"), want: 0},
		{name: "done late", fragment: actionOf("due", "2026-06-01", "done", "2026-05-10", "status", "done"), want: 1},
		{name: "moved by decision", fragment: actionOf("due", "2026-06-01", "escalations", `[{on: 2026-04-01, decision: re-date}]`), want: 0},
		{name: "another decision", fragment: actionOf("due", "2026-06-01", "escalations", `[{on: 2026-04-01, decision: fund}]`), want: 1},
		{name: "declined", fragment: actionOf("due", "2026-06-01", "status", "declined"), want: 0},
		{name: "no priority", fragment: actionOf("due", "2026-06-01", "priority", ""), want: 0},
		{name: "no review", fragment: actionOf("due", "2026-06-01"), without: "review", want: 0},
		{name: "years after is another finding", fragment: actionOf("due", "2036-05-10"), want: 0},
	})
}

func TestActionAddresses(t *testing.T) {
	checkTallies(t, "action-addresses", []tally{
		{name: "cause and control", fragment: actionOf("addresses", `[C1, C2, "iso27001:A.8.4", "iso27001:10.2", "soc2:CC7.5"]`), want: 0},
		{name: "part of the response", fragment: actionOf("addresses", "[detection, response, recovery, communication]"), want: 0},
		{name: "scheme of the team's own", fragment: actionOf("addresses", `["house-rules:12"]`), want: 0},
		{name: "another case", fragment: actionOf("addresses", "[c1]"), want: 1},
		{name: "web address", fragment: actionOf("addresses", `["https://wiki.example/renewal"]`), want: 1},
		{name: "no such control", fragment: actionOf("addresses", `["iso27001:A.9.1"]`), want: 1},
		{name: "control without its scheme", fragment: actionOf("addresses", `["A.8.4"]`), want: 1},
		{name: "report without causes", fragment: "severity: sev4\n" + actionOf(), without: "causes", want: 1},
	})
}

func TestActionRecords(t *testing.T) {
	const checked = "{on: 2026-05-04, by: \"@sre-2\", result: effective}"
	checkTallies(t, "action-state", []tally{
		{name: "done with both", fragment: actionOf("status", "done", "done", "2026-04-02", "evidence", "[x]"), want: 0},
		{name: "done on an unknown day", fragment: actionOf("status", "done", "done", "unknown", "evidence", "[x]"), want: 0},
		{name: "done without evidence", fragment: actionOf("status", "done", "done", "2026-04-02", "evidence", "[]"), want: 1},
		{name: "verified", fragment: actionOf("status", "verified", "done", "2026-04-02", "verified", checked), want: 0},
		{name: "verified and never done", fragment: actionOf("status", "verified", "verified", checked), want: 1},
		{name: "verified without a result", fragment: actionOf("status", "verified", "done", "2026-04-02", "verified", "{on: 2026-05-04, by: \"@sre-2\"}"), want: 1},
		{name: "verified with a result that is none", fragment: actionOf("status", "verified", "done", "2026-04-02", "verified", "{on: 2026-05-04, by: \"@sre-2\", result: fine}"), want: 0},
		{name: "declined", fragment: actionOf("status", "declined", "declined", "{by: \"@cto\", reason: Too dear}"), want: 0},
		{name: "declined without a reason", fragment: actionOf("status", "declined", "declined", "{by: \"@cto\"}"), want: 1},
		{name: "blocked", fragment: actionOf("status", "blocked"), want: 1},
		{name: "open", fragment: actionOf(), want: 0},
	})
	checkTallies(t, "action-record", []tally{
		{name: "done", fragment: actionOf("done", "2026-04-02"), want: 1},
		{name: "verified", fragment: actionOf("status", "in-progress", "verified", checked, "done", "2026-04-02"), want: 1},
		{name: "declined", fragment: actionOf("status", "blocked", "declined", "{by: \"@cto\"}"), want: 1},
		{name: "opened again", fragment: actionOf("done", "2026-04-02", "verified", "{on: 2026-05-04, result: partly}"), want: 0},
		{name: "null records", fragment: actionOf("done", "null", "verified", "null", "declined", "null"), want: 0},
		{name: "no status is another rule", fragment: actionOf("status", "", "done", "2026-04-02"), want: 0},
	})
	checkTallies(t, "action-dates", []tally{
		{name: "day of the incident", fragment: actionOf("status", "done", "done", "2026-03-02"), want: 0},
		{name: "evening before, somewhere", fragment: actionOf("status", "done", "done", "2026-03-01"), want: 0},
		{name: "two days before", fragment: actionOf("status", "done", "done", "2026-02-28"), want: 1},
		{name: "years before is another finding", fragment: actionOf("status", "done", "done", "2020-02-28"), want: 0},
		{name: "verified on the day", fragment: actionOf("done", "2026-05-04", "verified", checked), want: 0},
		{name: "verified before", fragment: actionOf("done", "2026-05-05", "verified", checked), want: 1},
		{name: "done on an unknown day", fragment: actionOf("done", "unknown", "verified", checked), want: 0},
	})
}
