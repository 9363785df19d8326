package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// branches are the pull requests whose comments docs/diff.md shows. Each starts from main of the example repository.
var branches = map[string]func(*repository){
	"new-report": func(r *repository) {
		const name = "2026-09-24-depot-gate-offline.md"
		text, err := os.ReadFile(filepath.Join("testdata", "comment", name))
		if err != nil {
			r.t.Fatal(err)
		}
		r.write(filepath.Join("reports", name), string(text))
		r.commit("Report the depot gate")
	},
	"actions-of-the-week": func(r *repository) {
		r.replace("2026-07-07-relayed-support-sign-in", "due: 2026-10-02", "due: 2026-11-13")
		r.replace("2026-08-12-portal-session-leak", "due: 2026-10-05\n    status: in-progress", "due: 2026-10-05\n    status: done\n    done: 2026-09-29\n    evidence: [\"commit:0c31f7e\"]")
		r.replace("2026-06-09-tracking-api-flood", "kind: incident", "kind:   incident # no change of meaning")
		r.commit("Actions of the week")
	},
	"second-thoughts": func(r *repository) {
		r.replace("2026-09-08-mobile-app-login-loop", "severity: sev3", "severity: sev4")
		r.replace("2026-09-08-mobile-app-login-loop", "category: handover-communication", "category: change-management")
		r.replace("2026-09-08-mobile-app-login-loop", "A.8.29\", verdict: failed", "A.8.29\", verdict: partial")
		r.replace("2026-09-08-mobile-app-login-loop", "    owner: \"@sre-2\"\n", "")
		r.replace("2026-09-08-mobile-app-login-loop", "## Summary\n", "## Summary\n\nPhones only.\n")
		r.git("mv", "reports/2026-08-12-portal-session-leak.md", "reports/2026-08-12-session-in-shared-links.md")
		r.commit("Second thoughts")
	},
}

// TestComments makes the three branches, and holds the comments in docs/diff.md against what `pir diff` writes
// about them. With -update they are written anew.
func TestComments(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git on this machine")
	}
	r := &repository{t: t, dir: filepath.Join(t.TempDir(), "demo")}
	if out, err := exec.Command("pir", "demo", "--quiet", r.dir).CombinedOutput(); err != nil {
		t.Fatalf("pir demo: %v\n%s", err, out)
	}
	r.replace("2026-07-07-relayed-support-sign-in", "due: 2026-09-18", "due: 2026-10-02") // a first time, on main
	r.commit("Keys arrive late")
	for name, change := range branches {
		r.git("checkout", "-q", "-b", name, "main")
		change(r)
	}
	r.documented("diff", "main", "--rev", "second-thoughts")
	const file = "../../docs/diff.md"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := string(text)
	for name := range branches {
		begin := "<!-- pir diff main --rev " + name + " --format md -->\n"
		before, after, ok := strings.Cut(got, begin)
		_, after, closed := strings.Cut(after, "<!-- end -->\n")
		if !ok || !closed {
			t.Errorf("docs/diff.md has no place %q", begin)
			continue
		}
		got = before + begin + "\n" + r.run("pir", "diff", "main", "--rev", name, "--format", "md") + "\n<!-- end -->\n" + after
	}
	if got == string(text) {
		return
	}
	if !*update {
		t.Fatalf("the comments in docs/diff.md are not what is written (-shown +written):\n%s", cmp.Diff(string(text), got))
	}
	if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
		t.Fatal(err)
	}
}

// repository is a copy of the example repository that a test works in.
type repository struct {
	t   *testing.T
	dir string
}

func (r *repository) run(name string, args ...string) string {
	r.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_AUTHOR_DATE=2026-09-30T09:00:00Z", "GIT_COMMITTER_DATE=2026-09-30T09:00:00Z")
	var out, failed bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &failed
	if err := cmd.Run(); err != nil {
		r.t.Fatalf("%s %s: %v\n%s", name, args, err, &failed)
	}
	return out.String()
}

// documented holds that docs/json.md names every key that a command writes.
func (r *repository) documented(command string, args ...string) {
	r.t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(r.run("pir", append([]string{command, "--format", "json"}, args...)...)), &v); err != nil {
		r.t.Fatal(err)
	}
	text, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		r.t.Fatal(err)
	}
	if missing := undocumented(string(text), command, v); len(missing) > 0 {
		r.t.Errorf("pir %s: keys that are not in docs/json.md: %q", command, missing)
	}
}

func (r *repository) git(args ...string) {
	r.t.Helper()
	r.run("git", append([]string{"-c", "user.name=Platform Lead", "-c", "user.email=platform-lead@lindgrove.example"}, args...)...)
}

func (r *repository) commit(message string) {
	r.t.Helper()
	r.git("add", "-A")
	r.git("commit", "-q", "-m", message)
}

func (r *repository) write(name, text string) {
	r.t.Helper()
	if err := os.WriteFile(filepath.Join(r.dir, name), []byte(text), 0o600); err != nil {
		r.t.Fatal(err)
	}
}

// replace puts one text in the place of another in a report, which must have it.
func (r *repository) replace(id, old, fresh string) {
	r.t.Helper()
	name := filepath.Join("reports", id+".md")
	text, err := os.ReadFile(filepath.Join(r.dir, name))
	if err != nil {
		r.t.Fatal(err)
	}
	if !bytes.Contains(text, []byte(old)) {
		r.t.Fatalf("%s does not hold %q", name, old)
	}
	r.write(name, strings.Replace(string(text), old, fresh, 1))
}
