package actions_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

const mixed = `actions:
  - {id: A1, title: " Mask \n", kind: control, owner: "@Lead", priority: P2, due: 2026-05-09, status: open}
  - {title: no id, kind: training, owner: lead, priority: P1, due: 2026-04-01, status: blocked}
  - {id: A3, kind: control, due: 2026-05-12, status: in-progress}
  - {id: A4, owner: "@b", priority: P3, status: open}
  - {id: A5, owner: "@a", due: 2025-01-01, status: done}
  - {id: A6, owner: "@a", due: 2024-01-01, status: verified}
  - {id: A7, due: 2023-01-01, status: declined}
  - {id: A1, owner: "@b", priority: P1, due: 2026-12-01, status: open}
`

func records(t *testing.T) []actions.Record {
	t.Helper()
	return actions.At(parse(t, "reports/2026-01-02-x.md", mixed), date(t, "2026-05-10"), policy.Default())
}

// ids returns the ids without the report, and the line of the second A1.
func ids(records []actions.Record) string {
	out := make([]string, 0, len(records))
	for _, r := range records {
		id := strings.TrimPrefix(r.ID, "2026-01-02-x/")
		if id == "A1" && r.Due.Month() == 12 {
			id = "A1'"
		}
		out = append(out, id)
	}
	return strings.Join(out, " ")
}

func TestOf(t *testing.T) {
	got := parse(t, "reports/2026-01-02-x.md", mixed)
	if len(got) != 8 {
		t.Fatalf("%d actions, want 8", len(got))
	}
	a, b := got[0], got[1]
	if a.ID != "2026-01-02-x/A1" || a.Report != "2026-01-02-x" || a.Title != "Mask" || a.Severity != "sev1" || a.File != "reports/2026-01-02-x.md" || a.Line != 7 {
		t.Errorf("first action is %+v", a)
	}
	if diff := cmp.Diff([]string{"billing-api"}, a.Services); diff != "" {
		t.Error(diff)
	}
	if b.ID != "2026-01-02-x/#2" || b.Line != 8 {
		t.Errorf("an action without id is %s in line %d", b.ID, b.Line)
	}
	r := report.NewParser().Parse(source.New("reports/plain.md", []byte("# no front matter\n")))
	if got := actions.Of(r, policy.Default()); len(got) != 0 {
		t.Errorf("a file without front matter has %d actions", len(got))
	}
}

func TestSort(t *testing.T) {
	for by, want := range map[string]string{
		"":         "#2 A1 A3 A1' A4 A5 A6 A7",
		"due":      "A7 A6 A5 #2 A1 A3 A1' A4",
		"priority": "#2 A1' A1 A4 A3 A5 A6 A7",
		"owner":    "A5 A6 A1' A4 #2 A1 A3 A7",
		"state":    "#2 A1 A3 A1' A4 A5 A6 A7",
		"report":   "#2 A1 A3 A1' A4 A5 A6 A7",
	} {
		got := records(t)
		actions.Sort(got, by)
		if ids(got) != want {
			t.Errorf("by %q: %s, want %s", by, ids(got), want)
		}
	}
}

func TestGroupBy(t *testing.T) {
	all := records(t)
	actions.Sort(all, "")
	for by, want := range map[string]string{
		"owner":    "@a: A5 A6|@b: A1' A4|lead: #2 A1|: A3 A7",
		"state":    "overdue: #2 A1|due-soon: A3|open: A1' A4|done: A5|verified: A6|declined: A7",
		"priority": "P1: #2 A1'|P2: A1|P3: A4|: A3 A5 A6 A7",
		"kind":     "control: A1 A3|training: #2|: A1' A4 A5 A6 A7",
		"severity": "sev1: #2 A1 A3 A1' A4 A5 A6 A7",
		"report":   "2026-01-02-x: #2 A1 A3 A1' A4 A5 A6 A7",
		"service":  "billing-api: #2 A1 A3 A1' A4 A5 A6 A7",
	} {
		groups := actions.GroupBy(all, by, policy.Default())
		got := make([]string, 0, len(groups))
		for _, g := range groups {
			got = append(got, g.Key+": "+ids(g.Records))
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("by %s: %s, want %s", by, s, want)
		}
	}
}

func TestFilter(t *testing.T) {
	tests := []struct {
		name   string
		filter actions.Filter
		want   string
	}{
		{"nothing set", actions.Filter{}, "A1 #2 A3 A4 A5 A6 A7 A1'"},
		{"owner with @", actions.Filter{Owners: []string{"@LEAD"}}, "A1 #2"},
		{"owner without @", actions.Filter{Owners: []string{"a", "nobody"}}, "A5 A6"},
		{"no owner", actions.Filter{Owners: []string{"none"}}, "A3 A7"},
		{"open is all that is left", actions.Filter{States: []string{"open"}}, "A1 #2 A3 A4 A1'"},
		{"a state", actions.Filter{States: []string{"overdue"}}, "A1 #2"},
		{"a status behind a state", actions.Filter{States: []string{"blocked"}}, "#2"},
		{"in progress, and due soon", actions.Filter{States: []string{"in-progress"}}, "A3"},
		{"several states", actions.Filter{States: []string{"done", "declined"}}, "A5 A7"},
		{"unverified", actions.Filter{States: []string{"unverified"}}, "A5"},
		{"priority", actions.Filter{Priorities: []string{"P1"}}, "#2 A1'"},
		{"kind", actions.Filter{Kinds: []string{"training"}}, "#2"},
		{"severity", actions.Filter{Severities: []string{"sev2"}}, ""},
		{"service", actions.Filter{Services: []string{"Billing-API"}, Kinds: []string{"control"}}, "A1 A3"},
		{"another service", actions.Filter{Services: []string{"billing"}}, ""},
		{"action id", actions.Filter{Reports: []string{"2026-01-02-x/A3"}}, "A3"},
		{"beginning of an id", actions.Filter{Reports: []string{"2026-02", "2026-01"}, States: []string{"verified"}}, "A6"},
		{"due from that day on", actions.Filter{DueAfter: date(t, "2026-05-12")}, "A3 A1'"},
		{"due up to that day", actions.Filter{DueBefore: date(t, "2024-01-01")}, "A6 A7"},
		{"due between", actions.Filter{DueAfter: date(t, "2026-05-09"), DueBefore: date(t, "2026-05-12")}, "A1 A3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := ids(tt.filter.Select(records(t))); got != tt.want {
				t.Errorf("selected %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSummary(t *testing.T) {
	l := actions.Listing{Records: records(t)}
	want := actions.Summary{Total: 8, Open: 5, Overdue: 2, DueSoon: 1, Blocked: 1, Done: 1, Verified: 1, Declined: 1}
	if diff := cmp.Diff(want, l.Summary()); diff != "" {
		t.Error(diff)
	}
	if s := l.Summary(); s.Total != s.Open+s.Done+s.Verified+s.Declined {
		t.Errorf("the parts do not add up: %+v", s)
	}
}
