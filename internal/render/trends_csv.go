package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"github.com/pir-cli/pir/internal/trends"
)

// trendsCSV writes one line a key of each dimension, under the keys of the JSON.
func trendsCSV(w io.Writer, t trends.Trends, _ Style) error {
	rows := [][]string{{"dimension", "key", "n", "share", "previous", "low", "high", "name"}}
	for _, b := range t.By {
		for _, k := range b.Keys {
			rows = append(rows, []string{
				b.Dimension, csvText(k.Key), strconv.Itoa(k.N), csvNumber(k.Share), strconv.Itoa(k.Previous),
				csvNumber(k.Low), csvNumber(k.High), csvText(k.Name),
			})
		}
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

// csvNumber writes a number as the JSON does, and nothing for one that is none.
func csvNumber(x float64) string {
	r := rounded(&x)
	if r == nil {
		return ""
	}
	return strconv.FormatFloat(*r, 'f', -1, 64)
}
