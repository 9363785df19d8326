package evidence

import (
	"bytes"

	"github.com/pir-cli/pir/internal/render"
)

// writeLint tells what the rules find in the reports of the pack, and what reports say is to be passed over and why.
func (b *builder) writeLint() {
	var out bytes.Buffer
	for _, f := range render.Findings() {
		if f.Name == "json" {
			if err := f.Write(&out, b.findings, render.Style{Version: b.in.Request.Pir}); err != nil {
				b.errs = append(b.errs, err)
			}
		}
	}
	b.add("13-lint-report.json", out.Bytes())
	rows := make([][]any, 0, len(b.findings.Suppressed))
	for _, d := range b.findings.Suppressed {
		rows = append(rows, []any{d.Report, d.Rule, d.Severity.String(), d.Message, d.Reason, d.File, d.Range.Start.Line})
	}
	b.table("13-suppressions.csv", "suppressions", []string{"report", "rule", "severity", "finding", "reason", "file", "line"}, rows)
}
