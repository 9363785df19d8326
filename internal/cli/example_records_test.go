package cli

import (
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/scaffold"
)

var update = flag.Bool("update", false, "rewrite the kept reports of the examples; a change of an earlier one changes the commits of the later ones, so run it again until nothing changes")

// exampleRecords are the kept reports of the examples, with the day on which each was made.
var exampleRecords = []struct{ half, made string }{{"2025-H1", "2025-07-16"}, {"2025-H2", "2026-01-15"}, {"2026-H1", "2026-07-10"}}

// TestExampleRecords makes the kept reports of the examples once more from the history of the example, as it was on the
// day on which each was made, and holds that they are what is there, decisions included.
func TestExampleRecords(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	d, err := scaffold.WriteDemo(context.Background(), dir)
	if err != nil || d.NoHistory != nil {
		t.Fatal(err, d.NoHistory)
	}
	before := func(moment string) string {
		t.Helper()
		out, err := exec.Command("git", "-C", dir, "rev-list", "-1", "--before="+moment, "main").Output()
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(string(out))
	}
	manage(t, dir, before("2026-07-15T08:00:00Z"))
	for _, r := range exampleRecords {
		got := runIn(t, Env{Dir: dir, Version: "v0.1.0"}, "trends", "--write", "--half", strings.Replace(r.half, "-", "", 1), "--rev", before(r.made+"T23:00:00Z"))
		if got.status != ExitOK || got.stderr != "" {
			t.Fatalf("%s: status %d: %s", r.half, got.status, got.stderr)
		}
	}
	same(t, dir, "trend-reports")
	same(t, dir, "management-reports")
}

// manage writes the report to management in the work tree of a revision, and goes back to the last one.
func manage(t *testing.T, dir, rev string) {
	t.Helper()
	checkout := func(rev string) {
		t.Helper()
		if out, err := exec.Command("git", "-C", dir, "-c", "advice.detachedHead=false", "checkout", "-q", rev).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	checkout(rev)
	const name = "management-reports/2026-07-15-management-report.md"
	if got := run(t, dir, "status", "--as-of", "2026-07-15", "--report"); got.status != ExitOK {
		t.Fatalf("management report: status %d: %s", got.status, got.stderr)
	}
	file := filepath.Join(dir, filepath.FromSlash(name))
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Dir(file)); err != nil {
		t.Fatal(err)
	}
	checkout("main")
	writeFile(t, dir, name, string(text))
}

// same compares a folder of the examples with the one that was made.
func same(t *testing.T, dir, folder string) {
	t.Helper()
	made := filesOf(t, filepath.Join(dir, folder))
	there := map[string]string{}
	if _, err := os.Stat(filepath.Join(examplesDir, folder)); err == nil {
		there = filesOf(t, filepath.Join(examplesDir, folder))
	}
	if *update {
		for name, text := range made {
			writeFile(t, filepath.Join(examplesDir, folder), name, text)
		}
		return
	}
	for name, text := range made {
		if there[name] != text {
			t.Errorf("examples/%s/%s is not what pir makes; look at it, then run, up to four times: go test ./internal/cli -run ExampleRecords -update", folder, name)
		}
	}
	for name := range there {
		if _, ok := made[name]; !ok {
			t.Errorf("examples/%s/%s is not made by pir any more; remove it", folder, name)
		}
	}
}

func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name) // both are below dir
		files[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestExampleDecisions holds that somebody decided something on every kept report, and who does it by when.
func TestExampleDecisions(t *testing.T) {
	row := regexp.MustCompile("(?m)^\\| [A-Z][^|]{20,} \\| `@[a-z0-9-]+` \\| 20\\d\\d-\\d\\d-\\d\\d \\|$")
	for _, r := range exampleRecords {
		b, err := os.ReadFile(filepath.Join(examplesDir, "trend-reports", r.half+".md"))
		if err != nil {
			t.Fatal(err)
		}
		if n := len(row.FindAll(b, -1)); n < 2 {
			t.Errorf("%s has %d decisions with owner and date", r.half, n)
		}
	}
}

// recordCommit is how a kept report names the commit that it was made from.
var recordCommit = regexp.MustCompile(`commit ([0-9a-f]{40})`)

// TestExampleRecordCommits holds that each commit is one of the example's history.
func TestExampleRecordCommits(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	if d, err := scaffold.WriteDemo(context.Background(), dir); err != nil || d.NoHistory != nil {
		t.Fatal(err, d.NoHistory)
	}
	for _, r := range exampleRecords {
		b, err := os.ReadFile(filepath.Join(examplesDir, "trend-reports", r.half+".md"))
		if err != nil {
			t.Fatal(err)
		}
		m := recordCommit.FindSubmatch(b)
		if m == nil {
			t.Fatalf("%s names no commit", r.half)
		}
		if _, err := (git.Repo{Dir: dir}).Commit(context.Background(), string(m[1])); err != nil {
			t.Errorf("%s: %s: %v", r.half, m[1], err)
		}
	}
}
