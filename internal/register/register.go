// Package register reads the incident register: a table in CSV with one line for each incident, also for those that
// have no report.
package register

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/source"
)

// MaxFile is the most bytes that a register may have: some 100 000 incidents.
const MaxFile = 16 << 20

// The most rows and columns that a register may have, and the most faults of rows that are told: a file that is none
// must not fill the memory.
const (
	maxRows    = 200_000
	maxColumns = 10_000
	maxFaults  = 1_000
)

// Format says how a table is written.
type Format struct {
	Columns Columns
	Dates   Order          // of dates such as 3/2/2026
	Zone    *time.Location // of times without an offset; nil leaves them local
}

// Register is the incident register. It may be read by several goroutines.
type Register struct {
	File     *source.File
	Rows     []Row   // in the order of the file
	Problems []Fault // what is wrong with single rows, in the order of the file
	Closings bool    // the table says when an incident was closed

	byKey map[string]int
}

// FaultKind says what a fault of a row is about.
type FaultKind string

// The kinds of faults.
const (
	FaultRow       FaultKind = "row"           // the row cannot be read as it stands
	FaultDuplicate FaultKind = "duplicate-key" // the key stands in a row before
	FaultDate      FaultKind = "date"          // a date that cannot be
)

// Fault is something wrong with a row.
type Fault struct {
	diag.Problem
	Kind FaultKind
	Line int
	Key  string // "" when the row has none that can be read
}

// Row is one incident.
type Row struct {
	Line     int
	Key      field.Text
	Title    field.Text
	Severity field.Text // as written; the policy knows the entries and their aliases
	Detected field.Time
	Resolved field.Time
	Closed   field.Time
	Report   field.Text // id or path of the report
	Shifted  bool       // the row has not as many fields as there are columns, so only Key means anything
}

// Find returns the incident with a key, whatever the case of its letters.
func (r *Register) Find(key string) (Row, bool) {
	i, ok := r.byKey[fold(key)]
	if !ok {
		return Row{}, false
	}
	return r.Rows[i], true
}

// Keys returns the keys of all incidents, in the order of the file.
func (r *Register) Keys() []string {
	keys := make([]string, 0, len(r.Rows))
	for _, row := range r.Rows {
		keys = append(keys, row.Key.Value)
	}
	return keys
}

func fold(key string) string { return strings.ToLower(strings.TrimSpace(key)) }

// Parse reads a register, with commas, semicolons, tabs or bars between its columns. The returned problems are those of the table as a whole, which make it unusable: no heading, a
// column that is missing, a quote that is not closed, too many bytes. What is wrong with a row is in the register.
func Parse(f *source.File, format Format) (*Register, []diag.Problem) {
	first := f.LineSpan(1)
	if len(f.Bytes) > MaxFile {
		return nil, []diag.Problem{problem(first, "the register has %d MB; at most %d MB are read", len(f.Bytes)>>20, MaxFile>>20)}
	}
	if reason, at := noTable(f.Bytes); reason != "" {
		return nil, []diag.Problem{problem(source.Span{Start: at, End: at + 1}, "%s", reason)}
	}
	p := newReader(f, format)
	headings, err := p.csv.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, []diag.Problem{problem(first, "the register has no heading; write %s", strings.Join(defaultHeadings(), ","))}
	case err != nil:
		return nil, []diag.Problem{p.syntax(err)}
	}
	if len(headings) > maxColumns {
		return nil, []diag.Problem{problem(first, "the heading has %d columns; at most %d are read", len(headings), maxColumns)}
	}
	p.headings = make([]string, 0, len(headings))
	for _, h := range headings {
		p.headings = append(p.headings, strings.TrimSpace(h))
	}
	found, problems := format.Columns.find(p.headings, first)
	if len(problems) > 0 {
		return nil, problems
	}
	p.columns = found
	p.register.Closings = found[closed].at >= 0
	if fatal := p.rows(); fatal != nil {
		return nil, []diag.Problem{*fatal}
	}
	return p.register, nil
}

func defaultHeadings() []string {
	list := DefaultColumns().list()
	headings := make([]string, 0, len(list))
	for _, c := range list {
		headings = append(headings, c.heading)
	}
	return headings
}

// reader reads the rows of one register.
type reader struct {
	file           *source.File
	format         Format
	skipped        int // lines before those that csv reads
	csv            *csv.Reader
	headings       []string
	columns        [columnCount]column
	register       *Register
	untold         int // faults beyond those that are told
	ambiguous      int // dates that can be read in two ways
	firstAmbiguous int // place of the first of them among the faults
}

// rows reads all rows. It returns a fault after which the rest of the file cannot be read.
func (p *reader) rows() *diag.Problem {
	for n := 0; ; n++ {
		record, err := p.csv.Read()
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			p.sum()
			return nil
		case n == maxRows:
			fault := problem(p.file.LineSpan(1), "the register has more than %d rows; split it by year", maxRows)
			return &fault
		case errors.As(err, &wrong):
			fault := p.syntax(err)
			if wrong.Line > wrong.StartLine {
				return &fault // the open quote has swallowed rows
			}
			p.add(Fault{Problem: fault, Kind: FaultRow, Line: wrong.StartLine + p.skipped})
		case err != nil:
			fault := problem(p.file.LineSpan(1), "%v", err)
			return &fault
		case !blank(record):
			p.row(record)
		}
	}
}

func blank(record []string) bool { return strings.TrimSpace(strings.Join(record, "")) == "" }

// syntax says what is wrong with the quotes of a row.
func (p *reader) syntax(err error) diag.Problem {
	var wrong *csv.ParseError
	if !errors.As(err, &wrong) {
		return problem(p.file.LineSpan(1), "%v", err)
	}
	at := p.file.LineSpan(wrong.StartLine + p.skipped)
	if errors.Is(err, csv.ErrBareQuote) {
		return problem(at, "a quote stands inside a field; write the field in quotes and the quote twice, as in \"the \"\"blue\"\" queue\"")
	}
	return problem(at, "a quote opens in this row and is not closed before the next column; close it, and write a quote inside a field twice")
}

// row takes in one record.
func (p *reader) row(record []string) {
	line, _ := p.csv.FieldPos(0)
	line += p.skipped
	row := Row{Line: line, Shifted: len(record) != len(p.headings)}
	row.Key = p.cell(record, key)
	if row.Shifted {
		p.fault(FaultRow, row, p.file.LineSpan(line), "the row has %d fields and the heading %d; put quotes around a text with the separator in it, and leave no column out", len(record), len(p.headings))
	} else {
		row.Title, row.Severity, row.Report = p.cell(record, title), p.cell(record, severity), p.cell(record, report)
		row.Detected = p.time(row, record, detected)
		row.Resolved = p.time(row, record, resolved)
		row.Closed = p.time(row, record, closed)
		p.order(row)
	}
	if row.Key.Empty() {
		if !row.Shifted {
			p.fault(FaultRow, row, p.file.LineSpan(line), "the row has no %s, so no report can name it; write one, or take the row out", p.columns[key].heading)
		}
		return
	}
	if first, taken := p.register.byKey[fold(row.Key.Value)]; taken {
		p.fault(FaultDuplicate, row, row.Key.Span, "%s stands already in line %d; every incident has one row", row.Key.Value, p.register.Rows[first].Line)
		return
	}
	p.register.byKey[fold(row.Key.Value)] = len(p.register.Rows)
	p.register.Rows = append(p.register.Rows, row)
}

// cell returns the text of a cell with its place, empty for a column that the table or the row does not have.
func (p *reader) cell(record []string, col int) field.Text {
	i := p.columns[col].at
	if i < 0 || i >= len(record) {
		return field.Text{}
	}
	line, column := p.csv.FieldPos(i)
	whole := p.file.LineSpan(line + p.skipped)
	start := whole.Start + column - 1
	end := whole.End
	if i+1 < len(record) {
		if nextLine, next := p.csv.FieldPos(i + 1); nextLine == line {
			end = whole.Start + next - 2
		}
	}
	return field.Text{Value: strings.TrimSpace(strings.Clone(record[i])), Span: source.Span{Start: start, End: max(start+1, end)}}
}

// fault adds what is wrong with a row.
func (p *reader) fault(kind FaultKind, row Row, at source.Span, format string, args ...any) {
	p.add(Fault{Problem: problem(at, format, args...), Kind: kind, Line: row.Line, Key: row.Key.Value})
}

func (p *reader) add(f Fault) {
	if len(p.register.Problems) == maxFaults {
		p.untold++
		return
	}
	p.register.Problems = append(p.register.Problems, f)
}

// sum completes what is told once about many rows.
func (p *reader) sum() {
	if p.ambiguous > 1 {
		p.register.Problems[p.firstAmbiguous].Message += fmt.Sprintf("; %d more dates are written so", p.ambiguous-1)
	}
	if p.untold > 0 {
		last := &p.register.Problems[maxFaults-1]
		last.Message += fmt.Sprintf("; %d more faults follow", p.untold)
	}
}
