package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
)

func day(month time.Month, d int) time.Time { return time.Date(2026, month, d, 0, 0, 0, 0, time.UTC) }

// someActions has one action of each state.
func someActions(group string) actions.Listing {
	const token, disk = "2026-03-02-leaked-ci-token", "2026-01-08-ci-runner-disk-full"
	all := []actions.Action{
		{ID: token + "/A1", Report: token, Title: "Mask secrets in debug logs of every pipeline", Kind: "control", Effect: "prevent", Owner: "@platform-lead", Priority: "P1", Severity: "sev1", Services: []string{"ci", "billing-api"}, Teams: []string{"platform"}, Addresses: []string{"C1", "iso27001:A.8.4"}, Ticket: "https://tracker.example/PLAT-311", Written: "open", Due: day(3, 31), File: "reports/" + token + ".md", Line: 79, Past: &actions.Past{OriginalDue: day(3, 15), Slips: 2, SlippedDays: 16, FirstSeen: day(3, 3)}},
		{ID: token + "/A2", Report: token, Title: "Alert on a token that is used from outside", Kind: "detection", Owner: "@sre-1", Priority: "P2", Severity: "sev1", Services: []string{"ci"}, Written: "blocked", Due: day(4, 22), Blocked: day(4, 1), File: "reports/" + token + ".md", Line: 90},
		{ID: token + "/A3", Report: token, Title: "Ersetze geteilte Zugänge – 決済障害 | `a` <b>", Owner: "@sre-1", Priority: "P2", Severity: "sev1", Written: "in-progress", Due: day(4, 28), File: "reports/" + token + ".md", Line: 101},
		{ID: disk + "/#1", Report: disk, Title: "Ask @sre-2 for a budget", Written: "open", Severity: "sev3", File: "reports/" + disk + ".md", Line: 40},
		{ID: disk + "/A2", Report: disk, Title: "Delete old images", Owner: "@sre-2", Priority: "P3", Severity: "sev3", Written: "done", Due: day(1, 30), Done: day(1, 29), Evidence: []string{"commit:ab12cd3", "https://ci.example/7"}, File: "reports/" + disk + ".md", Line: 52},
		{ID: disk + "/A3", Report: disk, Title: "Alert on full disks", Owner: "@sre-2", Priority: "P3", Severity: "sev3", Written: "verified", Done: day(1, 29), Verified: day(3, 1), Result: "ineffective", File: "reports/" + disk + ".md", Line: 64},
		{ID: disk + "/A4", Report: disk, Title: "Buy more disks", Owner: "@sre-lead", Priority: "P4", Severity: "sev3", Written: "declined", Declined: day(2, 1), File: "reports/" + disk + ".md", Line: 76},
	}
	l := actions.Listing{AsOf: day(4, 23), Records: actions.At(all, day(4, 23), policy.Default()), GroupedBy: group}
	l.Statistics = actions.Measure(l.Records, l.AsOf, policy.Default())
	actions.Sort(l.Records, "")
	if group != "" {
		l.Groups = actions.GroupBy(l.Records, group, policy.Default())
	}
	return l
}

func writeActions(t *testing.T, format string, l actions.Listing, s Style) string {
	t.Helper()
	for _, f := range Actions() {
		if f.Name == format {
			var b bytes.Buffer
			if err := f.Write(&b, l, s); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("there is no format %s", format)
	return ""
}

func TestActionsGolden(t *testing.T) {
	pipe := Style{Width: 80}
	tests := []struct {
		name, format, group string
		style               Style
	}{
		{"actions.txt", "table", "", pipe},
		{"actions-owner.txt", "table", "owner", pipe},
		{"actions-80.txt", "table", "", Style{Terminal: true, Width: 80}},
		{"actions-130.txt", "table", "", Style{Terminal: true, Width: 130}},
		{"actions-30.txt", "table", "", Style{Terminal: true, Width: 30}},
		{"actions-color.txt", "table", "state", Style{Terminal: true, Color: true, Width: 80}},
		{"actions.json", "json", "service", pipe},
		{"actions.jsonl", "jsonl", "", pipe},
		{"actions.csv", "csv", "", pipe},
		{"actions.ics", "ics", "", pipe},
		{"actions.md", "md", "", pipe},
		{"actions-owner.md", "md", "owner", pipe},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := writeActions(t, tt.format, someActions(tt.group), tt.style)
			golden(t, tt.name, got)
			if tt.style.Terminal && !tt.style.Color && tt.style.Width >= 80 {
				for line := range strings.Lines(got) {
					if w := textWidth(strings.TrimSuffix(line, "\n")); w > tt.style.Width {
						t.Errorf("a line takes %d columns: %s", w, line)
					}
				}
			}
		})
	}
}

// TestActionsAgree holds that every format has the same actions, in the same order and the same states.
func TestActionsAgree(t *testing.T) {
	l := someActions("")
	list := func() []string { return make([]string, 0, len(l.Records)) }
	want, fromTable, fromMarkdown, fromJSON, fromLines, fromCSV, fromXLSX := list(), list(), list(), list(), list(), list(), list()
	for _, r := range l.Records {
		want = append(want, r.ID+" "+string(r.State))
	}
	state := func(text string) string { // the state in the words of a table
		for _, s := range []string{"overdue", "due-soon", "verified"} {
			if strings.Contains(text, s) {
				return s
			}
		}
		return text
	}

	lines := strings.Split(writeActions(t, "table", l, Style{}), "\n")
	at := strings.Index(lines[0], "ID")
	for _, line := range lines[1 : len(l.Records)+1] {
		text, _, _ := strings.Cut(line, "  ")
		fromTable = append(fromTable, strings.Fields(line[at:])[0]+" "+state(text))
	}
	for line := range strings.Lines(writeActions(t, "md", l, Style{})) {
		if cells := strings.Split(line, " | "); len(cells) > 5 && !strings.HasPrefix(line, "| State") {
			fromMarkdown = append(fromMarkdown, cells[4]+" "+state(strings.TrimPrefix(cells[0], "| ")))
		}
	}
	var env struct {
		Actions []struct{ ID, State string }
		Summary struct{ Total int }
	}
	if err := json.Unmarshal([]byte(writeActions(t, "json", l, Style{})), &env); err != nil {
		t.Fatal(err)
	}
	for _, a := range env.Actions {
		fromJSON = append(fromJSON, a.ID+" "+a.State)
	}
	for line := range strings.Lines(writeActions(t, "jsonl", l, Style{})) {
		var a struct{ ID, State string }
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		fromLines = append(fromLines, a.ID+" "+a.State)
	}
	rows, err := csv.NewReader(strings.NewReader(writeActions(t, "csv", l, Style{}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	id, st := slices.Index(rows[0], "id"), slices.Index(rows[0], "state")
	for _, r := range rows[1:] {
		fromCSV = append(fromCSV, r[id]+" "+r[st])
	}
	for _, r := range readXLSX(t, writeActions(t, "xlsx", l, Style{}))[1:] {
		fromXLSX = append(fromXLSX, r["id"]+" "+r["state"])
	}
	for name, got := range map[string][]string{"table": fromTable, "md": fromMarkdown, "json": fromJSON, "jsonl": fromLines, "csv": fromCSV, "xlsx": fromXLSX} {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s differs from the records:\n%s", name, diff)
		}
	}
	if env.Summary.Total != len(l.Records) {
		t.Errorf("the summary counts %d", env.Summary.Total)
	}
}

// TestActionsCSVHead holds that the columns are the keys of the JSON.
func TestActionsCSVHead(t *testing.T) {
	var env struct{ Actions []json.RawMessage }
	if err := json.Unmarshal([]byte(writeActions(t, "json", someActions(""), Style{})), &env); err != nil {
		t.Fatal(err)
	}
	var keys []string
	dec := json.NewDecoder(bytes.NewReader(env.Actions[0]))
	for depth, key := 0, true; ; {
		token, err := dec.Token()
		if err != nil {
			break
		}
		switch d, ok := token.(json.Delim); {
		case ok && (d == '{' || d == '['):
			depth++
			continue
		case ok:
			depth--
			key = true
			continue
		}
		if depth != 1 {
			continue
		}
		if key {
			keys = append(keys, token.(string))
		}
		key = !key
	}
	head, _, _ := strings.Cut(writeActions(t, "csv", actions.Listing{}, Style{}), "\n")
	if diff := cmp.Diff(keys, strings.Split(head, ",")); diff != "" {
		t.Error(diff)
	}
}

// TestStatisticsText holds that few are given no percentage, what is not reached no number, and what nothing is
// known of no line.
func TestStatisticsText(t *testing.T) {
	inf := math.Inf(1)
	many := actions.Measures{
		Actions: 30, Agreed: actions.OnTime{K: 17, N: 20}, First: actions.OnTime{K: 3, N: 4},
		Age:    actions.Age{N: 4, Unknown: 1, Median: 45.5, Max: 120, To30: 1, To60: 1, To90: 1, Older: 1},
		ToDone: actions.ToDone{N: 24, Done: 16, Median: 33, Low: 20, High: 1},
	}
	lead, lines := statisticsText(&actions.Listing{Records: make([]actions.Record, 3), Statistics: actions.Statistics{Measures: many}})
	want := []string{
		"done by the due date: 17 of 20, 85 % (95 % limits 62 to 97); by the first due date: 3 of 4",
		"age of what is to do: median 45.5 days, oldest 120 days (to 30 days: 1, to 60: 1, to 90: 1, over 90: 1, unknown: 1)",
		"time to done: median 33 days (95 % limits 20 to 1 day; 16 done, 8 not)",
	}
	if diff := cmp.Diff(want, lines); diff != "" || lead != "of all 30 actions, whatever their state:" {
		t.Errorf("%q %s", lead, diff)
	}
	for _, tt := range []struct {
		done actions.ToDone
		want string
	}{
		{actions.ToDone{N: 9, Done: 5, Median: 45, Low: 7, High: inf}, "time to done: median 45 days (95 % limits 7 days and more; 5 done, 4 not)"},
		{actions.ToDone{N: 9, Done: 1, Median: inf, Low: 7, High: inf}, "time to done: more than a half are not done yet (1 done, 8 not)"},
		{actions.ToDone{N: 2, Done: 0, Median: inf, Low: inf, High: inf}, ""},
	} {
		lead, lines := statisticsText(&actions.Listing{Statistics: actions.Statistics{Measures: actions.Measures{ToDone: tt.done}}})
		if lead != "" || strings.Join(lines, "|") != tt.want {
			t.Errorf("%q %q, want %q", lead, lines, tt.want)
		}
	}
}

func TestActionsEmpty(t *testing.T) {
	l := actions.Listing{AsOf: day(4, 23)}
	if got := writeActions(t, "table", l, Style{}); got != "no actions match\n" {
		t.Errorf("table: %q", got)
	}
	if got := writeActions(t, "md", l, Style{}); got != "No actions match.\n" {
		t.Errorf("md: %q", got)
	}
	if got := writeActions(t, "json", l, Style{}); !strings.Contains(got, `"actions": []`) || !strings.Contains(got, `"groups": []`) {
		t.Errorf("json: %s", got)
	}
	if got := writeActions(t, "csv", l, Style{}); strings.Count(got, "\n") != 1 {
		t.Errorf("csv: %q", got)
	}
	if got := writeActions(t, "jsonl", l, Style{}); got != "" {
		t.Errorf("jsonl: %q", got)
	}
	if got := readXLSX(t, writeActions(t, "xlsx", l, Style{})); len(got) != 1 {
		t.Errorf("xlsx: %v", got)
	}
}

// TestActionsHostile puts what a terminal, a browser, a spreadsheet or a git host would obey into every text.
func TestActionsHostile(t *testing.T) {
	const bad = "=1+1\x1b[31m\u009bx\u202e\n| \\| ![i](https://x.example) <script> & `c` @sre-1 \a\r\u2028"
	r := actions.Record{Status: actions.Verified, State: actions.Verified}
	fields := reflect.ValueOf(&r.Action).Elem()
	for _, f := range fields.Fields() {
		switch {
		case !f.CanSet():
		case f.Kind() == reflect.String:
			f.SetString(bad)
		case f.Kind() == reflect.Slice:
			f.Set(reflect.ValueOf([]string{bad}))
		}
	}
	l := actions.Listing{AsOf: day(4, 23), Records: []actions.Record{r}, GroupedBy: "owner", Groups: []actions.Group{{Key: bad, Records: []actions.Record{r}}}}
	for _, f := range Actions() {
		if f.Name == "xlsx" { // no text; see TestXLSXHostile
			continue
		}
		for _, s := range []Style{{}, {Terminal: true, Width: 80}, {Terminal: true, Width: 4000}} {
			out := writeActions(t, f.Name, l, s)
			if f.Name == "ics" { // its lines end so
				out = strings.ReplaceAll(out, "\r\n", "\n")
			}
			for _, c := range out {
				if c != '\n' && (unicode.IsControl(c) || unicode.Is(unicode.Cf, c) || c == '\u2028') {
					t.Fatalf("%s writes %U: %q", f.Name, c, out)
				}
			}
		}
	}
	if out := writeActions(t, "csv", l, Style{}); strings.Count(out, "\n") != 2 || strings.Contains(out, `,"=`) || strings.Contains(out, ",=") || out[0] == '=' {
		t.Errorf("csv: %q", out)
	}
	out := writeActions(t, "md", l, Style{})
	for _, raw := range []string{"<script", "![", " @sre-1", "](", "& "} {
		if strings.Contains(strings.ReplaceAll(out, `\]`, ""), raw) {
			t.Errorf("md has %q: %s", raw, out)
		}
	}
	for line := range strings.Lines(out) {
		bars := strings.Count(strings.NewReplacer(`\\`, "", `\|`, "").Replace(line), "|")
		if strings.HasPrefix(line, "|") && bars != 7 {
			t.Errorf("md: %d bars in %s", bars, line)
		}
	}
}

func TestActionsWriterFails(t *testing.T) {
	for _, f := range Actions() {
		for _, l := range []actions.Listing{someActions("owner"), {}} {
			if f.Name == "jsonl" && len(l.Records) == 0 {
				continue // there is nothing to write
			}
			if err := f.Write(failing{}, l, Style{}); !errors.Is(err, errFull) {
				t.Errorf("%s: error is %v", f.Name, err)
			}
		}
	}
}

var errFull = errors.New("disk full")

// failing is a writer on a full disk.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFull }
