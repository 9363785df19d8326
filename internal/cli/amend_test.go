package cli

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const amendable = `---
title: Token in a log
severity: sev3
status: in-review
timeline:
  - {at: 2026-03-02T21:14:00Z, event: x, milestone: started}
actions:
  - id: A1
    title: Mask secrets
    owner: "@lead"
    due: 2026-12-31
    status: open
  - {id: A2, title: Rotate, owner: "@lead", due: 2026-12-31, status: done, done: 2026-09-01, evidence: [x]}
---
`

// typed runs the program on a terminal over one report, and returns what it says and the report afterwards.
func typed(t *testing.T, answers string, args ...string) (got result, after string) {
	t.Helper()
	dir := repository(t, map[string]string{"reports/2026-03-02-token.md": amendable, "people.yaml": "people: [{handle: \"@Sre-2\"}]\n"})
	got = runIn(t, Env{Dir: dir, Interactive: true, Stdin: strings.NewReader(answers)}, args...)
	return got, read(t, filepath.Join(dir, "reports", "2026-03-02-token.md"))
}

// TestAsked holds that what a step needs is asked for on a terminal, and only that.
func TestAsked(t *testing.T) {
	tests := []struct {
		name, answers string
		args          []string
		want          string // in the report
		questions     []string
	}{
		{"evidence", "commit:ab12\n", []string{"actions", "done", "2026/A1"}, "    status: done\n    done: 2026-10-01\n    evidence: [\"commit:ab12\"]\n", []string{"A link, commit or path that shows it: "}},
		{"who and what", "sre-2\nsometimes\npartly\n", []string{"actions", "verify", "2026/A2"}, `status: in-progress, done: 2026-09-01, evidence: [x], verified: {on: 2026-10-01, by: "@Sre-2", result: partly}}`, []string{"Who checked it, not the owner: ", "What the check showed (1-4): ", `there is no "sometimes"`}},
		{"by number", "sre-2\n1\n", []string{"actions", "verify", "2026/A2"}, "result: effective}}", nil},
		{"a day until it is one", "soon\n2026-13-01\n2027-01-31\n", []string{"actions", "redate", "2026/A1"}, "due: 2027-01-31\n", []string{"The new due date"}},
		{"only what is missing", "Too dear\n", []string{"actions", "decline", "2026/A1", "--by", "cto"}, `declined: {on: 2026-10-01, by: "@cto", reason: Too dear}`, []string{"The reason why it is not done: "}},
		{"an action", "New\nsre-2\n2026-11-30\ncontrol\n2\n", []string{"add", "action", "2026"}, "  - {id: A3, title: New, kind: control, owner: \"@Sre-2\", priority: P2, due: 2026-11-30, status: open}\n---\n", []string{"What will be done, verb first: ", "How urgent it is (1-4): "}},
		{"an event", "now\nIt: broke\n", []string{"add", "event", "2026"}, "  - {at: 2026-10-01T12:00:00Z, event: \"It: broke\"}\n", []string{"The time", "What happened, as a fact: "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, after := typed(t, tt.answers, tt.args...)
			if got.status != ExitOK || !strings.Contains(after, tt.want) {
				t.Errorf("status %d, %s%s, want %q in\n%s", got.status, got.stdout, got.stderr, tt.want, after)
			}
			for _, q := range tt.questions {
				if !strings.Contains(got.stderr, q) {
					t.Errorf("no question %q in\n%s", q, got.stderr)
				}
			}
		})
	}
}

// TestAskedInVain holds that nothing is asked for a step that cannot be taken anyway, and nothing is written when the
// input ends.
func TestAskedInVain(t *testing.T) {
	got, after := typed(t, "x\n", "actions", "verify", "2026/A1")
	if got.status != ExitUsage || strings.Contains(got.stderr, "Who checked") || after != amendable {
		t.Errorf("%+v\n%s", got, after)
	}
	got, after = typed(t, "", "actions", "done", "2026/A1")
	if got.status != ExitUsage || !strings.Contains(got.stderr, "cancelled; nothing was written") || after != amendable {
		t.Errorf("%+v\n%s", got, after)
	}
}

// TestChangedMeanwhile holds that a step is planned again when the report changed while a person was asked.
func TestChangedMeanwhile(t *testing.T) {
	dir := repository(t, map[string]string{"reports/2026-03-02-token.md": amendable})
	file := filepath.Join(dir, "reports", "2026-03-02-token.md")
	other := strings.Replace(amendable, "title: Mask secrets", "title: Mask all secrets # better", 1)
	answers := readerFunc(func(p []byte) (int, error) {
		writeFile(t, dir, "reports/2026-03-02-token.md", other)
		return copy(p, "commit:ab12\n"), nil
	})
	got := runIn(t, Env{Dir: dir, Interactive: true, Stdin: answers}, "actions", "done", "2026/A1")
	want := strings.Replace(other, "    status: open\n", "    status: done\n    done: 2026-10-01\n    evidence: [\"commit:ab12\"]\n", 1)
	if after := read(t, file); got.status != ExitOK || after != want {
		t.Errorf("%+v\n%s", got, after)
	}
	other = strings.Replace(amendable, "    status: open\n", "    status: declined\n    declined: {on: 2026-09-30, by: x, reason: y}\n", 1)
	writeFile(t, dir, "reports/2026-03-02-token.md", amendable)
	got = runIn(t, Env{Dir: dir, Interactive: true, Stdin: answers}, "actions", "done", "2026/A1")
	if after := read(t, file); got.status != ExitUsage || !strings.Contains(got.stderr, "it was declined, on 2026-09-30") || after != other {
		t.Errorf("%+v\n%s", got, after)
	}
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// TestCutTime holds where a line of notes is parted.
func TestCutTime(t *testing.T) {
	for line, want := range map[string][2]string{
		"2026-03-03T06:40Z Token revoked":         {"2026-03-03T06:40Z", "Token revoked"},
		"2026-03-03 06:40+01:00 Token  revoked":   {"2026-03-03T06:40+01:00", "Token  revoked"},
		"2026-03-03 Somebody called":              {"2026-03-03", "Somebody called"},
		"2026-03-03 A: b":                         {"2026-03-03", "A: b"},
		"2026-03-03 12:5 of them":                 {"2026-03-03", "12:5 of them"},
		"unknown The first download":              {"unknown", "The first download"},
		"2026-03-03T06:40:00Z":                    {"2026-03-03T06:40:00Z", ""},
		"2026-03-03\t06:40Z tabs are spaces here": {"2026-03-03T06:40Z", "tabs are spaces here"},
	} {
		if at, text := cutTime(line); at != want[0] || text != want[1] {
			t.Errorf("%q is parted into %q and %q", line, at, text)
		}
	}
}

// TestLocks holds where locks are: in the cache, or in the temporary folder when there is none to write to.
func TestLocks(t *testing.T) {
	cache := t.TempDir()
	a := &app{env: Env{Cache: cache, Now: time.Now}}
	if got := a.locks(); got != filepath.Join(cache, "locks") {
		t.Errorf("locks in %s", got)
	}
	writeFile(t, cache, "file", "")
	a.env.Cache = filepath.Join(cache, "file")
	if got := a.locks(); strings.HasPrefix(got, cache) {
		t.Errorf("locks in %s, below a file", got)
	}
}

// TestCompletionIsPlain holds that a shell is given nothing of a hostile report that it, or the terminal, could obey.
func TestCompletionIsPlain(t *testing.T) {
	dir := repository(t, map[string]string{"reports/2026-03-03-hostile.md": hostileReport})
	for _, args := range [][]string{{"actions", "start", ""}, {"actions", "verify", "x", "--by", ""}, {"add", "action", ""}} {
		got := runIn(t, Env{Dir: dir}, append([]string{"__complete"}, args...)...)
		if !strings.Contains(got.stdout, "X") {
			t.Errorf("%v offers nothing: %+v", args, got)
		}
		for line := range strings.Lines(got.stdout) {
			if strings.ContainsFunc(strings.Replace(strings.TrimSuffix(line, "\n"), "\t", "", 1), func(r rune) bool { return r < ' ' || r == '\u009b' || r == '\u202e' }) {
				t.Errorf("%v offers %q", args, line)
			}
		}
	}
}
