package register

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/pir-cli/pir/internal/source"
)

// Entry is an incident that is to be written into a register. What is empty stays empty.
type Entry struct {
	Key, Title, Severity, Detected, Resolved, Closed, Report string
}

func (e Entry) cells() [columnCount]string {
	return [columnCount]string{key: e.Key, title: inert(e.Title), severity: inert(e.Severity), detected: e.Detected, resolved: e.Resolved, closed: e.Closed, report: e.Report}
}

// inert returns a text with an apostrophe in front when a spreadsheet would run it as a formula: what a tracker calls an
// incident may come from a stranger. Keys, days and ids stay as they are, because reports are found by them.
func inert(s string) string {
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(s))
	if strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + s
	}
	return s
}

// Append returns the bytes of a register with the entries behind its last row: in its own order of columns, with its own
// separator and line ends. No byte that was there changes; a line end is put behind a last row that has none. Columns
// that an entry knows nothing of stay empty, and what the table has no column for is not written. A title or severity that
// a spreadsheet would run gets an apostrophe in front. A file that is nil or
// blank gets a heading first. The result reads back as the same rows and these; anything else is an error.
func Append(f *source.File, format Format, entries []Entry) ([]byte, error) {
	if f == nil || len(bytes.TrimSpace(bytes.TrimPrefix(f.Bytes, []byte(source.BOM)))) == 0 {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		list := format.Columns.list()
		headings := make([]string, 0, len(list))
		for _, c := range list {
			headings = append(headings, c.heading)
		}
		if err := errors.Join(w.Write(headings), flush(w)); err != nil {
			return nil, fmt.Errorf("write the heading: %w", err)
		}
		f = source.New(FileName, b.Bytes())
	}
	was, problems := Parse(f, format)
	if was == nil {
		return nil, fmt.Errorf("the register cannot be read: %s", problems[0].Message)
	}
	if len(entries) == 0 {
		return f.Bytes, nil
	}
	p := newReader(f, format)
	headings, err := p.csv.Read()
	if err != nil {
		return nil, fmt.Errorf("read the heading: %w", err)
	}
	columns, _ := format.Columns.find(headings, source.Span{}) // its problems were those of Parse
	crlf := bytes.HasSuffix([]byte(f.Line(1)), []byte("\r")) || bytes.Contains(f.Bytes, []byte("\r\n"))
	b := bytes.NewBuffer(bytes.Clone(f.Bytes))
	if b.Bytes()[b.Len()-1] != '\n' {
		b.WriteString(map[bool]string{true: "\r\n", false: "\n"}[crlf])
	}
	w := csv.NewWriter(b)
	w.Comma, w.UseCRLF = p.csv.Comma, crlf
	for _, e := range entries {
		row := make([]string, len(headings))
		for i, cell := range e.cells() {
			if at := columns[i].at; at >= 0 {
				row[at] = cell
			}
		}
		if err := w.Write(row); err != nil {
			return nil, fmt.Errorf("write row %s: %w", e.Key, err)
		}
	}
	if err := flush(w); err != nil {
		return nil, fmt.Errorf("write rows: %w", err)
	}
	return b.Bytes(), proves(b.Bytes(), format, was, entries)
}

func flush(w *csv.Writer) error {
	w.Flush()
	return w.Error() //nolint:wrapcheck // the caller says what was written
}

// proves reads the result again.
func proves(b []byte, format Format, was *Register, entries []Entry) error {
	now, problems := Parse(source.New(was.File.Path, b), format)
	if now == nil {
		return fmt.Errorf("the register could not be read any more: %s; add the rows by hand", problems[0].Message)
	}
	if len(now.Rows) != len(was.Rows)+len(entries) {
		return errors.New("a key would stand twice in the register, or its last row is not closed; mend it with `pir lint` first")
	}
	for i, e := range entries {
		if row := now.Rows[len(was.Rows)+i]; row.Key.Value != e.Key || row.Shifted {
			return fmt.Errorf("row %s would read as %s; add it by hand", e.Key, row.Key.Value)
		}
	}
	return nil
}
