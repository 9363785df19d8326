package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const trackerData = "../tracker/testdata/"

// fixturePath returns the absolute path of a fixture of package tracker.
func fixturePath(t *testing.T, name string) string {
	t.Helper()
	abs, err := filepath.Abs(trackerData + name)
	if err != nil {
		t.Fatal(err)
	}
	return abs
}

// must runs the program and fails unless it ends with the status.
func must(t *testing.T, status int, dir string, args ...string) result {
	t.Helper()
	got := run(t, dir, args...)
	if got.status != status {
		t.Fatalf("%q: status %d, want %d\n%s%s", args, got.status, status, got.stdout, got.stderr)
	}
	return got
}

// tree returns all files below a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// supplied are the rules that ask in a draft for what no tracker says.
var supplied = map[string]bool{
	"milestone-missing": true, "timeline-short": true, "cause-missing": true, "control-missing": true, "action-missing": true, "section-empty": true,
	"required-field": true, "policy-incomplete": true, "action-addresses-missing": true, "action-effect": true, "action-due": true, "action-owner": true, "action-state": true, "file-undated": true, "register-row": true, "action-kind": true, "action-priority": true,
}

// TestImportEveryTracker imports every fixture twice: the first time it is written, the second time nothing changes. The
// drafts have no errors, and what was there stays.
func TestImportEveryTracker(t *testing.T) {
	for _, args := range [][]string{
		{"--from", "pagerduty.json", "--from", "pagerduty-log.json"},
		{"--from", "opsgenie.json"},
		{"--from", "incident-io.json", "--from", "incident-io-followups.json"},
		{"--from", "rootly.json"},
		{"--from", "firehydrant.json"},
		{"--from", "jira.json"},
		{"--from", "jira.csv", "--timezone", "Europe/Berlin"},
		{"--from", "jira.csv", "--timezone", "+02:00", "--created-as", "detected"},
		{"--from", "servicenow.json"},
		{"--from", "servicenow.csv"},
		{"--from", "github.json"},
		{"--from", "gitlab.json"},
		{"--from", "veris.json", "--from", "veris-year.json"},
		{"--from", "generic.csv", "--column", "key=ID", "--column", "title=What", "--column", "severity=Prio", "--column", "detected=Noticed", "--timezone", "UTC"},
	} {
		dir := repository(t, map[string]string{"incidents.csv": "severity;owner;key;title;detected\r\nsev1;  x ;OLD-1;\"odd; title\";2026-01-01", "reports/old.md": "---\ntitle: T\nincident: OLD-1\nstatus: draft\n---\n"})
		before := tree(t, dir)
		args := append([]string{"import"}, args...)
		for n, a := range args {
			if n > 0 && args[n-1] == "--from" {
				args[n] = fixturePath(t, a)
			}
		}
		dry := must(t, ExitOK, dir, args...)
		if after := tree(t, dir); len(after) != len(before) || after["incidents.csv"] != before["incidents.csv"] {
			t.Fatalf("%q wrote without --write", args)
		}
		if !strings.Contains(dry.stdout, "+++ b/reports/") || !strings.Contains(dry.stdout, "+++ b/incidents.csv") {
			t.Errorf("%q shows no diff:\n%s", args, dry.stdout)
		}
		args = append(args, "--write")
		must(t, ExitOK, dir, args...)
		after := tree(t, dir)
		if len(after) <= len(before) || !strings.HasPrefix(after["incidents.csv"], before["incidents.csv"]+"\r\n") || after["reports/old.md"] != before["reports/old.md"] {
			t.Fatalf("%q wrote %q", args, after["incidents.csv"])
		}
		again := must(t, ExitOK, dir, args...)
		if now := tree(t, dir); len(now) != len(after) || now["incidents.csv"] != after["incidents.csv"] || !strings.Contains(again.stdout, "is about it") {
			t.Errorf("%q twice changes something:\n%s", args, again.stdout)
		}
		checkDrafts(t, dir, args)
	}
}

// checkDrafts holds that `pir lint` reads the drafts, and finds nothing but what a person must supply.
func checkDrafts(t *testing.T, dir string, args []string) {
	t.Helper()
	lint := run(t, dir, "lint", "--format", "json")
	var doc struct {
		Findings []struct{ Rule, Severity, Message, File string }
	}
	if err := json.Unmarshal([]byte(lint.stdout), &doc); err != nil {
		t.Fatalf("%v\n%s%s", err, lint.stdout, lint.stderr)
	}
	for _, f := range doc.Findings {
		if strings.Contains(f.File, "old.md") {
			continue
		}
		if !supplied[f.Rule] {
			t.Errorf("%q: %s %s: %s: %s", args[1:3], f.File, f.Severity, f.Rule, f.Message)
		}
	}
}

func TestImportTrackerRefused(t *testing.T) {
	dir := repository(t, map[string]string{
		"reports/2026-03-02-x.md": "---\ntitle: T\nstatus: draft\ntimeline: []\n---\n",
		"odd.json":                `{"a": 1}`,
		"two.json":                `[{"number": 1, "html_url": "u", "title": "t", "user": {"login": "l"}, "state": "s", "iid": 2, "project_id": 3, "web_url": "w"}]`,
		"table.csv":               "a,b\n1,2\n",
	})
	chat := fixturePath(t, "chat.txt")
	for want, args := range map[string][]string{
		"--from nowhere.json: there is no such file":        {"--from", "nowhere.json"},
		"--from reports: this is no file":                   {"--from", "reports"},
		"odd.json: no known tracker exports this":           {"--from", "odd.json"},
		"can be an export of github or gitlab":              {"--from", "two.json"},
		"there is no tracker \"gitbul\"":                    {"--from", "two.json", "--tracker", "gitbul"},
		"--column key: write FIELD=HEADING":                 {"--from", "table.csv", "--column", "key"},
		"there is no field colour":                          {"--from", "table.csv", "--column", "colour=a"},
		"the table has no such column":                      {"--from", "table.csv", "--column", "key=c", "--tracker", "csv"},
		"no known tracker has a table with the columns a":   {"--from", "table.csv"},
		"say with --into which report":                      {"--from", chat},
		"say with --date of which day":                      {"--from", chat, "--into", "2026-03-02-x", "--timezone", "UTC"},
		"say with --timezone in which zone":                 {"--from", chat, "--into", "2026-03-02-x", "--date", "2026-03-02"},
		"--timezone: there is no time zone":                 {"--from", "table.csv", "--timezone", "Nowhere/Land"},
		"only the messages of a chat are added to a report": {"--from", fixturePath(t, "github.json"), "--into", "2026-03-02-x"},
	} {
		got := must(t, ExitUsage, dir, append([]string{"import"}, args...)...)
		if !strings.Contains(got.stderr, want) {
			t.Errorf("%q says %s, want %s", args, got.stderr, want)
		}
	}
}

func TestImportChat(t *testing.T) {
	const report = "---\ntitle: T # kept\nstatus: draft\ntimezone: Europe/Berlin\ntimeline:\n  - {at: 2026-03-01T22:55:00Z, event: \"sre-2: seen\"}\n---\nText\n"
	dir := repository(t, map[string]string{"reports/2026-03-01-x.md": report})
	args := []string{"import", "--from", fixturePath(t, "chat.txt"), "--into", "2026-03-01-x", "--date", "2026-03-01"}
	dry := must(t, ExitOK, dir, args...)
	if tree(t, dir)["reports/2026-03-01-x.md"] != report || !strings.Contains(dry.stdout, "+  - {at: 2026-03-01T23:50:00+01:00, event: \"sre-1: Labels fail and nobody knows why\", source: chat}") {
		t.Errorf("the dry run:\n%s%s", dry.stdout, dry.stderr)
	}
	must(t, ExitOK, dir, append(args, "--write")...)
	const want = "  - {at: 2026-03-01T23:50:00+01:00, event: \"sre-1: Labels fail and nobody knows why\", source: chat}\n  - {at: 2026-03-01T22:55:00Z, event: \"sre-2: seen\"}\n  - {at: 2026-03-01T23:58:00+01:00, "
	after := tree(t, dir)["reports/2026-03-01-x.md"]
	if !strings.Contains(after, want) || !strings.HasPrefix(after, "---\ntitle: T # kept\n") {
		t.Errorf("the report:\n%s", after)
	}
	again := must(t, ExitOK, dir, append(args, "--write")...)
	if tree(t, dir)["reports/2026-03-01-x.md"] != after || !strings.Contains(again.stdout, "has all of the messages") {
		t.Errorf("twice:\n%s", again.stdout)
	}
}

func TestImportTrackerParts(t *testing.T) {
	from := fixturePath(t, "github.json")
	dir := repository(t, nil)
	must(t, ExitOK, dir, "import", "--from", from, "--register-only", "--write")
	if files := tree(t, dir); len(files) != 2 || files["incidents.csv"] != "key,title,severity,detected,resolved,closed,report\ntracking#12,Tracking shows parcels of other people,sev1,,,2026-03-24T09:00:00Z,\n" {
		t.Errorf("the register only: %q", files)
	}
	dir = repository(t, nil)
	got := must(t, ExitOK, dir, "import", "--from", from, "--reports-only", "--write", "--format", "json")
	if files := tree(t, dir); len(files) != 2 || files["reports/2026-03-20-tracking-shows-parcels-of-other-people.md"] == "" {
		t.Errorf("reports only: %q", files)
	}
	var doc struct {
		Version int
		Written bool
		Reports []struct {
			File, First, Last string
			Unknown           []string
		}
		Left     []string
		Register *struct{}
	}
	if err := json.Unmarshal([]byte(got.stdout), &doc); err != nil || doc.Version != 1 || !doc.Written || len(doc.Reports) != 1 || doc.Register != nil || doc.Left == nil || doc.Reports[0].Last != "2026-03-24T09:00:00Z" {
		t.Errorf("%v: %s", err, got.stdout)
	}
	if got := must(t, ExitUsage, dir, "import", "reports", "--reports-only"); !strings.Contains(got.stderr, "name its file with --from") {
		t.Errorf("without --from: %s", got.stderr)
	}
	must(t, ExitUsage, dir, "import", "--from", from, "--split")
	in := runIn(t, Env{Dir: repository(t, nil), Stdin: strings.NewReader("id,what\n7,x\n")}, "import", "--from", "-", "--column", "key=id")
	if in.status != ExitOK || !strings.Contains(in.stdout, "reports/undated-7.md") {
		t.Errorf("standard input: %+v", in)
	}
}
