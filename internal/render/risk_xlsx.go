package render

import (
	"io"

	"github.com/pir-cli/pir/internal/trends"
)

// riskXLSX writes a workbook: the rows, the incidents that name no risk, and how it was made.
func riskXLSX(w io.Writer, f trends.RiskFeed, _ Style) error {
	rows := sheet{name: "Risk feed"}
	for _, c := range riskColumns {
		rows.head = append(rows.head, c.key)
	}
	for i := range f.Rows {
		line := make([]any, 0, len(riskColumns))
		for _, c := range riskColumns {
			line = append(line, c.value(&f.Rows[i]))
		}
		rows.rows = append(rows.rows, line)
	}
	unlinked := sheet{name: "No risk", head: []string{"report", "day", "severity"}}
	for _, u := range f.Unlinked {
		unlinked.rows = append(unlinked.rows, []any{u.Report, u.Day, u.Severity})
	}
	return writeBook(w, "For the risk assessment", f.AsOf, rows, unlinked, sheet{name: "Notes", head: []string{"what", "value"}, rows: riskNotes(&f)})
}

// riskNotes is what somebody needs who recomputes the sheet.
func riskNotes(f *trends.RiskFeed) [][]any {
	rows := [][]any{
		{"as of", f.AsOf},
		{"from", f.Period.From},
		{"to", f.Period.To},
		{"days counted", f.Exposure.Now},
		{"previous from", f.Previous.From},
		{"previous to", f.Previous.To},
		{"previous days compared", f.Covered},
		{"incidents", f.Incidents.N},
		{"incidents before", f.Incidents.Previous},
		{"near misses", f.Kinds.NearMiss.N},
		{"exercises", f.Kinds.Exercise.N},
		{"rows compared", f.Compared},
	}
	for _, w := range f.Without {
		rows = append(rows, []any{"incidents without a " + w.Subject, w.N})
	}
	if f.Caution != "" {
		rows = append(rows, []any{"caution", f.Caution})
	}
	for _, n := range f.Notes {
		rows = append(rows, []any{"note", n})
	}
	return rows
}
