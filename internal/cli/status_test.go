package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"
)

type itemOut struct {
	Kind, ID, Owner, Title, Message, File string
	Due                                   *string
	Days                                  *int
	Late                                  bool
	Line                                  int
}

func (i itemOut) String() string {
	owner, due, days := i.Owner, "-", "-"
	if owner == "" {
		owner = "-"
	}
	if i.Due != nil {
		due, days = *i.Due, strconv.Itoa(*i.Days)
		if *i.Days > 0 {
			days = "+" + days
		}
	}
	return strings.Join([]string{i.Kind, i.ID, owner, due, days}, " ")
}

// statusOf returns the items of a repository on a day.
func statusOf(t *testing.T, dir string, args ...string) []itemOut {
	t.Helper()
	got := run(t, dir, append([]string{"status", "--format", "json"}, args...)...)
	var out struct{ Items []itemOut }
	if err := json.Unmarshal([]byte(got.stdout), &out); err != nil || got.status == ExitUsage || got.status == ExitFailure {
		t.Fatalf("pir status %v: status %d, %v\n%s", args, got.status, err, got.stderr)
	}
	return out.Items
}

// TestStatusByHand holds everything that is due on the examples on three days against lists that were worked out from
// the reports without pir.
func TestStatusByHand(t *testing.T) {
	dir := exampleRepository(t, nil) // without git, so that nothing is stale
	for _, day := range []string{"2025-07-30", "2026-08-13", "2026-10-01"} {
		var want, got []string
		for _, words := range lines(t, "status_"+day+"_by_hand.txt") {
			want = append(want, strings.Join(words, " "))
		}
		for _, i := range statusOf(t, dir, "--as-of", day) {
			got = append(got, i.String())
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" || len(want) < 5 {
			t.Errorf("on %s (-by hand +pir):\n%s", day, diff)
		}
	}
}

// TestStatusFormatsAgree holds that all formats have the same items, read by other programs than the one that wrote them.
func TestStatusFormatsAgree(t *testing.T) {
	dir := exampleRepository(t, nil)
	for _, day := range []string{"2026-08-13", "2026-10-01"} {
		items := statusOf(t, dir, "--as-of", day)
		cal, err := ics.ParseCalendar(strings.NewReader(run(t, dir, "status", "--as-of", day, "--format", "ics").stdout))
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		for _, i := range items {
			want = append(want, strings.ReplaceAll(*i.Due, "-", ""))
		}
		uids := map[string]bool{}
		for _, e := range cal.Events() {
			got = append(got, e.GetProperty(ics.ComponentPropertyDtStart).Value)
			uids[e.Id()] = true
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" || len(uids) != len(items) {
			t.Errorf("%d uids for %d items, days (-json +ics):\n%s", len(uids), len(items), diff)
		}
		table, md := run(t, dir, "status", "--as-of", day).stdout, run(t, dir, "status", "--as-of", day, "--format", "md").stdout
		for _, i := range items {
			if !strings.Contains(table, " "+i.ID+" ") && !strings.Contains(table, " "+i.ID+"\n") {
				t.Errorf("the table lacks %s", i)
			}
			if !strings.Contains(md, strings.ReplaceAll(i.ID, "_", `\_`)) {
				t.Errorf("the markdown lacks %s", i)
			}
		}
	}
}

// TestStatusUIDs holds that an entry keeps its uid from day to day, also when it becomes late.
func TestStatusUIDs(t *testing.T) {
	dir := exampleRepository(t, nil)
	uids := func(day string) (list []string) {
		cal, err := ics.ParseCalendar(strings.NewReader(run(t, dir, "status", "--as-of", day, "--format", "ics").stdout))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range cal.Events() {
			if !strings.Contains(e.Id(), "action-") { // an action that is due becomes an overdue one
				list = append(list, e.Id())
			}
		}
		return list
	}
	first, later := uids("2026-10-08"), uids("2026-10-09")
	for _, uid := range first {
		if !slices.Contains(later, uid) {
			t.Errorf("%s is gone a day later: %q", uid, later)
		}
	}
	if len(first) < 10 {
		t.Errorf("only %d entries", len(first))
	}
}

const lateOwner = `---
title: Late
severity: sev4
status: closed
actions:
  - {id: A1, title: "Do \e[2J this", owner: "@a", due: 2026-09-30, status: open}
  - {id: A2, title: That, owner: "@b", due: 2026-10-05, status: open}
---
`

func TestStatusGate(t *testing.T) {
	dir := repository(t, map[string]string{
		"pir.yaml":                "trends: {every: never}\nmanagement: {every: never}\n",
		"reports/2026-09-01-x.md": lateOwner,
	})
	for _, c := range []struct {
		args string
		want int
	}{
		{"", ExitOK},
		{"--fail-on any", ExitFindings},
		{"--fail-on action-overdue", ExitFindings},
		{"--fail-on review,action-overdue", ExitFindings},
		{"--fail-on review,draft", ExitOK},
		{"--fail-on any --owner b", ExitOK},
		{"--fail-on any --owner A", ExitFindings},
		{"--fail-on any --as-of 2026-09-30", ExitOK},
		{"--fail-on action-due-soon", ExitUsage},
		{"--fail-on reviews", ExitUsage},
		{"--ahead soon", ExitUsage},
		{"--group kind", ExitUsage},
		{"reports", ExitUsage},
	} {
		if got := run(t, dir, append([]string{"status"}, strings.Fields(c.args)...)...); got.status != c.want {
			t.Errorf("pir status %s: status %d, want %d\n%s", c.args, got.status, c.want, got.stderr)
		}
	}
	got := run(t, dir, "status", "--group", "owner").stdout
	if a, b := strings.Index(got, "\n@a\n"), strings.Index(got, "\n@b\n"); a < 0 || b < a || strings.Contains(got, "\x1b") {
		t.Errorf("by owner:\n%q", got)
	}
	if n := len(statusOf(t, dir, "--ahead", "3d")); n != 1 {
		t.Errorf("%d items within three days, want 1", n)
	}
	if n := len(statusOf(t, dir, "--as-of", "2026-07-01")); n != 0 {
		t.Errorf("%d items before the incident", n)
	}
}

// TestStatusMoment holds that the time of day counts without --as-of, and not with it.
func TestStatusMoment(t *testing.T) {
	dir := repository(t, map[string]string{"reports/2026-09-28-x.md": "---\ntitle: X\nseverity: sev4\nstatus: closed\n" +
		"timeline: [{at: 2026-09-28T11:00:00Z, event: e, milestone: aware}]\nnotifications: [{regime: gdpr}]\n---\n"})
	for _, c := range []struct {
		now, asOf string
		want      int
	}{{"10:59", "", ExitOK}, {"11:01", "", ExitFindings}, {"11:01", "2026-10-01", ExitOK}, {"11:01", "2026-10-02", ExitFindings}} {
		now, err := time.Parse("2006-01-02 15:04", "2026-10-01 "+c.now)
		if err != nil {
			t.Fatal(err)
		}
		args := []string{"status", "--fail-on", "notification"}
		if c.asOf != "" {
			args = append(args, "--as-of", c.asOf)
		}
		if got := runIn(t, Env{Dir: dir, Now: func() time.Time { return now }}, args...); got.status != c.want {
			t.Errorf("at %s as of %q: status %d, want %d\n%s", c.now, c.asOf, got.status, c.want, got.stdout)
		}
	}
}

// TestManagementReport holds that the record is the same however often it is made, and never written over.
func TestManagementReport(t *testing.T) {
	const name = "management-reports/2026-10-01-management-report.md"
	write := func() (dir, text string) {
		dir = exampleRepository(t, nil)
		if got := run(t, dir, "status", "--report", "--as-of", "2026-10-01"); got.status != ExitOK || got.stdout != name+" written\n" {
			t.Fatalf("status %d: %s%s", got.status, got.stdout, got.stderr)
		}
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return dir, string(b)
	}
	dir, text := write()
	if _, again := write(); again != text {
		t.Errorf("the second time:\n%s", cmp.Diff(text, again))
	}
	for _, want := range []string{"# Post-incident reviews: report to management\n\nLindgrove Parcel, as of 2026-10-01. The report before covers the time up to 2026-07-15.\n", "## Corrective actions", "2026-08-12-portal-session-leak/A1"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "Report to management\n") {
		t.Error("the report asks for itself")
	}
	writeFile(t, dir, name, "mine")
	if got := run(t, dir, "status", "--report", "--as-of", "2026-10-01"); got.status != ExitUsage || !strings.Contains(got.stderr, "not written over") {
		t.Errorf("over a record: status %d: %s", got.status, got.stderr)
	}
	if b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); err != nil || string(b) != "mine" {
		t.Errorf("the record is now %q, %v", b, err)
	}
	for _, i := range statusOf(t, dir, "--as-of", "2026-10-02") {
		if i.Kind == "management-report" {
			t.Errorf("still asked for: %s", i)
		}
	}
	outside := repository(t, map[string]string{"pir.yaml": "management: {folder: ../out}\n", "reports/2026-09-01-x.md": lateOwner})
	if got := run(t, outside, "status", "--report"); got.status == ExitOK {
		t.Errorf("written outside of the repository: %s", got.stdout)
	}
}
