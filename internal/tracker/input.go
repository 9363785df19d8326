package tracker

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/pir-cli/pir/internal/source"
)

// Input is what one file or several hold, before it is known which tracker wrote it.
type Input struct {
	docs  []any    // values in JSON, or one list with the rows of a table
	table []string // headings of a table, nil for JSON
	lines []string // of a text that is neither
}

// errNoTable says that a text is no table.
var errNoTable = errors.New("no table")

// Parse reads one file: JSON, several values in JSON one after the other, a table in CSV, or lines of text.
func Parse(b []byte) (*Input, error) {
	b = bytes.TrimPrefix(b, []byte(source.BOM))
	switch {
	case len(b) > MaxFile:
		return nil, fmt.Errorf("%d MB; at most %d MB are read", len(b)>>20, MaxFile>>20)
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return nil, errors.New("this is an archive or a workbook; unpack it, or save the sheet as CSV in UTF-8")
	case bytes.IndexByte(b, 0) >= 0 || !utf8.Valid(b):
		return nil, errors.New("this is no text in UTF-8; export as JSON or CSV in UTF-8")
	case len(bytes.TrimSpace(b)) == 0:
		return nil, errors.New("the file is empty")
	}
	docs, err := parseJSON(b)
	if err == nil {
		return &Input{docs: docs}, nil
	}
	if likeJSON(bytes.TrimSpace(b)) {
		return nil, err
	}
	lines := strings.Split(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n")
	if isChat(lines) {
		return &Input{lines: lines}, nil
	}
	rows, headings, err := parseTable(b, lines[0])
	if err != nil {
		return nil, err
	}
	return &Input{docs: []any{rows}, table: headings}, nil
}

// likeJSON reports whether a text begins as JSON does and a line of a chat does not.
func likeJSON(b []byte) bool {
	if b[0] == '{' {
		return true
	}
	rest := bytes.TrimSpace(b[1:])
	return b[0] == '[' && len(rest) > 0 && bytes.ContainsRune([]byte("{[]"), rune(rest[0]))
}

// Join brings the files of one export together, such as incidents and their log entries.
func Join(inputs []*Input) (*Input, error) {
	all := &Input{}
	for _, in := range inputs {
		if len(inputs) > 1 && (in.table != nil || in.lines != nil) {
			return nil, errors.New("several files are read together only in JSON; import a table or a text alone")
		}
		all.docs, all.table, all.lines = append(all.docs, in.docs...), in.table, in.lines
	}
	return all, nil
}

// parseJSON reads one value or several.
func parseJSON(b []byte) ([]any, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var docs []any
	for len(docs) <= MaxIncidents {
		var v any
		err := d.Decode(&v)
		switch {
		case errors.Is(err, io.EOF) && len(docs) > 0:
			return docs, nil
		case err != nil:
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				return nil, errors.New("the JSON ends in the middle of a value; export it once more")
			}
			if wrong, ok := errors.AsType[*json.SyntaxError](err); ok && len(docs) == 0 {
				at := bytes.Count(b[:max(0, min(int(wrong.Offset), len(b)))], []byte("\n")) + 1
				return nil, fmt.Errorf("line %d: this is no JSON: %w", at, err)
			}
			return nil, fmt.Errorf("this is no JSON: %w", err)
		}
		switch v.(type) {
		case map[string]any, []any:
		default:
			return nil, errors.New("JSON with an object or a list is expected")
		}
		docs = append(docs, v)
	}
	return nil, fmt.Errorf("more than %d values", MaxIncidents)
}

// parseTable reads a table into rows by the headings in lower case. Of headings that occur more than once the first cell that
// is not empty counts.
func parseTable(b []byte, first string) (rows []any, headings []string, err error) {
	r := csv.NewReader(bytes.NewReader(b))
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	r.Comma = ','
	for _, c := range ";\t" {
		if strings.Count(first, string(c)) > strings.Count(first, string(r.Comma)) {
			r.Comma = c
		}
	}
	for {
		record, err := r.Read()
		switch {
		case errors.Is(err, io.EOF) && headings != nil:
			return rows, headings, nil
		case err != nil:
			return nil, nil, fmt.Errorf("read the table: %w", err)
		case headings == nil:
			if len(record) < 2 {
				return nil, nil, fmt.Errorf("%w: neither JSON, nor a table with a heading, nor lines of a chat", errNoTable)
			}
			for _, h := range record {
				headings = append(headings, heading(h))
			}
			continue
		}
		row := make(map[string]any, len(record))
		for i, cell := range record[:min(len(record), len(headings))] {
			if old, there := row[headings[i]]; !there || old == "" {
				row[headings[i]] = strings.TrimSpace(strings.Clone(cell))
			}
		}
		rows = append(rows, row)
		if len(rows) > MaxIncidents {
			return nil, nil, fmt.Errorf("more than %d rows", MaxIncidents)
		}
	}
}

// heading is how a heading is compared, whoever writes it.
func heading(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
