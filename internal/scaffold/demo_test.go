package scaffold

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/examples"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

func exampleFiles(t *testing.T) []file {
	t.Helper()
	files, err := tree(examples.Files)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func exampleHistory(t *testing.T) []commit {
	t.Helper()
	commits, err := history(exampleFiles(t))
	if err != nil {
		t.Fatal(err)
	}
	return commits
}

func TestHistoryEndsWithTheExample(t *testing.T) {
	now := map[string][]byte{}
	for _, c := range exampleHistory(t) {
		for _, f := range c.files {
			now[f.name] = f.bytes
		}
	}
	files := exampleFiles(t)
	if len(now) != len(files) {
		t.Errorf("the history has %d files, the example %d", len(now), len(files))
	}
	for _, f := range files {
		if !bytes.Equal(now[f.name], f.bytes) {
			t.Errorf("%s ends as something else", f.name)
		}
	}
}

// TestHistoryParses reads every version of every report, and holds that nothing in it runs ahead of its commit.
func TestHistoryParses(t *testing.T) {
	parser := report.NewParser()
	versions := 0
	for _, c := range exampleHistory(t) {
		for _, f := range c.files {
			if filepath.Ext(f.name) != ".md" || f.name == "README.md" || isRecord(f.name) {
				continue
			}
			versions++
			r := parser.Parse(source.New(f.name, f.bytes))
			if !r.HasFrontMatter || len(r.Problems) > 0 {
				t.Errorf("%s on %s: %v", f.name, c.at.Format(time.DateOnly), r.Problems)
			}
			checkTimes(t, r, c.at)
		}
	}
	if versions < 150 {
		t.Errorf("only %d versions of reports", versions)
	}
}

func checkTimes(t *testing.T, r *report.Report, now time.Time) {
	t.Helper()
	on := r.ID + " on " + now.Format(time.DateOnly)
	if held := r.Review.Held; held.Known && held.Day.After(now) {
		t.Errorf("%s: review held on %s", on, held.Value)
	}
	if r.Status.Value != "draft" && r.Status.Value != "in-review" && r.Review.Facilitator.Present() && !r.Review.Held.Known {
		t.Errorf("%s: %s without a review", on, r.Status.Value)
	}
	for _, e := range r.Timeline {
		if e.At.Known() && e.At.At.After(now) {
			t.Errorf("%s: entry of %s", on, e.At.Value)
		}
	}
	for _, a := range r.Approvals {
		if a.On.Day.After(now) {
			t.Errorf("%s: approved on %s", on, a.On.Value)
		}
	}
	for _, a := range r.Actions {
		state := a.Status.Value
		if (state == "done" || state == "verified") != a.Done.Known || a.Done.Day.After(now) {
			t.Errorf("%s: %s is %s, done %q", on, a.ID.Value, state, a.Done.Value)
		}
		if (state == "verified") != a.Verified.On.Known || a.Verified.On.Day.After(now) {
			t.Errorf("%s: %s is %s, verified %q", on, a.ID.Value, state, a.Verified.On.Value)
		}
		if (state == "declined") != a.Declined.On.Known || (state == "blocked") != a.Blocked.Since.Known {
			t.Errorf("%s: %s is %s, declined %q, blocked %q", on, a.ID.Value, state, a.Declined.On.Value, a.Blocked.Since.Value)
		}
		for _, e := range a.Escalations {
			if e.On.Day.After(now) || e.Decided.Day.After(now) || e.Decision.Present() != e.Decided.Known {
				t.Errorf("%s: %s escalated on %s, decided on %s", on, a.ID.Value, e.On.Value, e.Decided.Value)
			}
		}
	}
}

func TestHistoryIsInOrder(t *testing.T) {
	commits := exampleHistory(t)
	for i, c := range commits {
		if c.at.After(lastDay.AddDate(0, 0, 1)) || c.at.Before(firstDay) {
			t.Errorf("%q is on %s", c.message, c.at)
		}
		if i > 0 && !c.at.After(commits[i-1].at) {
			t.Errorf("%q is not after %q", c.message, commits[i-1].message)
		}
		if c.at.Hour() < 9 || c.at.Hour() > 18 {
			t.Errorf("%q is at night: %s", c.message, c.at)
		}
	}
}

func TestSlippedDate(t *testing.T) {
	var due, days []string
	for _, c := range exampleHistory(t) {
		for _, f := range c.files {
			if f.name != "reports/2025-10-20-billing-double-charge.md" {
				continue
			}
			r := report.NewParser().Parse(source.New(f.name, f.bytes))
			for _, a := range r.Actions {
				if a.ID.Value == "A2" && (len(due) == 0 || due[len(due)-1] != a.Due.Value) {
					due, days = append(due, a.Due.Value), append(days, c.at.Format(time.DateOnly))
				}
			}
		}
	}
	if got := strings.Join(due, " "); got != "2025-12-15 2026-01-31 2026-03-31" {
		t.Errorf("due dates over time: %s", got)
	}
	if got := strings.Join(days, " "); got != "2025-11-04 2025-12-12 2026-01-30" {
		t.Errorf("days of change: %s", got)
	}
}

func gitOutput(t *testing.T, dir string, args ...string) string {
	t.Helper()
	out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v: %s", args, err, out)
	}
	return string(out)
}

func needGit(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git on this machine")
	}
}

func writeDemo(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	d, err := WriteDemo(context.Background(), dir)
	if err != nil || d.NoHistory != nil {
		t.Fatal(err, d.NoHistory)
	}
	return dir
}

// TestDemoIsTheSameEverywhere writes the example twice, the second time under a hostile configuration.
func TestDemoIsTheSameEverywhere(t *testing.T) {
	needGit(t)
	first := writeDemo(t)
	home := t.TempDir()
	config := "[user]\n\tname = Somebody\n[core]\n\tautocrlf = true\n\thooksPath = " + filepath.ToSlash(home) + "\n[commit]\n\tgpgSign = true\n[init]\n\tdefaultBranch = trunk\n"
	if err := os.WriteFile(filepath.Join(home, ".gitconfig"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	hostile := map[string]string{
		"HOME": home, "TZ": "Asia/Tokyo",
		"GIT_AUTHOR_NAME": "Somebody Else", "GIT_DIR": filepath.Join(home, "elsewhere"), "GIT_DEFAULT_HASH": "sha256",
	}
	for name, value := range hostile {
		t.Setenv(name, value)
	}
	second := writeDemo(t)
	for name := range hostile {
		if strings.HasPrefix(name, "GIT_") {
			if err := os.Unsetenv(name); err != nil { // t.Setenv brings back what was there before
				t.Fatal(err)
			}
		}
	}

	log := gitOutput(t, first, "log", "--format=%H %an %ae %cI %s", "main")
	if again := gitOutput(t, second, "log", "--format=%H %an %ae %cI %s", "main"); again != log {
		t.Error("the second history differs from the first")
	}
	if n := strings.Count(log, "\n"); n < 200 {
		t.Errorf("only %d commits", n)
	}
	for _, dir := range []string{first, second} {
		if out := gitOutput(t, dir, "status", "--porcelain"); out != "" {
			t.Errorf("the work tree differs from the last commit:\n%s", out)
		}
		gitOutput(t, dir, "fsck", "--strict")
	}
	for _, f := range exampleFiles(t) {
		b, err := os.ReadFile(filepath.Join(first, filepath.FromSlash(f.name)))
		if err != nil || !bytes.Equal(b, f.bytes) {
			t.Errorf("%s is not as in the example: %v", f.name, err)
		}
	}
	// `git show` of many objects with their ids would repeat what git status says: that the index is the work tree.
	if tracked := strings.Count(gitOutput(t, first, "ls-tree", "-r", "--name-only", "main"), "\n"); tracked != len(exampleFiles(t)) {
		t.Errorf("%d files are committed", tracked)
	}
}

func TestDemoRefusesWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteDemo(context.Background(), dir); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("got %v", err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("the folder was changed: %v %v", entries, err)
	}
}

func TestDemoWithoutGit(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	dir := filepath.Join(t.TempDir(), "demo")
	d, err := WriteDemo(context.Background(), dir)
	if err != nil || d.NoHistory == nil || d.Commits != 0 || d.Files != len(exampleFiles(t)) {
		t.Errorf("got %+v, %v", d, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "pir.yaml")); err != nil {
		t.Error(err)
	}
}

// TestReadmeNamesWhatThereIs holds that every report and action that the README points at exists.
func TestReadmeNamesWhatThereIs(t *testing.T) {
	ids := map[string]bool{}
	readme := ""
	parser := report.NewParser()
	for _, f := range exampleFiles(t) {
		switch {
		case f.name == "README.md":
			readme = string(f.bytes)
		case isRecord(f.name):
		case filepath.Ext(f.name) == ".md":
			r := parser.Parse(source.New(f.name, f.bytes))
			ids[r.ID] = true
			for i := range r.Actions {
				ids[r.FullID(&r.Actions[i])] = true
			}
		}
	}
	named := regexp.MustCompile(`\d{4}-\d\d-\d\d-[a-z-]+(?:/A\d+)?`).FindAllString(readme, -1)
	if len(named) < 8 {
		t.Errorf("the README names %d reports only", len(named))
	}
	for _, id := range named {
		if !ids[id] {
			t.Errorf("the README names %s, which there is not", id)
		}
	}
}
