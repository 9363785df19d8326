package register_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/source"
)

// TestDates reads times in the forms that trackers and spreadsheets export.
func TestDates(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		cell  string
		order register.Order
		zone  *time.Location
		want  string // precision and time in UTC, or a part of the problem
	}{
		{"2026-03-05 14:14:00 UTC", "", nil, "exact 2026-03-05T14:14:00Z"},
		{"2026-03-05T14:14:00.000+0000", "", nil, "exact 2026-03-05T14:14:00Z"},
		{"05/Mar/26 2:14 PM", "", nil, "local 2026-03-05T14:14:00Z"},
		{"05/Mar/26 2:14 PM", "", berlin, "exact 2026-03-05T13:14:00Z"},
		{"5 March 2026, 09:05", "", nil, "local 2026-03-05T09:05:00Z"},
		{"Mar 5, 2026 12:14 AM", "", nil, "local 2026-03-05T00:14:00Z"},
		{"Thu, 05 Mar 2026 14:14:00 GMT", "", nil, "exact 2026-03-05T14:14:00Z"},
		{"05.03.2026 14:14", "", nil, "local 2026-03-05T14:14:00Z"},
		{"5.3.26", register.MonthFirst, nil, "day 2026-03-05T00:00:00Z"},
		{"05/03/2026", register.DayFirst, nil, "day 2026-03-05T00:00:00Z"},
		{"3/5/2026 2:14:09 pm", register.MonthFirst, nil, "local 2026-03-05T14:14:09Z"},
		{"03-05-2026 14:14:00", register.MonthFirst, nil, "local 2026-03-05T14:14:00Z"},
		{"2026/03/05 14:14", "", nil, "local 2026-03-05T14:14:00Z"},
		{"46086.593055555", "", nil, "local 2026-03-05T14:14:00Z"},
		{"46086", "", nil, "day 2026-03-05T00:00:00Z"},
		{"1772720040", "", nil, "exact 2026-03-05T14:14:00Z"},
		{"1772720040000", "", nil, "exact 2026-03-05T14:14:00Z"},
		{"N/A", "", nil, "none"},
		{"-", "", nil, "none"},
		{"unknown", "", nil, "unknown"},
		{"3/5/2026", "", nil, "told apart only by who wrote it"},
		{"25/12/2026", "", nil, "told apart only by who wrote it"},
		{"25/12/2026", register.MonthFirst, nil, "no such month"},
		{"31 Feb 2026", "", nil, "no such day"},
		{"5 Foo 2026", "", nil, "not a date"},
		{"13:14 pm", "", nil, "not a date"},
		{"5 Mar 2026 13:14 pm", "", nil, "no such time of day"},
		{"12", "", nil, "not a date"},
		{"123/4/2026", "", nil, "not a date"},
		{"99999", "", nil, "not a date"},
		{"5 Mar 2026 14:14 PST", "", nil, "not a date"},
	} {
		t.Run(fmt.Sprintf("%s %s", tt.cell, tt.order), func(t *testing.T) {
			f := source.New(register.FileName, []byte("key\tseverity\tclosed\nA\tsev1\t"+tt.cell+"\n"))
			r, problems := register.Parse(f, register.Format{Columns: register.DefaultColumns(), Dates: tt.order, Zone: tt.zone})
			if problems != nil {
				t.Fatal(problems)
			}
			if len(r.Problems) > 0 {
				got := r.Problems[0].Message
				if !strings.Contains(got, tt.want) {
					t.Errorf("problem %q, want %q", got, tt.want)
				}
				return
			}
			at := r.Rows[0].Closed
			words := map[field.Precision]string{field.Missing: "none", field.Unclear: "unknown", field.Exact: "exact", field.Floating: "local", field.Day: "day"}
			got := words[at.Precision]
			if at.Precision != field.Missing && at.Precision != field.Unclear {
				got += " " + at.At.Format(time.RFC3339)
				if _, ok := at.LocalDay(); !ok {
					t.Error("the day as it is written is not known")
				}
			}
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// TestDatesTold holds that one fault tells of all dates that can be read in two ways.
func TestDatesTold(t *testing.T) {
	_, _, rows := parse("key,severity,closed\nA,sev1,3/5/2026\nB,sev1,3/6/2026\nC,sev1,3/7/2026\n", register.DefaultColumns())
	if len(rows) != 1 || !strings.HasSuffix(rows[0], "write `register: {dates: day-first}` or `month-first` in pir.yaml; 2 more dates are written so") {
		t.Errorf("problems %q", rows)
	}
}

// TestImpossible finds dates that cannot be, also where a day stands beside a time.
func TestImpossible(t *testing.T) {
	r, _, rows := parse(heading+
		"INC-1,x,sev1,2026-03-02T08:00:00Z,,2026-02-27,\n"+
		"INC-2,x,sev1,2026-03-02T08:00:00Z,,2026-03-01,\n"+ // it may still be the first where clocks are behind
		"INC-3,x,sev1,2026-03-04,2026-03-01T08:00:00Z,,\n"+
		"INC-4,x,sev1,22026-03-04,,,\n"+
		"INC-5,x,sev1,1970-01-01,,,\n"+
		"INC-6,x,sev1,2026-03-02 08:00,2026-03-02T07:00:00Z,,\n", register.DefaultColumns())
	want := []string{"2:36 closed is 2026-02-27, before", "4:25 resolved is 2026-03-01T08:00:00Z, before", "5:14 detected is 22026-03-04, a year", "6:14 detected is 1970-01-01, a year"}
	if len(rows) != len(want) {
		t.Fatalf("problems %q", rows)
	}
	for i := range want {
		if !strings.HasPrefix(rows[i], want[i]) || r.Problems[i].Kind != register.FaultDate || r.Problems[i].Key == "" {
			t.Errorf("problem %q of %+v, want %q", rows[i], r.Problems[i], want[i])
		}
	}
}

// TestHostileTables holds that tables made to fill the memory end with a message.
func TestHostileTables(t *testing.T) {
	if testing.Short() {
		t.Skip("reads nine tables of 16 MB")
	}
	fill := func(start, unit string) string {
		return start + strings.Repeat(unit, (register.MaxFile-len(start))/len(unit))
	}
	many := []byte("key,severity\n")
	for i := 0; len(many) < register.MaxFile-20; i++ {
		many = fmt.Appendf(many, "%d,a\n", i)
	}
	for name, text := range map[string]string{
		"columns":        fill("", "a,"),
		"short rows":     fill("key,severity\n", "a\n"),
		"rows":           string(many),
		"quotes":         fill("key,severity\n", "\""),
		"bare quotes":    fill("key,severity\n", "a\"\n"),
		"separators":     fill("key,severity\nx", ","),
		"one cell":       fill("key,severity\n\"", "x\n"),
		"duplicate keys": fill("key,severity\n", "a,b\n"),
		"dates":          fill("key,severity,closed\n", "a,b,1/2/2026\n"),
	} {
		t.Run(name, func(t *testing.T) {
			r, problems := register.Parse(source.New(register.FileName, []byte(text)), register.Format{Columns: register.DefaultColumns()})
			if r == nil && len(problems) == 0 || r != nil && (len(r.Problems) == 0 || len(r.Problems) > 1000) {
				t.Errorf("register %v, %d problems", r != nil, len(problems))
			}
		})
	}
}
