package rules

import (
	"fmt"
	"slices"
	"testing"

	"github.com/pir-cli/pir/internal/lint"
)

// incident is a report of a test: its day, the category of its root cause and the reports that it names.
type incident struct{ day, category, related, more string }

func (in incident) file(t *testing.T) pageFile {
	t.Helper()
	fragment := fmt.Sprintf("%s\ntimeline:\n  - {at: %sT08:00:00Z, event: E, milestone: detected, source: \"log:x\"}\ncauses: [{id: C1, role: root, category: %s, statement: S}]\ncontrols: [{ref: \"iso27001:A.8.%s\", verdict: failed}]\nrelated: [%s]\n",
		in.more, in.day, in.category, in.day[8:], in.related)
	return pageFile{path: "reports/" + in.day + "-x.md", text: compose(t, fragment, nil)}
}

func named(id string) string { return "{id: " + id + ", relation: similar, reason: R}" }

// across returns what one rule finds in several reports.
func across(t *testing.T, rule string, list ...incident) []string {
	t.Helper()
	var f fixture
	for _, in := range list {
		f.files = append(f.files, in.file(t))
	}
	got := []string{}
	for _, d := range run(t, f) {
		if d.Rule == rule {
			got = append(got, fmt.Sprintf("%s: %s: %s", d.File, d.Severity, d.Message))
		}
	}
	return got
}

func TestRepeatUnargued(t *testing.T) {
	for _, c := range []struct {
		name string
		list []incident
		want []string
	}{
		{"the same cause", []incident{{day: "2026-01-05", category: "alerting-gap"}, {day: "2026-03-06", category: "alerting-gap"}}, []string{"2026-03-06-x.md: warning: alerting-gap was a root cause of 2026-01-05-x too, 60 days before"}},
		{"the later first", []incident{{day: "2026-03-06", category: "alerting-gap"}, {day: "2026-01-05", category: "alerting-gap"}}, []string{"2026-03-06-x.md"}},
		{"another cause", []incident{{day: "2026-01-05", category: "alerting-gap"}, {day: "2026-03-06", category: "logging-gap"}}, nil},
		{"twelve months to the day", []incident{{day: "2025-03-06", category: "alerting-gap"}, {day: "2026-03-06", category: "alerting-gap"}}, []string{"2026-03-06-x.md"}},
		{"a day more", []incident{{day: "2025-03-05", category: "alerting-gap"}, {day: "2026-03-06", category: "alerting-gap"}}, nil},
		{"the later names the earlier", []incident{{day: "2026-01-05", category: "alerting-gap"}, {day: "2026-03-06", category: "alerting-gap", related: named("2026-01-05-x")}}, nil},
		{"it is no repeat, for no reason", []incident{{day: "2026-01-05", category: "alerting-gap"}, {day: "2026-03-06", category: "alerting-gap", related: "{id: 2026-01-05-x, relation: not-a-repeat}"}}, []string{"2026-03-06-x.md: warning: alerting-gap"}},
		{"it is no repeat, for a reason", []incident{{day: "2026-01-05", category: "alerting-gap"}, {day: "2026-03-06", category: "alerting-gap", related: "{id: 2026-01-05-x, relation: not-a-repeat, reason: R}"}}, nil},
		{"the earlier names the later", []incident{{day: "2026-01-05", category: "alerting-gap", related: named("2026-03-06-x")}, {day: "2026-03-06", category: "alerting-gap"}}, nil},
		{"a near miss", []incident{{day: "2026-01-05", category: "alerting-gap"}, {day: "2026-03-06", category: "alerting-gap", more: "kind: near-miss"}}, nil},
		{"a draft", []incident{{day: "2026-01-05", category: "alerting-gap"}, {day: "2026-03-06", category: "alerting-gap", more: "status: draft"}}, []string{"info: alerting-gap"}},
		{"one of a series is named", []incident{{day: "2026-01-05", category: "alerting-gap"}, {day: "2026-02-06", category: "alerting-gap", related: named("2026-01-05-x")}, {day: "2026-03-07", category: "alerting-gap", related: named("2026-01-05-x")}}, nil},
		{"one that names it is named", []incident{{day: "2026-01-05", category: "alerting-gap"}, {day: "2026-02-06", category: "logging-gap", related: named("2026-01-05-x")}, {day: "2026-03-07", category: "alerting-gap", related: named("2026-02-06-x")}}, nil},
		{"one that cannot be read is named", []incident{{day: "2026-01-05", category: "alerting-gap"}, {day: "2026-03-07", category: "alerting-gap", related: named("2026-02-06-x")}}, nil},
		{"one without the cause is named", []incident{{day: "2026-01-05", category: "alerting-gap"}, {day: "2026-02-06", category: "logging-gap"}, {day: "2026-03-07", category: "alerting-gap", related: named("2026-02-06-x")}}, []string{"2026-01-05-x too"}},
	} {
		t.Run(c.name, func(t *testing.T) { expect(t, across(t, "repeat-unargued", c.list...), c.want) })
	}
}

// TestComparedToldInTheOther holds that a finding of two reports is told in either, each naming the other, and that what
// it says there to write settles it.
func TestComparedToldInTheOther(t *testing.T) {
	same := []incident{{day: "2026-01-05", category: "alerting-gap"}, {day: "2026-01-15", category: "logging-gap"}, {day: "2026-02-05", category: "alerting-gap"}}
	var f fixture
	for _, in := range same {
		f.files = append(f.files, in.file(t))
	}
	f.files = append(f.files, pageFile{path: "reports/2025/2026-01-15-x.md", text: same[1].file(t).text})
	first := func(file string) bool { return file == "reports/2026-01-05-x.md" }
	copied := func(file string) bool { return file == "reports/2025/2026-01-15-x.md" }
	told := func(selected func(string) bool, rules ...string) []string {
		got := []string{}
		for _, d := range (lint.Result{Diagnostics: run(t, f)}).Only(selected, 1).Told(selected).Diagnostics {
			if slices.Contains(rules, d.Rule) {
				got = append(got, d.String())
			}
		}
		return got
	}
	expect(t, told(first, "repeat-unargued", "repeat-unargued-control"), []string{
		"2026-01-05-x.md:22:41: warning: alerting-gap was a root cause of 2026-02-05-x too, 31 days later",
		"2026-01-05-x.md:23:18: info: control iso27001:A.8.05 did not hold in 2026-02-05-x either, 31 days later",
	})
	expect(t, told(copied, "duplicate-id"), []string{`2026-01-15-x.md:1:1: error: id "2026-01-15-x" is that of reports/2026-01-15-x.md already`})
	same[0].related = named("2026-02-05-x")
	f.files[0] = same[0].file(t)
	expect(t, told(first, "repeat-unargued", "repeat-unargued-control"), nil)
}

func TestRelatedUnknown(t *testing.T) {
	for _, c := range []struct {
		name string
		list []incident
		want []string
	}{
		{"a report by itself", []incident{{day: "2026-03-06", category: "logging-gap", related: named("2026-01-05-x")}}, nil},
		{"itself", []incident{{day: "2026-03-06", category: "logging-gap", related: named("2026-03-06-x")}, {day: "2026-01-05", category: "alerting-gap"}}, []string{"related to itself"}},
		{"a path", []incident{{day: "2026-03-06", category: "logging-gap", related: named("reports/2026-01-05-x.md")}, {day: "2026-01-05", category: "alerting-gap"}}, []string{"write its id, 2026-01-05-x"}},
		{"nothing near", []incident{{day: "2026-03-06", category: "logging-gap", related: named("INC-12")}, {day: "2026-01-05", category: "alerting-gap"}}, []string{"the name of the file"}},
	} {
		t.Run(c.name, func(t *testing.T) { expect(t, across(t, "related-unknown", c.list...), c.want) })
	}
}

// TestRelatedUnreadable holds that a report is there, although its front matter cannot be read.
func TestRelatedUnreadable(t *testing.T) {
	in := incident{day: "2026-03-06", category: "logging-gap", related: named("2026-01-05-x")}
	for _, d := range run(t, fixture{files: []pageFile{in.file(t), {path: "reports/2026-01-05-x.md", text: "---\ntitle: [\n---\n"}}}) {
		if d.Rule == "related-unknown" {
			t.Errorf("unexpected: %s", d)
		}
	}
}
