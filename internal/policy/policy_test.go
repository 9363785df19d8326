package policy_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/source"
)

func parse(text string) (*policy.Policy, []string) {
	f := source.New("pir.yaml", []byte(text))
	p, problems := policy.Parse(f)
	if problems == nil {
		return p, nil
	}
	lines := make([]string, 0, len(problems))
	for _, pr := range problems {
		lines = append(lines, fmt.Sprintf("%s %s", f.Position(pr.Span.Start), pr.Message))
	}
	return p, lines
}

func TestEmptyIsDefault(t *testing.T) {
	for _, text := range []string{"", "# nothing\n", "---\n", source.BOM + "# nothing\r\n"} {
		p, problems := parse(text)
		if diff := cmp.Diff(policy.Default(), p); diff != "" || problems != nil {
			t.Errorf("%q: problems %v, policy differs from the default:\n%s", text, problems, diff)
		}
	}
}

func TestSettings(t *testing.T) {
	p, problems := parse(`
organisation: Lindgrove Parcel
reports: [incidents, drills]
severities:
  - {id: major, aliases: [sev1, big], review_within: 1w, hot_wash: 90m, sections: [Summary]}
  - {id: sev3, review: none, milestones: []}
kinds:
  - {id: near-miss, review: required}
timeline: {gap: 2h}
causes: {whys: 5}
review: {not_before: 12h}
actions: {due_soon: 2w, due_within: {P1: 7d}}
vocabulary:
  causes: {entries: [{id: scanner-fault, bone: technology, name: Handheld scanner}]}
  vectors: {mode: replace, entries: [{id: courier, name: By courier}]}
  services: [billing-api]
rules:
  timeline-gap: off
  timeline-order: error
`)
	if problems != nil {
		t.Fatal(problems)
	}
	if p.Organisation != "Lindgrove Parcel" || strings.Join(p.Reports, " ") != "incidents drills" {
		t.Errorf("organisation %q, reports %v", p.Organisation, p.Reports)
	}
	if len(p.Severities) != 2 || p.Rank("BIG") != 0 || p.Rank("Sev-3") != 1 || p.Rank("sev4") != 2 {
		t.Errorf("severities %+v", p.Severities)
	}
	major := p.Needs("sev1", "incident")
	if major.ReviewWithin != 7*24*time.Hour || major.HotWash != 90*time.Minute || len(major.Sections) != 1 || major.Review != policy.None {
		t.Errorf("needs of an entry of one's own start from the mildest: %+v", major)
	}
	if n := p.Needs("sev3", ""); n.Review != policy.None || len(n.Milestones) != 0 || n.Timeline != 3 {
		t.Errorf("needs of sev3 %+v", n)
	}
	if n := p.Needs("sev1", "near-miss"); n.Review != policy.Required || n.Timeline != 1 {
		t.Errorf("needs of a near miss %+v", n)
	}
	if p.Timeline.Gap != 2*time.Hour || p.Causes.Whys != 5 || p.Review.NotBefore != 12*time.Hour || p.Actions.DueSoon != 14 || p.Actions.DueWithin["P1"] != 7 || p.Actions.DueWithin["P2"] != 60 {
		t.Errorf("limits %+v %+v %+v %+v", p.Timeline, p.Causes, p.Review, p.Actions)
	}
	if c, ok := p.Cause("scanner-fault"); !ok || c.Bone != "technology" {
		t.Errorf("cause %+v %v", c, ok)
	}
	if _, ok := p.Cause("software-defect"); !ok || len(p.Vocabulary.Vectors) != 1 {
		t.Errorf("extend keeps the built-in words, replace does not: %+v", p.Vocabulary.Vectors)
	}
	if len(p.Rules) != 2 || p.Rules[0].Level != diag.Off || p.Rules[1].Level != diag.Error {
		t.Errorf("rules %+v", p.Rules)
	}
}

// TestFaults holds that every fault is told with its place, and that settings beside it still count.
func TestFaults(t *testing.T) {
	tests := []struct {
		text string
		want string
	}{
		{"time_line: {}\n", `1:1 pir.yaml has no key "time_line"; did you mean "timeline"?`},
		{"foo: x\n", `1:1 pir.yaml has no key "foo"; known keys: organisation, reports, templates, people, register, severities, kinds, timeline, causes, review, actions, trends, management, notifications, vocabulary, rules, overrides`},
		{"timeline: {gap: soon}\n", `1:17 timeline.gap is "soon"; write a number with m, h, d or w behind it, such as 48h or 14d`},
		{"causes: {whys: many}\n", `1:16 causes.whys is "many"; write a whole number from 0 to 1000`},
		{"actions: {due_within: {P9: 1d}}\n", `1:24 there is no priority "P9"; use P1, P2, P3 or P4`},
		{"severities:\n  - {id: a, review: yes}\n", `2:21 review is "yes", not one of required, recommended, none`},
		{"severities:\n  - {id: a, aliases: [b]}\n  - {id: B}\n", `3:10 "B" names severity a already; every id and alias may stand once`},
		{"severities:\n  - {name: Big}\n", `2:5 a severity needs an id, such as sev1`},
		{"kinds:\n  - {id: drill}\n", `2:10 id is "drill", not one of near-miss, exercise`},
		{"rules: {timeline-gap: loud}\n", `1:23 the level of timeline-gap is "loud"; use off, info, warning or error`},
		{"vocabulary: {causes: {entries: [{id: x, bone: tecnology}]}}\n", `1:33 cause category "x" sits on bone "tecnology"; did you mean technology?`},
		{"reports: [\n", `1:1 not valid YAML: a bracket or brace that opens here is not closed, or a comma is missing`},
		{"- a\n", "1:1 expected `key: value` lines, found a list"},
	}
	for _, tt := range tests {
		p, problems := parse(tt.text)
		if len(problems) != 1 || problems[0] != tt.want {
			t.Errorf("%q:\n got %q\nwant %q", tt.text, problems, tt.want)
		}
		if p == nil {
			t.Errorf("%q: no policy", tt.text)
		}
	}
}

func TestOverrides(t *testing.T) {
	p, problems := parse("overrides:\n  - {paths: [\"reports/2019-**\"], severities: [P1], rules: {action-due: off}}\n")
	if problems != nil || len(p.Overrides) != 1 || len(p.Levels()) != 1 || p.Levels()[0].Level != diag.Off {
		t.Errorf("overrides %+v, problems %v", p.Overrides, problems)
	}
	for text, want := range map[string]string{
		"overrides: [{rules: {a: off}}]\n":                  "1:13 an override needs paths or severities; levels for all reports stand under rules",
		"overrides: [{paths: [\"a[\"], rules: {a: off}}]\n": `1:22 "a[" is no glob; write one such as reports/2019-**`,
		"overrides: [{severities: [sev9]}]\n":               `1:27 there is no severity "sev9" in the scale`,
		"overrides: [{paths: [a], rules: {a: no}}]\n":       `1:37 the level of a is "no"; use off, info, warning or error`,
	} {
		if _, problems := parse(text); len(problems) != 1 || problems[0] != want {
			t.Errorf("%q:\n got %q\nwant %q", text, problems, want)
		}
	}
}
