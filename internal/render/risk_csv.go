package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"

	"github.com/pir-cli/pir/internal/trends"
)

// riskColumn is a column of the sheets. The value is one that a sheet takes.
type riskColumn struct {
	key   string
	value func(*trends.Risk) any
}

// riskColumns are the columns: the keys of riskRowJSON in their order.
var riskColumns = []riskColumn{
	{"subject", func(r *trends.Risk) any { return r.Subject }},
	{"key", func(r *trends.Risk) any { return r.Key }},
	{"name", func(r *trends.Risk) any { return r.Name }},
	{"events", func(r *trends.Risk) any { return r.Events }},
	{"low", func(r *trends.Risk) any { return r.Low }},
	{"high", func(r *trends.Risk) any { return r.High }},
	{"rate", func(r *trends.Risk) any { return r.Rate }},
	{"rate_low", func(r *trends.Risk) any { return r.RateLow }},
	{"rate_high", func(r *trends.Risk) any { return r.RateHigh }},
	{"previous", func(r *trends.Risk) any { return r.Previous }},
	{"ratio", func(r *trends.Risk) any { return r.Change.Ratio.Ratio }},
	{"ratio_low", func(r *trends.Risk) any { return r.Change.Ratio.Low }},
	{"ratio_high", func(r *trends.Risk) any { return r.Change.Ratio.High }},
	{"p", func(r *trends.Risk) any { return comparedOr(r, r.Change.Ratio.P) }},
	{"p_corrected", func(r *trends.Risk) any { return comparedOr(r, r.Change.Holm) }},
	{"verdict", func(r *trends.Risk) any { return string(r.Change.Verdict) }},
	{"change", func(r *trends.Risk) any { return r.Change.Said }},
	{"worst_severity", func(r *trends.Risk) any { return r.Worst }},
	{"not_rated", func(r *trends.Risk) any { return r.Unrated }},
	{"near_misses", func(r *trends.Risk) any { return r.NearMiss.N }},
	{"near_misses_previous", func(r *trends.Risk) any { return r.NearMiss.Previous }},
	{"exercises", func(r *trends.Risk) any { return r.Exercise.N }},
	{"open_actions", func(r *trends.Risk) any { return r.Open }},
	{"overdue_actions", func(r *trends.Risk) any { return r.Overdue }},
	{"after_fix", func(r *trends.Risk) any { return r.AfterFix }},
	{"after_verified_fix", func(r *trends.Risk) any { return r.AfterVerified }},
	{"did_not_hold", func(r *trends.Risk) any { return fixPairs(r) }},
	{"effective", func(r *trends.Risk) any { return ofControl(r, r.Effective) }},
	{"partial", func(r *trends.Risk) any { return ofControl(r, r.Partial) }},
	{"last_event", func(r *trends.Risk) any { return r.Last }},
	{"reports", func(r *trends.Risk) any { return joined(r.Reports, " ") }},
	{"rule", func(r *trends.Risk) any { return r.Rule }},
	{"question", func(r *trends.Risk) any { return r.Question }},
}

// comparedOr is a p of a row that was compared, else no number.
func comparedOr(r *trends.Risk, p float64) float64 {
	if !r.Change.Compared {
		return math.NaN()
	}
	return p
}

// ofControl is a count that only controls have.
func ofControl(r *trends.Risk, n int) any {
	if r.Subject != trends.SubjectControl {
		return nil
	}
	return n
}

// subjectUnlinked is the subject of the lines of incidents that name no risk.
const subjectUnlinked = "no risk"

// riskCSV writes a line a row, then one for each incident that names no risk.
func riskCSV(w io.Writer, f trends.RiskFeed, _ Style) error {
	head := make([]string, 0, len(riskColumns))
	for _, c := range riskColumns {
		head = append(head, c.key)
	}
	rows := append(make([][]string, 0, len(f.Rows)+len(f.Unlinked)+1), head)
	for i := range f.Rows {
		line := make([]string, 0, len(riskColumns))
		for _, c := range riskColumns {
			line = append(line, csvCell(c.value(&f.Rows[i])))
		}
		rows = append(rows, line)
	}
	for _, u := range f.Unlinked {
		line := make([]string, 0, len(riskColumns))
		values := map[string]any{"subject": subjectUnlinked, "key": u.Report, "events": 1, "worst_severity": u.Severity, "last_event": u.Day, "reports": u.Report}
		for _, c := range riskColumns {
			line = append(line, csvCell(values[c.key]))
		}
		rows = append(rows, line)
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

// csvCell writes a value that a sheet takes as text.
func csvCell(v any) string {
	switch v := v.(type) {
	case int:
		return strconv.Itoa(v)
	case float64:
		return csvNumber(v)
	case time.Time:
		return isoDay(v)
	case string:
		return csvText(v)
	}
	return ""
}
