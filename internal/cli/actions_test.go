package cli

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// withActions is a report of that detection day with these actions.
func withActions(detected, list string) string {
	return "---\ntitle: T\nseverity: P1\nstatus: approved\nservices: [billing-api]\ntimeline:\n" +
		"  - {at: " + detected + ", event: e, milestone: detected}\nactions:\n" + list + "---\n"
}

func actionsRepository(t *testing.T) string {
	t.Helper()
	return repository(t, map[string]string{
		"reports/2026-03-02-a.md": withActions("2026-03-02T08:00:00Z", `  - {id: A1, title: late, owner: "@lead", priority: P1, due: 2026-09-01, status: open}
  - {id: A2, title: stuck, owner: "@sre", priority: P2, due: 2026-12-01, status: blocked, blocked: {since: 2026-05-01}}
  - {id: A3, title: ready, owner: "@sre", due: 2026-04-01, status: done, done: 2026-04-01}
`),
		"reports/2026-09-30-b.md": withActions("2026-09-30T08:00:00Z", "  - {id: A1, title: soon, due: 2026-10-02, status: open}\n"),
	})
}

// listed returns the ids and states that the JSON lists.
func listed(t *testing.T, dir string, args ...string) string {
	t.Helper()
	r := run(t, dir, append([]string{"actions", "--format", "json"}, args...)...)
	if r.status != ExitOK || r.stderr != "" {
		t.Fatalf("%v: status %d, %s", args, r.status, r.stderr)
	}
	var env struct {
		Actions []struct{ ID, State string }
	}
	if err := json.Unmarshal([]byte(r.stdout), &env); err != nil {
		t.Fatal(err)
	}
	out := make([]string, 0, len(env.Actions))
	for _, a := range env.Actions {
		out = append(out, strings.TrimPrefix(a.ID, "2026-")+" "+a.State)
	}
	return strings.Join(out, ", ")
}

func TestActionsSelect(t *testing.T) {
	dir := actionsRepository(t)
	for args, want := range map[string]string{
		"":                                       "03-02-a/A1 overdue, 09-30-b/A1 due-soon, 03-02-a/A2 blocked, 03-02-a/A3 done",
		"--as-of 2026-03-31":                     "03-02-a/A3 due-soon, 03-02-a/A1 open, 03-02-a/A2 open",
		"--as-of 2026-03-01":                     "",
		"--state open":                           "03-02-a/A1 overdue, 09-30-b/A1 due-soon, 03-02-a/A2 blocked",
		"--state overdue,Due_Soon":               "03-02-a/A1 overdue, 09-30-b/A1 due-soon",
		"--state done --state blocked":           "03-02-a/A2 blocked, 03-02-a/A3 done",
		"--owner SRE":                            "03-02-a/A2 blocked, 03-02-a/A3 done",
		"--owner none":                           "09-30-b/A1 due-soon",
		"--severity critical --owner lead":       "03-02-a/A1 overdue",
		"--severity sev2":                        "",
		"--priority p2":                          "03-02-a/A2 blocked",
		"--service billing-api --report 2026-09": "09-30-b/A1 due-soon",
		"--due-after 2026-09-01 --due-before 2026-10-02": "03-02-a/A1 overdue, 09-30-b/A1 due-soon",
		"--sort due reports/2026-03-02-a.md":             "03-02-a/A3 done, 03-02-a/A1 overdue, 03-02-a/A2 blocked",
	} {
		if got := listed(t, dir, strings.Fields(args)...); got != want {
			t.Errorf("%s: %s, want %s", args, got, want)
		}
	}
}

func TestActionsGate(t *testing.T) {
	dir := actionsRepository(t)
	for args, want := range map[string]int{
		"":                                             ExitOK,
		"--fail-on overdue":                            ExitFindings,
		"--fail-on due-soon":                           ExitFindings,
		"--fail-on blocked":                            ExitFindings,
		"--fail-on unverified":                         ExitFindings,
		"--fail-on overdue,blocked --owner none":       ExitOK,
		"--fail-on overdue --as-of 2026-09-01":         ExitOK,
		"--fail-on overdue --as-of 2026-09-02":         ExitFindings,
		"--fail-on overdue --format csv --output a.cs": ExitFindings,
		"--fail-on late":                               ExitUsage,
		"--state late":                                 ExitUsage,
		"--group team":                                 ExitUsage,
		"--sort id":                                    ExitUsage,
		"--severity huge":                              ExitUsage,
		"--due-before 2026-10-2":                       ExitUsage,
		"--as-of yesterday":                            ExitUsage,
		"--owner=":                                     ExitUsage,
		"--format xml":                                 ExitUsage,
		"reports/none.md":                              ExitUsage,
	} {
		r := run(t, dir, append([]string{"actions"}, strings.Fields(args)...)...)
		if r.status != want {
			t.Errorf("%s: status %d, want %d: %s", args, r.status, want, r.stderr)
		}
		if want == ExitUsage && (r.stdout != "" || r.stderr == "") {
			t.Errorf("%s: writes %q and %q", args, r.stdout, r.stderr)
		}
	}
	r := run(t, dir, "actions", "--fail-on", "late")
	if want := `there is no "late"; use overdue, due-soon, blocked, unverified`; !strings.Contains(r.stderr, want) {
		t.Errorf("stderr is %q, want %q", r.stderr, want)
	}
}

// TestActionsToday holds that the default day is that of the user's clock, and not of UTC.
func TestActionsToday(t *testing.T) {
	dir := actionsRepository(t)
	evening := time.Date(2026, 9, 30, 22, 0, 0, 0, time.FixedZone("", -5*60*60)) // the next day in UTC
	r := runIn(t, Env{Dir: dir, Now: func() time.Time { return evening }}, "actions")
	if !strings.Contains(r.stdout, "4 actions on 2026-09-30:") || !strings.Contains(r.stdout, "29 days overdue") {
		t.Errorf("%s%s", r.stdout, r.stderr)
	}
}

// TestActionsHints holds that what is in no count is told, on standard error, unless the user wants quiet.
func TestActionsHints(t *testing.T) {
	dir := actionsRepository(t)
	writeFile(t, dir, "reports/2026-01-01-broken.md", "---\ntitle: [\nactions: x\n---\n")
	writeFile(t, dir, "reports/2027-01-01-later.md", withActions("2027-01-01T00:00:00Z", "  - {id: A1}\n"))
	r := run(t, dir, "actions")
	for _, want := range []string{"reports/2026-01-01-broken.md is left out", "lies in the future: 1"} {
		if !strings.Contains(r.stderr, want) {
			t.Errorf("stderr is %q, want %q", r.stderr, want)
		}
	}
	if r := run(t, dir, "actions", "--as-of", "2026-10-01"); strings.Contains(r.stderr, "future") {
		t.Errorf("a day that was asked for needs no hint: %s", r.stderr)
	}
	if r := run(t, dir, "actions", "--quiet"); r.stderr != "" || r.status != ExitOK {
		t.Errorf("status %d, stderr %q", r.status, r.stderr)
	}
}

func TestActionsCompletion(t *testing.T) {
	dir := actionsRepository(t)
	for flag, want := range map[string]string{
		"--owner": "@lead\n@sre\n", "--report": "2026-03-02-a\n2026-09-30-b\n", "--service": "billing-api\n",
		"--severity": "sev1\nsev2\nsev3\nsev4\n", "--fail-on": "overdue\n", "--state": "in-progress\n", "--group": "service\n", "--sort": "due\n",
	} {
		r := run(t, dir, "__complete", "actions", flag, "")
		if !strings.Contains(r.stdout, want) {
			t.Errorf("%s completes to %q", flag, r.stdout)
		}
	}
}
