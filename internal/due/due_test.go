package due_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/due"
)

func TestKinds(t *testing.T) {
	kebab := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	seen := map[string]bool{}
	for _, k := range due.Kinds() {
		if !kebab.MatchString(k.Name) || k.Next == "" || k.Doc == "" || seen[k.Name] {
			t.Errorf("kind %+v", k)
		}
		seen[k.Name] = true
	}
	if len(seen) != 16 {
		t.Errorf("%d kinds", len(seen))
	}
}

const several = `severity: sev4
actions:
  - {id: A1, owner: "@b", due: 2026-05-08, status: open}
  - {id: A2, owner: B, due: 2026-05-01, status: open}
  - {id: A3, owner: "@a", due: 2026-05-12, status: open, escalations: [{on: 2026-04-20, to: "@c"}]}
  - {id: A4, due: 2026-05-09, status: open}
`

func TestOrder(t *testing.T) {
	q := question(t, off, several, "2026-05-10")
	add(t, q, "reports/2026-05-11-later.md", several)
	add(t, q, "reports/2026-01-01-first.md", "severity: sev4\nactions: [{id: A1, due: 2026-05-08, status: open}]\n")
	q.Cases = append(q.Cases, due.Case{}) // a file without front matter
	got := lines(due.At(q).Items)
	want := []string{
		"escalation A3 2026-05-04 6 late @c",
		"action-overdue A2 2026-05-01 9 late B",
		"action-overdue 2026-01-01-first/A1 2026-05-08 2 late",
		"action-overdue A1 2026-05-08 2 late @b",
		"action-overdue A4 2026-05-09 1 late",
		"action-due-soon A3 2026-05-12 -2 coming @a",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	slices.Reverse(q.Cases)
	if diff := cmp.Diff(want, lines(due.At(q).Items)); diff != "" {
		t.Errorf("the order of the reports changes the list:\n%s", diff)
	}
}

func TestOf(t *testing.T) {
	l := due.At(question(t, off, several, "2026-05-10"))
	for owners, want := range map[string]int{"b": 2, "@B": 2, "c": 1, "none": 1, "a,b": 3, "nobody": 0} {
		if got := l.Of(strings.Split(owners, ",")); len(got.Items) != want {
			t.Errorf("%s: %d items, want %d", owners, len(got.Items), want)
		}
	}
	if len(l.Items) != 5 {
		t.Errorf("the list itself has %d items", len(l.Items))
	}
}

func TestLate(t *testing.T) {
	l := due.At(question(t, off, several, "2026-05-10"))
	for _, c := range []struct {
		kinds []string
		want  bool
	}{
		{nil, true},
		{[]string{due.ActionOverdue}, true},
		{[]string{due.Review, due.Escalation}, true},
		{[]string{due.Review}, false},
		{[]string{due.ActionDueSoon}, false},
	} {
		if got := l.Late(c.kinds...); got != c.want {
			t.Errorf("%v: late %v", c.kinds, got)
		}
	}
	if l := due.At(question(t, off, several, "2026-04-30")); l.Late() {
		t.Errorf("what comes is late: %v", lines(l.Items))
	}
}

// TestKey holds that every item has its own key, the same from day to day.
func TestKey(t *testing.T) {
	front := several + "notifications: [{regime: gdpr}, {regime: nis2}, {regime: insurer}, {regime: insurer, stage: b}]\n"
	front = strings.Replace(front, "to: \"@c\"}]", "to: \"@c\"}, {on: 2026-04-20, to: \"@c\"}]", 1)
	keys := func(asOf string) []string {
		var list []string
		for _, i := range due.At(question(t, "", front, asOf)).Items {
			if i.Kind != due.ActionDueSoon && i.Kind != due.ActionOverdue {
				list = append(list, i.Key())
			}
		}
		slices.Sort(list)
		return list
	}
	first, second := keys("2026-05-10"), keys("2026-05-11")
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("a day later:\n%s", diff)
	}
	if len(first) < 8 || len(slices.Compact(slices.Clone(first))) != len(first) {
		t.Errorf("keys %q", first)
	}
}

func TestManage(t *testing.T) {
	q := question(t, "organisation: Lindgrove Parcel\n", several, "2026-05-10")
	add(t, q, "reports/2026-04-02-y.md", "severity: P1\nreview: {held: 2026-04-10}\n")
	add(t, q, "reports/2026-04-03-y.md", "severity: sev1\nreview: {held: 2026-05-11}\n")
	add(t, q, "reports/2026-04-04-y.md", "severity: sev1\nreview: {waived: {by: a, reason: b}}\n")
	add(t, q, "reports/2026-04-05-y.md", "severity: sev9\n")
	add(t, q, "reports/2026-04-06-y.md", "kind: near-miss\n")
	add(t, q, "reports/2026-05-11-y.md", "severity: sev1\n")
	q.Records = []due.Record{{Kind: due.ManagementReport, Name: "2026-04-02-x.md"}}
	list := due.At(q)
	m := due.Manage(q, list)
	want := due.Management{
		Organisation: "Lindgrove Parcel", From: date(t, "2026-04-03"),
		Severities: []due.SeverityCount{
			{ID: "sev1", Name: "Critical", Total: 3, Since: 2, Required: 2, Reviewed: 1},
			{ID: "sev2", Name: "Major"},
			{ID: "sev3", Name: "Moderate"},
			{ID: "sev4", Name: "Minor", Total: 1},
			{Total: 1, Since: 1},
		},
		Actions: actions.Summary{Total: 4, Open: 4, Overdue: 3, DueSoon: 1},
		List:    m.List,
	}
	if diff := cmp.Diff(want, m, cmp.Comparer(func(a, b due.List) bool { return len(a.Items) == len(b.Items) })); diff != "" {
		t.Error(diff)
	}
	if slices.ContainsFunc(m.List.Items, func(i due.Item) bool { return i.Kind == due.ManagementReport }) {
		t.Error("the report asks for itself")
	}
}
