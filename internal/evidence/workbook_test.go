package evidence_test

import (
	"encoding/csv"
	"path"
	"strings"
	"testing"

	"github.com/thedatashed/xlsxreader"
)

// TestWorkbook reads the workbook with another library: every table is a sheet of it, with as many rows.
func TestWorkbook(t *testing.T) {
	files := build(t, ofExamples(t))
	book, err := xlsxreader.NewReader([]byte(text(t, files, "tables.xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]int{} // by the headings of a sheet
	for _, sheet := range book.Sheets {
		head, n := "", 0
		for row := range book.ReadRows(sheet) {
			if n++; n == 1 {
				for _, cell := range row.Cells {
					head += cell.Value + ","
				}
			}
		}
		rows[head] = max(rows[head], n)
	}
	tables := 0
	for _, f := range files {
		if path.Ext(f.Name) != ".csv" || f.Name == "08-trends/data.csv" {
			continue
		}
		tables++
		all, err := csv.NewReader(strings.NewReader(string(f.Bytes))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if n := rows[strings.Join(all[0], ",")+","]; n < len(all) {
			t.Errorf("%s has %d rows, its sheet %d", f.Name, len(all), n)
		}
	}
	if tables != len(book.Sheets) {
		t.Errorf("%d tables, %d sheets", tables, len(book.Sheets))
	}
}
