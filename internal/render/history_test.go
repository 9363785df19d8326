package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/pir-cli/pir/internal/history"
)

// someHistory has each kind of change, a report that is gone, and texts that a terminal or markdown would obey.
func someHistory() *history.History {
	const token, disk = "2026-03-02-leaked-ci-token", "2026-01-08-ci-runner-disk-full"
	at := func(month time.Month, d int) time.Time {
		return time.Date(2026, month, d, 23, 30, 0, 0, time.FixedZone("", -5*3600))
	}
	commit := func(month time.Month, d int, id string, c history.Change) history.Change {
		c.Commit, c.Author, c.Date, c.Committed = strings.Repeat(id, 20), "Platform Lead", at(month, d), at(month, d).UTC()
		return c
	}
	evil := commit(4, 2, "d4", history.Change{Report: token, Action: "A1", Field: "title", From: "Mask | `secrets`", To: "Mask \x1b[31msecrets\u202e of @sre-1"})
	evil.Author = "=SRE\x07 1"
	return &history.History{
		Changes: []history.Change{
			commit(1, 9, "a1", history.Change{Report: disk, Field: history.Created, To: "draft, sev3"}),
			commit(3, 3, "b2", history.Change{Report: token, Field: history.Created, To: "draft, sev1"}),
			commit(3, 3, "b2", history.Change{Report: token, Action: "A1", Field: history.Created, To: "open, due 2026-03-31, @platform-lead"}),
			commit(3, 4, "c3", history.Change{Report: token, Field: history.Renamed, From: "reports/x.md", To: "reports/" + token + ".md"}),
			commit(3, 5, "c4", history.Change{Report: disk, Field: history.Deleted, From: "reports/" + disk + ".md"}),
			evil,
			commit(4, 3, "e5", history.Change{Report: token, Action: "A1", Field: "due", From: "2026-03-31", To: "2026-05-15", Slip: true, SlipDays: 45}),
			commit(4, 4, "f6", history.Change{Report: token, Action: "A1", Field: "evidence", From: "commit:ab12cd3", To: "commit:ab12cd3, https://ci.example/7"}),
			commit(4, 5, "f7", history.Change{Report: token, Action: "A1", Field: "done", From: "2026-04-04"}),
			commit(4, 6, "f8", history.Change{Report: token, Action: "A2", Field: history.Removed, From: "Ask for a budget"}),
			{Report: token, Action: "A1", Field: "done_when", To: "A seeded secret is masked in a debug run of all 14 pipelines, the old ones included"},
		},
		Reports: []history.Report{
			{ID: disk, FirstSeen: at(1, 9), LastTouched: at(3, 5)},
			{ID: token, File: "reports/" + token + ".md", Former: []string{"x"}, FirstSeen: at(3, 3), LastTouched: at(4, 6), Uncommitted: true, Actions: []history.Action{
				{Report: token, ID: "A1", Title: "Mask", OriginalDue: day(3, 31), Due: day(5, 15), Slips: 1, SlippedDays: 45, FirstSeen: at(3, 3), LastTouched: at(4, 5), Uncommitted: true},
				{Report: token, ID: "A2", Title: "Ask for a budget", Gone: true, Slips: 3, Cut: true},
			}},
		},
		Observations: []history.Observation{
			{Kind: history.AfterApproval, Report: token, Action: "A1", Message: `title changed from "a" to "b" after the approval`, Commit: strings.Repeat("d4", 20), Date: at(4, 2)},
			{Kind: history.BelowReview, Report: disk, Message: "severity fell"},
		},
		Notes: []string{"2026-03-02-leaked-ci-token: its version of commit c3c3c3c3c3 cannot be read and is left out: \x1b[2J"},
	}
}

func writeHistory(t *testing.T, format string, h *history.History, s Style) string {
	t.Helper()
	var b bytes.Buffer
	for _, f := range History() {
		if f.Name == format {
			if err := f.Write(&b, h, s); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("there is no format %s", format)
	return ""
}

func TestHistory(t *testing.T) {
	for _, tt := range []struct {
		format, file string
		style        Style
	}{
		{"table", "history.txt", Style{}},
		{"table", "history-80.txt", Style{Terminal: true, Width: 80}},
		{"table", "history-color.txt", Style{Terminal: true, Width: 120, Color: true}},
		{"md", "history.md", Style{}},
		{"csv", "history.csv", Style{}},
		{"json", "history.json", Style{}},
	} {
		got := writeHistory(t, tt.format, someHistory(), tt.style)
		golden(t, tt.file, got)
		if tt.style.Color {
			continue
		}
		if i := strings.IndexFunc(got, func(r rune) bool { return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) }); i >= 0 {
			t.Errorf("%s: hidden character at %d", tt.file, i)
		}
		for line := range strings.Lines(got) {
			if tt.style.Terminal && textWidth(strings.TrimSuffix(line, "\n")) > tt.style.Width {
				t.Errorf("%s: line too wide: %s", tt.file, line)
			}
		}
	}
}

func TestHistoryEmpty(t *testing.T) {
	if got := writeHistory(t, "table", &history.History{}, Style{}); !strings.HasPrefix(got, "no changes\n") {
		t.Errorf("table: %s", got)
	}
	if got := writeHistory(t, "json", &history.History{}, Style{}); strings.Contains(got, "null") {
		t.Errorf("json: %s", got)
	}
}

func TestHistoryReads(t *testing.T) {
	h := someHistory()
	rows, err := csv.NewReader(strings.NewReader(writeHistory(t, "csv", h, Style{}))).ReadAll()
	if err != nil || len(rows) != len(h.Changes)+1 {
		t.Errorf("csv: %d rows, %v", len(rows), err)
	}
	var env struct {
		Changes []struct{ Commit, Date *string }
		Actions []struct {
			OriginalDue *string `json:"original_due"`
		}
	}
	if err := json.Unmarshal([]byte(writeHistory(t, "json", h, Style{})), &env); err != nil || len(env.Changes) != len(h.Changes) {
		t.Fatalf("json: %d changes, %v", len(env.Changes), err)
	}
	if last := env.Changes[len(env.Changes)-1]; last.Commit != nil || last.Date != nil {
		t.Errorf("a change that is not committed has commit %v and date %v", last.Commit, last.Date)
	}
	if *env.Changes[0].Date != "2026-01-09T23:30:00-05:00" || env.Actions[1].OriginalDue != nil {
		t.Errorf("json: %v, %v", *env.Changes[0].Date, env.Actions[1].OriginalDue)
	}
}
