package cli

import (
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// withPeople is the repository of the other tests with people, and an owner whose handle is a path.
func withPeople(t *testing.T) string {
	t.Helper()
	dir := actionsRepository(t)
	writeFile(t, dir, "people.yaml", "people:\n  - {handle: \"@sre\", email: sre@lindgrove.example}\n  - {handle: lead}\n")
	writeFile(t, dir, "reports/2026-04-01-c.md", withActions("2026-04-01T08:00:00Z", `  - {id: A1, owner: "@../../Lead", due: 2026-09-01, status: open}
  - {id: A2, owner: "@../../lead!", due: 2026-09-01, status: open}
`))
	return dir
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := make([]string, 0, len(entries))
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestDigestToStdout(t *testing.T) {
	dir := withPeople(t)
	r := run(t, dir, "actions", "--digest", "md", "--owner", "SRE")
	want := "# Corrective actions of `@sre` on 2026-10-01\n\n1 blocked, 1 to verify.\n"
	if r.status != ExitOK || !strings.HasPrefix(r.stdout, want) || r.stderr != "" {
		t.Errorf("status %d: %s%s", r.status, r.stdout, r.stderr)
	}
	r = run(t, dir, "actions", "--digest", "eml", "--owner", "sre", "--from", "pir@lindgrove.example", "--output", "-")
	m, err := mail.ReadMessage(strings.NewReader(r.stdout))
	if err != nil || m.Header.Get("To") != `"@sre" <sre@lindgrove.example>` || m.Header.Get("From") != "<pir@lindgrove.example>" {
		t.Errorf("%v: %s%s", err, r.stdout, r.stderr)
	}
	r = run(t, dir, "actions", "--digest", "eml", "--owner", "lead")
	if m, err := mail.ReadMessage(strings.NewReader(r.stdout)); err != nil || m.Header.Get("To") != `"@lead":;` {
		t.Errorf("%v: %s", err, r.stdout)
	}
	// Nothing to do is no message and no failure, unless the gate says so.
	r = run(t, dir, "actions", "--digest", "md", "--owner", "nobody")
	if r.status != ExitOK || r.stdout != "" || !strings.Contains(r.stderr, "nobody has anything to do") {
		t.Errorf("status %d: %s%s", r.status, r.stdout, r.stderr)
	}
	if r := run(t, dir, "actions", "--digest", "md", "--owner", "lead", "--fail-on", "overdue"); r.status != ExitFindings || r.stdout == "" {
		t.Errorf("status %d: %s%s", r.status, r.stdout, r.stderr)
	}
}

func TestDigestFolder(t *testing.T) {
	dir := withPeople(t)
	writeFile(t, dir, "out/new/digest-gone.eml", "of an earlier run")
	writeFile(t, dir, "out/new/digest-gone.md", "of another format")
	r := run(t, dir, "actions", "--digest", "eml", "--output", "out/new")
	if r.status != ExitOK || r.stdout != "" {
		t.Fatalf("status %d: %s%s", r.status, r.stdout, r.stderr)
	}
	want := []string{"digest-------lead-.eml", "digest-------lead.eml", "digest-gone.eml", "digest-gone.md", "digest-lead.eml", "digest-sre.eml"}
	if diff := cmp.Diff(want, names(t, filepath.Join(dir, "out", "new"))); diff != "" {
		t.Error(diff)
	}
	for _, hint := range []string{filepath.Join("out", "new", "digest-gone.eml") + " is from an earlier run", "without an owner that are in no digest: 1"} {
		if !strings.Contains(r.stderr, hint) {
			t.Errorf("stderr is %q, want %q", r.stderr, hint)
		}
	}
	if strings.Contains(r.stderr, "digest-gone.md") {
		t.Errorf("stderr is %q", r.stderr)
	}
}

func TestDigestFile(t *testing.T) {
	taken := map[string]bool{}
	got := make([]string, 0, 8)
	for _, owner := range []string{"@sre-1", "SRE-1", "@é", "@日", "../x", "", "con", "@" + strings.Repeat("a", 300)} {
		name := digestFile(owner, "md", taken)
		taken[name] = true
		got = append(got, name)
	}
	want := []string{"digest-sre-1.md", "digest-sre-1-2.md", "digest--.md", "digest---2.md", "digest----x.md", "digest-.md", "digest-con.md", "digest-" + strings.Repeat("a", 80) + ".md"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDigestUsage(t *testing.T) {
	dir := withPeople(t)
	for args, want := range map[string]string{
		"--digest md":                                "there are digests for 4 owners: name one with --owner, or a folder for all with --output",
		"--digest pdf":                               `there is no "pdf"; use md, eml`,
		"--digest md --format json":                  "leave out --format",
		"--digest md --group owner":                  "leave out --group",
		"--digest md --sort due":                     "leave out --sort",
		"--digest md --output a --output b":          "give --output once",
		"--digest md --output=":                      "the name of the folder is missing",
		"--digest md --from a@x.example":             "--from is for --digest eml",
		"--from a@x.example":                         "--from is for --digest eml",
		"--digest eml --owner sre --from somebody":   "write an address",
		"--digest eml --owner sre --from a@b,c@d.ex": "write an address",
	} {
		r := run(t, dir, append([]string{"actions"}, strings.Fields(args)...)...)
		if r.status != ExitUsage || !strings.Contains(r.stderr, want) || r.stdout != "" {
			t.Errorf("%s: status %d, %q, want %q", args, r.status, r.stderr, want)
		}
	}
	if got := names(t, dir); slices.Contains(got, "a") {
		t.Errorf("a refused command wrote %v", got)
	}
	writeFile(t, dir, "file", "")
	if r := run(t, dir, "actions", "--digest", "md", "--output", "file"); r.status != ExitFailure {
		t.Errorf("a folder that is a file: status %d, %s", r.status, r.stderr)
	}
}

// TestWorkbookOnTerminal holds that no bytes of a workbook reach a terminal.
func TestWorkbookOnTerminal(t *testing.T) {
	dir := actionsRepository(t)
	r := runIn(t, Env{Dir: dir, Terminal: true}, "actions", "--format", "xlsx")
	if r.status != ExitUsage || r.stdout != "" || !strings.Contains(r.stderr, "--output actions.xlsx") {
		t.Errorf("status %d, %q", r.status, r.stderr)
	}
	r = runIn(t, Env{Dir: dir, Terminal: true}, "actions", "--format", "xlsx", "--output", "a.xlsx")
	if b, err := os.ReadFile(filepath.Join(dir, "a.xlsx")); r.status != ExitOK || err != nil || !strings.HasPrefix(string(b), "PK") {
		t.Errorf("status %d, %v, %s", r.status, err, r.stderr)
	}
}

// TestStatisticsOfAllStates holds that --state does not narrow the figures below the list.
func TestStatisticsOfAllStates(t *testing.T) {
	dir := actionsRepository(t)
	for _, args := range []string{"", "--state open", "--state done"} {
		r := run(t, dir, append([]string{"actions"}, strings.Fields(args)...)...)
		if !strings.Contains(r.stdout, "done by the due date: 1 of 2\n") {
			t.Errorf("%s: %s%s", args, r.stdout, r.stderr)
		}
	}
}
