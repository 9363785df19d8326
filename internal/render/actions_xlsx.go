package render

import (
	"io"

	"github.com/pir-cli/pir/internal/actions"
)

// sheetName is the sheet that holds the actions.
const sheetName = "Actions"

// actionsXLSX writes a workbook with the columns of the CSV: days are dates, and counts are numbers.
func actionsXLSX(w io.Writer, l actions.Listing, _ Style) error {
	actionSheet := sheet{name: sheetName, rows: make([][]any, 0, len(l.Records))}
	for _, f := range actionFields {
		actionSheet.head = append(actionSheet.head, f.key)
	}
	for i := range l.Records {
		row := make([]any, len(actionFields))
		for j, f := range actionFields {
			row[j] = f.xlsx(&l.Records[i])
		}
		actionSheet.rows = append(actionSheet.rows, row)
	}
	return writeBook(w, "Corrective actions", l.AsOf, actionSheet)
}

// xlsx returns the cell of a record; nil for what is not known.
func (f actionField) xlsx(r *actions.Record) any {
	switch {
	case f.number != nil:
		if n := f.number(r); n != nil {
			return *n
		}
		return nil
	case f.day != nil:
		return f.day(r)
	default:
		return f.text(r)
	}
}
