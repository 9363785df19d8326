package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"
)

// Table is one table of records for spreadsheets: a csv file, or a sheet of a workbook.
type Table struct {
	Name string // of the sheet: at most 31 characters, none of : \ / ? * [ ]
	Head []string
	// Rows hold a string, an int, a bool, a float64 or a time.Time (a day) in each cell; what is not known is nil, "" or
	// the zero time, and stays empty.
	Rows [][]any
}

// TableCSV writes a table as csv. A text that a spreadsheet would run as a formula gets an apostrophe in front.
func TableCSV(w io.Writer, t Table) error {
	out := csv.NewWriter(w)
	if err := out.Write(t.Head); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	line := make([]string, len(t.Head))
	for _, row := range t.Rows {
		for i, v := range row {
			line[i] = tableText(v)
		}
		if err := out.Write(line); err != nil {
			return fmt.Errorf("write csv: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

func tableText(v any) string {
	switch v := v.(type) {
	case string:
		return csvText(v)
	case int:
		return strconv.Itoa(v)
	case bool:
		return yesNo(v)
	case float64:
		return csvNumber(v)
	case time.Time:
		return isoDay(v)
	}
	return ""
}

func yesNo(v bool) string {
	if v {
		return "yes"
	}
	return "no"
}

// TableBook writes tables as the sheets of a workbook, in their order. Its date is made: the same tables give the same
// bytes.
func TableBook(w io.Writer, title string, made time.Time, tables ...Table) error {
	sheets := make([]sheet, 0, len(tables))
	for _, t := range tables {
		sheets = append(sheets, sheet{name: t.Name, head: t.Head, rows: t.Rows})
	}
	return writeBook(w, title, made, sheets...)
}

// MarkdownText makes any text safe inside markdown, also inside a table: it is shown as it was written, formats nothing,
// loads nothing and mentions nobody.
func MarkdownText(s string) string { return markdownText(s) }

// JSON writes v as the JSON of this program is written: indented, and with every character escaped that a terminal or
// the log of a build would obey.
func JSON(w io.Writer, v any) error { return writeJSON(w, v) }
