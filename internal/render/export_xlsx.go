package render

import (
	"io"
	"time"

	"github.com/pir-cli/pir/internal/export"
)

// exportXLSX writes a workbook with a sheet for each table: days and points in time are dates, in UTC, and a list is one
// text.
func exportXLSX(w io.Writer, t Tables, _ Style) error {
	sheets := make([]sheet, 0, len(t.List))
	for _, table := range t.List {
		next := sheet{name: table.Name, rows: make([][]any, 0, len(table.Rows))}
		for _, c := range table.Columns {
			next.head = append(next.head, c.Name)
		}
		for _, cells := range table.Rows {
			line := make([]any, len(cells))
			for i, v := range cells {
				line[i] = xlsxCell(table.Columns[i].Kind, v)
			}
			next.rows = append(next.rows, line)
		}
		sheets = append(sheets, next)
	}
	return writeBook(w, "Records of incidents", t.AsOf, sheets...)
}

func xlsxCell(kind export.Kind, v any) any {
	switch v := v.(type) {
	case []string:
		return listText(v)
	case time.Time:
		if kind == export.Moment {
			return moment(v)
		}
	}
	return v
}
