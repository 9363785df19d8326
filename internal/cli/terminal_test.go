package cli

import (
	"strings"
	"testing"
	"unicode"
)

// hostile is text as a pull request from a stranger could hold it: an escape sequence that clears the
// screen, its eight-bit form, a bell, a carriage return, and a mark that turns the reading direction.
const hostile = `\e[2J\u009b31m\a\rX\u202eY`

const hostileReport = `---
title: "T` + hostile + `"
kind: incident
severity: sev2
status: approved
tlp: "` + hostile + `"
incident: "I` + hostile + `"
services: ["s` + hostile + `"]
teams: ["t` + hostile + `"]
suppliers: ["p` + hostile + `"]
detection: customer
trigger: "g` + hostile + `"
classification: {type: "c` + hostile + `", vector: "v` + hostile + `", attack: ["T9999", "x` + hostile + `"]}
"k` + hostile + `": 1
timezone: "z` + hostile + `"
timeline:
  - {at: 2026-03-03T06:02:00Z, event: "e` + hostile + `", milestone: detected, source: "o` + hostile + `"}
  - {at: "n` + hostile + `", event: x}
causes:
  - {id: "C` + hostile + `", role: root, category: "y` + hostile + `", statement: "@a` + hostile + `"}
controls: [{ref: "r` + hostile + `", verdict: failed}]
responders: [{who: "w` + hostile + `"}]
actions:
  - {id: "A` + hostile + `", title: "U` + hostile + `", kind: control, owner: "@o` + hostile + `", priority: P1, due: 2026-01-01, status: open, addresses: ["d` + hostile + `"], ticket: "h` + hostile + `"}
related: [{id: "q` + hostile + `", relation: repeat}]
---

## Summary ` + "\x1b[31m" + `

text
`

// TestNothingRawReachesTheTerminal runs every command over hostile reports: what a report, a path, a
// policy or an argument holds is shown, never obeyed.
func TestNothingRawReachesTheTerminal(t *testing.T) {
	dir := repository(t, map[string]string{
		"reports/2026-03-03-hostile.md":              hostileReport,
		"reports/2026-03-04-\x1b[2J\u009b31mpath.md": hostileReport,
		"bad/pir.yaml":  "\"" + hostile + "\": 1\nrules: {\"r" + hostile + "\": off}\n",
		"tmpl/pir.yaml": "",
	})
	commands := [][]string{
		{"lint"},
		{"lint", "--format", "json"},
		{"actions"},
		{"actions", "--format", "json"},
		{"actions", "--format", "csv"},
		{"actions", "--format", "md"},
		{"actions", "--group", "owner"},
		{"actions", "--group", "service"},
		{"status"},
		{"status", "--group", "owner"},
		{"status", "--format", "json"},
		{"status", "--format", "md"},
		{"trends", "--year", "2026"},
		{"trends", "--year", "2026", "--format", "json"},
		{"trends", "--year", "2026", "--format", "csv"},
		{"trends", "--year", "2026", "--format", "md"},
		{"rules", "\x1b[2J"},
		{"lint", "no-such\x1b[2J.md"},
		{"\x1b[2J"},
		{"lint", "--\x1b[2J"},
		{"-C", "bad", "lint"},
		{"new", "T\x1b[2J\u009b31m\a\rX\u202eY", "--severity", "x\x1b[2J"},
		{"-C", "tmpl", "new", "T\x1b[2J\u009b31m\a\rX\u202eY", "--severity", "sev1", "--print"},
		{"actions", "start", "2026-03-03-hostile/A1"},
		{"actions", "start", "2026-03-03-hostile\x1b[2J/A\x1b[2J"},
		{"add", "event", "2026-03-03-hostile", "--at", "unknown\x1b[2J", "--event", "E"},
		{"add", "event", "2026-03-03-hostile", "--at", "unknown", "--event", "E\x1b[2J\u009b31m\a\rX\u202eY", "--source", "x\x1b[2J"},
		{"demo", "reports\x1b[2J/../reports"},
	}
	for _, terminal := range []bool{false, true} {
		for _, args := range commands {
			t.Run(strings.Join(args, " "), func(t *testing.T) {
				env := Env{Dir: dir, Terminal: terminal, Width: 80}
				got := runIn(t, env, append(args, "--no-color")...)
				if got.stdout+got.stderr == "" {
					t.Fatal("no output at all")
				}
				for _, r := range got.stdout + got.stderr {
					if r != '\n' && (unicode.IsControl(r) || r == '\u202e') {
						t.Fatalf("raw %U in:\n%q\n%q", r, got.stdout, got.stderr)
					}
				}
			})
		}
	}
}
