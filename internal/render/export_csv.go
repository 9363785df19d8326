package render

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/export"
)

// exportCSV writes the first table, which is the only one: a line of heads, then one line a row. A list is a JSON array
// in one cell. A text that a spreadsheet would run as a formula is defused, as in every CSV that is written here.
func exportCSV(w io.Writer, t Tables, _ Style) error {
	table := &t.List[0]
	out := csv.NewWriter(w)
	rows := make([][]string, 1, len(table.Rows)+1)
	for _, c := range table.Columns {
		rows[0] = append(rows[0], c.Name)
	}
	for _, cells := range table.Rows {
		line := make([]string, 0, len(cells))
		for i, v := range cells {
			line = append(line, flatCell(table.Columns[i].Kind, v))
		}
		rows = append(rows, line)
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

func flatCell(kind export.Kind, v any) string {
	switch v := v.(type) {
	case string:
		return csvText(v)
	case []string:
		return csvList(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	case time.Time:
		if kind == export.Day {
			return isoDay(v)
		}
		return v.Format(rfc3339Milli)
	}
	return "" // nil: not known
}

// csvList writes a list as a JSON array of visible texts.
func csvList(list []string) string {
	var b strings.Builder
	enc := json.NewEncoder(visible{&b})
	enc.SetEscapeHTML(false)
	// Texts always encode, and a Builder takes everything.
	_ = enc.Encode(list)
	return strings.TrimSuffix(b.String(), "\n")
}
