package cli

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// TestWithin takes the time of a repeat from the flag, else from pir.yaml.
func TestWithin(t *testing.T) {
	report := func(day string) string {
		return "---\ntitle: t\nseverity: sev2\nstatus: closed\ntimeline: [{at: " + day + "T08:00:00Z, event: E, milestone: detected}]\ncauses: [{id: C1, role: root, category: alerting-gap, statement: S}]\n---\n"
	}
	dir := repository(t, map[string]string{
		"pir.yaml":                "trends: {repeat_within: 3 months}\n",
		"reports/2026-01-10-a.md": report("2026-01-10"),
		"reports/2026-06-10-b.md": report("2026-06-10"),
	})
	for flags, want := range map[string]int{"": 0, "--within 5m": 1, "--within 150d": 0, "--within 151d": 1} {
		if got := runTrends(t, dir, strings.Fields(flags)...); len(got.Repeats) != want {
			t.Errorf("%q: %d repeats, want %d", flags, len(got.Repeats), want)
		}
	}
}

// TestRepeatsOfLaws assesses the last whole quarter or month, and every one of a period, with the incidents of the
// examples; a second program found the same groups.
func TestRepeatsOfLaws(t *testing.T) {
	dir := exampleRepository(t, nil)
	type out struct {
		Regime      string
		Assessments []struct {
			From, To string
			Examined int
			Groups   []struct {
				Cause   string
				Unknown int
				Above   bool
				Costs   []struct {
					Amount   float64
					Currency string
				}
				Members []struct{ Report string }
			}
		}
	}
	assess := func(flags string) out {
		got := run(t, dir, append([]string{"trends", "--format", "json", "--as-of", "2026-10-01"}, strings.Fields(flags)...)...)
		if got.status != ExitOK {
			t.Fatalf("%s: status %d: %s", flags, got.status, got.stderr)
		}
		var o out
		if err := json.Unmarshal([]byte(got.stdout), &o); err != nil {
			t.Fatal(err)
		}
		return o
	}
	if got := assess("--repeats nis2"); len(got.Assessments) != 1 || got.Assessments[0].From != "2026-07-01" || got.Assessments[0].Examined != 4 || len(got.Assessments[0].Groups) != 0 {
		t.Errorf("nis2: %+v", got)
	}
	if got := assess("--repeats DORA"); len(got.Assessments) != 1 || got.Assessments[0].From != "2026-09-01" || got.Regime != "dora" {
		t.Errorf("dora: %+v", got)
	}
	year := assess("--repeats nis2 --year 2025")
	if len(year.Assessments) != 4 || len(year.Assessments[2].Groups) != 1 {
		t.Fatalf("2025: %+v", year)
	}
	g := year.Assessments[2].Groups[0]
	var members []string
	for _, m := range g.Members {
		members = append(members, m.Report)
	}
	if g.Cause != "secure-development" || g.Unknown != 1 || g.Above || len(g.Costs) != 1 || g.Costs[0].Amount != 5600 || g.Costs[0].Currency != "EUR" ||
		!slices.Equal(members, []string{"2025-04-15-portal-blank-after-release", "2025-07-09-label-queue-stall"}) {
		t.Errorf("third quarter: %+v", g)
	}
	if got := assess("--repeats dora --year 2025"); len(got.Assessments) != 12 {
		t.Errorf("%d months", len(got.Assessments))
	}
	for flags, from := range map[string]string{"nis2 --half 2025H1": "2025-01-01", "dora --month 2025-05": "2025-05-01", "nis2 --from 2025-04-01 --to 2025-06-30": "2025-04-01"} {
		if got := assess("--repeats " + flags); len(got.Assessments) == 0 || got.Assessments[0].From != from {
			t.Errorf("%s: %+v, want the first period from %s on", flags, got.Assessments, from)
		}
	}
	if got := run(t, dir, "trends", "--repeats", "nis2", "--as-of", "2026-10-01"); !strings.Contains(got.stdout, "None found, 4 incidents examined") {
		t.Errorf("the text does not say that nothing was found: %s", got.stdout)
	}
}
