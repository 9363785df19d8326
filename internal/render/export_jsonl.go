package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/pir-cli/pir/internal/export"
)

// exportJSONLines writes one row a line with the keys of its table in their order, `table` first. What is not known is
// null; a list is never null.
func exportJSONLines(w io.Writer, t Tables, _ Style) error {
	out := visible{w}
	for _, table := range t.List {
		for _, row := range table.Rows {
			line, err := jsonLine(&table, row)
			if err != nil {
				return fmt.Errorf("write json lines: %w", err)
			}
			if _, err := out.Write(line); err != nil {
				return fmt.Errorf("write json lines: %w", err)
			}
		}
	}
	return nil
}

func jsonLine(table *export.Table, row []any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	add := func(before string, v any) error {
		b.WriteString(before)
		if err := enc.Encode(v); err != nil {
			return err
		}
		b.Truncate(b.Len() - 1) // the line end behind each value
		return nil
	}
	if err := add(`{"table":`, table.Name); err != nil {
		return nil, err
	}
	for i, c := range table.Columns {
		if err := add(`,"`+c.Name+`":`, jsonCell(c.Kind, row[i])); err != nil {
			return nil, err
		}
	}
	b.WriteString("}\n")
	return b.Bytes(), nil
}

func jsonCell(kind export.Kind, v any) any {
	if at, ok := v.(time.Time); ok {
		if kind == export.Day {
			return isoDay(at)
		}
		return at.Format(rfc3339Milli)
	}
	return v
}
