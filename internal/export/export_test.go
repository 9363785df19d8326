package export_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/export"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/internal/trends"
)

const front = `---
title: Labels were late
severity: SEV-2
status: in-review
services: [label-api, label-api]
timezone: Europe/Berlin
impact: {summary: Labels were late, confidentiality: low, customers: unknown, records: 12, cost: {amount: 0, currency: EUR}}
timeline:
  - {at: 2026-03-02T21:14:00+01:00, event: Queue grows, milestone: started}
  - {at: 2026-03-02T22:30:00, event: A shop calls, milestone: detected}
  - {at: 2026-03-03, event: Somebody restarts it, milestone: contained}
  - {at: unknown, event: All is well, milestone: resolved}
causes:
  - {id: C1, category: alerting-gap, statement: Nothing watches the age, whys: [Old labels, No alert]}
  - {id: C2, role: contributing, category: own-word, statement: Two teams}
controls: [{ref: "iso27001:A.8.16", verdict: missing}, {ref: "own:7", verdict: partial}]
review: {held: unknown, waived: {by: "@ciso", reason: small}}
actions:
  - {id: A1, title: Alert on the age, owner: "@sre-1", due: 2026-03-31, status: open, rollout: {targets: 3, done: unknown}, escalations: [{on: 2026-04-10, to: "@ciso"}]}
  - {title: Ask the shops, due: unknown, status: done, done: 2026-03-20}
notifications:
  - {regime: gdpr, stage: authority, sent: 2026-03-04T21:30:00+01:00, ref: "DPA-1"}
  - {regime: gdpr, stage: subjects, reason: low risk}
---
`

func made(t *testing.T, sel export.Selection, files map[string]string) *export.Made {
	t.Helper()
	pol := policy.Default()
	maker := export.NewMaker(pol)
	var parts []export.Part
	for _, name := range []string{"2026-03-02-labels.md", "b.md", "c.md"} {
		if text, ok := files[name]; ok {
			parts = append(parts, maker.Of(report.NewParser().Parse(source.New(name, []byte(text)))))
		}
	}
	return export.Compute(parts, sel, pol)
}

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

// cells returns the named columns of a row of a table.
func cells(t *testing.T, tables []export.Table, table string, n int, names ...string) []any {
	t.Helper()
	for _, tab := range tables {
		if tab.Name != table {
			continue
		}
		if n >= len(tab.Rows) {
			t.Fatalf("%s has %d rows", table, len(tab.Rows))
		}
		var out []any
		for _, name := range names {
			at := -1
			for i, c := range tab.Columns {
				if c.Name == name {
					at = i
				}
			}
			if at < 0 {
				t.Fatalf("%s has no column %s", table, name)
			}
			out = append(out, tab.Rows[n][at])
		}
		return out
	}
	t.Fatalf("there is no table %s", table)
	return nil
}

// TestCells holds what is in the tables of one report: above all that what is unknown is null and says so, and what is
// zero is zero.
func TestCells(t *testing.T) {
	m := made(t, export.Selection{AsOf: day("2026-04-20")}, map[string]string{"2026-03-02-labels.md": front})
	at := func(s string) time.Time {
		d, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return d.UTC()
	}
	for _, c := range []struct {
		table string
		row   int
		names []string
		want  []any
	}{
		{"incidents", 0, []string{"report", "kind", "severity", "services", "suppliers"}, []any{"2026-03-02-labels", "incident", "sev2", []string{"label-api"}, []string{}}},
		{"incidents", 0, []string{"customers", "customers_unknown", "records", "records_unknown"}, []any{nil, true, 12.0, false}},
		{"incidents", 0, []string{"effort_hours", "effort_hours_unknown", "cost_amount", "cost_amount_unknown"}, []any{nil, false, 0.0, false}},
		{"incidents", 0, []string{"started_at", "started_at_written", "started_at_unknown"}, []any{at("2026-03-02T20:14:00Z"), "2026-03-02T21:14:00+01:00", false}},
		{"incidents", 0, []string{"detected_at", "counted_at", "counted_on"}, []any{at("2026-03-02T21:30:00Z"), at("2026-03-02T21:30:00Z"), day("2026-03-02")}},
		{"incidents", 0, []string{"contained_at", "contained_at_written", "contained_at_unknown"}, []any{nil, "2026-03-03", true}},
		{"incidents", 0, []string{"resolved_at", "resolved_at_written", "resolved_at_unknown", "closed_at", "closed_at_unknown"}, []any{nil, "unknown", true, nil, false}},
		{"incidents", 0, []string{"time_to_detect_seconds", "time_to_detect_missing", "time_to_contain_seconds", "time_to_contain_missing"}, []any{4560.0, nil, nil, "contained not exactly known"}},
		{"incidents", 0, []string{"review_held", "review_held_unknown", "waived", "waived_by"}, []any{nil, true, true, "@ciso"}},
		{"timeline", 3, []string{"report", "n", "at", "at_written", "at_unknown", "milestone"}, []any{"2026-03-02-labels", 4, nil, "unknown", true, "resolved"}},
		{"causes", 0, []string{"cause", "role", "bone", "whys"}, []any{"C1", "root", "detection", 2}},
		{"causes", 1, []string{"cause", "role", "category", "bone"}, []any{"C2", "contributing", "own-word", nil}},
		{"whys", 1, []string{"n", "cause", "step", "why"}, []any{2, "C1", 2, "No alert"}},
		{"controls", 0, []string{"scheme", "title", "verdict"}, []any{"iso27001", "Monitoring activities", "missing"}},
		{"controls", 1, []string{"scheme", "title"}, []any{"own", nil}},
		{"actions", 0, []string{"id", "state", "days_overdue", "due", "due_unknown", "as_of", "rollout_targets", "rollout_done", "rollout_done_unknown", "slips"}, []any{"2026-03-02-labels/A1", "overdue", 20, day("2026-03-31"), false, day("2026-04-20"), 3.0, nil, true, nil}},
		{"actions", 1, []string{"id", "state", "due", "due_unknown", "done"}, []any{"2026-03-02-labels/#2", "done", nil, true, day("2026-03-20")}},
		{"escalations", 0, []string{"id", "on", "decided"}, []any{"2026-03-02-labels/A1", day("2026-04-10"), nil}},
		{"notifications", 1, []string{"stage", "sent_at", "sent_at_unknown", "reason"}, []any{"subjects", nil, false, "low risk"}},
	} {
		if diff := cmp.Diff(c.want, cells(t, m.Tables, c.table, c.row, c.names...)); diff != "" {
			t.Errorf("%s row %d, %v (-want +got):\n%s", c.table, c.row, c.names, diff)
		}
	}
	want := []any{"notification", "detected", at("2026-03-04T20:30:00Z"), "DPA-1", 47.0, true, nil, "low risk", []string{"A1 (overdue): Alert on the age", "#2 (done): Ask the shops"}}
	if diff := cmp.Diff(want, cells(t, m.Views, "breaches", 0, "basis", "aware_by", "authority_at", "authority_ref", "authority_hours", "authority_within_72h", "authority_not_notified", "subjects_not_told", "remedial_actions")); diff != "" {
		t.Errorf("breaches (-want +got):\n%s", diff)
	}
}

// TestSelection holds which reports are in the tables.
func TestSelection(t *testing.T) {
	files := map[string]string{"2026-03-02-labels.md": front, "b.md": "---\ntitle: b\nseverity: sev3\nstatus: draft\n---\n", "c.md": "no front matter"}
	march := &trends.Period{From: day("2026-03-01"), To: day("2026-03-31")}
	april := &trends.Period{From: day("2026-04-01"), To: day("2026-04-30")}
	for _, c := range []struct {
		name    string
		sel     export.Selection
		reports int
		actions int
		left    export.Left
	}{
		{"all", export.Selection{AsOf: day("2026-04-20")}, 2, 2, export.Left{}},
		{"before", export.Selection{AsOf: day("2026-03-01")}, 1, 0, export.Left{Later: 1}},
		{"on the day", export.Selection{AsOf: day("2026-03-02")}, 2, 2, export.Left{}},
		{"in the period", export.Selection{AsOf: day("2026-04-20"), Period: march}, 1, 2, export.Left{Undated: 1}},
		{"in another", export.Selection{AsOf: day("2026-04-20"), Period: april}, 0, 0, export.Left{Undated: 1, Outside: 1}},
	} {
		m := made(t, c.sel, files)
		rows := map[string]int{}
		for _, table := range m.Tables {
			rows[table.Name] = len(table.Rows)
		}
		if rows["incidents"] != c.reports || rows["actions"] != c.actions || m.Left != c.left {
			t.Errorf("%s: %d incidents, %d actions, left out %+v", c.name, rows["incidents"], rows["actions"], m.Left)
		}
	}
}

// TestBreaches holds which reports are in the record of breaches.
func TestBreaches(t *testing.T) {
	for _, c := range []struct{ name, fields, basis string }{
		{"named, not applicable", "notifications: [{regime: gdpr, reason: no personal data}]", "notification"},
		{"records lost", "impact: {confidentiality: low, records: 1}", "records"},
		{"unknown records lost", "impact: {integrity: high, records: unknown}", "records"},
		{"records, no harm", "impact: {confidentiality: none, integrity: none, availability: none, records: 1}", ""},
		{"no records", "impact: {confidentiality: high, records: 0}", ""},
		{"records not stated", "impact: {confidentiality: high}", ""},
		{"an exercise", "kind: exercise\nimpact: {confidentiality: high, records: 1}", ""},
		{"another regime", "notifications: [{regime: nis2, stage: early-warning}]", ""},
	} {
		m := made(t, export.Selection{AsOf: day("2026-04-20")}, map[string]string{"b.md": "---\ntitle: b\nseverity: sev3\nstatus: draft\n" + c.fields + "\n---\n"})
		switch rows := len(m.Views[0].Rows); {
		case c.basis == "" && rows != 0:
			t.Errorf("%s is in the record", c.name)
		case c.basis != "" && rows == 0:
			t.Errorf("%s is not in the record", c.name)
		case c.basis != "":
			if got := cells(t, m.Views, "breaches", 0, "basis")[0]; got != c.basis {
				t.Errorf("%s: basis %v, want %s", c.name, got, c.basis)
			}
		}
	}
}

var snake = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

// TestSchema holds that names are in snake case, each once in a table, and that every cell has the type of its column.
func TestSchema(t *testing.T) {
	m := made(t, export.Selection{AsOf: day("2026-04-20")}, map[string]string{"2026-03-02-labels.md": front})
	for _, table := range append(m.Tables, m.Views...) {
		seen := map[string]bool{}
		for _, c := range table.Columns {
			if !snake.MatchString(c.Name) || seen[c.Name] || c.Doc == "" {
				t.Errorf("%s: column %+v", table.Name, c)
			}
			seen[c.Name] = true
		}
		if table.Columns[0].Name != "report" {
			t.Errorf("%s begins with %s", table.Name, table.Columns[0].Name)
		}
		for _, row := range table.Rows {
			if len(row) != len(table.Columns) {
				t.Fatalf("%s: %d cells for %d columns", table.Name, len(row), len(table.Columns))
			}
			for i, v := range row {
				if !typed(table.Columns[i].Kind, v) {
					t.Errorf("%s.%s is %v, and holds %T", table.Name, table.Columns[i].Name, table.Columns[i].Kind, v)
				}
			}
		}
	}
}

func typed(kind export.Kind, v any) bool {
	if v == nil {
		return kind != export.Texts
	}
	switch kind {
	case export.Text:
		s, ok := v.(string)
		return ok && s != ""
	case export.Texts:
		_, ok := v.([]string)
		return ok
	case export.Number:
		_, ok := v.(float64)
		return ok
	case export.Count:
		_, ok := v.(int)
		return ok
	case export.Day, export.Moment:
		_, ok := v.(time.Time)
		return ok
	case export.Flag:
		_, ok := v.(bool)
		return ok
	}
	return false
}
