package history_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// repository is a repository that a test writes commit by commit. Commits are named by their messages.
type repository struct {
	t   *testing.T
	dir string
	day time.Time
}

func newRepository(t *testing.T) *repository {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git on this machine")
	}
	r := &repository{t: t, dir: t.TempDir(), day: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	r.git("init", "-q", "-b", "main")
	return r
}

// git runs git as one author, at noon of r.day.
func (r *repository) git(args ...string) string { return r.gitWith(nil, args...) }

func (r *repository) gitWith(env []string, args ...string) string {
	r.t.Helper()
	cmd := exec.Command("git", append([]string{"-C", r.dir, "-c", "commit.gpgSign=false", "-c", "core.hooksPath=" + os.DevNull}, args...)...)
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "GIT_") {
			cmd.Env = append(cmd.Env, e)
		}
	}
	at := r.day.Format(time.RFC3339)
	cmd.Env = append(cmd.Env, "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=SRE 1", "GIT_AUTHOR_EMAIL=sre-1@lindgrove.example",
		"GIT_COMMITTER_NAME=SRE 1", "GIT_COMMITTER_EMAIL=sre-1@lindgrove.example", "GIT_AUTHOR_DATE="+at, "GIT_COMMITTER_DATE="+at)
	cmd.Env = append(cmd.Env, env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// on sets the day of the commits that follow.
func (r *repository) on(day string) {
	r.t.Helper()
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		r.t.Fatal(err)
	}
	r.day = d.Add(12 * time.Hour)
}

func (r *repository) write(name, text string) {
	r.t.Helper()
	full := filepath.Join(r.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
		r.t.Fatal(err)
	}
}

// replace changes a text of a file.
func (r *repository) replace(name string, pairs ...string) {
	r.t.Helper()
	b, err := os.ReadFile(filepath.Join(r.dir, filepath.FromSlash(name)))
	if err != nil {
		r.t.Fatal(err)
	}
	text := string(b)
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			r.t.Fatalf("%s has no %q:\n%s", name, pairs[i], text)
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	r.write(name, text)
}

func (r *repository) commit(message string) {
	r.t.Helper()
	r.git("add", "-A")
	r.git("commit", "-q", "--allow-empty", "-m", message)
}

// merge joins a branch; resolve makes the files what they shall be, conflict or not.
func (r *repository) merge(branch, message string, resolve func()) {
	r.t.Helper()
	cmd := exec.Command("git", "-C", r.dir, "-c", "user.name=SRE 1", "-c", "user.email=sre-1@lindgrove.example", "merge", "-q", "--no-ff", "--no-commit", branch)
	_ = cmd.Run() // a conflict is an error, and resolved below
	if resolve != nil {
		resolve()
	}
	r.commit(message)
}

// names returns the message of every commit by its id.
func (r *repository) names() map[string]string {
	names := map[string]string{"": "-"}
	for line := range strings.Lines(r.git("log", "--all", "--format=%H %s")) {
		id, message, _ := strings.Cut(strings.TrimSpace(line), " ")
		names[id] = message
	}
	return names
}

// current returns the reports of the work tree.
func (r *repository) current(names ...string) []*history.Version {
	r.t.Helper()
	versions := make([]*history.Version, 0, len(names))
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(r.dir, filepath.FromSlash(name)))
		if err != nil {
			r.t.Fatal(err)
		}
		versions = append(versions, history.Of(report.NewParser().Parse(source.New(name, b))))
	}
	return versions
}

func (r *repository) read(opts history.Options) *history.History {
	r.t.Helper()
	h, err := history.Read(context.Background(), git.Repo{Dir: r.dir}, opts)
	if err != nil {
		r.t.Fatal(err)
	}
	return h
}

// told writes the changes as a test expects them: commit, report/action, field, from and to, and * for a slip.
func (r *repository) told(h *history.History) []string {
	names := r.names()
	lines := make([]string, 0, len(h.Changes))
	for _, c := range h.Changes {
		what := c.Report
		if c.Action != "" {
			what += "/" + c.Action
		}
		line := fmt.Sprintf("%s: %s %s: %s > %s", names[c.Commit], what, c.Field, c.From, c.To)
		if c.Slip {
			line += fmt.Sprintf(" *%d", c.SlipDays)
		}
		lines = append(lines, line)
	}
	return lines
}

func (r *repository) check(h *history.History, want ...string) {
	r.t.Helper()
	if diff := cmp.Diff(want, r.told(h)); diff != "" {
		r.t.Errorf("changes (-want +got):\n%s", diff)
	}
}

func (r *repository) slips(h *history.History, action, original string, slips, days int) *history.Action {
	r.t.Helper()
	a, ok := h.Action(action)
	if !ok {
		r.t.Fatalf("there is no %s in %+v", action, h.Reports)
	}
	got := ""
	if !a.OriginalDue.IsZero() {
		got = a.OriginalDue.Format(time.DateOnly)
	}
	if got != original || a.Slips != slips || a.SlippedDays != days {
		r.t.Errorf("%s: first due %s, %d slips, %d days; want %s, %d, %d", action, got, a.Slips, a.SlippedDays, original, slips, days)
	}
	return a
}

// one is a report with two actions.
const one = `---
title: Leaked token
severity: sev1
status: draft
timeline:
  - {at: 2026-02-20T10:00:00Z, event: Found, milestone: detected}
actions:
  # the first
  - id: A1
    title: Mask secrets
    owner: "@sre-1"
    due: 2026-03-31
    status: open
  - id: A2
    title: Alert on use
    owner: "@sre-2"
    due: 2026-04-30
    status: open
---
## Summary
Text.
`

const file, id = "reports/2026-02-20-token.md", "2026-02-20-token"

var created = []string{
	"create: " + id + " created:  > draft, sev1",
	"create: " + id + "/A1 created:  > open, due 2026-03-31, @sre-1",
	"create: " + id + "/A2 created:  > open, due 2026-04-30, @sre-2",
}

func with(lists ...[]string) []string {
	var all []string
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// start returns a repository with the report in its first commit.
func start(t *testing.T) *repository {
	t.Helper()
	r := newRepository(t)
	r.write("notes.md", "nothing\n")
	r.commit("empty")
	r.write(file, one)
	r.commit("create")
	return r
}
