package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/trends"
)

// someTrends has two years: a secret that leaked again after a verified action, and a settled pair.
func someTrends(asOf time.Time) trends.Trends {
	incident := func(id string, at time.Time, severity, service string, with func(*trends.Incident)) trends.Incident {
		in := trends.Incident{
			Report: id, Kind: trends.KindIncident, At: at, Severity: severity, Services: []string{service}, Detection: "monitoring",
			Milestones: []trends.Milestone{{Name: "started"}, {Name: "detected", Known: true, At: at}, {Name: "resolved", Known: true, At: at.Add(time.Duration(at.Day()) * time.Hour)}},
		}
		with(&in)
		return in
	}
	root := func(category, control string) func(*trends.Incident) {
		return func(in *trends.Incident) {
			in.Causes = []trends.Cause{{ID: "C1", Category: category, Root: true}, {ID: "C2", Category: "alerting-gap"}}
			in.Controls = []trends.Control{{Ref: control, Verdict: "failed"}}
			in.Techniques = []string{"T1552.001", "T9999"}
		}
	}
	list := make([]trends.Incident, 0, 18)
	list = append(list,
		incident("2025-09-14-token-in-wiki", day(-3, 14), "sev2", "billing-api", func(in *trends.Incident) {
			root("secrets-exposure", "iso27001:A.8.29")(in)
			in.Actions = []actions.Action{
				{ID: in.Report + "/A1", Title: "Block secrets on wiki pages", Effect: "prevent", Addresses: []string{"C1", "iso27001:A.8.29"}, Written: "verified", Done: day(-2, 22), Verified: day(-1, 27), Result: "effective"},
				{ID: in.Report + "/A2", Title: "Limit tokens", Addresses: []string{"C1"}, Written: "open", Due: day(1, 1)},
			}
		}),
		incident("2026-03-02-leaked-ci-token", day(3, 2), "sev1", "billing-api", func(in *trends.Incident) {
			root("secrets-exposure", "iso27001:A.8.29")(in)
			in.Related = []trends.Relation{{Report: "2025-09-14-token-in-wiki", Relation: "repeat"}}
			for i := range 6 {
				in.Actions = append(in.Actions, actions.Action{ID: fmt.Sprintf("%s/A%d", in.Report, i+1), Written: "done", Done: day(4, 1), Due: day(4, 8)})
			}
			in.Actions[4].Written, in.Actions[5].Written = "open", "declined"
		}),
		incident("2026-05-20-billing-slow", day(5, 20), "sev3", "billing-api", root("capacity-resilience", "iso27001:A.8.6")),
		incident("2026-06-09-api-flood", day(6, 9), "sev3", "tracking", func(in *trends.Incident) {
			root("capacity-resilience", "iso27001:A.8.6")(in)
			in.Related = []trends.Relation{{Report: "2026-05-20-billing-slow", Relation: trends.NotARepeat, Reason: "A flood, and not slow queries"}}
		}),
		trends.Incident{Report: "2026-07-01-near", Kind: trends.KindNearMiss, At: day(7, 1)},
		trends.Incident{Report: "x", Kind: trends.KindIncident},
	)
	for i := range 12 {
		list = append(list, incident(fmt.Sprintf("2026-08-%02d-small", i+1), day(8, i+1), "sev4", fmt.Sprintf("service-%02d", i), func(*trends.Incident) {}))
	}
	return trends.Compute(list, trends.Year(2026), trends.Year(2025), asOf, policy.Default())
}

func writeTrends(t *testing.T, format string, v trends.Trends, s Style) string {
	t.Helper()
	for _, f := range Trends() {
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

func TestTrendsGolden(t *testing.T) {
	pipe := Style{Width: 80}
	whole := someTrends(day(12, 31))
	empty := trends.Compute(nil, trends.Year(2026), trends.Year(2025), day(12, 31), policy.Default())
	for _, tt := range []struct {
		name, format string
		trends       trends.Trends
		style        Style
	}{
		{"trends.txt", "text", whole, pipe},
		{"trends-by.txt", "text", whole.Only([]string{"service"}), pipe},
		{"trends-running.txt", "text", someTrends(day(8, 6)), Style{Terminal: true, Color: true, Width: 80}},
		{"trends-empty.txt", "text", empty, pipe},
		{"trends-60.txt", "text", whole, Style{Terminal: true, Width: 60}},
		{"trends.json", "json", whole, pipe},
		{"trends-empty.json", "json", empty, pipe},
		{"trends.md", "md", whole, pipe},
		{"trends-empty.md", "md", empty, pipe},
		{"trends.csv", "csv", whole, pipe},
		{"trends-crossed.txt", "text", whole.Only([]string{"cause", "service"}), pipe},
		{"trends-crossed-60.txt", "text", whole.Only([]string{"technique", "hour"}), Style{Terminal: true, Width: 60}},
		{"trends-crossed.md", "md", whole.Only([]string{"cause", "service"}), pipe},
		{"trends-crossed.json", "json", whole.Only([]string{"tactic", "change"}).Over(trends.ByMonth), pipe},
		{"trends-crossed.csv", "csv", whole.Only([]string{"control", "weekday"}), pipe},
		{"trends-months.txt", "text", whole.Only([]string{"month", "hour"}).Over(trends.ByMonth), pipe},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := writeTrends(t, tt.format, tt.trends, tt.style)
			golden(t, tt.name, got)
			for line := range strings.Lines(got) {
				line = strings.TrimSuffix(line, "\n")
				if w := textWidth(colour.ReplaceAllString(line, "")); tt.format == "text" && w > tt.style.Width {
					t.Errorf("a line takes %d columns: %s", w, line)
				}
				if strings.HasSuffix(line, " ") {
					t.Errorf("spaces at the end of %q", line)
				}
			}
		})
	}
}

var colour = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// TestTrendsJSON holds the names that programs build on, and that no list is null.
func TestTrendsJSON(t *testing.T) {
	for _, asOf := range []time.Time{day(12, 31), day(1, 1)} {
		text := writeTrends(t, "json", someTrends(asOf), Style{})
		var out struct {
			Version   int
			AsOf      string `json:"as_of"`
			Period    map[string]any
			Previous  map[string]any
			Kinds     map[string]map[string]int
			Incidents map[string]any
			By        map[string][]map[string]any
			Intervals map[string]map[string]any
			Lags      map[string]map[string]any
			Shares    map[string]any
			Series    map[string]any
			Actions   map[string]any
			Repeats   []map[string]any
			DidNot    []map[string]any `json:"did_not_hold"`
			Notes     []string
		}
		if err := json.Unmarshal([]byte(text), &out); err != nil {
			t.Fatal(err)
		}
		keys := func(what string, m map[string]any, names string) {
			for name := range strings.FieldsSeq(names) {
				if _, ok := m[name]; !ok {
					t.Errorf("%s has no %s: %v", what, name, m)
				}
			}
		}
		keys("period", out.Period, "from to days exposure")
		keys("incidents", out.Incidents, "n low high previous ratio verdict verdict_words")
		keys("time_to_resolve", out.Intervals["time_to_resolve"], "from to n unknown not_measurable median q1 q3 p90 min min_report max max_report low high")
		keys("lag", out.Lags["review"], "from to n unknown not_measurable median q1 q3 p90 min min_report max max_report low high")
		keys("actions", out.Actions, "total done verified open overdue declined completion checked previous by_kind by_effect")
		keys("shares", out.Shares, "near_miss change training_only")
		keys("series", out.Series, "interval from to earlier points readings effort caution")
		if len(out.By) != len(trends.Dimensions()) || len(out.Intervals) != 5 || out.Version != 1 {
			t.Errorf("%d dimensions, %d intervals, version %d", len(out.By), len(out.Intervals), out.Version)
		}
		for _, k := range out.By["severity"] {
			keys("severity", k, "key n share previous low high cumulative p p_corrected verdict")
		}
		for _, r := range out.Repeats {
			keys("repeat", r, "report earlier days why state settled earlier_actions")
		}
		for _, d := range out.DidNot {
			keys("did_not_hold", d, "action report hit_by days addresses state result")
		}
		if strings.Contains(text, `": null`) && regexp.MustCompile(`"(repeats|did_not_hold|notes|earlier_actions|addresses|bone|points|readings|signals|cells|pairs|by_kind|by_effect)": null`).MatchString(text) {
			t.Error("a list is null")
		}
	}
}

// TestTrendsHostile puts an escape sequence, a formula, markup and a line end into every text that a report can set.
func TestTrendsHostile(t *testing.T) {
	const evil = "=cmd|\x1b[31m\u202e<img src=x>`|\n| zz"
	in := func(id string, at time.Time) trends.Incident {
		return trends.Incident{
			Report: id + evil, Kind: trends.KindIncident, At: at, Severity: evil, Services: []string{evil}, Teams: []string{evil}, Type: evil, Clock: trends.Clock{Weekday: evil, Hour: evil},
			Suppliers: []string{evil}, Detection: evil, Trigger: evil, Vector: evil, Techniques: []string{evil},
			Causes: []trends.Cause{{ID: "C1", Category: evil, Root: true}}, Controls: []trends.Control{{Ref: evil, Verdict: "failed"}},
			Actions: []actions.Action{{ID: id + evil + "/" + evil, Title: evil, Effect: evil, Addresses: []string{"C1"}, Written: "verified", Done: day(2, 1), Verified: day(2, 1), Result: evil}},
			Related: []trends.Relation{{Report: "a" + evil, Relation: evil}},
		}
	}
	list := make([]trends.Incident, 0, 14)
	list = append(list, in("a", day(1, 5)), in("b", day(6, 5)))
	for i := range 12 { // enough to stand out in the notes
		list = append(list, in(fmt.Sprint("c", i), day(7, i+1)))
	}
	v := trends.Compute(list, trends.Year(2026), trends.Year(2025), day(12, 31), policy.Default())
	v.Crossed = v.Only([]string{"cause", "service"}).Crossed
	for _, f := range Trends() {
		got := writeTrends(t, f.Name, v, Style{})
		if strings.ContainsAny(got, "\x1b\u202e") {
			t.Errorf("%s obeys the report", f.Name)
		}
		if !strings.Contains(got, "cmd") {
			t.Errorf("%s does not show the key", f.Name)
		}
		if f.Name == "md" && (strings.Contains(got, "<img") || strings.Contains(got, "\n| zz")) {
			t.Error("md takes markup of a report")
		}
		if f.Name == "csv" {
			rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				for _, cell := range row {
					if strings.HasPrefix(cell, "=") {
						t.Errorf("csv has a formula: %q", cell)
					}
				}
			}
		}
		if f.Name == "json" && !json.Valid([]byte(got)) {
			t.Error("the json is not valid")
		}
	}
}

func TestDuration(t *testing.T) {
	for seconds, want := range map[float64]string{
		0: "0s", 45: "45s", 89: "89s", 90: "2min", 600: "10min", 5399: "90min", 5400: "1.5h", 36000: "10h", 172799: "48h",
		172800: "2.0d", 864000: "10d", 31536000: "365d",
	} {
		if got := duration(seconds); got != want {
			t.Errorf("%v seconds: got %s, want %s", seconds, got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for x, want := range map[float64]string{0: "0 0.00", 0.0253: "0.03 0.03", 0.2422: "0.2 0.24", 3.6889: "3.7 3.69", 15.76: "15.8 15.8", 394.5: "394 394"} {
		if got := number(x) + " " + ratio(x); got != want {
			t.Errorf("%v: got %s, want %s", x, got, want)
		}
	}
}

func TestSparkline(t *testing.T) {
	for _, c := range []struct {
		counts []int
		want   string
	}{
		{[]int{0, 1, 2, 8}, "·▁▂█"}, {[]int{0, 0}, "··"}, {[]int{1, 1}, "██"}, {[]int{1, 100, 50, 51}, "▁█▄▅"}, {nil, ""},
	} {
		if got, _ := sparkline(c.counts); got != c.want {
			t.Errorf("%v: got %s, want %s", c.counts, got, c.want)
		}
	}
}

func TestBar(t *testing.T) {
	for _, c := range []struct{ n, highest, room, want int }{
		{3, 9, 12, 3}, {0, 9, 12, 0}, {12, 12, 12, 12}, {100, 100, 12, 12}, {1, 1000, 12, 1}, {0, 1000, 12, 0}, {500, 1000, 12, 6},
	} {
		if got := strings.Count(bar(c.n, c.highest, c.room), "█"); got != c.want {
			t.Errorf("%d of %d in %d: got %d blocks, want %d", c.n, c.highest, c.room, got, c.want)
		}
	}
}

func TestWrapped(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"", 5, ""}, {"a b c", 3, "a b/c"}, {"abcdef g", 3, "abcdef/g"}, {"決済 障害", 5, "決済/障害"}, {"a\x1bb c", 80, `a\u{1B}b c`},
	} {
		if got := strings.Join(wrapped(c.text, c.width), "/"); got != c.want {
			t.Errorf("%q at %d: got %q, want %q", c.text, c.width, got, c.want)
		}
	}
}
