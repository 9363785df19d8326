package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"github.com/pir-cli/pir/internal/trends"
)

// trendsColumns are the keys of the JSON. The first eight hold for every line, the others for some.
var trendsColumns = []string{
	"dimension", "key", "n", "share", "previous", "low", "high", "name",
	"cumulative", "p", "p_corrected", "verdict", "effective", "partial", "failed", "missing", "unstated", "crossed", "exposure", "near_miss", "exercise",
}

// trendsCSV writes one line a key of each dimension, then one a quarter or month under the dimension series, then one a
// cell of a cross table under the names of both dimensions.
func trendsCSV(w io.Writer, t trends.Trends, _ Style) error {
	rows := [][]string{trendsColumns}
	for _, b := range t.By {
		for i := range b.Keys {
			rows = append(rows, keyLine(b.Dimension, &b.Keys[i]))
		}
	}
	for i := range t.Series.Points {
		q := &t.Series.Points[i]
		line := make([]string, len(trendsColumns))
		copy(line, []string{"series", q.Name, strconv.Itoa(q.N), "", "", csvNumber(q.Low), csvNumber(q.High)})
		copy(line[len(line)-3:], []string{strconv.Itoa(q.Days), strconv.Itoa(q.NearMiss), strconv.Itoa(q.Exercise)})
		rows = append(rows, line)
	}
	if c := t.Crossed; c != nil {
		for _, cell := range c.Cells {
			line := make([]string, len(trendsColumns))
			copy(line, []string{c.Rows + " and " + c.Columns, csvText(cell.Row), strconv.Itoa(cell.N)})
			line[len(line)-4] = csvText(cell.Column)
			rows = append(rows, line)
		}
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

func keyLine(dimension string, k *trends.Key) []string {
	line := make([]string, len(trendsColumns))
	copy(line, []string{
		dimension, csvText(k.Key), strconv.Itoa(k.N), csvNumber(k.Share), strconv.Itoa(k.Previous), csvNumber(k.Low), csvNumber(k.High), csvText(k.Name),
	})
	if k.Cumulative != nil {
		line[8] = csvNumber(*k.Cumulative)
	}
	if k.Compared {
		line[9], line[10], line[11] = csvNumber(k.P), csvNumber(k.Holm), string(k.Verdict)
	}
	if v := k.Verdicts; v != nil {
		copy(line[12:], []string{strconv.Itoa(v.Effective), strconv.Itoa(v.Partial), strconv.Itoa(v.Failed), strconv.Itoa(v.Missing), strconv.Itoa(v.Unstated)})
	}
	return line
}

// csvNumber writes a number as the JSON does, and nothing for one that is none.
func csvNumber(x float64) string {
	r := rounded(&x)
	if r == nil {
		return ""
	}
	return strconv.FormatFloat(*r, 'f', -1, 64)
}
