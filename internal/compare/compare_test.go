package compare_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/compare"
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

const base = `---
title: Parcel labels printed twice
severity: P2
status: draft
services: [labels, billing]
timeline:
  - {at: 2026-03-02T08:00:00Z, event: Queue restarted, milestone: started}
  - {at: 2026-03-02T08:30:00Z, event: Depot calls, milestone: detected}
causes:
  - {id: C1, role: root, category: missing-test, statement: No test of a restart}
controls:
  - {ref: "iso27001:A.8.29", verdict: failed}
actions:
  - {id: A1, title: Test restarts, owner: "@labels-lead", due: 2026-03-31, status: open, evidence: []}
  - {id: A2, title: Alert on doubles, owner: "@labels-lead", due: 2026-04-30, status: open}
approvals: []
---
Intro.

## Summary

Labels came out twice.

## Lessons learned

<!-- pir:begin actions -->
old table
<!-- pir:end -->
`

func facts(file, text string) compare.Facts {
	return compare.Of(report.NewParser().Parse(source.New(file, []byte(text))), policy.Default())
}

// told returns changes as lines, for tables.
func told(changes []compare.Change) string {
	var b strings.Builder
	for _, c := range changes {
		fmt.Fprintln(&b, strings.Join(strings.Fields(fmt.Sprintf("%s %s %s: %q > %q", c.Kind, c.ID, c.Field, c.From, c.To)), " "))
	}
	return b.String()
}

func TestReports(t *testing.T) {
	tests := []struct{ name, from, to, want string }{
		{"nothing", "", "", ""},
		{"another spelling", "severity: P2", "severity: sev2", ""},
		{"another order", "due: 2026-03-31, status: open", "status: open, due: 2026-03-31", ""},
		{"a line break in the text", "Labels came out", "Labels\ncame out", ""},
		{"a derived table", "old table", "new table", ""},
		{"status", "status: draft", "status: in-review", `report status: "draft" > "in-review"`},
		{"severity", "severity: P2", "severity: sev1", `report severity: "sev2" > "sev1"`},
		{"a list", "[labels, billing]", "[billing, depot]", "report services: \"\" > \"depot\"\nreport services: \"labels\" > \"\""},
		{"a milestone", "08:30:00Z", "08:45:00Z", `report detected: "2026-03-02T08:30:00Z" > "2026-03-02T08:45:00Z"
report timeline: "" > "2026-03-02T08:45:00Z Depot calls"
report timeline: "2026-03-02T08:30:00Z Depot calls" > ""`},
		{"a cause", "category: missing-test", "category: alerting-gap", `cause C1 category: "missing-test" > "alerting-gap"`},
		{"a control", "verdict: failed", "verdict: partial", `control iso27001:A.8.29 verdict: "failed" > "partial"`},
		{"done", "status: open, evidence: []", "status: done, done: 2026-03-20, evidence: [\"commit:ab12cd3\"]", `action A1 status: "open" > "done"
action A1 done: "" > "2026-03-20"
action A1 evidence: "" > "commit:ab12cd3"`},
		{"put off", "due: 2026-03-31", "due: 2026-05-15", `action A1 due: "2026-03-31" > "2026-05-15"`},
		{"an action goes", "  - {id: A2, title: Alert on doubles, owner: \"@labels-lead\", due: 2026-04-30, status: open}\n", "", "action A2 removed: \"@labels-lead, 2026-04-30\" > \"\""},
		{"an action comes", "approvals:", "  - {id: A3, title: Count labels}\napprovals:", "action A3 added: \"\" > \"\""},
		{"two of one id", "id: A2, title: Alert", "id: A1, title: Alarm", "action A1 (2) added: \"\" > \"@labels-lead, 2026-04-30\"\naction A2 removed: \"@labels-lead, 2026-04-30\" > \"\""},
		{"approved", "approvals: []", "approvals: [{on: 2026-03-20, by: \"@ciso\", role: approver}]", `approval @ciso added: "" > "2026-03-20"`},
		{"a section goes", "## Lessons learned", "Lessons learned", "section Summary text: \"\" > \"\"\nsection Lessons learned removed: \"\" > \"\""},
	}
	files := []compare.File{{Before: "reports/2026-03-02-labels.md", After: "reports/2026-03-02-labels.md"}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(base, tt.from) {
				t.Fatalf("%q is not in the report", tt.from)
			}
			before, after := facts(files[0].Before, base), facts(files[0].After, strings.Replace(base, tt.from, tt.to, 1))
			var got strings.Builder
			for _, d := range compare.Reports(files, []compare.Facts{before}, []compare.Facts{after}) {
				for i := range d.Changes {
					if d.Changes[i].Kind == compare.Section { // a hash
						d.Changes[i].From, d.Changes[i].To = "", ""
					}
				}
				got.WriteString(told(d.Changes))
			}
			if diff := cmp.Diff(tt.want, strings.TrimSpace(got.String())); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWholeReports(t *testing.T) {
	kept, gone := facts("reports/2026-03-02-a.md", base), facts("reports/2026-03-03-b.md", base)
	moved, fresh := facts("reports/2026-03-02-better.md", base), facts("reports/2026-03-04-c.md", base)
	sane, broken := facts("reports/2026-03-05-d.md", base), facts("reports/2026-03-05-d.md", "---\ntitle: [\n---\n")
	got := compare.Reports([]compare.File{
		{Before: sane.File, After: broken.File},
		{Before: kept.File, After: moved.File},
		{Before: gone.File},
		{After: fresh.File},
		{After: "notes.txt"},
	}, []compare.Facts{kept, gone, sane}, []compare.Facts{moved, fresh, broken})
	lines := make([]string, 0, len(got))
	for _, d := range got {
		lines = append(lines, fmt.Sprintf("%s %s %q %d %d", d.Report.ID, d.Status, d.From, d.Causes, d.Actions))
	}
	want := []string{
		`2026-03-02-better renamed "2026-03-02-a" 0 0`, `2026-03-03-b removed "" 0 0`, `2026-03-04-c added "" 1 2`,
		`2026-03-05-d unreadable "" 0 0`,
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("reports (-want +got):\n%s", diff)
	}
}

func TestPostpones(t *testing.T) {
	for _, tt := range []struct {
		kind     compare.Kind
		from, to string
		want     bool
	}{
		{compare.Action, "2026-03-31", "2026-04-01", true},
		{compare.Action, "2026-03-31", "2026-03-30", false},
		{compare.Action, "", "2026-03-30", false},
		{compare.Action, "2026-03-31", "", false},
		{compare.Action, "2026-03-31", "unknown", false},
		{compare.Report, "2026-03-31", "2026-04-01", false},
	} {
		if got := (compare.Change{Kind: tt.kind, Field: "due", From: tt.from, To: tt.to}).Postpones(); got != tt.want {
			t.Errorf("%+v: %v", tt, got)
		}
	}
}

func TestFindings(t *testing.T) {
	at := func(rule, file, line, message string) diag.Diagnostic {
		return diag.Diagnostic{Rule: rule, File: file, Excerpt: line, Message: message}
	}
	before := []diag.Diagnostic{
		at("due", "old.md", "due: x", "no date"), // its file is renamed
		at("owner", "a.md", "owner: ''", "no owner"),
		at("owner", "a.md", "owner: ''", "no owner"),
		at("vague", "a.md", "title: Improve", "says little"), // its line is edited, the fault stays
		at("zone", "a.md", "at: 9", "no zone"),
	}
	after := []diag.Diagnostic{
		at("due", "new.md", "due: x", "no date"),
		at("owner", "a.md", "owner: ''", "no owner"),
		at("vague", "a.md", "title: Improve things", "says little"),
		at("order", "a.md", "at: 9", "comes late"),
	}
	added, removed := compare.Findings(before, after, map[string]string{"old.md": "new.md"})
	rules := func(ds []diag.Diagnostic) (names []string) {
		for _, d := range ds {
			names = append(names, d.Rule)
		}
		return names
	}
	if diff := cmp.Diff([][]string{{"order"}, {"owner", "zone"}}, [][]string{rules(added), rules(removed)}); diff != "" {
		t.Errorf("added, removed (-want +got):\n%s", diff)
	}
}
