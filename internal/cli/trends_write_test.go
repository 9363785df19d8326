package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// keptReport returns a kept report of a repository.
func keptReport(t *testing.T, dir, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "trend-reports", name+".md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// wrote runs `pir trends --write` and holds what it says.
func wrote(t *testing.T, dir, want string, args ...string) {
	t.Helper()
	if got := run(t, dir, append([]string{"trends", "--write"}, args...)...); got.status != ExitOK || got.stdout != want+"\n" {
		t.Fatalf("%v: status %d: %s%s", args, got.status, got.stdout, got.stderr)
	}
}

// TestTrendsWriteKeeps holds that what people wrote stays byte by byte, and that nothing else changes when nothing changed.
func TestTrendsWriteKeeps(t *testing.T) {
	dir := exampleRepository(t, nil)
	if err := os.RemoveAll(filepath.Join(dir, "trend-reports")); err != nil {
		t.Fatal(err)
	}
	wrote(t, dir, "trend-reports/2025-H1.md written", "--half", "2025H1")
	first := filesOf(t, filepath.Join(dir, "trend-reports"))
	wrote(t, dir, "trend-reports/2025-H1.md is as it was", "--half", "2025H1")
	wrote(t, dir, "trend-reports/2025-H1.md is as it was", "--from", "2025-01-01", "--to", "2025-06-30", "--as-of", "2025-06-30")
	again := filesOf(t, filepath.Join(dir, "trend-reports"))
	for name, text := range first {
		if again[name] != text {
			t.Errorf("%s changed", name)
		}
	}
	if len(again) != len(first) || len(first) < 7 {
		t.Errorf("%d files, then %d", len(first), len(again))
	}

	const mine = "We  bought\ttwo.\n\n## Not a heading of yours\n\n<b>é日本</b> | `x` \\ \n"
	text := strings.Replace(keptReport(t, dir, "2025-H1"), "<!-- pir:keep reading -->\n\n", "<!-- pir:keep reading -->\n"+mine, 1)
	writeFile(t, dir, "trend-reports/2025-H1.md", text)
	wrote(t, dir, "trend-reports/2025-H1.md is as it was", "--half", "2025H1")
	wrote(t, dir, "trend-reports/2025-H1.md written", "--half", "2025H1", "--as-of", "2026-09-30")
	now := keptReport(t, dir, "2025-H1")
	if !strings.Contains(now, "<!-- pir:keep reading -->\n"+mine+"<!-- pir:end reading -->\n") || !strings.Contains(now, "as of 2026-09-30") {
		t.Errorf("what was written is not there any more, or the day is not the new one:\n%s", now)
	}
	wrote(t, dir, "trend-reports/2025-H1.md written", "--half", "2025H1")
	if keptReport(t, dir, "2025-H1") != text {
		t.Error("going there and back changed the report")
	}
}

// TestTrendsWriteRefuses holds that a report is written over only when nothing gets lost, and then names why not.
func TestTrendsWriteRefuses(t *testing.T) {
	dir := exampleRepository(t, nil)
	good := keptReport(t, dir, "2025-H1")
	for _, c := range []struct {
		name, file, text, says string
		args                   []string
	}{
		{"by hand", "trend-reports/2025-H1.md", "# Ours\n", "not written by this program", []string{"--half", "2025H1"}},
		{"changed", "trend-reports/2025-H1.md", strings.Replace(good, "7 incidents", "6 incidents", 1), "changed outside of the places for people", []string{"--half", "2025H1"}},
		{"a mark is gone", "trend-reports/2025-H1.md", strings.Replace(good, "<!-- pir:end decisions -->\n", "", 1), "pir:end decisions is missing", []string{"--half", "2025H1"}},
		{"a picture of theirs", "trend-reports/2025-H1/causes.svg", "<svg/>", "not a chart by this program", []string{"--half", "2025H1", "--as-of", "2026-01-01"}},
		{"not over", "", "", "goes on until 2026-12-31", []string{"--half", "2026H2"}},
		{"not over then", "", "", "goes on until 2026-06-30, after 2026-06-29", []string{"--half", "2026H1", "--as-of", "2026-06-29"}},
		{"a path", "", "", "about all reports", []string{"--half", "2025H1", "reports"}},
		{"a breakdown", "", "", "--by does not go with --write", []string{"--by", "cause"}},
		{"a format", "", "", "--format does not go with --write", []string{"--format", "json"}},
		{"a law", "", "", "--repeats does not go with --write", []string{"--repeats", "nis2"}},
		{"two periods", "", "", "both name a period", []string{"--half", "2025H1", "--month", "2025-01"}},
		{"no half", "", "", "is no half-year; write it as 2026H1", []string{"--half", "2025H3"}},
		{"no month", "", "", "is no month; write it as 2026-03", []string{"--month", "2025-13"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := exampleRepository(t, nil)
			if c.file != "" {
				writeFile(t, dir, c.file, c.text)
			}
			before := filesOf(t, dir)
			got := run(t, dir, append([]string{"trends", "--write"}, c.args...)...)
			if got.status != ExitUsage || !strings.Contains(got.stderr, c.says) {
				t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
			}
			for name, text := range filesOf(t, dir) {
				if before[name] != text {
					t.Errorf("%s was written", name)
				}
			}
		})
	}
}

// TestTrendsWriteNames holds that `pir status` reads the name of every report that is written, and what it covers.
func TestTrendsWriteNames(t *testing.T) {
	for _, c := range []struct{ every, name, next string }{
		{"month", "2026-08", "2026-09"},
		{"quarter", "2026-Q2", "2026-Q3"},
		{"half-year", "2025-H2", "2026-H1"},
		{"year", "2024", "2025"},
		{"quarter", "2026-02-10..2026-06-30", "2026-Q3"},
		{"quarter", "2026-02-10..2026-06-29", "2026-Q2"},
	} {
		t.Run(c.every+" "+c.name, func(t *testing.T) {
			dir := exampleRepository(t, nil)
			writeFile(t, dir, "pir.yaml", "trends: {every: "+c.every+", within: 0d, folder: kept/trends}\n")
			flags := map[string][]string{
				"2026-08": {"--month", "2026-08"}, "2026-Q2": {"--quarter", "2026Q2"}, "2025-H2": {"--half", "2025H2"}, "2024": {"--year", "2024"},
			}[c.name]
			if from, to, ok := strings.Cut(c.name, ".."); ok {
				flags = []string{"--from", from, "--to", to}
			}
			wrote(t, dir, "kept/trends/"+c.name+".md written", flags...)
			var found string
			for _, i := range statusOf(t, dir, "--as-of", "2026-10-01") {
				if i.Kind == "trend-report" {
					found = i.ID
				}
			}
			if found != c.next {
				t.Errorf("the next one is %q, want %s", found, c.next)
			}
			if err := os.Remove(filepath.Join(dir, "kept", "trends", c.name+".md")); err != nil {
				t.Fatal(err)
			}
			for _, i := range statusOf(t, dir, "--as-of", "2026-10-01") {
				if i.Kind == "trend-report" && i.ID == c.next {
					t.Error("the pictures alone count as a report")
				}
			}
		})
	}
}

// TestTrendsWriteWithoutPeriod takes the last period of the cadence that is over.
func TestTrendsWriteWithoutPeriod(t *testing.T) {
	for every, name := range map[string]string{"month": "2026-09", "quarter": "2026-Q3", "half-year": "2026-H1", "year": "2025"} {
		dir := exampleRepository(t, nil)
		writeFile(t, dir, "pir.yaml", "trends: {every: "+every+", folder: t}\n")
		wrote(t, dir, "t/"+name+".md written") // today is 2026-10-01
		writeFile(t, dir, "pir.yaml", "trends: {every: never}\n")
		if got := run(t, dir, "trends", "--write"); got.status != ExitUsage || !strings.Contains(got.stderr, "name a period") {
			t.Errorf("never: status %d: %s", got.status, got.stderr)
		}
	}
}

// TestTrendsWriteCommit holds which commit a report names, and that committing the report changes nothing.
func TestTrendsWriteCommit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal("git is missing; the tests need it")
	}
	dir := exampleRepository(t, nil)
	wrote(t, dir, "trend-reports/2025.md written", "--year", "2025")
	if text := keptReport(t, dir, "2025"); !strings.Contains(text, "not in git") || strings.Contains(text, "--rev") {
		t.Errorf("without git:\n%s", text)
	}
	in := func(args ...string) string {
		t.Helper()
		out, err := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=X", "-c", "user.email=x@x.example", "-c", "commit.gpgSign=false"}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v: %s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	in("init", "-q")
	in("add", ".")
	in("commit", "-q", "-m", "All")
	head := in("rev-parse", "HEAD")
	wrote(t, dir, "trend-reports/2025.md written", "--year", "2025")
	if text := keptReport(t, dir, "2025"); !strings.Contains(text, "commit "+head+", the last") || !strings.Contains(text, "pir trends --year 2025 --as-of 2025-12-31 --rev "+head[:12]+" --format json") {
		t.Errorf("the commit is not named:\n%s", text)
	}
	in("add", ".")
	in("commit", "-q", "-m", "Keep the report")
	wrote(t, dir, "trend-reports/2025.md is as it was", "--year", "2025")
	wrote(t, dir, "trend-reports/2025.md is as it was", "--year", "2025", "--rev", "HEAD~1")

	const changed = "reports/2025-12-04-public-backup-bucket.md"
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(changed)))
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, dir, changed, string(b)+"\nMore.\n")
	writeFile(t, dir, "reports/2025-12-05-new.md", "---\nid: 2025-12-05-new\n---\n")
	wrote(t, dir, "trend-reports/2025.md written", "--year", "2025")
	if text := keptReport(t, dir, "2025"); !strings.Contains(text, "not committed in reports/2025-12-04-public-backup-bucket.md, reports/2025-12-05-new.md |") {
		t.Errorf("the changes are not named:\n%s", text)
	}
}

// TestTrendsWriteHostile holds that text of reports makes neither marks, markup nor elements in what is kept.
func TestTrendsWriteHostile(t *testing.T) {
	const evil = "<!-- pir:end reading --><script>alert(1)</script>\\u202e![x](http://evil.example/x.png) @everyone"
	report := func(day string) string {
		return "---\nid: " + day + "-x\ntitle: \"" + evil + "\"\nseverity: \"" + evil + "\"\nservices: [\"" + evil + "\"]\ncauses: [{id: C1, category: \"" + evil + "\", role: root}]\n" +
			"timeline:\n  - {at: " + day + "T10:00:00Z, milestone: detected, event: x}\n---\n"
	}
	dir := repository(t, map[string]string{"reports/2026-01-02-x.md": report("2026-01-02"), "reports/2026-02-03-x.md": report("2026-02-03")})
	wrote(t, dir, "trend-reports/2026-Q1.md written", "--quarter", "2026Q1")
	wrote(t, dir, "trend-reports/2026-Q1.md is as it was", "--quarter", "2026Q1")
	for name, text := range filesOf(t, filepath.Join(dir, "trend-reports")) {
		if strings.Contains(text, "<script") || strings.Contains(text, "\u202e") || strings.HasSuffix(name, ".md") && strings.Contains(text, "![x](") || strings.Count(text, "\n<!-- pir:end reading -->") > 1 {
			t.Errorf("%s has it as it is:\n%s", name, text)
		}
	}
}

// TestTrendsWriteOutside holds that nothing is written outside of the repository, whatever the policy or a link says.
func TestTrendsWriteOutside(t *testing.T) {
	dir := exampleRepository(t, nil)
	writeFile(t, dir, "pir.yaml", "trends: {folder: ../out}\n")
	if got := run(t, dir, "trends", "--write", "--half", "2025H1"); got.status == ExitOK {
		t.Errorf("written outside: %s", got.stdout)
	}
	if runtime.GOOS == "windows" {
		return // links need a right there
	}
	out := t.TempDir()
	if err := os.Symlink(out, filepath.Join(dir, "linked")); err != nil {
		t.Fatal(err)
	}
	writeFile(t, dir, "pir.yaml", "trends: {folder: linked}\n")
	if got := run(t, dir, "trends", "--write", "--half", "2025H1"); got.status == ExitOK || len(filesOf(t, out)) > 0 {
		t.Errorf("written through a link: %s", got.stdout)
	}
}

// TestTrendsWriteEmpty keeps a report on a period without an incident.
func TestTrendsWriteEmpty(t *testing.T) {
	dir := exampleRepository(t, nil)
	wrote(t, dir, "trend-reports/2020.md written", "--year", "2020")
	if text := keptReport(t, dir, "2020"); !strings.Contains(text, "0 incidents") || !strings.Contains(text, "Nothing by the figures alone.") || strings.Contains(text, "## Charts") {
		t.Errorf("got\n%s", text)
	}
}
