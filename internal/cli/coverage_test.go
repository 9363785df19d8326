package cli

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type coveredOut struct {
	Key, Title, Severity, State, Report, Held string
	Days                                      *int
	Required                                  bool
}

type coverageOut struct {
	Incidents     []coveredOut
	Unregistered  []struct{ Report, Hint string }
	Disagreements []struct{ Kind, Key string }
	Summary       map[string]int
	BySeverity    []map[string]any `json:"by_severity"`
	Nil           *string          `json:"nil_statement"`
	Register      *struct {
		File string
		Rows int
	}
}

// coverageOf returns what `pir coverage` says of a repository.
func coverageOf(t *testing.T, dir string, args ...string) (out coverageOut) {
	t.Helper()
	got := run(t, dir, append([]string{"coverage", "--format", "json"}, args...)...)
	if err := json.Unmarshal([]byte(got.stdout), &out); err != nil || got.status != ExitOK {
		t.Fatalf("pir coverage %v: status %d, %v\n%s", args, got.status, err, got.stderr)
	}
	return out
}

// TestCoverageByHand holds how every incident of the examples stands on three days against tables that were worked out
// from the register and the reports without pir.
func TestCoverageByHand(t *testing.T) {
	for _, name := range []string{"2025", "2025-07", "2026"} {
		rows := lines(t, "coverage_"+name+"_by_hand.txt")
		want := map[string]string{}
		for _, row := range rows[1:] {
			want[row[0]] = strings.Join(row[1:], " ")
		}
		period := rows[0]
		out := coverageOf(t, examplesDir, "--from", period[1], "--to", period[2], "--as-of", period[3])
		got, states := map[string]string{}, map[string]int{}
		for _, in := range out.Incidents {
			report, days := in.Report, "-"
			if report == "" {
				report = "-"
			}
			if in.Days != nil {
				days = fmt.Sprint(*in.Days)
			}
			got[in.Key] = strings.Join([]string{in.Severity, in.State, report, days}, " ")
			states[strings.ReplaceAll(in.State, "-", "_")]++
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-by hand +pir):\n%s", name, diff)
		}
		for _, state := range []string{"reviewed", "waived", "missing", "late", "pending", "not_required"} {
			if out.Summary[state] != states[state] {
				t.Errorf("%s: %d %s in the summary, %d in the list", name, out.Summary[state], state, states[state])
			}
		}
		if out.Summary["population"] != len(want) || out.Register.Rows != 38 || len(out.Disagreements)+len(out.Unregistered) > 0 {
			t.Errorf("%s: %+v", name, out)
		}
	}
}

// TestCoverageFormatsAgree holds that every format has every incident that is to be looked at, and the records all.
func TestCoverageFormatsAgree(t *testing.T) {
	args := []string{"--from", "2024-10-01", "--to", "2026-10-01", "--as-of", "2026-08-20"}
	out := coverageOf(t, examplesDir, args...)
	text := func(format string) string {
		return run(t, examplesDir, append([]string{"coverage", "--format", format}, args...)...).stdout
	}
	records, err := csv.NewReader(strings.NewReader(text("csv"))).ReadAll()
	if err != nil || len(records) != len(out.Incidents)+1 || len(out.Incidents) != 37 {
		t.Fatalf("%d csv records for %d incidents, %v", len(records), len(out.Incidents), err)
	}
	table, md := text("table"), text("md")
	for i, in := range out.Incidents {
		if r := records[i+1]; r[0] != in.Key || r[5] != in.State {
			t.Errorf("csv %v, json %+v", r, in)
		}
		if !strings.Contains(md, "| "+in.Key+" |") {
			t.Errorf("the markdown lacks %s", in.Key)
		}
		listed := in.State != "reviewed" && in.State != "not-required"
		if strings.Contains(table, " "+in.Key+" ") != listed {
			t.Errorf("the table has %s: %t", in.Key, !listed)
		}
	}
}

const coverageRegister = `key,title,severity,detected,closed
INC-1,"=HYPERLINK(""x"")",sev1,2026-03-02,2026-03-04
INC-2,Late,sev1,2026-03-02,2026-03-04
INC-3,Below,sev4,2026-03-02,2026-03-04
`

func coverageReport(front string) string {
	return "---\ntitle: X\nstatus: closed\n" + front + "\n---\n"
}

func TestCoverageGate(t *testing.T) {
	late := coverageReport("incident: INC-2\nseverity: sev1\ntimeline: [{at: 2026-03-04, event: x, milestone: closed}]\nreview: {held: 2026-06-01}")
	dir := repository(t, map[string]string{"incidents.csv": coverageRegister, "reports/2026-03-02-x.md": late})
	for _, c := range []struct {
		args string
		want int
	}{
		{"", ExitOK},
		{"--fail-on missing", ExitFindings},
		{"--fail-on late", ExitFindings},
		{"--fail-on any", ExitFindings},
		{"--fail-on mismatch,register,unregistered", ExitOK},
		{"--fail-on missing,late --as-of 2026-03-18", ExitOK},
		{"--fail-on pending --as-of 2026-03-18", ExitFindings},
		{"--fail-on missing --year 2025", ExitOK},
		{"--fail-on gone", ExitUsage},
		{"--format sarif", ExitUsage},
		{"--year 2025 --quarter 2025Q1", ExitUsage},
		{"reports", ExitUsage},
	} {
		if got := run(t, dir, append([]string{"coverage"}, strings.Fields(c.args)...)...); got.status != c.want {
			t.Errorf("pir coverage %s: status %d, want %d\n%s", c.args, got.status, c.want, got.stderr)
		}
	}
	sheet := run(t, dir, "coverage", "--format", "csv").stdout
	if !strings.Contains(sheet, `INC-1,"'=HYPERLINK(""x"")",sev1`) {
		t.Errorf("a formula in the sheet:\n%s", sheet)
	}
	out := coverageOf(t, dir, "--year", "2025")
	if out.Nil == nil || !strings.HasPrefix(*out.Nil, "0 incidents at or above the threshold (a review is required of sev1, sev2, sev3) between 2025-01-01 and 2025-12-31") {
		t.Errorf("%v", out.Nil)
	}
	var kinds []string
	for _, i := range statusOf(t, dir) {
		if i.Kind == "uncovered" {
			kinds = append(kinds, i.String())
		}
	}
	if diff := cmp.Diff([]string{"uncovered INC-1 - 2026-03-18 +197"}, kinds); diff != "" {
		t.Errorf("status (-want +got):\n%s", diff)
	}
}

// TestCoverageTracker reads an export of a tracker as it comes, by the mapping in the policy.
func TestCoverageTracker(t *testing.T) {
	dir := repository(t, map[string]string{
		"pir.yaml": "register:\n  file: export.csv\n  dates: day-first\n  timezone: Europe/Berlin\n" +
			"  columns: {key: Issue key, title: Summary, severity: Priority, detected: Created, resolved: Resolved, closed: Done on}\n",
		"export.csv": "\ufeffsep=;\r\nSummary;Issue key;Issue id;Priority;Labels;Labels;Created;Resolved;Done on\r\n" +
			"\"Two\nlines; and more\";PLAT-1;7;Critical;a;b;05/Mar/26 12:14 AM;06.03.2026 10:00;07/03/2026\r\n" +
			"Other;PLAT-2;8;Low;;;46086;;\r\n",
		"reports/2026-03-05-x.md": coverageReport("incident: plat-1\nseverity: sev1\nreview: {held: 2026-03-10}"),
	})
	out := coverageOf(t, dir, "--from", "2026-03-04", "--to", "2026-03-04")
	if len(out.Incidents) != 1 || out.Incidents[0].State != "reviewed" || *out.Incidents[0].Days != 3 || out.Incidents[0].Title != "Two\nlines; and more" || len(out.Disagreements) > 0 {
		t.Errorf("%+v", out) // twelve past midnight in Berlin is the day before in UTC
	}
	if out := coverageOf(t, dir, "--from", "2026-03-05", "--to", "2026-03-05"); len(out.Incidents) != 1 || out.Incidents[0].Key != "PLAT-2" {
		t.Errorf("%+v", out)
	}
}

// TestCoverageVisible holds that no text of a register or a report is obeyed by a terminal.
func TestCoverageVisible(t *testing.T) {
	dir := repository(t, map[string]string{
		"incidents.csv":        "key,title,severity,detected,closed,report\n\"INC\x1b[2J\",\"t\x1b[2J\",\"s\x1b[2J\",2026-03-02,2026-03-04,\"r\x1b[2J\"\nB,b,sev1,2026-03-02,2026-03-04,\n",
		"reports/2026-03-x.md": coverageReport("incident: \"I\\e[2J\"\nseverity: \"s\\e[2J\"\nreview: {waived: {by: \"b\\e[2J\"}}"),
		"reports/2026-03-y.md": coverageReport("incident: B\nseverity: sev1\nreview: {waived: {by: \"b\\e[2J\", reason: \"r\\e[2J\"}}"),
	})
	for _, format := range []string{"table", "md", "json", "csv"} {
		got := run(t, dir, "coverage", "--format", format)
		if got.status != ExitOK || strings.ContainsRune(got.stdout+got.stderr, 0x1b) {
			t.Errorf("%s: status %d: %q", format, got.status, got.stdout+got.stderr)
		}
	}
	if out := coverageOf(t, dir); !slices.ContainsFunc(out.Incidents, func(in coveredOut) bool { return in.State == "waived" }) {
		t.Errorf("%+v", out)
	}
}
