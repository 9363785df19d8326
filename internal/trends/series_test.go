package trends

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/stats"
)

// quarterly returns incidents with so many in each quarter from one on, on days of it that follow one another, and a
// report of long before.
func quarterly(t *testing.T, year, quarter int, counts ...int) []Incident {
	t.Helper()
	list := []Incident{made(t, "old", "2019-01-01T00:00:00Z", nil)}
	for i, n := range counts {
		q := Quarter(year, quarter+i)
		for j := range n {
			list = append(list, Incident{Report: fmt.Sprintf("%s-%d", q.From.Format(time.DateOnly), j), Kind: KindIncident, At: q.From.AddDate(0, 0, 5*j+1)})
		}
	}
	return list
}

func (v Series) reading(test string) Reading {
	i := slices.IndexFunc(v.Readings, func(r Reading) bool { return r.Test == test })
	if i < 0 {
		return Reading{}
	}
	return v.Readings[i]
}

// said returns the points as "name n days/all".
func (v Series) said() []string {
	list := make([]string, 0, len(v.Points))
	for i := range v.Points {
		p := &v.Points[i]
		list = append(list, fmt.Sprintf("%s %d %d/%d", p.Name, p.N, p.Days, p.Period.Days()))
	}
	return list
}

func TestSeriesExtent(t *testing.T) {
	in := func(when string) Incident { return made(t, when, when+"T12:00:00Z", nil) }
	for _, c := range []struct {
		what      string
		incidents []Incident
		period    Period
		asOf      string
		span      string
		want      string
		left      int
	}{
		{
			"eight whole quarters and the running one, counted by day",
			[]Incident{in("2020-01-01"), in("2024-10-01"), in("2026-09-30"), in("2026-10-01"), in("2026-10-02")},
			LastMonths(12, day(t, "2026-10-01")), "2026-10-01", ByQuarter,
			"2024-Q4 1 92/92, 2025-Q1 0 90/90, 2025-Q2 0 91/91, 2025-Q3 0 92/92, 2025-Q4 0 92/92, 2026-Q1 0 90/90, 2026-Q2 0 91/91, 2026-Q3 1 92/92, 2026-Q4 1 1/92", 19,
		},
		{
			"records that begin within a quarter",
			[]Incident{in("2026-02-20"), in("2026-03-01")},
			Year(2026), "2026-12-31", ByQuarter,
			"2026-Q1 2 40/90, 2026-Q2 0 91/91, 2026-Q3 0 92/92, 2026-Q4 0 92/92", 0,
		},
		{"records that begin with a quarter", []Incident{in("2026-10-05")}, Year(2026), "2026-12-31", ByQuarter, "2026-Q4 1 92/92", 0},
		{"a period that ends within a quarter", []Incident{in("2026-04-01"), in("2026-06-15"), in("2026-06-16")}, Period{day(t, "2026-05-01"), day(t, "2026-06-15")}, "2026-12-31", ByQuarter, "2026-Q2 2 76/91", 0},
		{"a period of the past", []Incident{in("2025-11-03"), in("2026-11-03")}, Year(2025), "2026-12-31", ByQuarter, "2025-Q4 1 59/92", 0},
		{"months", []Incident{in("2026-01-31"), in("2026-02-28")}, Quarter(2026, 1), "2026-03-10", ByMonth, "2026-01 1 1/31, 2026-02 1 28/28, 2026-03 0 10/31", 0},
		{"a day", []Incident{in("2026-02-28")}, Period{day(t, "2026-02-28"), day(t, "2026-02-28")}, "2026-02-28", ByMonth, "2026-02 1 1/28", 0},
		{"nothing before the end of the period", []Incident{in("2026-02-20")}, Year(2025), "2026-12-31", ByQuarter, "", 0},
		{"no report", nil, Year(2025), "2026-12-31", ByQuarter, "", 0},
		{"a period of the future", []Incident{in("2020-02-20")}, Year(2027), "2026-12-31", ByQuarter, "", 0},
	} {
		got := Compute(c.incidents, c.period, c.period.Before(), day(t, c.asOf), policy.Default()).Over(c.span).Series
		if said := strings.Join(got.said(), ", "); said != c.want || got.Left != c.left {
			t.Errorf("%s: got %s with %d left out, want %s with %d", c.what, said, got.Left, c.want, c.left)
		}
	}
	long := Compute([]Incident{in("2020-02-20"), in("2026-01-01")}, Period{day(t, "2020-01-01"), day(t, "2026-12-31")}, Year(2019), day(t, "2026-12-31"), policy.Default())
	if n := len(long.Series.Points); n != 28 || long.Series.Whole != 27 {
		t.Errorf("a period of seven years: %d points, %d whole", n, long.Series.Whole)
	}
}

// TestSeriesKinds counts near misses and exercises beside the incidents, and actions of the incidents alone.
func TestSeriesKinds(t *testing.T) {
	got := of2026(t, "2026-12-31",
		made(t, "a", "2026-01-01T00:00:00Z", func(in *Incident) { in.Draft = true }),
		made(t, "b", "2026-01-05T00:00:00Z", func(in *Incident) { in.Kind = KindNearMiss }),
		made(t, "c", "2026-01-06T00:00:00Z", func(in *Incident) { in.Kind = KindExercise }),
		made(t, "d", "2026-01-06T00:00:00Z", func(in *Incident) { in.Kind = KindNearMiss }),
	).Series.Points[0]
	if got.N != 1 || got.NearMiss != 2 || got.Exercise != 1 || got.Reports() != 4 || got.Drafts != 1 || math.Abs(got.High-5.5716) > 1e-4 || math.Abs(got.Low-0.0253) > 1e-4 {
		t.Errorf("got %+v", got)
	}
}

func TestSeriesRank(t *testing.T) {
	rising := of2026(t, "2026-12-31", quarterly(t, 2025, 1, 1, 2, 3, 4, 5, 6, 7, 8)...)
	r := rising.Series.reading(TestRank)
	if r.N != 8 || r.Statistic != 28 || r.Verdict != stats.MoreThanChance || !strings.Contains(r.Said, "the counts rise, more than chance would explain (S = 28, p < 0.001, exact)") {
		t.Errorf("got %+v", r)
	}
	falling := of2026(t, "2026-12-31", quarterly(t, 2025, 1, 8, 7, 6, 5, 4, 3, 2, 1)...)
	if r := falling.Series.reading(TestRank); r.Verdict != stats.LessThanChance || !strings.Contains(r.Said, "the counts fall") {
		t.Errorf("got %+v", r)
	}
	flat := of2026(t, "2026-12-31", quarterly(t, 2025, 1, 3, 1, 4, 2, 3, 2, 4, 3)...)
	if r := flat.Series.reading(TestRank); r.Verdict != stats.NoChange || !strings.Contains(r.Said, "compatible with no change") || r.P < 0.3 {
		t.Errorf("got %+v", r)
	}
	running := of2026(t, "2026-12-30", quarterly(t, 2025, 2, 1, 2, 3, 4, 5, 6, 7)...) // 2024-Q4 to 2026-Q3 are whole
	if r := running.Series.reading(TestRank); r.N != 8 || r.Statistic != 27 {         // none, none, 1 to 7 less the running one: one tie
		t.Errorf("got %+v", r)
	}
	few := of2026(t, "2026-12-31", quarterly(t, 2025, 2, 1, 2, 3, 4, 5, 6, 7)[1:]...)
	if r := few.Series.reading(TestRank); r.N != 7 || r.Verdict != stats.TooFew || !strings.Contains(r.Said, "7 whole quarters: too few to tell; it takes 8.") {
		t.Errorf("got %+v", r)
	}
}

// TestSeriesDates takes the middle of each day, from the day after the first report on where records begin in the series.
func TestSeriesDates(t *testing.T) {
	list := make([]Incident, 0, 9)
	for i, d := range []int{20, 95, 170, 230, 275, 300, 330, 345, 360} {
		list = append(list, Incident{Report: fmt.Sprint(i), Kind: KindIncident, At: day(t, "2026-01-01").AddDate(0, 0, d-1)})
	}
	period := Year(2026)
	got := Compute(append(list, made(t, "old", "2025-12-31T00:00:00Z", func(in *Incident) { in.Kind = KindExercise })), period, Year(2025), day(t, "2026-12-31"), policy.Default())
	// Records begin on the last day of 2025, so that the 365 days of 2026 are looked at: U of the published example, moved
	// by half a day.
	mean, end := (20.0+95+170+230+275+300+330+345+360)/9-0.5, 365.0
	u := (mean - end/2) / (end * math.Sqrt(1/(12*9.0)))
	r := got.Series.reading(TestDates)
	if r.N != 9 || math.Abs(r.Statistic-u) > 1e-9 || math.Abs(u-1.5122) > 1e-4 || r.Verdict != stats.NoChange || !strings.Contains(r.Said, "9 dates from 2026-01-01 on: compatible with no change (U = 1.51, p = 0.130)") {
		t.Errorf("got %+v, want U = %v", r, u)
	}
	without := Compute(list, period, Year(2025), day(t, "2026-12-31"), policy.Default()).Series.reading(TestDates)
	if without.N != 8 || !strings.Contains(without.Said, "from 2026-01-21 on") {
		t.Errorf("the first report begins the records: got %+v", without)
	}
	three := Compute(list[:4], period, Year(2025), day(t, "2026-12-31"), policy.Default()).Series.reading(TestDates)
	if three.N != 3 || three.Verdict != stats.TooFew || !strings.Contains(three.Said, "3 dates from 2026-01-21 on: too few to tell; it takes 4.") {
		t.Errorf("got %+v", three)
	}
}

func TestSeriesCharts(t *testing.T) {
	period := Period{day(t, "2024-10-01"), day(t, "2026-12-31")}
	nine := Compute(quarterly(t, 2024, 4, 3, 1, 4, 2, 3, 2, 4, 3, 11), period, period.Before(), day(t, "2026-12-31"), policy.Default())
	r := nine.Series.reading(ChartCounts)
	if r.N != 9 || math.Abs(r.High-10.316667) > 1e-5 || r.Verdict != stats.MoreThanChance || len(r.Signals) != 1 || r.Signals[0] != (Signal{"2026-Q4", 11, true}) {
		t.Errorf("got %+v", r)
	}
	if !strings.Contains(r.Said, "2026-Q4 (11) outside 0.0 to 10.3, more than chance would explain") || nine.Series.Caution == "" {
		t.Errorf("got %q with the caution %q", r.Said, nine.Series.Caution)
	}
	if d := nine.Series.reading(TestDispersion); d.Verdict != stats.MoreThanChance || math.Abs(d.P-0.019) > 0.0005 {
		t.Errorf("got %+v", d)
	}
	eight := of2026(t, "2026-12-31", quarterly(t, 2025, 1, 3, 1, 4, 2, 3, 2, 4, 3)...)
	for _, r := range eight.Series.Readings {
		if r.Verdict != stats.NoChange {
			t.Errorf("a steady series: %+v", r)
		}
	}
	if eight.Series.Caution != "" || eight.Series.Claims() {
		t.Errorf("nothing changed, and yet %q", eight.Series.Caution)
	}
	seven := of2026(t, "2026-12-31", quarterly(t, 2025, 2, 3, 3, 3, 3, 3, 3, 3)[1:]...)
	if r := seven.Series.reading(ChartCounts); r.Verdict != stats.TooFew || !strings.Contains(r.Said, "At 3.0 incidents a quarter, 10 or more in one could be told from chance.") {
		t.Errorf("got %+v", r)
	}
}

func TestSeriesGaps(t *testing.T) {
	list := []Incident{made(t, "old", "2019-01-01T00:00:00Z", nil)}
	at := day(t, "2026-01-02")
	for i, gap := range []int{0, 75, 75, 60, 45, 25, 30, 15, 15} {
		at = at.AddDate(0, 0, gap)
		list = append(list, Incident{Report: fmt.Sprint(i), Kind: KindIncident, At: at})
	}
	v := of2026(t, "2026-12-31", list...).Over(ByMonth).Series
	r := v.reading(ChartGaps)
	if r.N != 8 || math.Abs(r.Low-16.6922) > 1e-4 || math.Abs(r.High-72.5848) > 1e-4 || math.Abs(r.Centre-37.53) > 0.05 || len(r.Signals) != 4 || r.Verdict != stats.MoreThanChance {
		t.Errorf("got %+v", r)
	}
	if want := (Signal{"2026-01-02 to 2026-03-18", 75, false}); len(r.Signals) > 0 && r.Signals[0] != want {
		t.Errorf("got %+v, want %+v", r.Signals[0], want)
	}
	few := of2026(t, "2026-12-31", list[:4]...).Over(ByMonth).Series
	if r := few.reading(ChartGaps); r.N != 2 || r.Verdict != stats.TooFew || !strings.Contains(r.Said, "2 gaps between incidents (less than one a month): too few to tell; it takes 8.") {
		t.Errorf("got %+v", r)
	}
	one := quarterly(t, 2026, 1) // the report of long before alone
	for i := range 9 {
		one = append(one, made(t, fmt.Sprint(i), "2026-01-02T00:00:00Z", nil))
	}
	if r := of2026(t, "2026-12-31", one...).Over(ByMonth).Series.reading(ChartGaps); r.N != 8 || r.Verdict != stats.TooFew || !strings.HasSuffix(r.Said, "too few to tell; all incidents are of one day.") {
		t.Errorf("all on one day: %+v", r)
	}
}

// TestSeriesEffort claims no trend without saying what reporting did.
func TestSeriesEffort(t *testing.T) {
	rising := quarterly(t, 2025, 1, 1, 2, 3, 4, 5, 6, 7, 8)
	near := func(n int, year int) []Incident {
		list := make([]Incident, 0, n)
		for i := range n {
			list = append(list, Incident{Report: fmt.Sprint("near", year, i), Kind: KindNearMiss, At: time.Date(year, 6, i+1, 0, 0, 0, 0, time.UTC)})
		}
		return list
	}
	for _, c := range []struct {
		name string
		with []Incident
		want string
	}{
		{"none", nil, "No near misses are on record"},
		{"more", near(9, 2026), "Near misses rose as well"},
		{"fewer", near(9, 2025), "Near misses fell"},
		{"same", slices.Concat(near(3, 2025), near(3, 2026)), "Near misses did not change by more than chance"},
	} {
		v := of2026(t, "2026-12-31", slices.Concat(rising, c.with)...).Series
		if !v.Claims() || !strings.Contains(v.Caution, c.want) || !strings.Contains(v.Caution, "can be more or less reporting") {
			t.Errorf("%s: got %q", c.name, v.Caution)
		}
	}
	v := of2026(t, "2026-12-31", slices.Concat(rising, near(9, 2026))...).Series
	want := Effort{
		Half: day(t, "2026-01-01"), Days: [2]int{365, 365}, Reports: [2]int{10, 35}, NearMiss: [2]int{0, 9},
		ReportsVerdict: stats.MoreThanChance, NearMissVerdict: stats.MoreThanChance,
	}
	if diff := cmp.Diff(want, v.Effort); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if said := v.Effort.Words(); said != "Reports of all kinds: 0.8 a month (10 in 365 days), then 2.9 (35 in 365 days): more than chance would explain. Near misses: 0.0 a month (0 in 365 days), then 0.8 (9 in 365 days): more than chance would explain." {
		t.Errorf("got %q", said)
	}
}

// TestFalseAlarms holds that incidents at a constant rate rarely seem to change.
func TestFalseAlarms(t *testing.T) {
	const runs = 300
	alarms := map[string]int{}
	random := newRandom(7)
	for range runs {
		list := []Incident{made(t, "old", "2019-01-01T00:00:00Z", nil)}
		for i := range 12 + random.IntN(20) {
			list = append(list, Incident{Report: fmt.Sprint(i), Kind: KindIncident, At: day(t, "2025-01-01").AddDate(0, 0, random.IntN(730))})
		}
		v := of2026(t, "2026-12-31", list...).Series
		for _, r := range v.Readings {
			if r.claims() {
				alarms[r.Test]++
			}
		}
		if v.Claims() != (v.Caution != "") {
			t.Fatalf("claims %v with the caution %q", v.Claims(), v.Caution)
		}
	}
	for test, n := range alarms {
		t.Logf("%s: %d of %d", test, n, runs)
		if limit := map[string]int{ChartCounts: runs / 6}[test]; n > max(limit, runs/12) {
			t.Errorf("%s: %d false alarms of %d", test, n, runs)
		}
	}
}
