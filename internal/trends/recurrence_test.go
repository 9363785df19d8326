package trends

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/taxonomy"
)

func law(t *testing.T, name string) taxonomy.Recurrence {
	t.Helper()
	l, ok := taxonomy.LookupRecurrence(name)
	if !ok {
		t.Fatalf("there is no law %s", name)
	}
	return l
}

// groups says what an assessment found: cause: members, known costs +unknown.
func groups(a Assessment) []string {
	list := []string{}
	for _, g := range a.Groups {
		var members, costs []string
		for _, m := range g.Members {
			members = append(members, m.Report)
		}
		for _, m := range g.Cost.Known {
			costs = append(costs, fmt.Sprint(m.Amount, m.Currency))
		}
		list = append(list, fmt.Sprintf("%s: %s in %d, %s +%d %v", g.Cause, strings.Join(members, " "), g.Days, strings.Join(costs, " "), g.Cost.Unknown, g.Above))
	}
	return list
}

// TestSixMonths counts calendar months, the last day included.
func TestSixMonths(t *testing.T) {
	for _, c := range []struct {
		first, second string
		want          bool
	}{
		{"2025-01-15", "2025-07-15", true},
		{"2025-01-15", "2025-07-16", false},
		{"2025-08-31", "2026-02-28", true},
		{"2025-08-31", "2026-03-01", false},
	} {
		for _, name := range []string{"nis2", "dora"} {
			list := []Incident{hit(t, "b", c.second+"T23:59:00Z", "x", "", nil), hit(t, "a", c.first+"T00:00:00Z", "x", "", nil)}
			second := day(t, c.second)
			got := Recur(list, law(t, name), Period{second, second}, second, policy.Default())
			if len(got.Assessments) != 1 || len(got.Assessments[0].Groups) > 0 != c.want {
				t.Errorf("%s: %s and %s: %+v", name, c.first, c.second, got.Assessments)
			}
		}
	}
}

func TestRecur(t *testing.T) {
	cost := func(amount float64, currency string, with func(*Incident)) func(*Incident) {
		return func(in *Incident) {
			in.Cost = Money{currency, amount}
			if with != nil {
				with(in)
			}
		}
	}
	says := func(other, relation, reason string) func(*Incident) {
		return func(in *Incident) { in.Related = []Relation{{other, relation, reason}} }
	}
	list := []Incident{
		hit(t, "a", "2026-01-10T00:00:00Z", "x", "", cost(300_000, "EUR", nil)),
		hit(t, "b", "2026-03-10T00:00:00Z", "x", "", cost(200_000.01, "EUR", nil)),
		hit(t, "c", "2026-04-10T00:00:00Z", "x", "", cost(900_000, "USD", nil)),
		hit(t, "d", "2026-05-10T00:00:00Z", "x", "", says("b", NotARepeat, "Another zone")),
		hit(t, "e", "2026-06-10T00:00:00Z", "y", "", says("a", "repeat", "")),
		hit(t, "f", "2026-06-11T00:00:00Z", "y", "", says("e", NotARepeat, "")),
		hit(t, "g", "2026-06-12T00:00:00Z", "", "s:1", nil),
		hit(t, "h", "2026-07-02T00:00:00Z", "z", "s:1", nil),
		hit(t, "n", "2026-06-12T00:00:00Z", "x", "", func(in *Incident) { in.Kind = KindNearMiss }),
	}
	got := Recur(list, law(t, "nis2"), Period{day(t, "2026-02-01"), day(t, "2026-07-31")}, day(t, "2026-07-15"), policy.Default())
	if len(got.Assessments) != 3 {
		t.Fatalf("%d quarters", len(got.Assessments))
	}
	for i, want := range []struct {
		from, to                  string
		running                   bool
		examined, before, noCause int
		groups                    []string
	}{
		{"2026-01-01", "2026-03-31", false, 2, 0, 0, []string{"x: a b in 59, 500000.01EUR +0 true"}},
		{"2026-04-01", "2026-06-30", false, 5, 2, 1, []string{
			"x: a b c in 90, 500000.01EUR 900000USD +0 true", // d does not go with b, so this is no part of the next
			"x: a c d in 120, 300000EUR 900000USD +1 false",
			"y: e f in 1,  +2 false", // f gives no reason
			": a e in 151, 300000EUR +1 false",
		}},
		{"2026-07-01", "2026-09-30", true, 1, 7, 0, []string{}},
	} {
		a := got.Assessments[i]
		if a.Period != (Period{day(t, want.from), day(t, want.to)}) || a.Running != want.running || a.Examined != want.examined || a.Before != want.before || a.NoCause != want.noCause {
			t.Errorf("got %+v, want %+v", a, want)
		}
		if diff := cmp.Diff(want.groups, groups(a)); diff != "" || a.GroupsAll != len(want.groups) {
			t.Errorf("%s (-want +got):\n%s", want.from, diff)
		}
	}
	if months := Recur(list, law(t, "dora"), Period{day(t, "2026-02-01"), day(t, "2026-07-31")}, day(t, "2026-07-15"), policy.Default()); len(months.Assessments) != 6 {
		t.Errorf("%d months", len(months.Assessments))
	}
}

// TestWholeGroup makes one group of a series within six months, and two where the first is too long ago for the last.
func TestWholeGroup(t *testing.T) {
	list := []Incident{
		hit(t, "a", "2025-12-20T00:00:00Z", "x", "", nil), hit(t, "b", "2026-01-10T00:00:00Z", "x", "", nil),
		hit(t, "c", "2026-06-01T00:00:00Z", "x", "", nil), hit(t, "d", "2026-06-29T00:00:00Z", "x", "", nil),
	}
	got := Recur(list, law(t, "nis2"), Quarter(2026, 2), day(t, "2026-12-31"), policy.Default()).Assessments[0]
	want := []string{"x: a b c in 163,  +3 false", "x: b c d in 170,  +3 false"}
	if diff := cmp.Diff(want, groups(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	none := Recur(nil, law(t, "dora"), Quarter(2026, 2), day(t, "2026-12-31"), policy.Default())
	if len(none.Assessments) != 3 || none.Assessments[0].Groups == nil || none.Assessments[0].Examined != 0 {
		t.Errorf("nothing to examine: %+v", none.Assessments)
	}
}

func TestLastWhole(t *testing.T) {
	for _, c := range []struct{ every, day, from, to string }{
		{"quarter", "2026-10-01", "2026-07-01", "2026-09-30"},
		{"quarter", "2026-09-30", "2026-07-01", "2026-09-30"},
		{"quarter", "2026-03-30", "2025-10-01", "2025-12-31"},
		{"month", "2026-03-30", "2026-02-01", "2026-02-28"},
		{"month", "2026-01-31", "2026-01-01", "2026-01-31"},
		{"month", "2026-01-30", "2025-12-01", "2025-12-31"},
	} {
		if got := LastWhole(c.every, day(t, c.day)); got != (Period{day(t, c.from), day(t, c.to)}) {
			t.Errorf("%s of %s: %v", c.every, c.day, got)
		}
	}
}

// TestAbove takes more than the limit, in the currency of the law.
func TestAbove(t *testing.T) {
	for _, c := range []struct {
		cost Money
		want bool
	}{{Money{"EUR", 250_000}, false}, {Money{"EUR", 250_000.01}, true}, {Money{"USD", 900_000}, false}, {Money{}, false}} {
		with := func(in *Incident) { in.Cost = c.cost }
		list := []Incident{hit(t, "a", "2026-04-01T00:00:00Z", "x", "", with), hit(t, "b", "2026-05-01T00:00:00Z", "x", "", with)}
		got := Recur(list, law(t, "nis2"), Quarter(2026, 2), day(t, "2026-12-31"), policy.Default()).Assessments[0].Groups
		if len(got) != 1 || got[0].Above != c.want {
			t.Errorf("%+v twice: %+v", c.cost, got)
		}
	}
}
