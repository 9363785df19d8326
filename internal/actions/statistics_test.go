package actions_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
)

// reviewed is the front matter above the actions: the review was on 2026-01-10, the incident closed on the fifth.
const reviewed = `review: {held: 2026-01-10}
timeline:
  - {at: 2026-01-02T08:00:00Z, event: e, milestone: detected}
  - {at: 2026-01-05T23:30:00-05:00, event: c, milestone: closed}
`

// measured returns the statistics of actions on 2026-05-10, with what the history says of some of them by id.
func measured(t *testing.T, front string, past map[string]actions.Past) actions.Statistics {
	t.Helper()
	all := parse(t, "reports/2026-01-02-x.md", front)
	for i := range all {
		if p, ok := past[all[i].ID[len("2026-01-02-x/"):]]; ok {
			all[i].Past = &p
		}
	}
	asOf := date(t, "2026-05-10")
	return actions.Measure(actions.At(all, asOf, policy.Default()), asOf, policy.Default())
}

func TestOnTime(t *testing.T) {
	list := reviewed + `actions:
  - {id: A1, due: 2026-02-01, status: done, done: 2026-02-01}
  - {id: A2, due: 2026-02-01, status: done, done: 2026-02-02}
  - {id: A3, due: 2026-05-09, status: open}
  - {id: A4, due: 2026-05-10, status: open}
  - {id: A5, due: 2026-06-01, status: done, done: 2026-03-01}
  - {id: A6, due: 2026-02-01, status: declined, declined: {on: 2026-01-20}}
  - {id: A7, status: open}
  - {id: A8, due: 2026-02-01, status: done}
  - {id: A9, due: 2026-02-01, status: verified, verified: {on: 2026-02-01}}
  - {id: A10, due: 2026-02-01, status: verified, verified: {on: 2026-02-02}}
  - {id: A11, due: 2026-03-01, status: done, done: 2026-06-01}
  - {id: A12, due: unknown, status: done, done: 2026-02-01}
`
	first := date(t, "2026-01-31")
	s := measured(t, list, map[string]actions.Past{
		"A1": {OriginalDue: first, Slips: 1},
		"A2": {OriginalDue: date(t, "2026-02-03")},
		"A4": {OriginalDue: first, Slips: 2},
		"A5": {OriginalDue: date(t, "2026-06-01")},
		"A6": {OriginalDue: first},
		"A7": {},
	})
	// A1 and A9 on time; A2, A3 and A11 (not done on that day) late; A7, A8, A10 and A12 nobody can tell.
	if diff := cmp.Diff(actions.OnTime{K: 2, N: 5, Unknown: 4}, s.Agreed); diff != "" {
		t.Error(diff)
	}
	// A2 kept the first date, A1 and A4 did not. A3 and A7 to A12 have no history or no first date.
	if diff := cmp.Diff(actions.OnTime{K: 1, N: 3, Unknown: 7}, s.First); diff != "" {
		t.Error(diff)
	}
	if _, _, _, ok := s.First.Share(); ok {
		t.Error("a share of three")
	}
	share, low, high, ok := s.Agreed.Share()
	if !ok || share != 0.4 || math.Abs(low-0.0527) > 1e-4 || math.Abs(high-0.8534) > 1e-4 { // Clopper and Pearson, 2 of 5
		t.Errorf("share %v (%v to %v), %v", share, low, high, ok)
	}
}

func TestAgeAndTimeToDone(t *testing.T) {
	list := reviewed + `actions:
  - {id: A1, status: done, done: 2026-01-17}
  - {id: A2, status: done, done: 2026-01-07}
  - {id: A3, status: done, done: 2026-01-04}
  - {id: A4, status: done}
  - {id: A5, status: open}
  - {id: A6, status: open}
  - {id: A7, status: in-progress}
  - {id: A8, status: blocked}
  - {id: A9, status: declined, declined: {on: 2026-01-15}}
  - {id: A10, status: declined}
  - {id: A11, status: open}
`
	s := measured(t, list, map[string]actions.Past{
		"A1":  {FirstSeen: date(t, "2026-01-12")},
		"A2":  {FirstSeen: date(t, "2026-04-01")}, // committed long after: the review is later than done as well, so closing counts
		"A6":  {FirstSeen: date(t, "2026-05-10")},
		"A7":  {FirstSeen: date(t, "2026-04-09")},
		"A8":  {FirstSeen: date(t, "2026-03-11")},
		"A11": {FirstSeen: date(t, "2026-03-10")},
	})
	// From the review 120 days for A5; 0, 31, 60 and 61 from the first commits.
	if diff := cmp.Diff(actions.Age{N: 5, Median: 60, Max: 120, To30: 1, To60: 2, To90: 1, Older: 1}, s.Age); diff != "" {
		t.Error(diff)
	}
	// A1 after 5 days, A2 after 2; A3 was done before the incident was closed, and A4 and A10 have no day.
	if s.ToDone.N != 8 || s.ToDone.Done != 2 || s.ToDone.Unknown != 3 || !math.IsInf(s.ToDone.Median, 1) {
		t.Errorf("time to done %+v", s.ToDone)
	}
}

func TestStatisticsOfNothing(t *testing.T) {
	s := measured(t, "actions: []\n", nil)
	if s.Agreed.N != 0 || s.Age.N != 0 || s.ToDone.N != 0 || len(s.BySeverity) != 0 {
		t.Errorf("%+v", s)
	}
}

func TestStatisticsBySeverity(t *testing.T) {
	all := parse(t, "reports/2026-01-02-x.md", "actions: [{id: A1, status: declined}, {id: A2, due: 2026-02-01}]\n")
	all[0].Severity, all[1].Severity = "sev2", "sev2"
	all = append(all, all[1])
	all[2].Severity = "sev1"
	asOf := date(t, "2026-05-10")
	s := actions.Measure(actions.At(all, asOf, policy.Default()), asOf, policy.Default())
	if len(s.BySeverity) != 2 || s.BySeverity[0].Severity != "sev1" || s.BySeverity[1].Actions != 2 || s.Actions != 3 || s.BySeverity[1].Agreed.N != 1 {
		t.Errorf("%+v", s.BySeverity)
	}
}

// TestAnyState holds that the states of a filter do not narrow the statistics.
func TestAnyState(t *testing.T) {
	f := actions.Filter{States: []string{"open"}, Owners: []string{"a"}}
	all := f.AnyState()
	if len(all.States) != 0 || len(all.Owners) != 1 || len(f.States) != 1 {
		t.Errorf("%+v of %+v", all, f)
	}
}

func TestDigests(t *testing.T) {
	all := parse(t, "reports/2026-01-02-x.md", `actions:
  - {id: A1, owner: "@B", due: 2026-05-09, status: blocked}
  - {id: A2, owner: b, due: 2026-05-11, status: blocked}
  - {id: A3, owner: "@b", status: blocked}
  - {id: A4, owner: "@b", status: done, done: 2026-05-01}
  - {id: A5, owner: "@b", status: open}
  - {id: A6, owner: "@b", status: verified}
  - {id: A7, owner: "@a", due: 2026-05-09, status: open}
  - {id: A8, owner: "@later", due: 2027-05-09, status: open}
  - {id: A9, due: 2026-05-09, status: open}
  - {id: A10, status: open}
`)
	asOf := date(t, "2026-05-10")
	digests, unowned := actions.Digests(actions.At(all, asOf, policy.Default()), asOf)
	type lists struct {
		Owner                             string
		Overdue, DueSoon, Blocked, Verify string
		Later                             int
	}
	got := make([]lists, 0, len(digests))
	for _, d := range digests {
		got = append(got, lists{d.Owner, ids(d.Overdue), ids(d.DueSoon), ids(d.Blocked), ids(d.Verify), d.Later})
		if !d.AsOf.Equal(time.Date(2026, 5, 10, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("of %s", d.AsOf)
		}
	}
	want := []lists{{Owner: "@a", Overdue: "A7"}, {Owner: "@B", Overdue: "A1", DueSoon: "A2", Blocked: "A3", Verify: "A4", Later: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if unowned != 1 {
		t.Errorf("%d actions without an owner", unowned)
	}
}
