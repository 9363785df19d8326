package cli

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const examplesDir = "../../examples"

// lines returns the lines of a file of testdata as words, comments left out.
func lines(t *testing.T, name string) [][]string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var all [][]string
	for line := range strings.Lines(string(text)) {
		if words := strings.Fields(line); len(words) > 0 && words[0] != "#" {
			all = append(all, words)
		}
	}
	return all
}

// decode runs a command that writes JSON on the examples.
func decode(t *testing.T, into any, args ...string) {
	t.Helper()
	got := run(t, examplesDir, append(args, "--format", "json")...)
	if got.status != ExitOK {
		t.Fatalf("pir %v: status %d: %s", args, got.status, got.stderr)
	}
	if err := json.Unmarshal([]byte(got.stdout), into); err != nil {
		t.Fatal(err)
	}
}

type actionOut struct {
	ID, State, Owner, Title string
	DaysOverdue             int `json:"days_overdue"`
}

func (a actionOut) word() string {
	if a.DaysOverdue > 0 {
		return fmt.Sprintf("%s:%d", a.State, a.DaysOverdue)
	}
	return a.State
}

// TestActionsByHand holds the state of every action of the examples on three days against a table that
// was worked out from the reports by hand.
func TestActionsByHand(t *testing.T) {
	rows := lines(t, "actions_by_hand.txt")
	for column, date := range rows[0][1:] {
		want, got := map[string]string{}, map[string]string{}
		for _, row := range rows[1:] {
			if state := row[column+1]; state != "-" {
				want[row[0]] = state
			}
		}
		var out struct{ Actions []actionOut }
		decode(t, &out, "actions", "--as-of", date)
		for _, a := range out.Actions {
			got[a.ID] = a.word()
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("on %s (-by hand +pir):\n%s", date, diff)
		}
	}
}

// TestActionsFormatsAgree holds that table, csv and json list the same actions in the same states.
func TestActionsFormatsAgree(t *testing.T) {
	args := []string{"actions", "--as-of", "2026-10-01"}
	var out struct{ Actions []actionOut }
	decode(t, &out, args...)
	table := run(t, examplesDir, args...)
	records, err := csv.NewReader(strings.NewReader(run(t, examplesDir, append(args, "--format", "csv")...).stdout)).ReadAll()
	if err != nil || len(records) != len(out.Actions)+1 {
		t.Fatalf("%d csv records for %d actions, %v", len(records), len(out.Actions), err)
	}
	column := map[string]int{}
	for i, name := range records[0] {
		column[name] = i
	}
	rows := strings.Split(table.stdout, "\n")[1:]
	for i, a := range out.Actions {
		record := records[i+1]
		if record[column["id"]] != a.ID || record[column["state"]] != a.State || record[column["owner"]] != a.Owner {
			t.Errorf("csv line %d is %v, want %+v", i+2, record, a)
		}
		state := a.State
		if a.State == "overdue" {
			state = fmt.Sprintf("%d days overdue", a.DaysOverdue)
		}
		if !strings.HasPrefix(rows[i], state) || !strings.Contains(rows[i], " "+a.ID+" ") || !strings.HasSuffix(rows[i], a.Title) {
			t.Errorf("table row %d is %q, want %+v", i+1, rows[i], a)
		}
	}
}

// TestTrendsByHand holds every count of one year against numbers that were worked out from the reports by hand.
func TestTrendsByHand(t *testing.T) {
	want := map[string]string{}
	for _, row := range lines(t, "trends_by_hand.txt") {
		want[row[0]+" "+row[1]] = strings.Join(row[2:], " ")
	}
	type count struct {
		Key         string
		N, Previous int
	}
	type measured struct {
		N, Unknown    int
		NotMeasurable int `json:"not_measurable"`
	}
	var out struct {
		Incidents count
		Kinds     map[string]count
		By        map[string][]count
		Intervals map[string]measured
		Lags      map[string]measured
		Actions   struct{ Total, Verified, Done int }
	}
	decode(t, &out, "trends", "--year", "2025", "--as-of", "2026-10-01")
	got := map[string]string{
		"actions total":    fmt.Sprintf("%d 0", out.Actions.Total),
		"actions verified": fmt.Sprintf("%d 0", out.Actions.Verified),
		"actions done":     fmt.Sprintf("%d 0", out.Actions.Done),
	}
	for kind, c := range out.Kinds {
		got["kind "+strings.ReplaceAll(kind, "_", "-")] = fmt.Sprintf("%d %d", c.N, c.Previous)
	}
	for name, i := range out.Intervals {
		got["interval "+name] = fmt.Sprintf("%d %d %d", i.N, i.Unknown, i.NotMeasurable)
	}
	for name, l := range out.Lags {
		got["lag "+name] = fmt.Sprintf("%d %d %d", l.N, l.Unknown, l.NotMeasurable)
	}
	for dimension, keys := range out.By {
		for _, k := range keys {
			if k.N+k.Previous > 0 { // severities, hours and weekdays are listed with zeros too
				got[dimension+" "+strings.ReplaceAll(k.Key, " ", "_")] = fmt.Sprintf("%d %d", k.N, k.Previous)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("counts (-by hand +pir):\n%s", diff)
	}
	if want["kind incident"] != fmt.Sprintf("%d %d", out.Incidents.N, out.Incidents.Previous) {
		t.Errorf("incidents %+v", out.Incidents)
	}
	if n := len(slices.Collect(maps.Keys(out.By))); n != 19 {
		t.Errorf("%d dimensions, want 19", n)
	}
}

// TestExamplesLintClean holds that the examples have no error, and no warning but the planted one.
func TestExamplesLintClean(t *testing.T) {
	var out struct {
		Findings []struct{ Rule, Severity, Report string }
		Summary  struct{ Files int }
	}
	decode(t, &out, "lint")
	if len(out.Findings) != 1 || out.Findings[0].Rule != "review-late" || out.Findings[0].Severity != "warning" || out.Findings[0].Report != "2025-07-09-label-queue-stall" {
		t.Errorf("findings %+v, want only the review that was planted as late", out.Findings)
	}
	if out.Summary.Files < 30 {
		t.Errorf("%d reports", out.Summary.Files)
	}
}
