package trends

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/stats"
)

// made returns an incident at a time of RFC 3339, changed by with.
func made(t *testing.T, id, when string, with func(*Incident)) Incident {
	t.Helper()
	in := Incident{Report: id, Kind: KindIncident, At: at(t, when)}
	if with != nil {
		with(&in)
	}
	return in
}

func of2026(t *testing.T, asOf string, incidents ...Incident) Trends {
	t.Helper()
	return Compute(incidents, Year(2026), Year(2025), day(t, asOf), policy.Default())
}

func (t Trends) breakdown(name string) []Key {
	for _, b := range t.By {
		if b.Dimension == name {
			return b.Keys
		}
	}
	return nil
}

// counts returns "key n/previous" for each key of a dimension.
func (t Trends) counts(name string) []string {
	keys := t.breakdown(name)
	list := make([]string, 0, len(keys))
	for _, k := range keys {
		list = append(list, fmt.Sprintf("%s %d/%d", k.Key, k.N, k.Previous))
	}
	return list
}

func TestCounts(t *testing.T) {
	root := func(category string) Cause { return Cause{ID: "C1", Category: category, Root: true} }
	factor := func(category string) Cause { return Cause{ID: "C2", Category: category} }
	got := of2026(t, "2027-01-31",
		made(t, "a", "2026-01-01T00:00:00Z", func(in *Incident) {
			in.Severity, in.Trigger, in.Vector, in.Detection = "sev1", "binary-push", "phishing", "staff"
			in.Causes = []Cause{root("secrets-exposure"), factor("access-lifecycle"), factor("access-lifecycle")}
			in.Controls = []Control{{"iso27001:A.8.4", "failed"}, {"iso27001:A.8.4", "missing"}, {"iso27001:A.8.16", "effective"}, {"iso27001:A.8.2", "partial"}}
			in.Techniques = []string{"T1552.001", "T1562", "T1656"}
			in.Services, in.Teams, in.Suppliers = []string{"billing", "portal"}, []string{"payments"}, []string{"cloud-host"}
		}),
		made(t, "b", "2026-12-31T23:59:59Z", func(in *Incident) {
			in.Severity, in.Detection = "sev3", "monitoring"
			in.Causes = []Cause{factor("secrets-exposure"), root("weak-authentication"), factor("of our own")}
			in.Services = []string{"portal"}
		}),
		made(t, "c", "2026-07-01T12:00:00Z", nil),
		made(t, "d", "2025-12-31T23:59:59Z", func(in *Incident) {
			in.Severity, in.Detection, in.Trigger = "sev2", "monitoring", "hardware"
			in.Causes = []Cause{root("capacity-resilience")}
			in.Controls = []Control{{"iso27001:A.8.6", "missing"}}
		}),
		made(t, "e", "2024-12-31T23:59:59Z", func(in *Incident) { in.Severity, in.Services = "sev1", []string{"old"} }),
		made(t, "f", "2026-03-01T00:00:00Z", func(in *Incident) { in.Kind, in.Services = KindNearMiss, []string{"portal"} }),
		made(t, "g", "2025-03-01T00:00:00Z", func(in *Incident) { in.Kind = KindExercise }),
	)
	if want := (Kinds{Incident: Pair{3, 1}, NearMiss: Pair{1, 0}, Exercise: Pair{0, 1}}); got.Kinds != want {
		t.Errorf("kinds: got %+v, want %+v", got.Kinds, want)
	}
	for name, want := range map[string][]string{
		"severity":       {"sev1 1/0", "sev2 0/1", "sev3 1/0", "sev4 0/0", "(none) 1/0"},
		"cause":          {"secrets-exposure 2/0", "(none) 1/0", "access-lifecycle 1/0", "of our own 1/0", "weak-authentication 1/0", "capacity-resilience 0/1"},
		"bone":           {"technology 2/1", "(none) 1/0", "process 1/0", "unknown category 1/0"},
		"trigger":        {"(none) 2/0", "binary-push 1/0", "hardware 0/1"},
		"vector":         {"(none) 2/1", "phishing 1/0"},
		"tactic":         {"(none) 2/1", "TA0006 1/0", "unknown technique 1/0"},
		"failed_control": {"(none) 2/0", "iso27001:A.8.4 1/0", "iso27001:A.8.6 0/1"},
		"service":        {"portal 2/0", "(none) 1/1", "billing 1/0"},
		"team":           {"(none) 2/1", "payments 1/0"},
		"supplier":       {"(none) 2/1", "cloud-host 1/0"},
		"detection":      {"(none) 1/0", "monitoring 1/1", "staff 1/0"},
	} {
		if diff := cmp.Diff(want, got.counts(name)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	portal := got.breakdown("service")[0]
	if math.Abs(portal.Share-2.0/3) > 1e-12 || math.Abs(portal.Low-0.2422) > 1e-4 || math.Abs(portal.High-7.2247) > 1e-4 {
		t.Errorf("portal: got %+v, want a share of 2/3 and limits 0.2422 to 7.2247", portal)
	}
	if name := got.breakdown("tactic")[1].Name; name != "Credential Access" {
		t.Errorf("TA0006 is named %q", name)
	}
	if i := got.Incidents; i.N != 3 || i.Previous != 1 || i.Verdict != stats.TooFew || i.Ratio.Ratio != 3 || math.Abs(i.Low-0.6187) > 1e-4 {
		t.Errorf("incidents: got %+v", i)
	}
	if got, want := len(got.By), len(Dimensions()); got != want {
		t.Errorf("%d breakdowns, want %d", got, want)
	}
}

func TestOnly(t *testing.T) {
	all := of2026(t, "2027-01-31")
	if got := all.Only([]string{"team", "cause"}); len(got.By) != 2 || got.By[0].Dimension != "cause" || got.By[1].Dimension != "team" {
		t.Errorf("got %+v", got.By)
	}
	if len(all.Only(nil).By) != len(Dimensions()) || len(all.By) != len(Dimensions()) {
		t.Error("no names must keep all, and the original stay whole")
	}
}

func TestEmpty(t *testing.T) {
	got := of2026(t, "2027-01-31")
	if got.Incidents.N != 0 || math.Abs(got.Incidents.High-3.6889) > 1e-4 || got.Incidents.Verdict != stats.TooFew || got.Incidents.Ratio.Defined() {
		t.Errorf("incidents: got %+v", got.Incidents)
	}
	for _, b := range got.By {
		for _, k := range b.Keys {
			if k.N != 0 || k.Share != 0 || b.Dimension != "severity" {
				t.Errorf("%s has %+v", b.Dimension, k)
			}
		}
	}
	for _, i := range got.Intervals {
		if i.N != 0 || i.Unknown != 0 || i.Median != nil || i.Low != nil {
			t.Errorf("%s: got %+v", i.Name, i)
		}
	}
	if len(got.Repeats)+len(got.DidNotHold) > 0 {
		t.Error("something came back out of nothing")
	}
}

// TestPartial cuts a running period and what lies after the day.
func TestPartial(t *testing.T) {
	got := of2026(t, "2026-07-01",
		made(t, "a", "2026-07-01T23:59:59Z", nil),
		made(t, "b", "2026-07-02T00:00:00Z", nil),
		made(t, "c", "2025-08-01T00:00:00Z", nil),
		Incident{Report: "d", Kind: KindIncident},
		Incident{Report: "e", Unread: true},
	)
	if got.Exposure != (Exposure{Now: 182, Previous: 365}) {
		t.Errorf("exposure: got %+v", got.Exposure)
	}
	if i := got.Incidents; i.N != 1 || i.Previous != 1 || math.Abs(i.Ratio.Ratio-365.0/182) > 1e-9 {
		t.Errorf("incidents: got %+v", i)
	}
	for _, want := range []string{"182 of its 365 days", "1 report is after 2026-07-01", "1 report is without any date", "1 file is without readable front matter"} {
		if !slices.ContainsFunc(got.Notes, func(n string) bool { return strings.Contains(n, want) }) {
			t.Errorf("no note says %q: %q", want, got.Notes)
		}
	}
	future := of2026(t, "2020-01-01", made(t, "a", "2026-07-01T23:59:59Z", nil))
	if future.Exposure != (Exposure{}) || future.Incidents.N != 0 || future.Incidents.Verdict != stats.TooFew {
		t.Errorf("a future period: got %+v %+v", future.Exposure, future.Incidents)
	}
}

func TestVerdicts(t *testing.T) {
	many := func(prefix, year string, n int) []Incident {
		list := make([]Incident, 0, n)
		for i := range n {
			list = append(list, made(t, fmt.Sprint(prefix, i), fmt.Sprintf("%s-02-%02dT00:00:00Z", year, i+1), nil))
		}
		return list
	}
	for _, c := range []struct {
		now, before int
		want        stats.Verdict
	}{{9, 1, stats.MoreThanChance}, {1, 9, stats.LessThanChance}, {10, 3, stats.NoChange}, {0, 3, stats.TooFew}} {
		got := of2026(t, "2026-12-31", slices.Concat(many("n", "2026", c.now), many("b", "2025", c.before))...)
		if got.Incidents.Verdict != c.want {
			t.Errorf("%d against %d: got %s, want %s", c.now, c.before, got.Incidents.Verdict, c.want)
		}
	}
}

// TestHolm finds the one key of many that stands out, and not one that would by itself.
func TestHolm(t *testing.T) {
	list := make([]Incident, 0, 12)
	for i := range 12 {
		list = append(list, made(t, fmt.Sprint("n", i), fmt.Sprintf("2026-02-%02dT00:00:00Z", i+1), func(in *Incident) {
			in.Services = []string{"hub"}
			if i < 6 {
				in.Services = append(in.Services, "portal") // 6 against 0 has p = 0.031, too much among many keys
			}
			in.Teams = []string{fmt.Sprint("team-", i)}
		}))
	}
	list = append(list, made(t, "old", "2024-12-01T00:00:00Z", nil)) // so that the year before is one of records
	got := of2026(t, "2026-12-31", list...)
	_, out := standOut(&got)
	if want := []string{"service hub, 12 against 0"}; !slices.Equal(out, want) {
		t.Errorf("got %q, want %q", out, want)
	}
	for _, k := range got.breakdown("service") {
		want := stats.Verdict("")
		if k.Key == "hub" {
			want = stats.MoreThanChance
		}
		if k.Verdict != want || k.Compared && (k.Holm < k.P || math.IsNaN(k.P)) {
			t.Errorf("got %+v, want the verdict %q", k, want)
		}
	}
	if k := got.breakdown("month")[0]; k.Compared {
		t.Errorf("a month is compared with the year before: %+v", k)
	}
}

func TestIntervals(t *testing.T) {
	start := at(t, "2026-05-01T00:00:00Z")
	hours := []float64{0.5, 1.2, 2, 3.5, 4, 6, 9, 26, 190}
	list := make([]Incident, 0, len(hours)+3)
	for i, h := range hours {
		list = append(list, made(t, strconv.Itoa(i), "2026-05-01T00:00:00Z", func(in *Incident) {
			in.Milestones = []Milestone{{"detected", true, start}, {"resolved", true, start.Add(time.Duration(h * float64(time.Hour)))}}
		}))
	}
	list = append(list,
		made(t, "unknown", "2026-05-01T00:00:00Z", func(in *Incident) {
			in.Milestones = []Milestone{{"detected", true, start}, {Name: "resolved"}}
		}),
		made(t, "absent", "2026-05-01T00:00:00Z", nil),
		made(t, "day only", "2026-05-01T00:00:00Z", func(in *Incident) {
			in.Milestones = []Milestone{{"detected", true, start}, {"resolved", false, start}}
		}),
		made(t, "negative", "2026-05-01T00:00:00Z", func(in *Incident) {
			in.Milestones = []Milestone{{"detected", true, start}, {"resolved", true, start.Add(-time.Second)}}
		}))
	got := of2026(t, "2026-12-31", list...)
	want := Interval{Name: "time_to_resolve", From: "detected", To: "resolved", Spread: Spread{
		N: 9, Unknown: 2, NotMeasurable: 2, Negative: 1,
		Median: new(4.0 * 3600), Q1: new(2.0 * 3600), Q3: new(9.0 * 3600), P90: new(58.8 * 3600), Low: new(1.2 * 3600), High: new(26.0 * 3600),
		Min: new(0.5 * 3600), MinReport: "0", Max: new(190.0 * 3600), MaxReport: "8",
	}}
	if diff := cmp.Diff(want, got.Intervals[3], cmpopts.EquateApprox(0, 1e-6)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if i := got.Intervals[0]; i.N != 0 || i.Unknown != 13 || i.Median != nil {
		t.Errorf("time to detect: got %+v", i)
	}
	if !slices.ContainsFunc(got.Notes, func(n string) bool {
		return strings.Contains(n, "1 incident is not measured from detected to resolved")
	}) {
		t.Errorf("notes: %q", got.Notes)
	}
}

// TestSmallInterval has a median without limits, and an instant is measured as 0 and not as unknown.
func TestSmallInterval(t *testing.T) {
	now := at(t, "2026-05-01T00:00:00Z")
	got := of2026(t, "2026-12-31", made(t, "a", "2026-05-01T00:00:00Z", func(in *Incident) {
		in.Milestones = []Milestone{{"detected", true, now}, {"contained", true, now}}
	})).Intervals[2]
	if got.N != 1 || got.Median == nil || *got.Median != 0 || got.Low != nil || got.High != nil {
		t.Errorf("got %+v", got)
	}
}

// TestCaution speaks up when records begin within the period before, and judges keys by what is covered.
func TestCaution(t *testing.T) {
	now := make([]Incident, 0, 13)
	for i := range 13 {
		now = append(now, made(t, strconv.Itoa(i), fmt.Sprintf("2026-02-%02dT00:00:00Z", i+1), func(in *Incident) { in.Severity = "sev1" }))
	}
	for first, want := range map[string]string{
		"2024-05-01": "",
		"2025-01-01": "",
		"2025-02-06": "", // 329 of 365 days
		"2025-02-07": "13 in 365 days against 1 in 328 days: more than chance would explain.",
		"2025-12-31": "13 in 365 days against 1 in 1 day: compatible with no change.",
		"2026-01-01": "nothing to compare with yet.",
	} {
		got := of2026(t, "2026-12-31", append(slices.Clip(now), made(t, "first", first+"T12:00:00Z", nil))...)
		if !strings.HasSuffix(got.Caution, want) || (got.Caution == "") != (want == "") {
			t.Errorf("first report of %s: got %q, want %q", first, got.Caution, want)
		}
		out := slices.ContainsFunc(got.Notes, func(n string) bool { return strings.Contains(n, "severity sev1, 13 against 0") })
		if out != (first < "2025-12-31") {
			t.Errorf("first report of %s: notes %q", first, got.Notes)
		}
	}
	if got := of2026(t, "2026-12-31"); got.Caution != "" {
		t.Errorf("no report at all: %q", got.Caution)
	}
}

// TestFirstPeriod claims no rise when the records begin with the period: there is no period before to be told from.
func TestFirstPeriod(t *testing.T) {
	var list []Incident
	for i := range 30 {
		list = append(list, made(t, strconv.Itoa(i), "2026-02-03T00:00:00Z", nil))
	}
	if got := of2026(t, "2026-12-31", list...); got.Incidents.Compared() || got.Incidents.Verdict != stats.TooFew || got.Reporting != "" {
		t.Errorf("30 incidents of the first year on record: %+v, %q", got.Incidents, got.Reporting)
	}
	list = append(list, made(t, "before", "2025-01-03T00:00:00Z", nil))
	if got := of2026(t, "2026-12-31", list...); !got.Incidents.Compared() || got.Incidents.Verdict != stats.MoreThanChance || got.Reporting == "" {
		t.Errorf("30 against 1: %+v, %q", got.Incidents, got.Reporting)
	}
}
