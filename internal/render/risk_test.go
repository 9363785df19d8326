package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/thedatashed/xlsxreader"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/trends"
)

// endangering is repeating with risks, a near miss, an exercise and severities that are no word of the scale.
func endangering() []trends.Incident {
	list := repeating()
	for i := range list {
		in := &list[i]
		in.Severity = []string{"sev2", "sev1", "dire", "sev4"}[i%4]
		in.Services = []string{"export", "mail-relay"}[:1+i%2]
		in.Controls = append(in.Controls, trends.Control{Ref: "iso27001:A.8.15", Verdict: "effective"})
		if i < 5 {
			in.Risks = []string{"R-017", "R-003"}[:1+i%2]
		}
	}
	miss := caused("2026-05-02-almost", day(5, 2), "misconfiguration", "", func(in *trends.Incident) { in.Kind, in.Risks = trends.KindNearMiss, []string{"R-044"} })
	drill := caused("2026-06-02-drill", day(6, 2), "", "", func(in *trends.Incident) { in.Kind, in.Risks = trends.KindExercise, []string{"R-050"} })
	return append(list, miss, drill)
}

func riskFeed(list []trends.Incident) trends.RiskFeed {
	return trends.Compute(list, trends.Year(2026), trends.Year(2025), day(12, 31), policy.Default()).RiskFeed()
}

func writeRiskFeed(t *testing.T, format string, f trends.RiskFeed, s Style) string {
	t.Helper()
	for _, r := range RiskFeed() {
		if r.Name == format {
			var b bytes.Buffer
			if err := r.Write(&b, f, s); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("there is no format %s", format)
	return ""
}

func TestRiskGolden(t *testing.T) {
	f := riskFeed(endangering())
	for name, format := range map[string]string{"risk.txt": "text", "risk.json": "json", "risk.md": "md", "risk.csv": "csv"} {
		golden(t, name, writeRiskFeed(t, format, f, Style{Width: 80}))
	}
	f.All = true
	screen := writeRiskFeed(t, "text", f, Style{Terminal: true, Width: 72})
	golden(t, "risk-all-72.txt", screen)
	for line := range strings.Lines(screen) {
		if w := textWidth(strings.TrimSuffix(line, "\n")); w > 72 {
			t.Errorf("a line takes %d columns: %s", w, line)
		}
	}
	for format, want := range map[string]string{"text": "There is no incident in the period.", "md": "No report names a risk.", "json": `"rows": []`, "csv": "subject,key,name", "xlsx": "PK"} {
		if got := writeRiskFeed(t, format, riskFeed(nil), Style{}); !strings.Contains(got, want) || format == "json" && strings.Contains(got, `s": null`) {
			t.Errorf("%s without a report: %s", format, got)
		}
	}
}

// sheetRows reads a sheet with a library other than the one that wrote it: the texts of the cells by their heads.
func sheetRows(t *testing.T, book *xlsxreader.XlsxFile, name string) []map[string]string {
	t.Helper()
	var rows []map[string]string
	heads := map[string]string{}
	first := true
	for r := range book.ReadRows(name) {
		if r.Error != nil {
			t.Fatal(r.Error)
		}
		row := map[string]string{}
		for _, c := range r.Cells {
			if first {
				heads[c.Column] = c.Value
			}
			row[heads[c.Column]] = c.Value
		}
		if !first {
			rows = append(rows, row)
		}
		first = false
	}
	return rows
}

// TestRiskXLSX reads every cell of the rows back and compares it with the CSV.
func TestRiskXLSX(t *testing.T) {
	f := riskFeed(endangering())
	text := writeRiskFeed(t, "xlsx", f, Style{})
	book, err := xlsxreader.NewReader([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Risk feed", "No risk", "Notes"}, book.Sheets); diff != "" {
		t.Fatal(diff)
	}
	lines, err := csv.NewReader(strings.NewReader(writeRiskFeed(t, "csv", f, Style{}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var want []map[string]string
	unlinked := 0
	for _, line := range lines[1:] {
		if line[0] == subjectUnlinked {
			unlinked++
			continue
		}
		row := map[string]string{}
		for i, cell := range line {
			if cell != "" {
				row[lines[0][i]] = cell
			}
		}
		want = append(want, row)
	}
	if diff := cmp.Diff(want, sheetRows(t, book, "Risk feed")); diff != "" {
		t.Errorf("(-csv +xlsx):\n%s", diff)
	}
	if got := sheetRows(t, book, "No risk"); len(got) != unlinked || unlinked == 0 {
		t.Errorf("%d incidents without a risk, in the csv %d", len(got), unlinked)
	}
	// Counts and rates are numbers: a cell with a text says t="inlineStr".
	if sheet := part(t, text, "xl/worksheets/sheet1.xml"); !regexp.MustCompile(`<c r="D2"><v>\d+</v>`).MatchString(sheet) || strings.Contains(sheet, "<f") {
		t.Errorf("D2 is no number, or a cell computes: %.1500s", sheet)
	}
	for range 3 {
		if writeRiskFeed(t, "xlsx", f, Style{}) != text {
			t.Fatal("other bytes")
		}
	}
}

// TestRiskHostile puts an escape sequence, a formula, markup and a line end into every text that a report can set.
func TestRiskHostile(t *testing.T) {
	const evil = "=cmd|\x1b[31m\u202e<img src=x>`|\n| zz"
	list := endangering()
	for i := range list {
		in := &list[i]
		in.Report, in.Severity = evil+in.Report, evil
		for j := range in.Risks {
			in.Risks[j] = evil + in.Risks[j]
		}
		for j := range in.Causes {
			in.Causes[j].Category = evil + in.Causes[j].Category
		}
		for j := range in.Controls {
			in.Controls[j].Ref = evil + in.Controls[j].Ref
		}
		for j := range in.Services {
			in.Services[j] = evil
		}
		for j := range in.Actions {
			in.Actions[j].ID = evil + in.Actions[j].ID
		}
	}
	f := riskFeed(list)
	f.All = true
	if len(f.Unlinked) == 0 || len(f.Rows) < 8 || f.Rows[0].AfterFix == 0 {
		t.Fatalf("this tests little: %d rows, %+v", len(f.Rows), f.Rows[0])
	}
	for _, format := range []string{"text", "json", "md", "csv"} {
		got := writeRiskFeed(t, format, f, Style{Width: 80})
		switch {
		case strings.ContainsAny(got, "\x1b\u202e"):
			t.Errorf("%s obeys the report", format)
		case format == "md" && (strings.Contains(got, "<img") || strings.Contains(got, "\n| zz")):
			t.Error("markdown takes markup of a report")
		case format == "json" && !json.Valid([]byte(got)):
			t.Error("the JSON is not valid")
		}
	}
	rows, err := csv.NewReader(strings.NewReader(writeRiskFeed(t, "csv", f, Style{}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cells := strings.Join(rows[1], "\n")
	for _, row := range rows {
		for _, cell := range row {
			if strings.HasPrefix(cell, "=") {
				t.Errorf("a formula: %q", cell)
			}
		}
	}
	if !strings.Contains(cells, `'=cmd|\u{1B}`) {
		t.Errorf("no text of the report is there: %s", cells)
	}
	book, err := xlsxreader.NewReader([]byte(writeRiskFeed(t, "xlsx", f, Style{})))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range book.Sheets {
		for _, row := range sheetRows(t, book, name) {
			for head, cell := range row {
				if strings.HasPrefix(cell, "=") || strings.ContainsAny(cell, "\x1b\u202e\n") {
					t.Errorf("%s %s: %q", name, head, cell)
				}
			}
		}
	}
}
