package trends

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/policy"
)

// TestCumulative takes cumulative shares from the counts, whatever the order of the keys is, and without (none).
func TestCumulative(t *testing.T) {
	list := make([]Incident, 0, 22)
	add := func(n int, service, severity string) {
		for range n {
			list = append(list, made(t, fmt.Sprint(len(list)), "2026-05-01T00:00:00Z", func(in *Incident) {
				if service != "" {
					in.Services = []string{service}
				}
				in.Severity = severity
			}))
		}
	}
	add(2, "c", "sev1")
	add(7, "a", "sev3")
	add(5, "d", "sev2")
	add(5, "b", "sev2")
	add(1, "e", "sev1")
	add(2, "", "")
	got := of2026(t, "2026-12-31", list...)
	said := map[string]string{}
	for _, name := range []string{"service", "severity"} {
		for _, k := range got.breakdown(name) {
			said[k.Key] = "nil"
			if k.Cumulative != nil {
				said[k.Key] = fmt.Sprint(math.Round(100 * *k.Cumulative))
			}
		}
	}
	want := map[string]string{
		"a": "35", "b": "60", "d": "85", "c": "95", "e": "100", "(none)": "nil",
		"sev2": "50", "sev3": "85", "sev1": "100", "sev4": "100",
	}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestVerdictsOfControls(t *testing.T) {
	of := func(controls ...Control) func(*Incident) { return func(in *Incident) { in.Controls = controls } }
	got := of2026(t, "2026-12-31",
		made(t, "a", "2026-05-01T00:00:00Z", of(Control{"x", "failed"}, Control{"x", "failed"}, Control{"x", "missing"}, Control{"y", "effective"})),
		made(t, "b", "2026-05-02T00:00:00Z", of(Control{"x", "partial"}, Control{"(none)", "failed"}, Control{"y", "good"})),
		made(t, "c", "2025-05-02T00:00:00Z", of(Control{"z", "failed"})),
		made(t, "d", "2026-05-02T00:00:00Z", nil),
	)
	said := map[string]string{}
	for _, k := range got.breakdown("control") {
		said[k.Key] = fmt.Sprintf("%d/%d %+v", k.N, k.Previous, *k.Verdicts)
	}
	want := map[string]string{
		"x":      "2/0 {Effective:0 Partial:1 Failed:1 Missing:1 Unstated:0}",
		"y":      "2/0 {Effective:1 Partial:0 Failed:0 Missing:0 Unstated:1}",
		"z":      "0/1 {Effective:0 Partial:0 Failed:0 Missing:0 Unstated:0}",
		"(none)": "2/0 {Effective:0 Partial:0 Failed:1 Missing:0 Unstated:0}",
	}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestTimeKeys lists every hour and weekday in their order, and months by time.
func TestTimeKeys(t *testing.T) {
	got := of2026(t, "2026-12-31",
		made(t, "a", "2026-11-01T00:00:00Z", func(in *Incident) { in.Clock = Clock{"sunday", "01", true} }),
		made(t, "b", "2026-02-01T00:00:00Z", func(in *Incident) { in.Clock = Clock{Weekday: "sunday"} }),
		made(t, "c", "2025-12-01T00:00:00Z", func(in *Incident) { in.Clock = Clock{"monday", "01", false} }),
	)
	if hours := got.counts("hour"); len(hours) != 25 || hours[0] != "00 0/0" || hours[1] != "01 1/1" || hours[24] != "(none) 1/0" {
		t.Errorf("hours: %q", hours)
	}
	if diff := cmp.Diff([]string{"monday 0/1", "tuesday 0/0", "wednesday 0/0", "thursday 0/0", "friday 0/0", "saturday 0/0", "sunday 2/0"}, got.counts("weekday")); diff != "" {
		t.Errorf("weekdays (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"2025-12 0/1", "2026-02 1/0", "2026-11 1/0"}, got.counts("month")); diff != "" {
		t.Errorf("months (-want +got):\n%s", diff)
	}
	if want := "Hours and weekdays are those at which an incident was detected, as its people wrote them, in the zone of that time. 1 of 1 are written in UTC, which need not be the clock on the wall."; got.ClockNote != want {
		t.Errorf("note %q", got.ClockNote)
	}
}

func TestCrossed(t *testing.T) {
	list := make([]Incident, 0, 20)
	add := func(n int, causes, services []string) {
		for range n {
			list = append(list, made(t, fmt.Sprint(len(list)), "2026-05-01T00:00:00Z", func(in *Incident) {
				for _, c := range causes {
					in.Causes = append(in.Causes, Cause{Category: c})
				}
				in.Services = services
			}))
		}
	}
	// The table of 20 with 6 of one, 5 of the other and 4 of both has a lift of 2.6667 and a one-sided p of 0.0139.
	add(4, []string{"c1", "c1"}, []string{"s1", "s1"})
	add(2, []string{"c1"}, nil)
	add(1, nil, []string{"s1", "s2"})
	add(3, []string{"c2"}, nil) // frequent enough to be looked for with s1
	add(10, nil, nil)
	list = append(list, made(t, "before", "2025-05-01T00:00:00Z", func(in *Incident) { in.Services = []string{"old"} }))
	got := Compute(list, Year(2026), Year(2025), day(t, "2026-12-31"), policy.Default()).Only([]string{"cause", "service"}).Crossed
	want := []Cell{{"c1", "s1", 4}, {"c1", "(none)", 2}, {"c2", "(none)", 3}, {"(none)", "s1", 1}, {"(none)", "s2", 1}, {"(none)", "(none)", 10}}
	if diff := cmp.Diff(want, got.Cells); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
	if got.Of != 20 || got.Tried != 2 || len(got.Pairs) != 1 || len(got.RowKeys) != 3 || len(got.ColumnKeys) != 3 {
		t.Fatalf("got %+v", got)
	}
	p := got.Pairs[0]
	if p.Both != 4 || p.A != 6 || p.B != 5 || math.Abs(p.Lift-2.666667) > 1e-6 || math.Abs(p.P-0.013932) > 1e-6 || p.Holm != 2*p.P || p.Verdict != "more-than-chance" {
		t.Errorf("got %+v", p)
	}
	list = list[1:]
	if few := Compute(list, Year(2026), Year(2025), day(t, "2026-12-31"), policy.Default()).Only([]string{"service", "cause"}).Crossed; len(few.Pairs) != 0 || few.Rows != "service" || few.Tried != 2 {
		t.Errorf("19 incidents: got %+v", few)
	}
	if all := of2026(t, "2026-12-31").Only([]string{"cause", "service", "team"}); all.Crossed != nil {
		t.Error("three dimensions are crossed")
	}
	if one := of2026(t, "2026-12-31").Only([]string{"cause", "cause"}); one.Crossed != nil || len(one.By) != 1 {
		t.Error("a dimension is crossed with itself")
	}
}

// TestReporting claims no change of the counts without its caution.
func TestReporting(t *testing.T) {
	many := func(kind string, year, n int, service string) []Incident {
		list := make([]Incident, 0, n)
		for i := range n {
			list = append(list, made(t, fmt.Sprint(kind, year, service, i), fmt.Sprintf("%d-02-%02dT00:00:00Z", year, i+1), func(in *Incident) { in.Kind, in.Services = kind, []string{service} }))
		}
		return list
	}
	old := made(t, "old", "2024-12-01T00:00:00Z", nil)
	for _, c := range []struct {
		name string
		list []Incident
		want string
	}{
		{"rise", many(KindIncident, 2026, 9, "a"), "A rise of reported incidents can be better reporting. No near misses are on record by which to tell."},
		{"rise of both", slices.Concat(many(KindIncident, 2026, 9, "a"), many(KindNearMiss, 2026, 9, "a")), "A rise of reported incidents can be better reporting. Near misses beside it, 9 against 0: more than chance would explain."},
		{"fall", slices.Concat(many(KindIncident, 2025, 9, "a"), many(KindNearMiss, 2026, 1, "a")), "A fall of reported incidents can be less reporting, or reports that are still to be written. Near misses beside it, 1 against 0: too few to tell."},
		{"a key", slices.Concat(many(KindIncident, 2026, 20, "a"), many(KindIncident, 2025, 20, "b")), "A key that stands out can be better or worse reporting, or a word that came into use. No near misses are on record by which to tell."},
		{"nothing", slices.Concat(many(KindIncident, 2026, 5, "a"), many(KindIncident, 2025, 5, "a")), ""},
	} {
		if got := of2026(t, "2026-12-31", append(c.list, old)...); got.Reporting != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got.Reporting, c.want)
		}
	}
}
