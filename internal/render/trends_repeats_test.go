package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/taxonomy"
	"github.com/pir-cli/pir/internal/trends"
)

// caused returns an incident with a root cause and a failed control.
func caused(id string, at time.Time, category, control string, with func(*trends.Incident)) trends.Incident {
	in := trends.Incident{Report: id, Kind: trends.KindIncident, At: at, Severity: "sev2"}
	if category != "" {
		in.Causes = []trends.Cause{{ID: "C1", Category: category, Root: true}}
	}
	if control != "" {
		in.Controls = []trends.Control{{Ref: control, Verdict: "failed"}}
	}
	if with != nil {
		with(&in)
	}
	return in
}

// repeating has a repeat of each strength, an action of each verdict, a common control and a hint.
func repeating() []trends.Incident {
	act := func(report, id string, with actions.Action) actions.Action {
		with.ID, with.Addresses = report+"/"+id, []string{"C1", "iso27001:A.8.9"}
		return with
	}
	list := []trends.Incident{
		caused("2025-08-01-bucket-open", day(-4, 1), "misconfiguration", "iso27001:A.8.9", func(in *trends.Incident) {
			in.Techniques, in.Services = []string{"T1530"}, []string{"export"}
			in.Cost = trends.Money{Currency: "EUR", Amount: 72_500}
			in.Actions = []actions.Action{
				act(in.Report, "A1", actions.Action{Title: "Refuse public buckets", Effect: "prevent", Written: "verified", Done: day(-3, 1), Verified: day(-2, 1), Result: "effective"}),
				act(in.Report, "A2", actions.Action{Title: "Alert on public buckets", Effect: "detect", Written: "done", Done: day(-3, 10)}),
				act(in.Report, "A3", actions.Action{Title: "List all accounts", Written: "open", Due: day(-2, 1)}),
				act(in.Report, "A4", actions.Action{Title: "Close the old account", Written: "open", Due: day(9, 1)}),
			}
		}),
		caused("2026-01-20-backup-open", day(1, 20), "misconfiguration", "iso27001:A.8.9", func(in *trends.Incident) {
			in.Techniques, in.Services = []string{"T1530"}, []string{"export"}
			in.Cost = trends.Money{Currency: "EUR", Amount: 9_500.5}
			in.Related = []trends.Relation{{Report: "2025-08-01-bucket-open", Relation: "repeat", Reason: "The same setting"}}
		}),
		caused("2026-02-10-gateway-certificate", day(2, 10), "asset-inventory", "", func(in *trends.Incident) {
			in.Text = "Expired tls certificate on payment gateway monitoring missing"
			in.Cost = trends.Money{Currency: "USD", Amount: 1_200}
			in.Actions = []actions.Action{act(in.Report, "A1", actions.Action{Title: "List certificates", Written: "done", Done: day(2, 20)})}
		}),
		caused("2026-03-15-relay-certificate", day(3, 15), "alerting-gap", "", func(in *trends.Incident) {
			in.Text = "Payment gateway certificate expired no alert"
		}),
	}
	for i := range 4 {
		list = append(list, caused(fmt.Sprintf("2026-0%d-20-quiet", 4+i), day(time.Month(4+i), 20), "", "iso27001:A.8.16", nil))
	}
	return list
}

// partOf writes a part of the text.
func partOf(t *testing.T, v trends.Trends, s Style, write ...func(*printer, *trends.Trends, Style)) string {
	t.Helper()
	var b bytes.Buffer
	p := &printer{w: &b}
	for _, w := range write {
		w(p, &v, s)
	}
	if p.err != nil {
		t.Fatal(p.err)
	}
	return b.String()
}

func TestRepeatsGolden(t *testing.T) {
	v := trends.Compute(repeating(), trends.Year(2026), trends.Year(2025), day(12, 31), policy.Default())
	all := v
	all.All = true
	for _, tt := range []struct {
		name   string
		trends trends.Trends
		width  int
	}{{"repeats.txt", v, 80}, {"repeats-all.txt", all, 80}, {"repeats-50.txt", v, 50}} {
		got := partOf(t, tt.trends, Style{Terminal: true, Width: tt.width}, writeCameBack, writeDidNotHold)
		golden(t, tt.name, got)
		for line := range strings.Lines(got) {
			if w := textWidth(strings.TrimSuffix(line, "\n")); w > tt.width {
				t.Errorf("%s: a line takes %d columns: %s", tt.name, w, line)
			}
		}
	}
	md := func(p *printer, t *trends.Trends, _ Style) { markdownCameBack(p, t); markdownDidNotHold(p, t) }
	golden(t, "repeats.md", partOf(t, v, Style{}, md))
	var b bytes.Buffer
	if err := writeJSON(&b, toComeBackJSON(&v)); err != nil {
		t.Fatal(err)
	}
	golden(t, "repeats.json", b.String())
	if strings.Contains(b.String(), "null") {
		t.Error("a list is null")
	}
}

func recurrence(t *testing.T, list []trends.Incident, name string, period trends.Period) trends.Recurrence {
	t.Helper()
	law, ok := taxonomy.LookupRecurrence(name)
	if !ok {
		t.Fatalf("there is no law %s", name)
	}
	return trends.Recur(list, law, period, day(12, 31), policy.Default())
}

func writeRecurrence(t *testing.T, format string, v trends.Recurrence, s Style) string {
	t.Helper()
	for _, f := range Recurrence() {
		if f.Name == format {
			var b bytes.Buffer
			if err := f.Write(&b, v, s); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("there is no format %s", format)
	return ""
}

func TestRecurrenceGolden(t *testing.T) {
	v := recurrence(t, repeating(), "nis2", trends.Period{From: day(1, 1), To: day(6, 30)})
	for name, format := range map[string]string{"recurrence.txt": "text", "recurrence.json": "json", "recurrence.md": "md", "recurrence.csv": "csv"} {
		golden(t, name, writeRecurrence(t, format, v, Style{Width: 80}))
	}
	none := recurrence(t, nil, "dora", trends.Period{From: day(2, 1), To: day(2, 28)})
	for _, f := range Recurrence() {
		got := writeRecurrence(t, f.Name, none, Style{Width: 80})
		if !strings.Contains(got, "None found, 0 incidents examined") && f.Name != "json" && f.Name != "csv" {
			t.Errorf("%s does not say that nothing was found:\n%s", f.Name, got)
		}
		if f.Name == "csv" && !strings.Contains(got, "dora,2026-02-01,2026-02-28,0,0,0,") {
			t.Errorf("csv:\n%s", got)
		}
		if f.Name == "json" && (!strings.Contains(got, `"groups": []`) || strings.Contains(got, "null")) {
			t.Errorf("json:\n%s", got)
		}
		if f.Name != "csv" && !strings.Contains(got, "not legal") {
			t.Errorf("%s does not say that it is no legal advice", f.Name)
		}
	}
}

func TestMoneyText(t *testing.T) {
	for amount, want := range map[float64]string{0: "EUR 0", 999: "EUR 999", 1000: "EUR 1 000", 500000.01: "EUR 500 000.01", 1234567: "EUR 1 234 567", 9.5: "EUR 9.50"} {
		if got := moneyText(trends.Money{Currency: "EUR", Amount: amount}); got != want {
			t.Errorf("%v: got %s, want %s", amount, got, want)
		}
	}
	if got := moneyText(trends.Money{Amount: 5}); got != "" {
		t.Errorf("an amount without a currency: %s", got)
	}
}

// TestRepeatsHostile puts an escape sequence, a formula, markup and a line end into every text that a report can set.
func TestRepeatsHostile(t *testing.T) {
	const evil = "=cmd|\x1b[31m\u202e<img src=x>`|\n| zz"
	list := repeating()
	for i := range list {
		in := &list[i]
		in.Report += evil
		in.Severity, in.Text = evil, in.Text+evil
		for j := range in.Causes {
			in.Causes[j].Category += evil
		}
		for j := range in.Controls {
			in.Controls[j].Ref += evil
		}
		for j := range in.Actions {
			in.Actions[j].ID, in.Actions[j].Title = in.Actions[j].ID+evil, evil
		}
		for j := range in.Related {
			in.Related[j].Report, in.Related[j].Reason = in.Related[j].Report+evil, evil
		}
		in.Cost.Currency = evil
	}
	v := trends.Compute(list, trends.Year(2026), trends.Year(2025), day(12, 31), policy.Default())
	v.All = true
	if len(v.Repeats) == 0 || len(v.DidNotHold) == 0 || len(v.Hints) == 0 {
		t.Fatalf("this tests little: %d repeats, %d actions, %d hints", len(v.Repeats), len(v.DidNotHold), len(v.Hints))
	}
	r := recurrence(t, list, "nis2", trends.Year(2026))
	texts := map[string]string{}
	for _, f := range Trends() {
		texts["trends "+f.Name] = writeTrends(t, f.Name, v, Style{Width: 80})
	}
	for _, f := range Recurrence() {
		texts["recurrence "+f.Name] = writeRecurrence(t, f.Name, r, Style{Width: 80})
	}
	for name, got := range texts {
		switch {
		case strings.ContainsAny(got, "\x1b\u202e"):
			t.Errorf("%s obeys the report", name)
		case strings.HasSuffix(name, "md") && (strings.Contains(got, "<img") || strings.Contains(got, "\n| zz")):
			t.Errorf("%s takes markup of a report", name)
		case strings.HasSuffix(name, "json") && !json.Valid([]byte(got)):
			t.Errorf("%s is not valid", name)
		}
		if strings.HasSuffix(name, "csv") {
			rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				for _, cell := range row {
					if strings.HasPrefix(cell, "=") {
						t.Errorf("%s has a formula: %q", name, cell)
					}
				}
			}
		}
	}
}
