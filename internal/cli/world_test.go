package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// completePolicy is a policy that says all that an auditor asks for.
const completePolicy = "severities:\n  - {id: sev1, review: required, review_within: 14d, hot_wash: 48h}\n  - {id: sev4, review: none}\nactions: {due_within: {P1: 30d}}\n"

// TestWorldFaults holds that files which the program is set up by are refused with every fault and its place.
func TestWorldFaults(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"people", map[string]string{"people.yaml": "people:\n  - {handel: x}\n  - {team: y}\n"}, []string{
			`people.yaml:2:6: a person has no key "handel"; did you mean "handle"?`, "people.yaml:3:5: a person needs a handle",
		}},
		{"register", map[string]string{"incidents.csv": "id,severty\n"}, []string{`incidents.csv:1:1: there is no column "key"`, `did you mean "severty"?`}},
		{"a column of the policy", map[string]string{"pir.yaml": "register: {columns: {key: Issue}}\n", "incidents.csv": "key,severity\n"}, []string{`there is no column "Issue"`}},
		{"people that are not there", map[string]string{"pir.yaml": "people: staff.yaml\n"}, []string{`pir.yaml: people is "staff.yaml", and there is no such file`}},
		{"register that is not there", map[string]string{"pir.yaml": "register: {file: data/x.csv}\n"}, []string{`pir.yaml: register.file is "data/x.csv", and there is no such file`}},
		{"outside", map[string]string{"pir.yaml": "people: ../people.yaml\n"}, []string{"path escapes"}},
		{"folder", map[string]string{"people.yaml/x": ""}, []string{"people.yaml: not a regular file"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := repository(t, tt.files)
			writeFile(t, dir, "reports/.gitkeep", "")
			got := run(t, dir, "lint")
			if got.status != ExitUsage || got.stdout != "" {
				t.Errorf("status %d, output %q", got.status, got.stdout)
			}
			for _, w := range tt.want {
				if !strings.Contains(got.stderr, w) {
					t.Errorf("%q is not in %q", w, got.stderr)
				}
			}
		})
	}
}

// TestWorld holds that lint looks at people, register, evidence and policy, and at the last once and only when all is checked.
func TestWorld(t *testing.T) {
	dir := repository(t, map[string]string{
		"pir.yaml":      completePolicy,
		"people.yaml":   "people: [{handle: \"@sre-1\"}]\n",
		"incidents.csv": "key,severity,closed\nINC-1,sev4,\nINC-2,sev9,\n",
		"docs/a.md":     "",
		"reports/2026-01-05-a/index.md": "---\ntitle: T\nseverity: sev4\nstatus: closed\ntlp: green\nincident: INC-7\ndetection: staff\n" +
			"timeline:\n  - {at: 2026-01-05T10:00:00Z, event: E, milestone: detected}\n" +
			"actions:\n  - {id: A1, title: Do it well, kind: control, effect: prevent, addresses: [response], owner: \"@sre-2\", priority: P1, due: 2026-02-01, status: done, done: 2026-01-06, evidence: [docs/a.md, notes.txt, docs/b.md]}\n" +
			"---\n\n## Summary\n\nIt broke.\n\n## Lessons learned\n\nIt can.\n",
		"reports/2026-01-05-a/notes.txt": "",
	})
	got := run(t, dir, "lint", "--fail-on", "off")
	for _, want := range []string{
		"register-unknown", "action-owner-unknown", `did you mean "@sre-1"?`, "docs/b.md", "action-evidence-dead", "incidents.csv:3:7:", "register-row",
	} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("%q is not in the findings:\n%s%s", want, got.stdout, got.stderr)
		}
	}
	for _, other := range []string{"A1, docs/a.md", "A1, notes.txt", "policy-incomplete"} {
		if strings.Contains(got.stdout, other) {
			t.Errorf("%q is in the findings:\n%s", other, got.stdout)
		}
	}
	writeFile(t, dir, "pir.yaml", "organisation: X\n")
	if got := run(t, dir, "lint", "--fail-on", "off"); strings.Count(got.stdout, "policy-incomplete") != 2 {
		t.Errorf("policy without a threshold:\n%s", got.stdout)
	}
	if got := run(t, dir, "lint", "--fail-on", "off", "reports"); strings.Contains(got.stdout, "policy-incomplete") || strings.Contains(got.stdout, "register-row") {
		t.Errorf("only the reports are asked about:\n%s", got.stdout)
	}
}

func TestExists(t *testing.T) {
	dir := repository(t, map[string]string{"docs/a.md": "", "outside.md": ""})
	r := workTree{root: filepath.Join(dir, "docs")}
	if err := os.Symlink("../outside.md", filepath.Join(r.root, "link.md")); err != nil {
		t.Skip("no links here")
	}
	if err := os.Symlink("..", filepath.Join(r.root, "up")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{
		"a.md": true, "b.md": false, "a.md/c": false, "x/y": false, "link.md": true,
		"../b.md": true, "/etc/none": true, "up/b.md": true, // not ours to say
	} {
		if got := r.exists(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
