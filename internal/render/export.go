package render

import (
	"io"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/export"
)

// Tables are flat tables of a day.
type Tables struct {
	AsOf time.Time
	List []export.Table
}

// TableFormat is a way to write flat tables.
type TableFormat struct {
	Name   string
	Doc    string
	Single bool // a file holds one table
	Binary bool // it is nothing for a terminal
	Write  func(w io.Writer, t Tables, s Style) error
}

// Exports are the formats of `pir export`, the default first.
func Exports() []TableFormat {
	return []TableFormat{
		{"jsonl", "one object a line, which names its table", false, false, exportJSONLines},
		{"csv", "one file a table, for spreadsheets and loaders", true, false, exportCSV},
		{"xlsx", "a workbook with one sheet a table", false, true, exportXLSX},
		{"parquet", "one file a table with typed columns, for databases", true, true, exportParquet},
	}
}

// rfc3339Milli is how a point in time is written in text, in UTC.
const rfc3339Milli = "2006-01-02T15:04:05.999Z07:00"

// listText writes a list for a person.
func listText(list []string) string { return strings.Join(list, "; ") }
