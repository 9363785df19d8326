package trends

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/actions"
)

// hit returns an incident with a root cause and a failed control, either of which may be "".
func hit(t *testing.T, id, when, category, control string, with func(*Incident)) Incident {
	t.Helper()
	return made(t, id, when, func(in *Incident) {
		if category != "" {
			in.Causes = []Cause{{ID: "C1", Category: category, Root: true}}
		}
		if control != "" {
			in.Controls = []Control{{control, "failed"}}
		}
		if with != nil {
			with(in)
		}
	})
}

func said(list []Repeat) []string {
	all := make([]string, 0, len(list))
	for _, r := range list {
		all = append(all, fmt.Sprintf("%s<-%s %d %s %d/%d %s %s", r.Report, r.Earlier, r.Days, r.Why, r.Common.N, r.Common.Of, r.State, r.Settled))
	}
	return all
}

func TestRepeats(t *testing.T) {
	act := func(id, addresses, status, done, verified string) actions.Action {
		a := actions.Action{ID: id, Title: "do " + id, Effect: "prevent", Addresses: strings.Fields(addresses), Written: status}
		if done != "" {
			a.Done = day(t, done)
		}
		if verified != "" {
			a.Verified, a.Result = day(t, verified), "effective"
		}
		return a
	}
	overdue := act("a/A4", "C1", "done", "2026-06-01", "") // done at last, but not on the day of the later incident
	overdue.Due = day(t, "2025-12-31")
	got := of2026(t, "2026-12-31",
		hit(t, "a", "2025-06-01T10:00:00Z", "x", "s:1", func(in *Incident) {
			in.Causes = append(in.Causes, Cause{ID: "C2", Category: "y"})
			in.Actions = []actions.Action{
				act("a/A1", "C1 s:1", "verified", "2025-08-01", "2025-09-01"),
				act("a/A2", "C2", "verified", "2025-08-01", "2025-09-01"), // addresses a factor, which is not shared
				act("a/A3", "s:1", "done", "2026-02-01", ""),              // done on the day of the later incident
				overdue,
			}
		}),
		hit(t, "b", "2026-02-01T09:00:00Z", "x", "s:1", nil),
		hit(t, "c", "2026-03-01T09:00:00Z", "y", "", nil), // y was a contributing factor in a
		hit(t, "n", "2026-01-15T09:00:00Z", "x", "s:1", func(in *Incident) { in.Kind = KindNearMiss }),
	)
	want := []string{"b<-a 245 cause x 2/2 overdue ", "b<-a 245 control s:1 2/2 done "}
	if diff := cmp.Diff(want, said(got.Repeats)); diff != "" {
		t.Errorf("repeats (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]ActionState{{"a/A1", "verified", "effective"}, {"a/A4", "overdue", ""}}, got.Repeats[0].EarlierActions); diff != "" {
		t.Errorf("earlier actions (-want +got):\n%s", diff)
	}
	held := []DidNotHold{{
		Action: "a/A1", Report: "a", Title: "do a/A1", Effect: "prevent", State: "verified", Result: "effective",
		HitBy: "b", Days: 184, Addresses: []string{"cause x", "control s:1"}, Common: Common{N: 2, Of: 2}, Expected: 184.0 / 365,
	}}
	if diff := cmp.Diff(held, got.DidNotHold); diff != "" {
		t.Errorf("did not hold (-want +got):\n%s", diff)
	}
}

// TestReach looks back twelve months, that day included, also to before the previous period and across the turn of
// the year, and only from incidents of the period.
func TestReach(t *testing.T) {
	for _, c := range []struct {
		earlier, later string
		want           bool
	}{
		{"2025-02-28T00:00:00Z", "2026-02-28T23:00:00Z", true},
		{"2025-02-27T23:59:59Z", "2026-02-28T00:00:00Z", false},
		{"2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z", true},
		{"2025-01-01T00:00:00Z", "2025-12-31T23:59:59Z", false},
		{"2026-05-01T10:00:00Z", "2026-05-01T10:00:01Z", true},
		{"2026-05-01T10:00:00Z", "2027-01-01T00:00:00Z", false},
	} {
		got := of2026(t, "2027-06-01", hit(t, "later", c.later, "x", "", nil), hit(t, "earlier", c.earlier, "x", "", nil))
		if len(got.Repeats) > 0 != c.want {
			t.Errorf("%s and %s: got %q, want %v", c.earlier, c.later, said(got.Repeats), c.want)
		}
	}
}

// TestSettled takes the word of either report, and lets a settled pair speak against no action.
func TestSettled(t *testing.T) {
	done := actions.Action{ID: "a/A1", Addresses: []string{"C1"}, Written: "done", Done: day(t, "2026-01-10")}
	for _, relation := range []string{"", "repeat", "similar", NotARepeat} {
		for _, byLater := range []bool{true, false} {
			got := of2026(t, "2026-12-31",
				hit(t, "a", "2026-01-01T00:00:00Z", "x", "", func(in *Incident) {
					in.Actions = []actions.Action{done}
					if !byLater {
						in.Related = []Relation{{"other", "similar", "R"}, {"b", relation, "R"}}
					}
				}),
				hit(t, "b", "2026-02-01T00:00:00Z", "x", "", func(in *Incident) {
					if byLater {
						in.Related = []Relation{{"a", relation, "R"}}
					}
				}))
			if len(got.Repeats) != 1 || got.Repeats[0].Settled != relation {
				t.Fatalf("%q: got %q", relation, said(got.Repeats))
			}
			if held := len(got.DidNotHold) == 0; held != (relation == NotARepeat) {
				t.Errorf("%q: did not hold: %+v", relation, got.DidNotHold)
			}
			noted := slices.ContainsFunc(got.Notes, func(n string) bool { return strings.HasPrefix(n, "1 pair is settled") })
			if noted != (relation == NotARepeat) {
				t.Errorf("%q: notes %q", relation, got.Notes)
			}
		}
	}
}

// TestOrder lists the latest first, each earlier incident of a chain, and an id that stands twice not against itself.
func TestOrder(t *testing.T) {
	got := of2026(t, "2026-12-31",
		hit(t, "c", "2026-03-01T00:00:00Z", "x", "", nil), hit(t, "a", "2026-01-01T00:00:00Z", "x", "", nil),
		hit(t, "b", "2026-02-01T00:00:00Z", "x", "", nil), hit(t, "b", "2026-02-01T00:00:01Z", "", "s:1", nil),
		hit(t, "b", "2026-02-02T00:00:00Z", "", "s:1", nil))
	want := []string{"c<-b 28 cause x 3/5 none ", "c<-a 59 cause x 3/5 none ", "b<-a 31 cause x 2/3 none "}
	if diff := cmp.Diff(want, said(got.Repeats)); diff != "" || got.RepeatsAll != 3 {
		t.Errorf("%d repeats (-want +got):\n%s", got.RepeatsAll, diff)
	}
}

// TestManyRepeats stays bounded where everything has one cause.
func TestManyRepeats(t *testing.T) {
	const n = 400
	list := make([]Incident, 0, n)
	for i := range n {
		list = append(list, hit(t, fmt.Sprintf("%03d", i), fmt.Sprintf("2026-%02d-%02dT00:00:00Z", 1+i%12, 1+i%28), "x", "", nil))
	}
	got := of2026(t, "2026-12-31", list...)
	reports := map[string]bool{}
	for _, r := range got.Repeats {
		reports[r.Report] = true
	}
	if len(got.Repeats) > maxRepeats || len(got.Repeats) < maxRepeats*9/10 || len(reports) != n-1 || got.CameBack.Cause != n-1 || got.RepeatsAll != n*(n-1)/2 {
		t.Errorf("%d of %d repeats of %d incidents, %+v, want %d of %d", len(got.Repeats), got.RepeatsAll, len(reports), got.CameBack, maxRepeats, n*(n-1)/2)
	}
	if !slices.ContainsFunc(got.Notes, func(n string) bool { return strings.Contains(n, "of each incident the nearest") }) {
		t.Errorf("notes %q", got.Notes)
	}
}

func TestActions(t *testing.T) {
	status := func(written string, due string) actions.Action {
		return actions.Action{Written: written, Due: day(t, due)}
	}
	got := of2026(t, "2026-12-31",
		made(t, "a", "2026-01-01T00:00:00Z", func(in *Incident) {
			in.Actions = []actions.Action{
				status("verified", "2026-02-01"), status("done", "2026-02-01"), status("declined", "2026-02-01"),
				status("open", "2026-12-30"), status("open", "2026-12-31"), status("blocked", "2026-02-01"),
			}
		}),
		made(t, "b", "2025-01-01T00:00:00Z", func(in *Incident) { in.Actions = []actions.Action{status("open", "2025-02-01")} }),
	).Actions
	if want := (ActionCounts{Total: 6, Done: 1, Verified: 1, Open: 3, Overdue: 2, Declined: 1}); got.ActionCounts != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := got.Implemented(); got != (Share{2, 5}) {
		t.Errorf("implemented %v, want 2 of 5", got)
	}
}
