package coverage_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

const heading = "key,title,severity,detected,resolved,closed,report\n"

func date(tb testing.TB, s string) time.Time {
	tb.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// table reads the rows of a register.
func table(tb testing.TB, rows string) *register.Register {
	tb.Helper()
	r, problems := register.Parse(source.New(register.FileName, []byte(heading+rows)), register.Format{Columns: register.DefaultColumns()})
	if problems != nil {
		tb.Fatal(problems)
	}
	return r
}

// fact reads a report with that front matter.
func fact(tb testing.TB, id, front string) coverage.Fact {
	tb.Helper()
	if !strings.Contains(front, "title:") {
		front = "title: A report\n" + front
	}
	f, ok := coverage.Of(report.NewParser().Parse(source.New("reports/"+id+".md", []byte("---\n"+front+"\n---\n"))), policy.Default())
	if !ok {
		tb.Fatalf("%s cannot be read", id)
	}
	return f
}

// ask asks about all time on 1 October 2026.
func ask(tb testing.TB, rows string, facts ...coverage.Fact) *coverage.Question {
	tb.Helper()
	return &coverage.Question{AsOf: date(tb, "2026-10-01"), Policy: policy.Default(), Register: table(tb, rows), Facts: facts}
}

const closing = "timeline: [{at: 2026-03-02T08:00:00Z, event: x, milestone: detected}, {at: 2026-03-04T08:00:00Z, event: x, milestone: closed}]\n"

func TestState(t *testing.T) {
	const row = "A,x,sev1,2026-03-02T08:00:00Z,2026-03-03,2026-03-04,\n"
	for _, tt := range []struct {
		name, row, front, asOf string
		want                   string // state, days, days late, due
	}{
		{"no report in time", row, "", "2026-03-18", "pending 14 0 2026-03-18"},
		{"no report", row, "", "2026-03-19", "missing 15 1 2026-03-18"},
		{"no review in time", row, closing, "2026-03-18", "pending 14 0 2026-03-18"},
		{"no review", row, closing, "2026-03-19", "late 15 1 2026-03-18"},
		{"held in time", row, closing + "review: {held: 2026-03-18}", "2026-10-01", "reviewed 14 0 2026-03-18"},
		{"held late", row, closing + "review: {held: 2026-03-20}", "2026-10-01", "late 16 2 2026-03-18"},
		{"held a day late", row, closing + "review: {held: 2026-03-19}", "2026-10-01", "late 15 1 2026-03-18"},
		{"held later than asked", row, closing + "review: {held: 2026-03-20}", "2026-03-19", "late 15 1 2026-03-18"},
		{"held before closing", row, closing + "review: {held: 2026-03-03}", "2026-10-01", "reviewed -1 0 2026-03-18"},
		{"held unknown", row, closing + "review: {held: unknown}", "2026-10-01", "reviewed - 0 -"},
		{"waived", row, closing + "review: {waived: {by: \"@a\", reason: one of many}}", "2026-10-01", "waived 211 0 2026-03-18"},
		{"waived and held", row, closing + "review: {held: 2026-03-10, waived: {by: \"@a\", reason: x}}", "2026-10-01", "reviewed 6 0 2026-03-18"},
		{"no limit runs while open", "A,x,sev1,2026-03-02T08:00:00Z,,,\n", "", "2026-10-01", "pending - 0 -"},
		{"closed later than asked", row, "", "2026-03-02", "pending - 0 -"},
		{"resolved counts", "A,x,sev1,2026-03-02T08:00:00Z,2026-03-03,,\n", "", "2026-03-17", "pending 14 0 2026-03-17"},
		{"the report knows the closing", "A,x,sev1,2026-03-02T08:00:00Z,,,\n", closing, "2026-10-01", "late 211 197 2026-03-18"},
		{"none needed", strings.Replace(row, "sev1", "sev4", 1), "", "2026-10-01", "not-required 211 0 -"},
		{"none needed and held", strings.Replace(row, "sev1", "sev4", 1), closing + "review: {held: 2026-06-18}", "2026-10-01", "reviewed 106 0 -"},
		{"an alias", strings.Replace(row, "sev1", "Critical", 1), "", "2026-10-01", "missing 211 197 2026-03-18"},
		{"the report knows the severity", strings.Replace(row, "sev1", "", 1), "severity: sev1\n" + closing, "2026-10-01", "late 211 197 2026-03-18"},
		{"nobody knows the severity", strings.Replace(row, "sev1", "blue", 1), "", "2026-10-01", "not-required 211 0 -"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q := ask(t, tt.row)
			q.AsOf = date(t, tt.asOf)
			if tt.front != "" {
				q.Facts = append(q.Facts, fact(t, "r", "incident: A\n"+tt.front))
			}
			r := coverage.At(q)
			if len(r.Incidents) != 1 {
				t.Fatalf("%+v", r)
			}
			in := r.Incidents[0]
			days, due := "-", "-"
			if in.Days != nil {
				days = fmt.Sprint(*in.Days)
			}
			if !in.Due.IsZero() {
				due = in.Due.Format(time.DateOnly)
			}
			if got := fmt.Sprintf("%s %s %d %s", in.State, days, in.DaysLate, due); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
			s := r.Summary
			if s.Population != s.Reviewed+s.Waived+s.Missing+s.Late+s.Pending+s.NotRequired || s.Required != s.Population-s.NotRequired-s.Voluntary {
				t.Errorf("the summary does not add up: %+v", s)
			}
		})
	}
}

// TestWithoutColumns holds that a register which says nothing of the end of an incident leaves none open for ever.
func TestWithoutColumns(t *testing.T) {
	q := ask(t, "")
	q.Register, _ = register.Parse(source.New("x.csv", []byte("key,severity,detected\nA,sev1,2026-09-30\n")), register.Format{Columns: register.DefaultColumns()})
	if r := coverage.At(q); r.Summary.Missing != 1 {
		t.Errorf("%+v", r.Summary)
	}
}

// said writes disagreements as "kind key report register|report".
func said(r *coverage.Result) []string {
	var list []string
	for _, d := range r.Disagreements {
		list = append(list, strings.TrimSpace(fmt.Sprintf("%s:%d %s %s %s %s|%s", d.File, d.Line, d.Kind, d.Key, d.Report, d.Register, d.InReport)))
	}
	return list
}

// TestPlanted finds every disagreement that was planted in a register and its reports, and nothing else.
func TestPlanted(t *testing.T) {
	const at = "timeline: [{at: %sT08:00:00Z, event: x, milestone: detected}, {at: %sT08:00:00Z, event: x, milestone: closed}]\nreview: {held: 2026-03-10}\n"
	good := fmt.Sprintf(at, "2026-03-02", "2026-03-04")
	q := ask(t, ""+
		"A1,all well,sev1,2026-03-02T08:00:00Z,,2026-03-04,r-a1\n"+ // 2
		"A2,severity,sev3,2026-03-02T08:00:00Z,,2026-03-04,\n"+ // 3
		"A3,closing,sev1,2026-03-02T08:00:00Z,,2026-03-05,\n"+ // 4
		"A4,no closing,sev1,2026-03-02T08:00:00Z,,,\n"+ // 5
		"A5,detected,sev1,2026-02-20T08:00:00Z,,2026-03-04,\n"+ // 6
		"A6,twice,sev1,2026-03-02T08:00:00Z,,2026-03-04,\n"+ // 7
		"A6,twice again,sev1,2026-03-02T08:00:00Z,,2026-03-04,\n"+ // 8
		"A7,two reports,sev1,2026-03-02T08:00:00Z,,2026-03-04,r-a7b\n"+ // 9
		"A8,the report of another,sev1,2026-03-02T08:00:00Z,,2026-03-04,reports/r-a1.md\n"+ // 10
		"A9,no such report,sev1,2026-03-02T08:00:00Z,,2026-03-04,r-none\n"+ // 11
		"B1,closed before,sev1,2026-03-02T08:00:00Z,,2026-02-20,\n"+ // 12
		"B2,future,sev1,2031-03-02T08:00:00Z,,,\n"+ // 13
		"B3,no severity,,2026-03-02T08:00:00Z,,2026-03-04,\n"+ // 14
		"B4,odd severity,blue,2026-03-02T08:00:00Z,,2026-03-04,\n"+ // 15
		"B5,undated,sev1,,,,\n"+ // 16
		"B6,a near miss,sev1,2026-03-02T08:00:00Z,,2026-03-04,\n"+ // 17
		"B7,waived,sev1,2026-03-02T08:00:00Z,,2026-03-04,\n"+ // 18
		"B8,shifted,sev1\n"+ // 19
		"B9,year,sev1,22026-03-02,,,\n"+ // 20
		"C1,typo in the report,sev1,2026-03-02T08:00:00Z,,2026-03-04,r-c1\n"+ // 21
		"C2,named by the row alone,sev1,2026-03-02T08:00:00Z,,2026-03-04,reports/r-c2.md\n"+ // 22
		"C3,below the threshold,sev4,2026-03-02T08:00:00Z,,2026-03-04,\n"+ // 23
		"INC-100,Same key otherwise,sev1,2026-03-02T08:00:00Z,,2026-03-04,\n"+ // 24
		"INC-200,Parcel labels printed twice,sev1,2026-03-03T08:00:00Z,,2026-03-04,\n", // 25
		fact(t, "r-a1", "incident: A1\nseverity: sev1\n"+good),
		fact(t, "r-a2", "incident: a2\nseverity: SEV-1\n"+good),
		fact(t, "r-a3", "incident: A3\nseverity: sev1\n"+good),
		fact(t, "r-a4", "incident: A4\nseverity: sev1\n"+good),
		fact(t, "r-a5", "incident: A5\nseverity: sev1\n"+good),
		fact(t, "r-a6", "incident: A6\nseverity: sev1\n"+good),
		fact(t, "r-a7a", "incident: A7\nseverity: sev1\n"+good),
		fact(t, "r-a7b", "incident: A7\nseverity: sev1\n"+strings.Replace(good, "held: 2026-03-10", "facilitator: x", 1)),
		fact(t, "r-b6", "incident: B6\nkind: near-miss\nseverity: sev1\n"+good),
		fact(t, "r-b7", "incident: B7\nseverity: sev1\n"+strings.Replace(good, "held: 2026-03-10", "waived: {by: \"@a\"}", 1)),
		fact(t, "r-c1", "incident: C11\nseverity: sev1\n"+good),
		fact(t, "r-c2", "severity: sev1\n"+good),
		fact(t, "r-x1", "incident: inc100\nseverity: sev1\n"+good),
		fact(t, "r-x2", "title: Labels of a parcel printed twice\nseverity: sev1\n"+fmt.Sprintf(at, "2026-03-03", "2026-03-04")),
		fact(t, "r-x3", "severity: sev1\n"+good),
		fact(t, "r-drill", "kind: exercise\nseverity: sev1\n"+good),
	)
	r := coverage.At(q)
	want := []string{
		"incidents.csv:3 severity A2 r-a2 sev3|SEV-1",
		"incidents.csv:4 closing A3 r-a3 2026-03-05|2026-03-04",
		"incidents.csv:5 closing A4 r-a4 |2026-03-04",
		"incidents.csv:6 detected A5 r-a5 2026-02-20|2026-03-02",
		"incidents.csv:17 kind B6 r-b6 incident|near-miss",
		"incidents.csv:9 same-key A7 r-a7b |r-a7b, r-a7a",
		"incidents.csv:10 other-key A8 r-a1 A8|A1",
		"incidents.csv:21 other-key C1 r-c1 C1|C11",
		"incidents.csv:11 report-unknown A9  r-none|",
		"reports/r-b7.md:1 waiver B7 r-b7 |",
		"incidents.csv:8 duplicate-key A6  |",
		"incidents.csv:12 date B1  |",
		"incidents.csv:20 date B9  |",
		"incidents.csv:13 future B2  2031-03-02|",
		"incidents.csv:20 future B9  22026-03-02|",
		"incidents.csv:19 row B8  |",
		"incidents.csv:14 severity-unknown B3  |",
		"incidents.csv:15 severity-unknown B4  blue|",
		"incidents.csv:16 undated B5  |",
	}
	if diff := cmp.Diff(want, said(&r)); diff != "" {
		t.Errorf("disagreements (-planted +found):\n%s", diff)
	}
	states := map[string]string{}
	for _, in := range r.Incidents {
		states[in.Key] = string(in.State) + " " + in.Report
	}
	wantStates := map[string]string{
		"A1": "reviewed r-a1", "A2": "reviewed r-a2", "A3": "reviewed r-a3", "A4": "reviewed r-a4", "A5": "reviewed r-a5", "A6": "reviewed r-a6",
		"A7": "late r-a7b", "A8": "missing ", "A9": "missing ", "B1": "missing ", "B3": "not-required ", "B4": "not-required ", "B6": "reviewed r-b6",
		"B7": "waived r-b7", "C1": "reviewed r-c1", "C2": "reviewed r-c2", "C3": "not-required ", "INC-100": "missing ", "INC-200": "missing ",
	}
	if diff := cmp.Diff(wantStates, states); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
	var alone []string
	for _, u := range r.Unregistered {
		alone = append(alone, u.Report+": "+u.Hint)
	}
	wantAlone := []string{"r-x1: INC-100 in line 24 is the same key written otherwise", "r-x3: ", "r-x2: INC-200 in line 25 is of the same day and has a similar title"}
	if diff := cmp.Diff(wantAlone, alone); diff != "" {
		t.Errorf("reports alone (-want +got):\n%s", diff)
	}
	if r.Both != 11 || r.RegisterOnly != 8 || r.Later != 2 {
		t.Errorf("%d in both, %d in the register alone, %d later", r.Both, r.RegisterOnly, r.Later)
	}
	for _, k := range coverage.Kinds() {
		if !r.Is(k.Name) {
			t.Errorf("nothing of kind %s is planted", k.Name)
		}
	}
	for _, gate := range coverage.Gates() {
		if want := gate != "pending"; r.Is(gate) != want {
			t.Errorf("gate %s: %t", gate, !want)
		}
	}
}

// TestPeriod holds that an incident belongs to the period in which it was detected, as the register says it, in UTC.
func TestPeriod(t *testing.T) {
	q := ask(t, ""+
		"IN,x,sev1,2026-03-31T23:00:00-02:00,,2026-05-04,\n"+
		"OUT,x,sev1,2026-04-30T23:00:00-02:00,,2026-05-04,\n"+
		"BY-REPORT,x,sev1,unknown,,2026-05-04,\n"+
		"BY-CLOSING,x,sev1,,,2026-04-04,\n"+
		"LATER,x,sev1,2026-10-02,,,\n",
		fact(t, "2026-04-12-x", "incident: BY-REPORT"))
	q.From, q.To = date(t, "2026-04-01"), date(t, "2026-04-30")
	r := coverage.At(q)
	var keys []string
	for _, in := range r.Incidents {
		keys = append(keys, in.Key)
	}
	if diff := cmp.Diff([]string{"IN", "BY-CLOSING", "BY-REPORT"}, keys, cmp.Transformer("sorted", func(l []string) map[string]bool {
		m := map[string]bool{}
		for _, k := range l {
			m[k] = true
		}
		return m
	})); diff != "" {
		t.Errorf("incidents (-want +got):\n%s", diff)
	}
	if len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "1 incident is of a day after 2026-10-01") {
		t.Errorf("notes %q", r.Notes)
	}
}

func TestNil(t *testing.T) {
	q := ask(t, "A,x,sev4,2026-04-02,,,\nB,x,sev1,2025-04-02,,2025-04-03,\n", fact(t, "2025-04-02-b", "incident: B"))
	q.From, q.To = date(t, "2026-04-01"), date(t, "2026-06-30")
	want := "0 incidents at or above the threshold (a review is required of sev1, sev2, sev3) between 2026-04-01 and 2026-06-30; 1 incident below it; 2 rows of incidents.csv and 1 report examined"
	if r := coverage.At(q); r.Nil != want {
		t.Errorf("%q", r.Nil)
	}
	q.From = date(t, "2025-01-01")
	if r := coverage.At(q); r.Nil != "" {
		t.Errorf("something was to be reviewed: %q", r.Nil)
	}
	q.Register, q.From = nil, date(t, "2026-04-01")
	if r := coverage.At(q); !strings.Contains(r.Nil, "0 incidents below it; 1 report examined, there is no register") {
		t.Errorf("%q", r.Nil)
	}
}

func TestWithoutRegister(t *testing.T) {
	q := ask(t, "",
		fact(t, "2026-03-02-a", "incident: A\nseverity: sev1\n"+closing),
		fact(t, "2026-03-02-b", "incident: a\nseverity: sev1\n"+closing+"review: {held: 2026-03-06}"),
		fact(t, "2026-03-02-n", "kind: near-miss\nseverity: sev1\n"+closing),
		fact(t, "undated", "severity: sev1"),
		fact(t, "2026-10-02-later", "severity: sev1"))
	q.Register = nil
	r := coverage.At(q)
	if s := r.Summary; s.Population != 2 || s.Late != 1 || s.Reviewed != 1 || r.HasRegister || len(r.Notes) != 2 || len(r.Unregistered) != 0 {
		t.Errorf("%+v %q", s, r.Notes)
	}
	want := []string{"reports/2026-03-02-b.md:3 same-key a 2026-03-02-b |2026-03-02-a, 2026-03-02-b", "reports/undated.md:1 undated  undated |"}
	if diff := cmp.Diff(want, said(&r)); diff != "" {
		t.Errorf("disagreements (-want +got):\n%s", diff)
	}
}

func TestShare(t *testing.T) {
	if _, _, _, ok := coverage.Share(4, 4); ok {
		t.Error("a share of 4")
	}
	// Clopper and Pearson: 5 of 6 has the limits 0.3588 and 0.9958.
	if share, low, high, ok := coverage.Share(5, 6); !ok || fmt.Sprintf("%.3f %.3f %.3f", share, low, high) != "0.833 0.359 0.996" {
		t.Errorf("%f %f %f", share, low, high)
	}
}

// many makes up a register of rows and reports, of which every fourth names no incident of it.
func many(tb testing.TB, rows, reports int) *coverage.Question {
	tb.Helper()
	var b strings.Builder
	first := date(tb, "2022-01-01")
	for i := range rows {
		on := first.AddDate(0, 0, i%1500)
		fmt.Fprintf(&b, "INC-%d,Labels of carrier %d stopped,sev%d,%sT08:00:00Z,,%s,\n", i, i%17, 1+i%4, on.Format(time.DateOnly), on.AddDate(0, 0, 2).Format(time.DateOnly))
	}
	facts := make([]coverage.Fact, 0, reports)
	for i := range reports {
		key := fmt.Sprintf("incident: INC-%d\n", i*rows/reports)
		if i%4 == 0 {
			key = ""
		}
		on := first.AddDate(0, 0, i%1500).Format(time.DateOnly)
		facts = append(facts, fact(tb, fmt.Sprintf("%s-%d", on, i), key+"severity: sev1\n"+strings.ReplaceAll(closing, "2026-03-02", on)))
	}
	return ask(tb, b.String(), facts...)
}

func BenchmarkAt(b *testing.B) {
	q := many(b, 5_000, 800)
	for b.Loop() {
		if r := coverage.At(q); r.Summary.Population != 5_000 || len(r.Unregistered) != 200 {
			b.Fatalf("%+v, %d alone", r.Summary, len(r.Unregistered))
		}
	}
}

// TestCrowded looks at very much that happened on one day, where time that grows with the square would be felt.
func TestCrowded(t *testing.T) {
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, "INC-%d,Labels stopped,sev1,2026-03-02,,,\n", i)
	}
	facts := make([]coverage.Fact, 0, 300)
	for i := range 300 {
		facts = append(facts, fact(t, fmt.Sprintf("2026-03-02-%d", i), "severity: sev1"))
	}
	if r := coverage.At(ask(t, b.String(), facts...)); len(r.Unregistered) != 300 {
		t.Errorf("%d reports alone", len(r.Unregistered))
	}
}
