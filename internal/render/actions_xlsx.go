package render

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/pir-cli/pir/internal/actions"
)

// sheetName is the sheet that holds the actions.
const sheetName = "Actions"

// The bounds of a column's width, in characters.
const (
	leastColumn = 8
	mostColumn  = 60
)

// actionsXLSX writes a workbook: the columns of the CSV, days as dates and counts as numbers, a filter, and a head
// that stays. Texts are texts, none is a formula. The workbook says of itself that it was made on the day of the list,
// and excelize gives the files in it no date, so the same input gives the same bytes.
func actionsXLSX(w io.Writer, l actions.Listing, _ Style) (err error) {
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	if err := fillBook(book, &l); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	if err := book.Write(w); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

// fillBook writes the sheet as a stream, which takes half the time and memory that cells one by one take. What belongs to
// the sheet as a whole has to be known before the first row.
func fillBook(book *excelize.File, l *actions.Listing) error {
	iso := "yyyy-mm-dd"
	date, err1 := book.NewStyle(&excelize.Style{CustomNumFmt: &iso})
	bold, err2 := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	last, err3 := excelize.CoordinatesToCellName(len(actionFields), len(l.Records)+1)
	made := l.AsOf.UTC().Format(time.RFC3339)
	all := "A1:" + last
	if err := errors.Join(
		err1, err2, err3,
		book.SetDocProps(&excelize.DocProperties{Creator: "pir", LastModifiedBy: "pir", Title: "Corrective actions", Created: made, Modified: made}),
		book.SetAppProps(&excelize.AppProperties{Application: "pir"}),
		book.SetSheetName(book.GetSheetName(0), sheetName),
		book.SetSheetDimension(sheetName, all),
		book.AutoFilter(sheetName, all, nil),
	); err != nil {
		return err
	}
	sheet, err := book.NewStreamWriter(sheetName)
	if err != nil {
		return err
	}
	err = sheet.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: "A2", ActiveCell: "A2", Pane: "bottomLeft"}},
	})
	if err != nil {
		return err
	}
	return errors.Join(writeRows(sheet, l.Records, bold, date), sheet.Flush())
}

// writeRows writes the head and one row an action. bold and date are the styles of the head and of days.
func writeRows(sheet *excelize.StreamWriter, records []actions.Record, bold, date int) error {
	head := make([]any, len(actionFields))
	widths := make([]int, len(actionFields))
	for i, f := range actionFields {
		head[i], widths[i] = excelize.Cell{StyleID: bold, Value: f.key}, len(f.key)
	}
	rows := make([][]any, 1, len(records)+1)
	rows[0] = head
	for i := range records {
		row := make([]any, len(actionFields))
		for j, f := range actionFields {
			cell, width := f.xlsx(&records[i], date)
			row[j], widths[j] = cell, max(widths[j], width)
		}
		rows = append(rows, row)
	}
	// From the last to the first: the stream puts each in front, and the columns of a sheet stand in their order.
	for i, w := range slices.Backward(widths) {
		// Two more for the button of the filter.
		if err := sheet.SetColWidth(i+1, i+1, float64(min(mostColumn, max(leastColumn, w+2)))); err != nil {
			return err
		}
	}
	for i, row := range rows {
		if err := sheet.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			return err
		}
	}
	return nil
}

// Spreadsheets count days from here on, and right from the first of March 1900 on: for them that year was a leap year.
var (
	dayZero  = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	rightDay = time.Date(1900, time.March, 1, 0, 0, 0, 0, time.UTC)
)

// xlsx returns the cell of a record and how many columns of text it takes; nil for what is not known. A day for which a
// spreadsheet has no date is a text.
func (f actionField) xlsx(r *actions.Record, date int) (cell any, width int) {
	text := f.csv(r)
	if text == "" {
		return nil, 0
	}
	switch {
	case f.number != nil:
		cell = *f.number(r)
	case f.day != nil && !f.day(r).Before(rightDay):
		cell = excelize.Cell{StyleID: date, Value: (f.day(r).Unix() - dayZero.Unix()) / (24 * 60 * 60)}
	default:
		cell = text
	}
	return cell, textWidth(text)
}
