package render

import (
	"archive/zip"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/thedatashed/xlsxreader"

	"github.com/pir-cli/pir/internal/actions"
)

// readXLSX reads the only sheet of a workbook with a library other than the one that wrote it: a map from the heads
// to the texts of the cells for each row, the head first. A number that is formatted as a day comes out as 2026-03-31.
func readXLSX(t *testing.T, text string) []map[string]string {
	t.Helper()
	book, err := xlsxreader.NewReader([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(book.Sheets) != 1 || book.Sheets[0] != sheetName {
		t.Fatalf("sheets %v", book.Sheets)
	}
	var rows []map[string]string
	heads := map[string]string{}
	for r := range book.ReadRows(sheetName) {
		if r.Error != nil {
			t.Fatal(r.Error)
		}
		row := map[string]string{}
		for _, c := range r.Cells {
			if len(rows) == 0 {
				heads[c.Column] = c.Value
			}
			row[heads[c.Column]] = c.Value
		}
		rows = append(rows, row)
	}
	return rows
}

// part returns one file of a workbook.
func part(t *testing.T, text, name string) string {
	t.Helper()
	book, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := book.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestXLSX reads every cell back and compares it with the CSV.
func TestXLSX(t *testing.T) {
	l := someActions("")
	text := writeActions(t, "xlsx", l, Style{})
	rows := readXLSX(t, text)
	if len(rows) != len(l.Records)+1 {
		t.Fatalf("%d rows", len(rows))
	}
	for i := range l.Records {
		want := map[string]string{}
		for _, f := range actionFields {
			if value := f.csv(&l.Records[i]); value != "" {
				want[f.key] = value
			}
		}
		if diff := cmp.Diff(want, rows[i+1]); diff != "" {
			t.Errorf("row %d (-csv +xlsx):\n%s", i+2, diff)
		}
	}
}

// TestXLSXSheet looks at the parts that readers of values pass over.
func TestXLSXSheet(t *testing.T) {
	text := writeActions(t, "xlsx", someActions(""), Style{})
	sheet := part(t, text, "xl/worksheets/sheet1.xml")
	for _, want := range []string{
		`<autoFilter ref="A1:Z8"`, `state="frozen"`, `ySplit="1"`, `topLeftCell="A2"`, `<cols><col min="1" max="1" width="35" customWidth="1"/><col min="2" `, `<dimension ref="A1:Z8"`,
	} {
		if !strings.Contains(strings.ReplaceAll(sheet, "$", ""), want) {
			t.Errorf("the sheet has no %s: %.1200s", want, sheet)
		}
	}
	if strings.Contains(sheet, "<f>") || strings.Contains(sheet, "<f ") || strings.Contains(sheet, "hyperlink") {
		t.Error("a cell computes or links")
	}
	// 2026-03-31 is day 46112; the style of the cell writes it as a day.
	cell := regexp.MustCompile(`<c r="K2" s="(\d)"[^>]*><v>46112</v>`)
	if !cell.MatchString(sheet) {
		t.Error("K2 is not the day 2026-03-31")
	}
	if styles := part(t, text, "xl/styles.xml"); !strings.Contains(styles, `formatCode="yyyy-mm-dd"`) {
		t.Errorf("styles %s", styles)
	}
	if core := part(t, text, "docProps/core.xml"); strings.Count(core, "2026-04-23T00:00:00Z") != 2 {
		t.Errorf("properties %s", core)
	}
}

// TestXLSXOldDay holds that a day before those that spreadsheets count right is written as text.
func TestXLSXOldDay(t *testing.T) {
	l := actions.Listing{AsOf: day(4, 23)}
	for _, d := range []time.Time{
		time.Date(206, 3, 31, 0, 0, 0, 0, time.UTC), time.Date(1900, 2, 28, 0, 0, 0, 0, time.UTC),
		time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC),
	} {
		l.Records = append(l.Records, actions.Record{Action: actions.Action{ID: "x/A1", Due: d}})
	}
	text := writeActions(t, "xlsx", l, Style{})
	got := make([]string, 0, 4)
	for _, r := range readXLSX(t, text)[1:] {
		got = append(got, r["due"])
	}
	if sheet := part(t, text, "xl/worksheets/sheet1.xml"); strings.Count(sheet, `r="K3" t="inlineStr"`) != 1 || !strings.Contains(sheet, "<v>61</v>") {
		t.Error("K3 is no text, or 1900-03-01 is not day 61")
	}
	if diff := cmp.Diff([]string{"0206-03-31", "1900-02-28", "1900-03-01", "9999-12-31"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestXLSXHostile(t *testing.T) {
	const bad = "=HYPERLINK(\"https://x.example\")\x1b[31m\u202e\x00\ufffe<c>&\r\n\t"
	r := actions.Record{Action: actions.Action{ID: bad, Title: "\t=1+1", Owner: "@SUM(1)", Ticket: strings.Repeat("ü", 40_000)}}
	rows := readXLSX(t, writeActions(t, "xlsx", actions.Listing{AsOf: day(4, 23), Records: []actions.Record{r}}, Style{}))
	if !strings.HasPrefix(rows[1]["id"], `'=HYPERLINK("https://x.example")\u{1B}[31m\u{202E}\u{0}`) || !strings.HasSuffix(rows[1]["id"], `<c>&\u{D}\u{A}\u{9}`) {
		t.Errorf("id %q", rows[1]["id"])
	}
	if rows[1]["title"] != `\u{9}=1+1` || rows[1]["owner"] != "'@SUM(1)" {
		t.Errorf("title %q, owner %q", rows[1]["title"], rows[1]["owner"])
	}
	if n := len([]rune(rows[1]["ticket"])); n == 0 || n > 32_767 { // more is no workbook
		t.Errorf("a text of %d characters", n)
	}
}

func TestXLSXSameBytes(t *testing.T) {
	want := writeActions(t, "xlsx", someActions(""), Style{})
	for range 3 {
		if writeActions(t, "xlsx", someActions(""), Style{}) != want {
			t.Fatal("other bytes")
		}
	}
}

// TestSheetText holds that a spreadsheet computes nothing.
func TestSheetText(t *testing.T) {
	for text, want := range map[string]string{
		"":                "",
		"plain":           "plain",
		"=1+1":            "'=1+1",
		"+1":              "'+1",
		"-1":              "'-1",
		"- a list":        "'- a list",
		"@SUM(A1)":        "'@SUM(A1)",
		"@platform-lead":  "@platform-lead",
		"@lead@x.example": "'@lead@x.example",
		"  =1":            "'  =1",
		"\u00a0=1":        "'\u00a0=1",
		"\t=1":            `\u{9}=1`,
		"\r=1":            `\u{D}=1`,
		"＝1":              "'＝1",
		"＠SUM(1)":         "'＠SUM(1)",
		"a=1":             "a=1",
		"\xff=":           `\u{FFFD}=`,
	} {
		if got := csvText(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
