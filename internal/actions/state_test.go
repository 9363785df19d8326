package actions_test

import (
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// date reads a day of a test.
func date(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// parse reads a report with these lines of front matter besides title and severity.
func parse(t *testing.T, path, front string) []actions.Action {
	t.Helper()
	text := "---\ntitle: T\nseverity: P1\nservices: [billing-api]\nteams: [platform]\n" + front + "---\n"
	r := report.NewParser().Parse(source.New(path, []byte(text)))
	if !r.HasFrontMatter {
		t.Fatalf("no front matter: %v", r.Problems)
	}
	return actions.Of(r, policy.Default())
}

// TestAt looks at an action the day before, on, and the day after each date that decides.
func TestAt(t *testing.T) {
	tests := []struct {
		name   string
		action string // the keys of the action, besides its id
		asOf   string
		status actions.State
		state  actions.State
		days   int
	}{
		{"open without due date", "status: open", "2026-05-10", "open", "open", 0},
		{"open, due date unknown", "status: open, due: unknown", "2026-05-10", "open", "open", 0},
		{"open, due date unreadable", "status: open, due: soon", "2026-05-10", "open", "open", 0},
		{"open, eight days before", "status: open, due: 2026-05-18", "2026-05-10", "open", "open", 0},
		{"open, seven days before", "status: open, due: 2026-05-17", "2026-05-10", "open", "due-soon", 0},
		{"open on the due date", "status: open, due: 2026-05-10", "2026-05-10", "open", "due-soon", 0},
		{"open, the day after", "status: open, due: 2026-05-09", "2026-05-10", "open", "overdue", 1},
		{"overdue across a switch of the clocks", "status: open, due: 2026-03-01", "2026-04-01", "open", "overdue", 31},
		{"a year that is a slip", "status: open, due: 0206-05-10", "2026-05-10", "open", "overdue", 664742},
		{"a year far ahead", "status: open, due: 22026-05-10", "2026-05-10", "open", "open", 0},
		{"in progress before", "status: in-progress, due: 2026-06-30", "2026-05-10", "in-progress", "in-progress", 0},
		{"in progress, overdue", "status: in-progress, due: 2026-05-01", "2026-05-10", "in-progress", "overdue", 9},
		{"no status", "due: 2026-05-01", "2026-05-10", "open", "overdue", 9},
		{"a status that is no word", "status: wip, due: 2026-05-01", "2026-05-10", "open", "overdue", 9},
		{"an alias", "status: doing", "2026-05-10", "in-progress", "in-progress", 0},

		{"blocked, the day before", "status: blocked, blocked: {since: 2026-05-11}", "2026-05-10", "open", "open", 0},
		{"blocked from that day", "status: blocked, blocked: {since: 2026-05-10}", "2026-05-10", "blocked", "blocked", 0},
		{"blocked, the day after", "status: blocked, blocked: {since: 2026-05-09}", "2026-05-10", "blocked", "blocked", 0},
		{"blocked, nobody says since when", "status: blocked", "2020-01-01", "blocked", "blocked", 0},
		{"blocked and overdue", "status: blocked, due: 2026-05-08, blocked: {since: 2026-05-01}", "2026-05-10", "blocked", "overdue", 2},
		{"blocked and due soon", "status: blocked, due: 2026-05-10", "2026-05-10", "blocked", "due-soon", 0},

		{"done, the day before", "status: done, due: 2026-05-01, done: 2026-05-11", "2026-05-10", "open", "overdue", 9},
		{"done on that day", "status: done, due: 2026-05-01, done: 2026-05-10", "2026-05-10", "done", "done", 0},
		{"done, the day after", "status: done, due: 2026-05-01, done: 2026-05-09", "2026-05-10", "done", "done", 0},
		{"done, nobody says when", "status: done, due: 2026-05-01", "2020-01-01", "done", "done", 0},
		{"done, day unknown", "status: done, done: unknown", "2020-01-01", "done", "done", 0},
		{"a done date alone does not make it done", "status: open, done: 2026-05-01", "2026-05-10", "open", "open", 0},

		{"verified, the day before", "status: verified, done: 2026-05-01, verified: {on: 2026-05-11}", "2026-05-10", "done", "done", 0},
		{"verified on that day", "status: verified, done: 2026-05-01, verified: {on: 2026-05-10}", "2026-05-10", "verified", "verified", 0},
		{"verified, the day after", "status: verified, done: 2026-05-01, verified: {on: 2026-05-09}", "2026-05-10", "verified", "verified", 0},
		{"verified, before it was done", "status: verified, due: 2026-05-09, done: 2026-05-11, verified: {on: 2026-05-20}", "2026-05-10", "open", "overdue", 1},
		{"verified, nobody says when it was done", "status: verified, verified: {on: 2026-05-20}", "2026-05-10", "open", "open", 0},
		{"verified, nobody says when it was verified", "status: verified, done: 2026-05-10", "2026-05-10", "verified", "verified", 0},
		{"verified, nobody says when, and done later", "status: verified, done: 2026-05-11", "2026-05-10", "open", "open", 0},
		{"verified without any date", "status: verified", "2020-01-01", "verified", "verified", 0},
		{"verified as ineffective", "status: verified, verified: {on: 2026-05-10, result: ineffective}", "2026-05-10", "verified", "verified", 0},

		{"declined, the day before", "status: declined, due: 2026-05-01, declined: {on: 2026-05-11}", "2026-05-10", "open", "overdue", 9},
		{"declined on that day", "status: declined, due: 2026-05-01, declined: {on: 2026-05-10}", "2026-05-10", "declined", "declined", 0},
		{"declined, the day after", "status: declined, declined: {on: 2026-05-09}", "2026-05-10", "declined", "declined", 0},
		{"declined, nobody says when", "status: declined", "2020-01-01", "declined", "declined", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all := parse(t, "reports/undated.md", "actions:\n  - {id: A1, "+tt.action+"}\n")
			got := actions.At(all, date(t, tt.asOf), policy.Default())
			if len(got) != 1 {
				t.Fatalf("%d records, want 1", len(got))
			}
			if r := got[0]; r.Status != tt.status || r.State != tt.state || r.DaysOverdue != tt.days {
				t.Errorf("on %s: status %s, state %s, %d days overdue; want %s, %s, %d",
					tt.asOf, r.Status, r.State, r.DaysOverdue, tt.status, tt.state, tt.days)
			}
		})
	}
}

// TestAtIncident holds that an action is there from the day of its incident on, in the zone of those who wrote it.
func TestAtIncident(t *testing.T) {
	tests := []struct {
		name, path, front string
		first             string // first day on which the action exists, "" for always
	}{
		{"by the date in the id", "reports/2026-03-02-x.md", "", "2026-03-02"},
		{"nobody can tell", "reports/x.md", "", ""},
		{"detected", "reports/2026-03-02-x.md", "timeline:\n  - {at: 2026-03-04T06:00:00Z, event: e, milestone: detected}\n", "2026-03-04"},
		{"evening in New York", "reports/x.md", "timeline:\n  - {at: 2026-03-04T23:30:00-05:00, event: e, milestone: detected}\n", "2026-03-04"},
		{"early morning in Berlin", "reports/x.md", "timezone: Europe/Berlin\ntimeline:\n  - {at: 2026-03-05 00:10, event: e, milestone: detected}\n", "2026-03-05"},
		{"a day in Berlin", "reports/x.md", "timezone: Europe/Berlin\ntimeline:\n  - {at: 2026-03-05, event: e}\n", "2026-03-05"},
		{"a short form of a date", "reports/x.md", "timeline:\n  - {at: 2026-3-5T06:00:00Z, event: e}\n", "2026-03-05"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all := parse(t, tt.path, tt.front+"actions:\n  - {id: A1}\n")
			if tt.first == "" {
				if got := actions.At(all, date(t, "0001-01-02"), policy.Default()); len(got) != 1 {
					t.Errorf("left out")
				}
				return
			}
			first := date(t, tt.first)
			for offset, want := range map[int]int{-1: 0, 0: 1, 1: 1} {
				if got := actions.At(all, first.AddDate(0, 0, offset), policy.Default()); len(got) != want {
					t.Errorf("%+d days: %d records, want %d", offset, len(got), want)
				}
			}
		})
	}
}
