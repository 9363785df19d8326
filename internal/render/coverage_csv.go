package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"github.com/pir-cli/pir/internal/coverage"
)

// coverageColumns are the keys of the incidents in the JSON.
var coverageColumns = []string{
	"key", "title", "severity", "detected", "closed", "state", "required", "report", "status", "held", "due", "days", "days_late",
	"waived_by", "reason", "file", "line", "report_file",
}

// coverageCSV writes one line an incident: the population. The other results stand in the other formats.
func coverageCSV(w io.Writer, r coverage.Result, _ Style) error {
	rows := append(make([][]string, 0, len(r.Incidents)+1), coverageColumns)
	for i := range r.Incidents {
		in := &r.Incidents[i]
		days := ""
		if in.Days != nil {
			days = strconv.Itoa(*in.Days)
		}
		rows = append(rows, []string{
			csvText(in.Key), csvText(in.Title), csvText(in.Severity), isoDay(in.Detected), isoDay(in.Closed), string(in.State), strconv.FormatBool(in.Required),
			csvText(in.Report), csvText(in.Status), isoDay(in.Held), isoDay(in.Due), days, strconv.Itoa(in.DaysLate),
			csvText(in.WaivedBy), csvText(in.Reason), csvText(in.File), strconv.Itoa(in.Line), csvText(in.ReportFile),
		})
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}
