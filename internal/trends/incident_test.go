package trends

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

func read(name, text string) Incident {
	return Of(report.NewParser().Parse(source.New(name, []byte(text))), policy.Default())
}

func TestOf(t *testing.T) {
	got := read("reports/2026-03-02-leak.md", `---
title: Leak
severity: Critical
status: draft
services: [portal, " portal ", billing, ""]
suppliers: [cloud-host]
detection: staff
trigger: Binary Push
review: {hot_wash: 2026-03-05, held: 2026-03-10}
classification: {type: "RSIT:Availability/Outage", vector: Phishing, attack: [t1552.001]}
timeline:
  - {at: unknown, event: a, milestone: started}
  - {at: 2026-03-03T00:30:00+01:00, event: b, milestone: detected}
  - {at: 2026-03-03, event: c, milestone: mitigated}
  - {at: "2026-03-04T23:30:00-05:00", event: d, milestone: closed}
causes:
  - {id: C1, role: root, category: secrets-exposure}
  - {id: C2, role: contributing, category: access-lifecycle}
  - {id: C3, category: policy-gap}
controls:
  - {ref: "iso27001:A.8.4", verdict: failed}
  - {verdict: missing}
actions:
  - {id: A1, title: Mask it, addresses: [C1], status: open, due: 2026-04-01}
related: [{id: 2025-01-01-other, relation: not-repeat}]
---
`)
	want := Incident{
		Report: "2026-03-02-leak", Kind: "incident", Draft: true, At: at(t, "2026-03-02T23:30:00Z"), Severity: "sev1",
		Clock: Clock{Weekday: "tuesday", Hour: "00"}, Type: "rsit:availability/outage",
		Review:   Review{Detected: day(t, "2026-03-03"), Closed: day(t, "2026-03-04"), HotWash: day(t, "2026-03-05"), Held: day(t, "2026-03-10")},
		Services: []string{"portal", "billing"}, Suppliers: []string{"cloud-host"}, Detection: "staff", Trigger: "binary-push",
		Vector: "phishing", Techniques: []string{"T1552.001"},
		Causes:     []Cause{{"C1", "secrets-exposure", true}, {"C2", "access-lifecycle", false}, {"C3", "policy-gap", true}},
		Controls:   []Control{{"iso27001:A.8.4", "failed"}},
		Milestones: []Milestone{{Name: "started"}, {"detected", true, at(t, "2026-03-02T23:30:00Z")}, {"contained", false, day(t, "2026-03-03")}, {"closed", true, at(t, "2026-03-05T04:30:00Z")}},
		Text:       "Leak",
		Related:    []Relation{{"2025-01-01-other", "not-a-repeat", ""}},
	}
	if len(got.Actions) != 1 || got.Actions[0].ID != "2026-03-02-leak/A1" || got.Actions[0].Due != day(t, "2026-04-01") {
		t.Errorf("actions: %+v", got.Actions)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreTypes([]actions.Action{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOfLittle(t *testing.T) {
	for name, want := range map[string]Incident{
		"2026-03-02-x.md": {Report: "2026-03-02-x", Kind: "near-miss", At: day(t, "2026-03-02"), Clock: Clock{Weekday: "monday"}, Severity: "huge", Text: "t"},
		"x.md":            {Report: "x", Kind: "near-miss", Severity: "huge", Text: "t"},
	} {
		got := read(name, "---\ntitle: t\nkind: near-miss\nseverity: huge\n---\n")
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for _, text := range []string{"# Only a body\n", "---\n: [\n---\n", ""} {
		if got := read("x.md", text); !got.Unread || got.Report != "x" {
			t.Errorf("%q: got %+v, want unread", text, got)
		}
	}
}
