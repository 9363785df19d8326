package render

import (
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// covered makes up a result that has something in every part.
func covered(t *testing.T) coverage.Result {
	t.Helper()
	pol := policy.Default()
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	table, problems := register.Parse(source.New("incidents.csv", []byte("key,title,severity,detected,closed,report\n"+
		"INC-1,Reviewed in time,sev1,2026-03-02,2026-03-04,\n"+
		"INC-2,Nobody wrote a report of this,sev1,2026-04-02,2026-04-04,\n"+
		"INC-3,Held late | and *so* on,sev2,2026-03-02,2026-03-04,\n"+
		"INC-4,Waived,sev2,2026-03-02,2026-03-04,\n"+
		"INC-5,Time left,sev3,2026-06-25,2026-06-28,\n"+
		"INC-6,Open,sev3,2026-03-02,,\n"+
		"INC-7,Small,sev4,2026-03-02,2026-03-04,\n"+
		"INC-7,Small again,sev4,2026-03-02,2026-03-04,\n"+
		"INC-8,Odd,blue,2026-03-02,2026-03-04,\n"+
		"INC-9,Future,sev1,2026-07-20,,\n")), register.Format{Columns: register.DefaultColumns()})
	if problems != nil {
		t.Fatal(problems)
	}
	q := &coverage.Question{AsOf: day("2026-06-30"), Today: day("2026-07-31"), From: day("2026-01-01"), To: day("2026-12-31"), Policy: pol, Register: table}
	for id, front := range map[string]string{
		"2026-03-02-a": "incident: INC-1\nseverity: sev2\nreview: {held: 2026-03-10}",
		"2026-03-02-b": "incident: INC-3\nseverity: sev2\nreview: {held: 2026-05-10}",
		"2026-03-02-c": "incident: INC-4\nseverity: sev2\nreview: {waived: {by: \"@lead\", reason: The fifth of one outage}}",
		"2026-03-02-d": "incident: INC7\nseverity: sev4",
	} {
		f, _ := coverage.Of(report.NewParser().Parse(source.New("reports/"+id+".md", []byte("---\ntitle: T\nstatus: closed\n"+front+"\n---\n"))), pol)
		q.Facts = append(q.Facts, f)
	}
	return coverage.At(q)
}

func TestCoverageFormats(t *testing.T) {
	r := covered(t)
	for _, c := range []struct {
		file  string
		style Style
	}{
		{"coverage.txt", Style{}},
		{"coverage-80.txt", Style{Terminal: true, Width: 80}},
		{"coverage.md", Style{}},
		{"coverage.json", Style{}},
		{"coverage.csv", Style{}},
	} {
		name := strings.TrimPrefix(c.file[strings.LastIndexByte(c.file, '.'):], ".")
		if name == "txt" {
			name = "table"
		}
		for _, f := range Coverages() {
			if f.Name == name {
				var b strings.Builder
				if err := f.Write(&b, r, c.style); err != nil {
					t.Fatal(err)
				}
				golden(t, c.file, b.String())
			}
		}
	}
}

// TestCoverageNothing holds that an empty period says what was looked at.
func TestCoverageNothing(t *testing.T) {
	day := time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC)
	r := coverage.At(&coverage.Question{AsOf: day, From: day, To: day, Policy: policy.Default()})
	for _, f := range Coverages() {
		var b strings.Builder
		if err := f.Write(&b, r, Style{}); err != nil {
			t.Fatal(err)
		}
		if text := b.String(); strings.Contains(text, "null") && !strings.Contains(text, `"register": null`) || f.Name != "csv" && !strings.Contains(strings.Join(strings.Fields(text), " "), "0 incidents at or above the threshold") {
			t.Errorf("%s:\n%s", f.Name, text)
		}
	}
}

// TestCoverageWidth holds that the line of counts is wrapped as the text around it.
func TestCoverageWidth(t *testing.T) {
	r := covered(t)
	r.Summary = coverage.Summary{Population: 5003, Missing: 3149, Reviewed: 800, Voluntary: 188, NotRequired: 1054}
	var b strings.Builder
	if err := coverageTable(&b, r, Style{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "\n5003 incidents: 3149 missing, 800 reviewed (188 without need), 1054 that need\nnone\n") {
		t.Errorf("not wrapped:\n%s", b.String())
	}
}
