package render

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

// The bounds of a column's width, in characters.
const (
	leastColumn = 8
	mostColumn  = 60
)

// sheet is one table of a workbook.
type sheet struct {
	name string
	head []string
	// rows hold a string, an int, a float64, a bool, a time.Time (a day) or a moment in each cell; what is not known is nil, "", NaN, an
	// infinite number or the zero time, and stays empty.
	rows [][]any
}

// writeBook writes a workbook: days are dates and counts are numbers, each sheet has a filter and a head that stays.
// Texts are texts, none is a formula. The workbook says of itself that it was made on a day that is given, and excelize
// gives the files in it no date, so the same input gives the same bytes.
func writeBook(w io.Writer, title string, made time.Time, sheets ...sheet) (err error) {
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	if err := fillBook(book, title, made, sheets); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	if err := book.Write(w); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

// sheetStyles are the styles of the head, of days and of points in time.
type sheetStyles struct{ bold, date, moment int }

// moment is a point in time, which a cell holds in UTC.
type moment time.Time

func fillBook(book *excelize.File, title string, made time.Time, sheets []sheet) error {
	iso, clock := "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
	date, err1 := book.NewStyle(&excelize.Style{CustomNumFmt: &iso})
	at, err3 := book.NewStyle(&excelize.Style{CustomNumFmt: &clock})
	bold, err2 := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	on := made.UTC().Format(time.RFC3339)
	err := errors.Join(
		err1, err2, err3,
		book.SetDocProps(&excelize.DocProperties{Creator: "pir", LastModifiedBy: "pir", Title: title, Created: on, Modified: on}),
		book.SetAppProps(&excelize.AppProperties{Application: "pir"}),
	)
	if err != nil {
		return err
	}
	for i := range sheets {
		if i == 0 {
			err = book.SetSheetName(book.GetSheetName(0), sheets[i].name)
		} else {
			_, err = book.NewSheet(sheets[i].name)
		}
		if err != nil {
			return err
		}
		if err := sheets[i].fill(book, i == 0, sheetStyles{bold, date, at}); err != nil {
			return err
		}
	}
	return nil
}

// sheetWriter takes a sheet. The first sheet of a workbook goes through a stream, which takes half the time and memory
// that cells one by one take. A second stream would stand before or after it in the file by chance, so the
// others, which are shorter, are plainSheets.
type sheetWriter interface {
	SetPanes(panes *excelize.Panes) error
	SetColWidth(first, last int, width float64) error
	SetRow(cell string, values []any, opts ...excelize.RowOpts) error
	Flush() error
}

// plainSheet writes cells one by one.
type plainSheet struct {
	book *excelize.File
	name string
}

// SetPanes sets the panes of the sheet.
func (s *plainSheet) SetPanes(panes *excelize.Panes) error { return s.book.SetPanes(s.name, panes) }

// SetColWidth sets the width of columns, which are counted from 1.
func (s *plainSheet) SetColWidth(first, last int, width float64) error {
	from, err1 := excelize.ColumnNumberToName(first)
	to, err2 := excelize.ColumnNumberToName(last)
	return errors.Join(err1, err2, s.book.SetColWidth(s.name, from, to, width))
}

// SetRow writes a row from a cell on; the options are those of a stream, and have no effect.
func (s *plainSheet) SetRow(cell string, values []any, _ ...excelize.RowOpts) error {
	column, line, err := excelize.CellNameToCoordinates(cell)
	if err != nil {
		return err
	}
	for i, v := range values {
		at, err := excelize.CoordinatesToCellName(column+i, line)
		if err != nil {
			return err
		}
		if styled, ok := v.(excelize.Cell); ok {
			err = s.book.SetCellStyle(s.name, at, at, styled.StyleID)
			v = styled.Value
		}
		if err := errors.Join(err, s.book.SetCellValue(s.name, at, v)); err != nil {
			return err
		}
	}
	return nil
}

// Flush does nothing: every cell is there already.
func (s *plainSheet) Flush() error { return nil }

// fill writes the sheet. What belongs to the sheet as a whole has to be known before a stream is begun.
func (t *sheet) fill(book *excelize.File, stream bool, styles sheetStyles) error {
	last, err := excelize.CoordinatesToCellName(len(t.head), len(t.rows)+1)
	if err != nil {
		return err
	}
	all := "A1:" + last
	if err := errors.Join(book.SetSheetDimension(t.name, all), book.AutoFilter(t.name, all, nil)); err != nil {
		return err
	}
	into := sheetWriter(&plainSheet{book, t.name})
	if stream {
		if into, err = book.NewStreamWriter(t.name); err != nil {
			return err
		}
	}
	err = into.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: "A2", ActiveCell: "A2", Pane: "bottomLeft"}},
	})
	if err != nil {
		return err
	}
	return errors.Join(t.write(into, styles), into.Flush())
}

// write writes the head and the rows.
func (t *sheet) write(into sheetWriter, styles sheetStyles) error {
	head := make([]any, len(t.head))
	widths := make([]int, len(t.head))
	for i, key := range t.head {
		head[i], widths[i] = excelize.Cell{StyleID: styles.bold, Value: key}, len(key)
	}
	rows := make([][]any, 1, len(t.rows)+1)
	rows[0] = head
	for _, values := range t.rows {
		row := make([]any, len(values))
		for j, v := range values {
			value, width := sheetCell(v, styles)
			row[j], widths[j] = value, max(widths[j], width)
		}
		rows = append(rows, row)
	}
	// From the last to the first: the stream puts each in front, and the columns of a sheet stand in their order.
	for i, w := range slices.Backward(widths) {
		// Two more for the button of the filter.
		if err := into.SetColWidth(i+1, i+1, float64(min(mostColumn, max(leastColumn, w+2)))); err != nil {
			return err
		}
	}
	for i, row := range rows {
		if err := into.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
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

// lastYear is the last for which a spreadsheet has dates.
const lastYear = 9999

// sheetCell returns what is written for a value and how many columns of text it takes; nil for what is not known. A day
// for which a spreadsheet has no date is a text.
func sheetCell(v any, styles sheetStyles) (value any, width int) {
	switch v := v.(type) {
	case int:
		return v, len(strconv.Itoa(v))
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, 0
		}
		return *rounded(&v), len(csvNumber(v))
	case time.Time:
		text := isoDay(v)
		if v.Before(rightDay) || v.Year() > lastYear {
			return sheetText(text)
		}
		return excelize.Cell{StyleID: styles.date, Value: (v.Unix() - dayZero.Unix()) / (24 * 60 * 60)}, textWidth(text)
	case moment:
		at := time.Time(v).UTC()
		text := at.Format(rfc3339Milli)
		if at.Before(rightDay) || at.Year() > lastYear {
			return sheetText(text)
		}
		const dayMillis = 24 * 60 * 60 * 1000
		return excelize.Cell{StyleID: styles.moment, Value: float64(at.UnixMilli()-dayZero.UnixMilli()) / dayMillis}, textWidth(text)
	case bool:
		return sheetText(yesNo(v))
	case string:
		return sheetText(csvText(v))
	}
	return nil, 0
}

func sheetText(text string) (value any, width int) {
	if text == "" {
		return nil, 0
	}
	return text, textWidth(text)
}
