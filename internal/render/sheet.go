package render

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
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
// Texts are texts, none is a formula. The workbook says of itself that it was made on a day that is given, excelize
// gives the files in it no date, and they are put in order, so the same input gives the same bytes.
func writeBook(w io.Writer, title string, made time.Time, sheets ...sheet) (err error) {
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	if err := fillBook(book, title, made, sheets); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	var loose bytes.Buffer
	if err := book.Write(&loose); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	if err := sortedBook(w, loose.Bytes()); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

// sortedBook writes the files of a workbook in one order, as they were compressed: excelize keeps sheets that it streams in
// a map. The list of types stands first, where some readers look for it.
func sortedBook(w io.Writer, book []byte) error {
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		return err
	}
	const types = "[Content_Types].xml"
	slices.SortFunc(in.File, func(a, b *zip.File) int {
		if (a.Name == types) != (b.Name == types) {
			if a.Name == types {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	out := zip.NewWriter(w)
	for _, f := range in.File {
		if err := out.Copy(f); err != nil {
			return err
		}
	}
	return out.Close()
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
		if err := sheets[i].fill(book, sheetStyles{bold, date, at}); err != nil {
			return err
		}
	}
	return nil
}

// fill writes the sheet. What belongs to the sheet as a whole has to be known before a stream is begun.
func (t *sheet) fill(book *excelize.File, styles sheetStyles) error {
	last, err := excelize.CoordinatesToCellName(len(t.head), len(t.rows)+1)
	if err != nil {
		return err
	}
	all := "A1:" + last
	if err := errors.Join(book.SetSheetDimension(t.name, all), book.AutoFilter(t.name, all, nil)); err != nil {
		return err
	}
	into, err := book.NewStreamWriter(t.name)
	if err != nil {
		return err
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
func (t *sheet) write(into *excelize.StreamWriter, styles sheetStyles) error {
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
