package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/thedatashed/xlsxreader"

	"github.com/pir-cli/pir/internal/export"
)

func exportedTable() export.Table {
	at := time.Date(2026, time.March, 2, 21, 14, 30, 500_000_000, time.UTC)
	return export.Table{
		Name: "incidents", Doc: "a report",
		Columns: []export.Column{
			{Name: "report", Kind: export.Text},
			{Name: "zeta", Kind: export.Texts},
			{Name: "number", Kind: export.Number},
			{Name: "count", Kind: export.Count},
			{Name: "day", Kind: export.Day},
			{Name: "at", Kind: export.Moment},
			{Name: "flag", Kind: export.Flag},
		},
		Rows: [][]any{
			{"2026-03-02-a", []string{"a, b", "=c"}, 0.0, 0, day(time.March, 2), at, true},
			{"=HYPERLINK(\"x\")\n\x1b[31m", []string{}, nil, nil, nil, nil, nil},
			{nil, []string{"one"}, 1.5, -2, time.Date(1969, time.December, 31, 0, 0, 0, 0, time.UTC), at.AddDate(-100, 0, 0), false},
			{"far", []string{"a", "b", "c"}, 53000.0, 1 << 40, time.Date(22025, time.January, 1, 0, 0, 0, 0, time.UTC), at.AddDate(20000, 0, 0), false},
		},
	}
}

func exported(t *testing.T, format string, tables ...export.Table) string {
	t.Helper()
	var b bytes.Buffer
	for _, f := range Exports() {
		if f.Name == format {
			if err := f.Write(&b, Tables{AsOf: day(time.October, 1), List: tables}, Style{Version: "1"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return b.String()
}

func TestExportText(t *testing.T) {
	for _, c := range []struct{ format, want string }{
		{"jsonl", `{"table":"incidents","report":"2026-03-02-a","zeta":["a, b","=c"],"number":0,"count":0,"day":"2026-03-02","at":"2026-03-02T21:14:30.5Z","flag":true}
{"table":"incidents","report":"=HYPERLINK(\"x\")\n\u001b[31m","zeta":[],"number":null,"count":null,"day":null,"at":null,"flag":null}
{"table":"incidents","report":null,"zeta":["one"],"number":1.5,"count":-2,"day":"1969-12-31","at":"1926-03-02T21:14:30.5Z","flag":false}
{"table":"incidents","report":"far","zeta":["a","b","c"],"number":53000,"count":1099511627776,"day":"22025-01-01","at":"22026-03-02T21:14:30.5Z","flag":false}
`},
		{"csv", `report,zeta,number,count,day,at,flag
2026-03-02-a,"[""a, b"",""=c""]",0,0,2026-03-02,2026-03-02T21:14:30.5Z,true
"'=HYPERLINK(""x"")\u{A}\u{1B}[31m",[],,,,,
,"[""one""]",1.5,-2,1969-12-31,1926-03-02T21:14:30.5Z,false
far,"[""a"",""b"",""c""]",53000,1099511627776,22025-01-01,22026-03-02T21:14:30.5Z,false
`},
	} {
		got := exported(t, c.format, exportedTable())
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.format, diff)
		}
	}
	for line := range strings.Lines(exported(t, "jsonl", exportedTable())) {
		if !json.Valid([]byte(line)) {
			t.Errorf("no JSON: %s", line)
		}
	}
	if rows, err := csv.NewReader(strings.NewReader(exported(t, "csv", exportedTable()))).ReadAll(); err != nil || len(rows) != 5 {
		t.Errorf("the CSV reads as %d rows: %v", len(rows), err)
	}
}

// TestExportParquet reads a file back with the library's reader: the order and the types of the columns, and every value.
func TestExportParquet(t *testing.T) {
	table := exportedTable()
	text := exported(t, "parquet", table)
	file, err := parquet.OpenFile(strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	want := `message incidents {
	optional binary report (STRING);
	required group zeta (LIST) {
		repeated group list {
			required binary element (STRING);
		}
	}
	optional double number;
	optional int64 count (INT(64,true));
	optional int32 day (DATE);
	optional int64 at (TIMESTAMP(isAdjustedToUTC=true,unit=MILLIS));
	optional boolean flag;
}`
	if diff := cmp.Diff(want, file.Schema().String()); diff != "" {
		t.Errorf("schema (-want +got):\n%s", diff)
	}
	rows := make([]parquet.Row, len(table.Rows)+1)
	n, _ := parquet.NewReader(strings.NewReader(text)).ReadRows(rows)
	if n != len(table.Rows) {
		t.Fatalf("%d rows", n)
	}
	for i, row := range rows[:n] {
		got := map[int][]string{}
		for _, v := range row {
			if !v.IsNull() {
				got[v.Column()] = append(got[v.Column()], v.String())
			}
		}
		for j, v := range table.Rows[i] {
			if diff := cmp.Diff(parquetTexts(v, table.Columns[j].Kind), got[j]); diff != "" {
				t.Errorf("row %d, %s (-want +got):\n%s", i, table.Columns[j].Name, diff)
			}
		}
	}
	if again := exported(t, "parquet", table); again != text {
		t.Error("the same table gives other bytes")
	}
}

// parquetTexts are the stored values of a cell as text.
func parquetTexts(v any, kind export.Kind) []string {
	switch v := v.(type) {
	case nil:
		return nil
	case []string:
		if len(v) == 0 {
			return nil
		}
		return v
	case time.Time:
		if kind == export.Day {
			return []string{fmt.Sprint(v.Unix() / 86400)}
		}
		return []string{fmt.Sprint(v.UnixMilli())}
	}
	return []string{fmt.Sprint(v)}
}

// TestExportXLSX reads a workbook back with another library.
func TestExportXLSX(t *testing.T) {
	second := exportedTable()
	second.Name, second.Rows = "empty", nil
	book, err := xlsxreader.NewReader([]byte(exported(t, "xlsx", exportedTable(), second)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"incidents", "empty"}, book.Sheets); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	var got [][]string
	for row := range book.ReadRows("incidents") {
		cells := make([]string, 7)
		for _, c := range row.Cells {
			cells[c.ColumnIndex()] = c.Value
		}
		got = append(got, cells)
	}
	want := [][]string{
		{"report", "zeta", "number", "count", "day", "at", "flag"},
		{"2026-03-02-a", "a, b; =c", "0", "0", "2026-03-02", "2026-03-02T21:14:30Z", "yes"},
		{`'=HYPERLINK("x")\u{A}\u{1B}[31m`, "", "", "", "", "", ""},
		{"", "one", "1.5", "-2", "1969-12-31", "1926-03-02T21:14:30Z", "no"},
		{"far", "a; b; c", "53000", "1099511627776", "22025-01-01", "22026-03-02T21:14:30.5Z", "no"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
