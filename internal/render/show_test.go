package render

import (
	"bytes"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/pir-cli/pir/examples"
	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

const shownReport = `---
title: "Labels \e[31mwere\u202e late | and <b>more</b>"
severity: sev2
status: in-review
tlp: amber+strict
incident: INC-1
timezone: Europe/Berlin
impact: {summary: Labels were late, customers: unknown, cost: {amount: 1800, currency: EUR}}
timeline:
  - {at: 2026-03-02T21:14:00Z, event: Queue grows, milestone: started, source: "log:queue"}
  - {at: 2026-03-02T22:30:00, event: A shop calls, milestone: detected}
  - {at: unknown, event: Somebody restarts it}
causes:
  - {id: C1, role: root, category: alerting-gap, statement: Nothing watches the age of the queue, whys: [Shops saw old labels, Nothing watches the age], evidence: ["log:queue"]}
controls:
  - {ref: "iso27001:A.8.16", verdict: missing, note: No alert}
  - {ref: "own:7", verdict: partial}
review: {held: 2026-03-10, facilitator: "@security-lead", absent: [{who: "@sre-1", input: by mail}]}
actions:
  - id: A1
    title: Alert on the age of the queue
    owner: "@sre-1"
    priority: P1
    due: 2026-03-31
    status: open
    done_when: A message of an hour ago alerts
    rollout: {targets: 3, done: 1}
    escalations: [{on: 2026-04-10, to: "@head-of-it", ask: two days, decision: fund, decided: 2026-04-11}]
  - {title: Ask the shops, declined: {on: 2026-03-11, by: "@head-of-it", reason: done by support}, status: declined}
related: [{id: 2025-01-01-b, relation: similar, reason: Same queue}]
notifications: [{regime: gdpr, stage: authority, sent: 2026-03-04T10:00:00Z}]
---
## Summary

The **queue** stood still, see [the log](https://log.example/1) and ` + "`queue ls`" + `.

- one
  - two

| a | b |
|---|---|
| 1 | 2 |

` + "```\nls\t\x1b[2J\n```" + `

## Timeline

<!-- pir:begin timeline -->
<!-- pir:end -->
`

func shown(t *testing.T, file, text string) *Shown {
	t.Helper()
	pol := policy.Default()
	r := report.NewParser().Parse(source.New(file, []byte(text)))
	if !r.HasFrontMatter {
		t.Fatalf("%s is no report: %v", file, r.Problems)
	}
	day := time.Date(2026, time.April, 20, 0, 0, 0, 0, time.UTC)
	return &Shown{Report: r, Policy: pol, AsOf: day, Actions: actions.At(actions.Of(r, pol), day, pol)}
}

func TestShow(t *testing.T) {
	for _, c := range []struct {
		format, file string
		style        Style
	}{
		{"text", "show.txt", Style{}},
		{"text", "show-40.txt", Style{Terminal: true, Width: 40}},
		{"text", "show-color.txt", Style{Terminal: true, Width: 120, Color: true}},
		{"md", "show.md", Style{}},
		{"json", "show.json", Style{}},
	} {
		var b bytes.Buffer
		for _, f := range Show() {
			if f.Name == c.format {
				if err := f.Write(&b, shown(t, "reports/2026-03-02-labels.md", shownReport), c.style); err != nil {
					t.Fatal(err)
				}
			}
		}
		golden(t, c.file, b.String())
	}
}

// TestShowFits holds of every example that no line is wider than the screen, that nothing hides in the output, and that
// every word of the text is there.
func TestShowFits(t *testing.T) {
	files, err := fs.Glob(examples.Files, "reports/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal(err, len(files))
	}
	word := regexp.MustCompile(`[\p{L}\p{N}]+`)
	for _, file := range files {
		text, err := fs.ReadFile(examples.Files, file)
		if err != nil {
			t.Fatal(err)
		}
		v := shown(t, file, string(text))
		var b bytes.Buffer
		if err := showText(&b, v, Style{Terminal: true, Width: 80}); err != nil {
			t.Fatal(err)
		}
		said := map[string]bool{}
		for _, w := range word.FindAllString(b.String(), -1) {
			said[w] = true
		}
		for _, w := range word.FindAllString(string(v.Report.File.Bytes[v.Report.Body.Start:]), -1) {
			if !said[w] {
				t.Errorf("%s: the word %q of the text is not shown", file, w)
			}
		}
		for line := range strings.Lines(b.String()) {
			line = strings.TrimSuffix(line, "\n")
			if textWidth(line) > 80 && strings.Contains(strings.TrimSpace(line), " ") {
				t.Errorf("%s: %d columns: %s", file, textWidth(line), line)
			}
			if strings.ContainsFunc(line, unicode.IsControl) {
				t.Errorf("%s: %q", file, line)
			}
		}
	}
}

// TestShowBefore shows a report as of a day before its incident, and one whose text cannot be read.
func TestShowBefore(t *testing.T) {
	v := shown(t, "a.md", shownReport)
	v.AsOf, v.Actions = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC), nil
	deep := shown(t, "b.md", "---\ntitle: a\nseverity: sev3\nstatus: draft\n---\n"+strings.Repeat("> ", 200)+"deep\n")
	for _, f := range Show() {
		var before, nested bytes.Buffer
		if err := f.Write(&before, v, Style{}); err != nil {
			t.Fatal(err)
		}
		if err := f.Write(&nested, deep, Style{}); err != nil {
			t.Fatal(err)
		}
		if f.Name == "json" {
			continue
		}
		if !strings.Contains(before.String(), "the incident lies after that day") {
			t.Errorf("%s as of a day before:\n%s", f.Name, before.String())
		}
		if !strings.Contains(nested.String(), "nested too deeply") {
			t.Errorf("%s of a text that is not read:\n%s", f.Name, nested.String())
		}
	}
}
