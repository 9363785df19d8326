package cli

import (
	"encoding/json"
	"strings"
	"testing"
)

// trendsOut is what the tests read of the JSON.
type trendsOut struct {
	AsOf             string `json:"as_of"`
	Period, Previous struct {
		From, To       string
		Days, Exposure int
	}
	Incidents struct {
		N, Previous int
		Verdict     string
	}
	By map[string][]struct {
		Key         string
		N, Previous int
	}
	Repeats []struct{ Report, Earlier, Why, State, Settled string }
	DidNot  []struct {
		Action string
		HitBy  string `json:"hit_by"`
		State  string
	} `json:"did_not_hold"`
	Notes []string
}

func runTrends(t *testing.T, dir string, args ...string) trendsOut {
	t.Helper()
	got := run(t, dir, append([]string{"trends", "--format", "json"}, args...)...)
	if got.status != ExitOK {
		t.Fatalf("%v: status %d: %s", args, got.status, got.stderr)
	}
	var out trendsOut
	if err := json.Unmarshal([]byte(got.stdout), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTrendsPeriods(t *testing.T) {
	dir := repository(t, map[string]string{"reports/README.md": ""})
	for _, c := range []struct{ args, from, to, before string }{
		{"", "2025-10-02", "2026-10-01", "2024-10-02"},
		{"--as-of 2026-09-30", "2025-10-01", "2026-09-30", "2024-10-01"},
		{"--year 2025", "2025-01-01", "2025-12-31", "2024-01-01"},
		{"--year 2026", "2026-01-01", "2026-12-31", "2025-01-01"},
		{"--quarter 2026Q2", "2026-04-01", "2026-06-30", "2026-01-01"},
		{"--quarter 2026-q1", "2026-01-01", "2026-03-31", "2025-10-01"},
		{"--last 90d", "2026-07-04", "2026-10-01", "2026-04-05"},
		{"--last 2w", "2026-09-18", "2026-10-01", "2026-09-04"},
		{"--last 4q --as-of 2026-09-30", "2025-10-01", "2026-09-30", "2024-10-01"},
		{"--last 2Y --as-of 2026-12-31", "2025-01-01", "2026-12-31", "2023-01-02"},
		{"--from 2026-02-01 --to 2026-02-28", "2026-02-01", "2026-02-28", "2026-01-04"},
		{"--from 2026-10-01", "2026-10-01", "2026-10-01", "2026-09-30"},
	} {
		got := runTrends(t, dir, strings.Fields(c.args)...)
		if got.Period.From != c.from || got.Period.To != c.to || got.Previous.From != c.before {
			t.Errorf("%q: got %+v after %+v; want %s to %s after %s", c.args, got.Period, got.Previous, c.from, c.to, c.before)
		}
	}
	if got := runTrends(t, dir, "--year", "2026"); got.Period.Days != 365 || got.Period.Exposure != 274 {
		t.Errorf("a running year: got %+v", got.Period)
	}
}

func TestTrendsUsage(t *testing.T) {
	dir := repository(t, map[string]string{"reports/README.md": ""})
	for _, c := range []struct{ args, want string }{
		{"--year 2026 --last 3m", "--year and --last both name a period"},
		{"--from 2026-01-01 --quarter 2026Q1", "--from and --quarter both name a period"},
		{"--to 2026-01-01", "--to 2026-01-01 needs --from"},
		{"--from 2026-02-02 --to 2026-02-01", "--from 2026-02-02 is after --to 2026-02-01"},
		{"--from 2026-10-02", "--from 2026-10-02 is after --as-of 2026-10-01"},
		{"--year 2027", "begins on 2027-01-01, after --as-of 2026-10-01"},
		{"--year 26", "write it as 2026"},
		{"--year 0001", "write it as 2026"},
		{"--quarter 2026Q5", "write it as 2026Q2"},
		{"--quarter 0001Q1", "write it as 2026Q2"},
		{"--last 5", "write a number and a unit"},
		{"--last 0m", "would have no day"},
		{"--last 101y", "at most 100y"},
		{"--by weather", `there is no "weather"`},
		{"--interval week", `there is no "week"; use quarter, month`},
		{"--within 4h", "--within 4h: write months or days"},
		{"--within 0m", "--within 0m: write months or days"},
		{"--repeats gdpr", `there is no "gdpr"`},
		{"--repeats nis2 --by cause", "--by does not go with --repeats"},
		{"--repeats nis2 --within 3m", "--within does not go with --repeats"},
		{"--repeats nis2 --year 2027", "begins on 2027-01-01, after --as-of 2026-10-01"},
		{"--repeats nis2 --format xml", `--format xml: there is no such format`},
		{"--format xml", `--format xml: there is no such format`},
		{"nowhere", "nowhere"},
	} {
		got := run(t, dir, append([]string{"trends"}, strings.Fields(c.args)...)...)
		if got.status != ExitUsage || !strings.Contains(got.stderr, c.want) || got.stdout != "" {
			t.Errorf("%q: status %d, %q, want %q", c.args, got.status, got.stderr, c.want)
		}
	}
}

// TestTrendsExamples counts by hand what the example repository says of 2025.
func TestTrendsExamples(t *testing.T) {
	got := runTrends(t, exampleRepository(t, nil), "--year", "2025", "--as-of", "2026-10-01")
	if got.Incidents.N != 13 || got.Incidents.Previous != 4 {
		t.Errorf("incidents: got %+v", got.Incidents)
	}
	if len(got.By) != 19 {
		t.Errorf("%d dimensions", len(got.By))
	}
	severities := map[string]int{}
	for _, k := range got.By["severity"] {
		severities[k.Key] = k.N
	}
	if severities["sev1"] != 1 || severities["sev2"] != 5 || severities["sev3"] != 6 || severities["sev4"] != 1 {
		t.Errorf("severities: %v", severities)
	}
	found := false
	for _, r := range got.Repeats {
		found = found || r.Report == "2025-12-04-public-backup-bucket" && r.Earlier == "2025-03-06-public-export-bucket" &&
			r.Why == "cause misconfiguration" && r.State == "verified" && r.Settled == "repeat"
	}
	if !found {
		t.Errorf("the second bucket is no repeat: %+v", got.Repeats)
	}
	found = false
	for _, d := range got.DidNot {
		found = found || d.Action == "2025-03-06-public-export-bucket/A1" && d.HitBy == "2025-12-04-public-backup-bucket" && d.State == "verified"
	}
	if !found {
		t.Errorf("the action on buckets held: %+v", got.DidNot)
	}
}

func TestTrendsBy(t *testing.T) {
	dir := repository(t, map[string]string{"reports/2026-01-02-a.md": "---\ntitle: a\nseverity: P1\nstatus: draft\nservices: [portal]\n---\n"})
	got := runTrends(t, dir, "--by", "service", "--by", "Failed-Control,severity")
	if len(got.By) != 3 || len(got.By["service"]) != 1 || got.By["service"][0].Key != "portal" || got.By["severity"][0].N != 1 {
		t.Errorf("got %+v", got.By)
	}
}

// TestTrendsUnread counts what it can, says what it leaves out, and takes paths.
func TestTrendsUnread(t *testing.T) {
	dir := repository(t, map[string]string{
		"reports/2026-01-02-a.md": "---\ntitle: a\nseverity: sev1\nstatus: closed\n---\n",
		"reports/2026-01-03-b.md": "no front matter",
	})
	got := run(t, dir, "trends")
	if got.status != ExitOK || !strings.Contains(got.stdout, "1 incident (95 % limits") || !strings.Contains(got.stderr, "2026-01-03-b.md") {
		t.Errorf("status %d\n%s%s", got.status, got.stdout, got.stderr)
	}
	if out := runTrends(t, dir, "reports/2026-01-03-b.md"); out.Incidents.N != 0 {
		t.Errorf("got %+v", out.Incidents)
	}
}
