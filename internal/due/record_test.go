package due_test

import (
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/due"
)

func TestCadence(t *testing.T) {
	const front = "severity: sev4\n" // the incident is of 2026-03-02 by its id
	for _, c := range []struct {
		name, policy, records, asOf, want string
	}{
		{"the quarter goes on", "", "", "2026-03-31", ""},
		{"it has ended", "", "", "2026-04-23", "trend-report 2026-Q1 2026-04-30 -7 coming"},
		{"too early to show", "", "", "2026-04-22", ""},
		{"late", "", "", "2026-05-01", "trend-report 2026-Q1 2026-04-30 1 late"},
		{"still the first one", "", "", "2027-02-01", "trend-report 2026-Q1 2026-04-30 277 late"},
		{"on record", "", "2026-Q1.md", "2026-05-01", ""},
		{"the next one", "", "2026-Q1.md", "2026-07-31", "trend-report 2026-Q2 2026-07-30 1 late"},
		{"on record by day", "", "2026-03-31-trends.md", "2026-05-01", ""},
		{"by a day before the end", "", "2026-03-30-trends.md", "2026-05-01", "trend-report 2026-Q1 2026-04-30 1 late"},
		{"by a later day", "", "2026-04-15_trends.csv", "2026-05-01", ""},
		{"by a month", "", "2026-03.md", "2026-05-01", ""},
		{"by the last of some days", "", "2026-01-15..2026-03-31.md", "2026-05-01", ""},
		{"by some days that end before", "", "2026-01-15..2026-03-30.md", "2026-05-01", "trend-report 2026-Q1 2026-04-30 1 late"},
		{"by no days", "", "2026-01-15..2026-03-32.md", "2026-04-30", "trend-report 2026-Q1 2026-04-30 0 coming"},
		{"of the future", "", "2026-Q2.md", "2026-05-01", "trend-report 2026-Q1 2026-04-30 1 late"},
		{"before the first incident", "", "2025-Q1.md", "2026-05-01", "trend-report 2026-Q1 2026-04-30 1 late"},
		{"one report catches up", "", "2026-Q4.md", "2027-01-05", ""},
		{"no report", "", "README.md 26-Q1.md 2026-13.md 2026-03-32.md 2026-02-30.md 2026-Q5.md 20260-Q1.md", "2026-05-01", "trend-report 2026-Q1 2026-04-30 1 late"},
		{"monthly", "trends: {every: month, within: 10d}\n", "", "2026-04-11", "trend-report 2026-03 2026-04-10 1 late"},
		{"monthly, the next", "trends: {every: month, within: 10d}\n", "2026Q1.md", "2026-05-11", "trend-report 2026-04 2026-05-10 1 late"},
		{"half-yearly", "trends: {every: half-year}\n", "2026-Q1.md", "2026-07-31", "trend-report 2026-H1 2026-07-30 1 late"},
		{"half-yearly on record", "trends: {every: half-year}\n", "2026-H1-all.md", "2026-07-31", ""},
		{"yearly", "trends: {every: year}\n", "2025.md", "2027-01-31", "trend-report 2026 2027-01-30 1 late"},
		{"yearly on record", "trends: {every: year}\n", "2026.md", "2027-01-31", ""},
		{"never", "trends: {every: never}\n", "", "2027-01-31", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := question(t, "management: {every: never}\n"+c.policy, front, c.asOf)
			for name := range strings.FieldsSeq(c.records) {
				q.Records = append(q.Records, due.Record{Kind: due.TrendReport, Name: name})
			}
			q.Records = append(q.Records, due.Record{Kind: due.ManagementReport, Name: "2026-Q4.md"})
			if got := strings.Join(lines(due.At(q).Items), "|"); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
	q := question(t, "", front, "2027-02-01")
	items := due.At(q).Items
	if len(items) != 2 || items[1].Kind != due.ManagementReport || !strings.Contains(items[0].Message, "3 quarters more ended since; write one and keep it as trend-reports/2026-Q4.md") {
		t.Errorf("items %+v", items)
	}
	q.Cases = nil
	if items := due.At(q).Items; len(items) != 0 {
		t.Errorf("without an incident: %+v", items)
	}
}
