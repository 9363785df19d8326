package policy_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/templates"
)

func TestFiles(t *testing.T) {
	p, problems := parse("people: staff.yaml\nregister: {file: data/tracker.csv, columns: {key: Issue key, closed: Done on}}\n")
	want := register.DefaultColumns()
	want.Key, want.Closed = "Issue key", "Done on"
	if problems != nil || p.People != "staff.yaml" || p.Register.File != "data/tracker.csv" || p.Register.Columns != want {
		t.Errorf("people %q, register %+v, problems %v", p.People, p.Register, problems)
	}
	p, _ = parse("people:\nregister: {columns: {}}\n")
	if p.People != "people.yaml" || p.Register.File != "incidents.csv" || p.Register.Columns != register.DefaultColumns() {
		t.Errorf("people %q, register %+v", p.People, p.Register)
	}
	if _, problems := parse("register: {columns: {severty: x}}\n"); len(problems) != 1 || problems[0] != `1:22 columns has no key "severty"; did you mean "severity"?` {
		t.Errorf("problems %q", problems)
	}
}

func TestIncomplete(t *testing.T) {
	const (
		due   = "actions: {due_within: {P1: 15d}}\n"
		scale = "severities:\n  - {id: sev1, review: required, review_within: 7d, hot_wash: 48h}\n"
	)
	for _, tt := range []struct {
		name, text string
		want       []string // place and a part of the message
	}{
		{"the template", string(templates.Policy), nil},
		{"least", scale + due, nil},
		{"mild ones need none", scale + "  - {id: sev2, review: none}\n" + due, nil},
		{"empty", "", []string{"1:1 which severities need a review", "1:1 of priority P1"}},
		{"no scale", due, []string{"1:1 which severities need a review"}},
		{"no due dates", "\n" + scale, []string{"1:1 of priority P1"}},
		{"another priority", scale + "actions: {due_within: {P2: 15d}}\n", []string{"3:1 of priority P1"}},
		{"default of the severity", "severities:\n  - {id: sev1}\n" + due, []string{"2:5 write `review: required`, `recommended` or `none` and `review_within: 14d` and `hot_wash: 48h`"}},
		{"review without a limit", scale + "  - {id: sev2, review: required}\n" + due, []string{"3:5 severity sev2 does not say all that an auditor asks for; write `review_within: 14d`"}},
		{"limit of nothing", scale + "  - {id: sev2, review: required, review_within: 0d}\n" + due, []string{"3:5 write `review_within: 14d`"}},
		{"hot wash of the worst", "severities:\n  - {id: sev1, review: required, review_within: 7d, hot_wash: 0h}\n" + due, []string{"2:5 write `hot_wash: 48h`"}},
		{"nothing is reviewed", "severities:\n  - {id: sev1, review: recommended}\n" + due, []string{"1:1 no severity needs a review"}},
		{"wrong way round", "severities:\n  - {id: a, review: none}\n  - {id: b, review: required, review_within: 7d}\n" + due, []string{"2:5 severity a needs no review, and b, which is milder, does"}},
		{"a faulty policy is another matter", "severities:\n  - {review: none}\n", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := source.New(policy.FileName, []byte(tt.text))
			problems := policy.Incomplete(f)
			got := make([]string, 0, len(problems))
			for _, p := range problems {
				got = append(got, fmt.Sprintf("%s %s", f.Position(p.Span.Start), p.Message))
			}
			expect(t, got, tt.want)
		})
	}
}

// expect compares problems with the place and a part of the message of each.
func expect(t *testing.T, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("problems %q, want %q", got, want)
	}
	for i, w := range want {
		place, part, _ := strings.Cut(w, " ")
		if at, message, _ := strings.Cut(got[i], " "); at != place || !strings.Contains(message, part) {
			t.Errorf("problem %q, want %q", got[i], w)
		}
	}
}
