package register_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/source"
)

const heading = "key,title,severity,detected,resolved,closed,report\n"

// parse returns a register, what is wrong with it as a whole, and what is wrong with its rows.
func parse(text string, columns register.Columns) (r *register.Register, whole, rows []string) {
	f := source.New(register.FileName, []byte(text))
	lines := func(problems []diag.Problem) (list []string) {
		for _, p := range problems {
			list = append(list, fmt.Sprintf("%s %s", f.Position(p.Span.Start), p.Message))
		}
		return list
	}
	r, problems := register.Parse(f, register.Format{Columns: columns})
	if r != nil {
		rows = lines(plain(r.Problems))
	}
	return r, lines(problems), rows
}

// plain returns faults without their kinds.
func plain(faults []register.Fault) (problems []diag.Problem) {
	for _, f := range faults {
		problems = append(problems, f.Problem)
	}
	return problems
}

func TestParse(t *testing.T) {
	const row = "INC-1,\"Labels, all of them, late\",sev2,2026-03-02T08:00:00Z,2026-03-02 10:15+01:00,2026-03-04,2026-03-02-labels\n"
	for name, text := range map[string]string{
		"plain":       heading + row,
		"CRLF":        strings.ReplaceAll(heading+row, "\n", "\r\n"),
		"byte order":  source.BOM + heading + row,
		"blank rows":  heading + "\n,,,,,,\n" + row + "\n",
		"bars":        strings.ReplaceAll(heading, ",", "|") + "INC-1|Labels, all of them, late|sev2|2026-03-02T08:00:00Z|2026-03-02 10:15+01:00|2026-03-04|2026-03-02-labels\n",
		"sep line":    source.BOM + "sep=;\r\n" + strings.ReplaceAll(heading, ",", ";") + "INC-1;Labels, all of them, late;sev2;2026-03-02T08:00:00Z;2026-03-02 10:15+01:00;2026-03-04;2026-03-02-labels\n",
		"blank first": "\n\n" + strings.ReplaceAll(heading, ",", ";") + "INC-1;Labels, all of them, late;sev2;2026-03-02T08:00:00Z;2026-03-02 10:15+01:00;2026-03-04;2026-03-02-labels\n",
		"no line end": strings.TrimSuffix(heading+row, "\n"),
		"case":        strings.ToUpper(heading) + row,
		"other order": "report,severity,owner,key,detected,title,closed,resolved\n2026-03-02-labels,sev2,x,INC-1,2026-03-02T08:00:00Z,\"Labels, all of them, late\",2026-03-04,2026-03-02 10:15+01:00\n",
		"semicolons":  strings.ReplaceAll(heading, ",", ";") + "INC-1;Labels, all of them, late;sev2;2026-03-02T08:00:00Z;2026-03-02 10:15+01:00;2026-03-04;2026-03-02-labels\n",
		"tabs":        strings.ReplaceAll(heading, ",", "\t") + "INC-1\tLabels, all of them, late\tsev2\t2026-03-02T08:00:00Z\t2026-03-02 10:15+01:00\t2026-03-04\t2026-03-02-labels\n",
	} {
		t.Run(name, func(t *testing.T) {
			r, whole, rows := parse(text, register.DefaultColumns())
			if whole != nil || rows != nil || len(r.Rows) != 1 || !r.Closings {
				t.Fatalf("register %+v, problems %q %q", r, whole, rows)
			}
			got, ok := r.Find("inc-1")
			if !ok || got.Title.Value != "Labels, all of them, late" || got.Severity.Value != "sev2" || got.Report.Value != "2026-03-02-labels" {
				t.Errorf("row %+v", got)
			}
			if got.Detected.Precision != field.Exact || got.Resolved.At.Format("15:04") != "09:15" || got.Closed.Precision != field.Day {
				t.Errorf("times %+v %+v %+v", got.Detected, got.Resolved, got.Closed)
			}
			if at := string(r.File.Bytes[got.Severity.Span.Start:got.Severity.Span.End]); at != "sev2" {
				t.Errorf("the severity stands at %q", at)
			}
			if line := r.File.Position(got.Key.Span.Start).Line; line != got.Line {
				t.Errorf("line %d, key in line %d", got.Line, line)
			}
		})
	}
}

func TestColumns(t *testing.T) {
	tracker := register.DefaultColumns()
	tracker.Key, tracker.Severity, tracker.Closed = "Issue key", "Priority", "Done on"
	r, whole, rows := parse("Issue key,Summary,Priority,Done on\nPLAT-7,x,P1,2026-03-04\n", tracker)
	if whole != nil || rows != nil {
		t.Fatal(whole, rows)
	}
	if row, _ := r.Find("PLAT-7"); row.Severity.Value != "P1" || row.Closed.Value != "2026-03-04" || !row.Title.Empty() || row.Detected.Precision != field.Missing {
		t.Errorf("row %+v", row)
	}
	if r, whole, _ := parse("key,severity\nA,sev1\n", register.DefaultColumns()); whole != nil || r.Closings {
		t.Errorf("two columns are enough: %v", whole)
	}
	for _, tt := range []struct {
		text    string
		columns register.Columns
		want    []string
	}{
		{"", register.DefaultColumns(), []string{"1:1 the register has no heading; write key,title,severity,detected,resolved,closed,report"}},
		{"id,severity\n", register.DefaultColumns(), []string{"1:1 there is no column \"key\", the columns are id, severity; write the heading that it has under `register: {columns: {key: …}}` in pir.yaml"}},
		{"key,severty,close\n", register.DefaultColumns(), []string{
			`1:1 there is no column "severity", the columns are key, severty, close; did you mean "severty"?`,
			`1:1 there is no column "closed", the columns are key, severty, close; did you mean "close"?`,
		}},
		{"Issue key,Priority\n", tracker, []string{"1:1 there is no column \"Done on\", the columns are Issue key, Priority; write the heading that it has under `register: {columns: {closed: …}}` in pir.yaml"}},
		{"key,severity,Key\n", register.DefaultColumns(), []string{`1:1 two columns are called "key"; only one of them can count`}},
		{"key,\"sev\n", register.DefaultColumns(), []string{"1:1 a quote opens in this row and is not closed before the next column; close it, and write a quote inside a field twice"}},
		{heading + "A,\"open,sev1,,,,\nB,x,sev1,,,,\n", register.DefaultColumns(), []string{"2:1 a quote opens in this row and is not closed before the next column; close it, and write a quote inside a field twice"}},
		{"PK\x03\x04\x00", register.DefaultColumns(), []string{"1:1 this is a workbook; save the sheet as CSV in UTF-8"}},
		{"key\x00", register.DefaultColumns(), []string{"1:4 this is no text; save the register as CSV in UTF-8"}},
		{"\xff\xfek\x00", register.DefaultColumns(), []string{"1:1 this is UTF-16, which spreadsheets call Unicode text; save the register as CSV in UTF-8"}},
		{strings.Repeat("x", register.MaxFile+1), register.DefaultColumns(), []string{"1:1 the register has 16 MB; at most 16 MB are read"}},
	} {
		if r, whole, _ := parse(tt.text, tt.columns); r != nil || !cmp.Equal(whole, tt.want) {
			t.Errorf("%.40q: %s", tt.text, cmp.Diff(tt.want, whole))
		}
	}
}

// TestRows holds that every fault of a row is told with its place, and that the other rows count.
func TestRows(t *testing.T) {
	r, whole, rows := parse(heading+
		"INC-1,x,sev1,2026-03-02T08:00:00Z,2026-02-30,,\n"+
		"INC-2,x,sev1,2026-03-02T08:00:00Z,2026-03-02T07:00:00Z,,\n"+
		"inc-1,x,sev1,,,,\n"+
		",x,sev1,,,,\n"+
		"INC-5,Labels, late,sev1,,,,\n"+
		"INC-6,x \"y\" z,sev1,,,,\n"+
		"INC-7,\"two\nlines\",sev1,2026-03-02T25:00:00Z,,,\n"+
		"INC-8,x,sev1,unknown,,2026-03-04,\n"+
		"INC-9,x,sev1\n"+
		"INC-10,\"x\"y,sev1,,,,\n", register.DefaultColumns())
	if whole != nil {
		t.Fatal(whole)
	}
	want := []string{
		`2:35 resolved is "2026-02-30", there is no such day; write 2026-03-02T21:14:00Z or 2026-03-02, or unknown`,
		`3:35 resolved is 2026-03-02T07:00:00Z, before detected, 2026-03-02T08:00:00Z`,
		`4:1 inc-1 stands already in line 2; every incident has one row`,
		`5:1 the row has no key, so no report can name it; write one, or take the row out`,
		`6:1 the row has 8 fields and the heading 7; put quotes around a text with the separator in it, and leave no column out`,
		`7:1 a quote stands inside a field; write the field in quotes and the quote twice, as in "the ""blue"" queue"`,
		`9:13 detected is "2026-03-02T25:00:00Z", there is no such time of day; write 2026-03-02T21:14:00Z or 2026-03-02, or unknown`,
		`11:1 the row has 3 fields and the heading 7; put quotes around a text with the separator in it, and leave no column out`,
		`12:1 a quote opens in this row and is not closed before the next column; close it, and write a quote inside a field twice`,
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"INC-1", "INC-2", "INC-5", "INC-7", "INC-8", "INC-9"}, r.Keys()); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	if row, ok := r.Find("INC-5"); !ok || !row.Shifted || row.Line != 6 {
		t.Errorf("a shifted row: %+v", row)
	}
}

// FuzzParse holds that whatever a register has in it, every place lies in the file and nothing panics.
func FuzzParse(f *testing.F) {
	f.Add(heading + "INC-1,\"a\nb\",sev1,2026-03-02,,,\r\n")
	f.Add(source.BOM + "key;severity\nA;\"\n")
	f.Add("key\tseverity\n\"\"\"\t\xff\n")
	f.Fuzz(func(t *testing.T, text string) {
		file := source.New(register.FileName, []byte(text))
		r, problems := register.Parse(file, register.Format{Columns: register.DefaultColumns()})
		if (r == nil) != (len(problems) > 0) {
			t.Fatalf("register %v, problems %v", r, problems)
		}
		if r != nil {
			problems = plain(r.Problems)
			for _, row := range r.Rows {
				problems = append(problems, diag.Problem{Span: row.Key.Span}, diag.Problem{Span: row.Severity.Span}, diag.Problem{Span: row.Closed.Span})
			}
		}
		for _, p := range problems {
			if p.Span.Start < 0 || p.Span.Start > len(text) {
				t.Errorf("%+v is not in the file", p)
			}
		}
	})
}
