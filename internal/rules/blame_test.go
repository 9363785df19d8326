package rules

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/diag"
)

// blamesIn returns the findings of all rules about language, and of cause-is-person, in the base with a fragment over it.
func blamesIn(t *testing.T, fragment string) []string {
	t.Helper()
	got := []string{}
	for _, d := range run(t, fixture{files: []pageFile{{path: "reports/2026-03-02-example.md", text: compose(t, fragment, nil)}}}) {
		if len(d.Rule) > 6 && d.Rule[:6] == "blame-" || d.Rule == "cause-is-person" {
			at := d.Range
			words := "…"
			if at.Start.Line == at.End.Line {
				words = string([]rune(d.Excerpt)[at.Start.Column-1 : at.End.Column-1])
			}
			got = append(got, fmt.Sprintf("%s %s: %s", d.Rule, d.Severity, words))
		}
	}
	return got
}

// body returns the base's sections with a text in front.
func body(text string) string {
	return "risks: [R-017]\n---\n\n" + text + "\n\n## Response assessment\n\nText.\n\n## What went well\n\nText.\n\n" +
		"## What could be improved\n\nText.\n\n## Where we got lucky\n\nText.\n\n## Lessons learned\n\nText.\n"
}

// TestBlames holds where rules about language look, how bad a finding is there, and where it points.
func TestBlames(t *testing.T) {
	for _, tt := range []struct {
		name, fragment string
		want           []string
	}{
		{"title", "title: Human error stopped the tracking API\n", []string{"blame-human-error info: Human error"}},
		{"impact", "impact: {summary: A careless change hid the parcels}\n", []string{"blame-character info: careless"}},
		{"event", "timeline:\n  - {at: 2026-03-02T08:00:00Z, event: \"On-call ignored the alert\", milestone: started}\n", []string{"blame-failed-to info: ignored"}},
		{"statement", causesOf("statement: The team is to blame"), []string{"blame-fault error: to blame"}},
		{"why", causesOf("whys: [It broke, In hindsight it had to break]"), []string{"blame-hindsight info: hindsight"}},
		{"once a rule in a value", causesOf("statement: \"He had his list, and she had hers\""), []string{"blame-person-named error: He"}},
		{"not where cause-is-person speaks", causesOf("statement: The engineer should have asked anna@lindgrove.example"), []string{"cause-is-person error: The engineer should have asked anna@lindgrove.example"}},
		{"which speaks of one statement only", causesOf("statement: Human error", "statement: A careless review"), []string{"cause-is-person error: Human error", "blame-character error: careless"}},
		{"control", "controls: [{ref: \"iso27001:A.8.24\", verdict: failed, note: Skipped by the on-call}]\n", []string{"blame-failed-to info: Skipped by the on-call"}},
		{"elsewhere", "elsewhere: The data team forgot one host\n", []string{"blame-failed-to info: forgot"}},
		{"a name of the participants", "responders: [{who: Anna Berg}]\n" + causesOf("statement: The list was kept by Anna Berg"), []string{"blame-person-named error: Anna Berg"}},
		{"words over two lines", causesOf("statement: \"The team is\n    to   blame\"", "statement: \"It is to\n    blame\""), []string{"blame-fault error: \"The team is"}},
		{"text", body("## Summary\n\nThe team\nfailed to test it."), []string{"blame-failed-to info: failed to test"}},
		{"summary by another name", body("## TL;DR\n\nIn hindsight it was too small."), []string{"blame-hindsight info: hindsight"}},
		{"hindsight belongs into lessons", body("## Summary\n\nText.\n\n## Afterwards\n\nIn hindsight it was too small."), []string{}},
		{"code as subject", body("## Summary\n\nAll is well. `renewal-job` should have asked, and [the on-call](https://wiki.example/x) forgot it."), []string{"blame-failed-to info: forgot"}},
		{"quote", body("## Summary\n\n> The engineer forgot it.\n\nText “the engineer forgot it”."), []string{}},
		{"suppressed", body("## Summary\n\n<!-- pir:ignore blame-failed-to a category of the regulator -->\n\nThe engineer forgot it.\n"), []string{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, blamesIn(t, tt.fragment)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// TestBlameRules holds that each rule that the data names exists: all of them find something on their pages.
func TestBlameRules(t *testing.T) {
	levels := map[string]diag.Severity{}
	for _, r := range All() {
		if len(r.Name) > 6 && r.Name[:6] == "blame-" {
			levels[r.Name] = r.Severity
		}
	}
	if len(levels) != 12 {
		t.Errorf("%d rules about language: %v", len(levels), levels)
	}
}
