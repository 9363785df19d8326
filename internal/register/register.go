// Package register reads the incident register: a table in CSV with one line for each incident, also for those that
// have no report.
package register

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/source"
)

// MaxFile is the most bytes that a register may have: some 100 000 incidents.
const MaxFile = 16 << 20

// Register is the incident register. It may be read by several goroutines.
type Register struct {
	File     *source.File
	Rows     []Row          // in the order of the file
	Problems []diag.Problem // what is wrong with single rows, in the order of the file
	Closings bool           // the table says when an incident was closed

	byKey map[string]int
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

// Parse reads a register. The returned problems are those of the table as a whole, which make it unusable: no heading, a
// column that is missing, a quote that is not closed, too many bytes. What is wrong with a row is in the register.
func Parse(f *source.File, columns Columns) (*Register, []diag.Problem) {
	first := f.LineSpan(1)
	if len(f.Bytes) > MaxFile {
		return nil, []diag.Problem{problem(first, "the register has %d MB; at most %d MB are read", len(f.Bytes)>>20, MaxFile>>20)}
	}
	p := &reader{file: f, start: 0, register: &Register{File: f, byKey: map[string]int{}}}
	if bytes.HasPrefix(f.Bytes, []byte(source.BOM)) {
		p.start = len(source.BOM)
	}
	if at := bytes.IndexByte(f.Bytes, 0); at >= 0 {
		return nil, []diag.Problem{problem(source.Span{Start: at, End: at + 1}, "this is no text; save the register as CSV in UTF-8")}
	}
	p.csv = csv.NewReader(bytes.NewReader(f.Bytes[p.start:]))
	p.csv.FieldsPerRecord = -1 // rows are compared with the heading below
	p.csv.ReuseRecord = true
	p.csv.Comma = separator(f.Line(1))
	headings, err := p.csv.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, []diag.Problem{problem(first, "the register has no heading; write %s", strings.Join(defaultHeadings(), ","))}
	case err != nil:
		return nil, []diag.Problem{p.syntax(err)}
	}
	p.headings = make([]string, 0, len(headings))
	for _, h := range headings {
		p.headings = append(p.headings, strings.TrimSpace(h))
	}
	found, problems := columns.find(p.headings, first)
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

// separator returns what stands between the columns of a heading. A spreadsheet whose decimals have commas
// writes semicolons.
func separator(heading string) rune {
	best := ','
	for _, r := range []rune{';', '\t'} {
		if strings.Count(heading, string(r)) > strings.Count(heading, string(best)) {
			best = r
		}
	}
	return best
}

// reader reads the rows of one register.
type reader struct {
	file     *source.File
	start    int // byte offset of the first row
	csv      *csv.Reader
	headings []string
	columns  [columnCount]column
	register *Register
}

// rows reads all rows. It returns a fault after which the rest of the file cannot be read.
func (p *reader) rows() *diag.Problem {
	for {
		record, err := p.csv.Read()
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &wrong):
			fault := p.syntax(err)
			if wrong.Line > wrong.StartLine {
				return &fault // the open quote has swallowed rows
			}
			p.register.Problems = append(p.register.Problems, fault)
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
	at := p.file.LineSpan(wrong.StartLine)
	if errors.Is(err, csv.ErrBareQuote) {
		return problem(at, "a quote stands inside a field; write the field in quotes and the quote twice, as in \"the \"\"blue\"\" queue\"")
	}
	return problem(at, "a quote opens in this row and is not closed before the next column; close it, and write a quote inside a field twice")
}

// row takes in one record.
func (p *reader) row(record []string) {
	line, _ := p.csv.FieldPos(0)
	row := Row{Line: line, Shifted: len(record) != len(p.headings)}
	row.Key = p.cell(record, key)
	if row.Shifted {
		p.fault(p.file.LineSpan(line), "the row has %d fields and the heading %d; put quotes around a text with the separator in it, and leave no column out", len(record), len(p.headings))
	} else {
		row.Title, row.Severity, row.Report = p.cell(record, title), p.cell(record, severity), p.cell(record, report)
		row.Detected = p.time(record, detected)
		row.Resolved = p.time(record, resolved)
		row.Closed = p.time(record, closed)
		p.order(row)
	}
	if row.Key.Empty() {
		if !row.Shifted {
			p.fault(p.file.LineSpan(line), "the row has no %s, so no report can name it; write one, or take the row out", p.columns[key].heading)
		}
		return
	}
	if first, taken := p.register.byKey[fold(row.Key.Value)]; taken {
		p.fault(row.Key.Span, "%s stands already in line %d; every incident has one row", row.Key.Value, p.register.Rows[first].Line)
		return
	}
	p.register.byKey[fold(row.Key.Value)] = len(p.register.Rows)
	p.register.Rows = append(p.register.Rows, row)
}

// order reports a row whose incident was resolved before it was detected, or closed before it was resolved.
func (p *reader) order(row Row) {
	times := []struct {
		at  field.Time
		col int
	}{{row.Detected, detected}, {row.Resolved, resolved}, {row.Closed, closed}}
	for i, later := range times {
		for _, first := range times[:i] {
			if later.at.Precision == first.at.Precision && later.at.At.Before(first.at.At) {
				p.fault(later.at.Span, "%s is %s, before %s, %s", p.columns[later.col].heading, later.at.Value, p.columns[first.col].heading, first.at.Value)
				return
			}
		}
	}
}

// time reads a cell with a point in time.
func (p *reader) time(record []string, col int) field.Time {
	at, err := field.ReadTime(p.cell(record, col))
	if err != nil {
		p.fault(at.Span, "%s is %q, %v; write 2026-03-02T21:14:00Z or 2026-03-02, or unknown", p.columns[col].heading, at.Value, err)
	}
	return at
}

// cell returns the text of a cell with its place, empty for a column that the table or the row does not have.
func (p *reader) cell(record []string, col int) field.Text {
	i := p.columns[col].at
	if i < 0 || i >= len(record) {
		return field.Text{}
	}
	line, column := p.csv.FieldPos(i)
	start := p.file.LineSpan(line).Start + column - 1
	end := p.file.LineSpan(line).End
	if i+1 < len(record) {
		if nextLine, next := p.csv.FieldPos(i + 1); nextLine == line {
			end = p.file.LineSpan(line).Start + next - 2
		}
	}
	return field.Text{Value: strings.TrimSpace(strings.Clone(record[i])), Span: source.Span{Start: start, End: max(start+1, end)}}
}

func (p *reader) fault(at source.Span, format string, args ...any) {
	p.register.Problems = append(p.register.Problems, diag.Problem{Span: at, Message: fmt.Sprintf(format, args...)})
}
