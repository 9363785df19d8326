package render

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/due"
	"github.com/pir-cli/pir/internal/taxonomy"
)

func onDay(d int) time.Time { return time.Date(2026, 5, d, 0, 0, 0, 0, time.UTC) }

// dueList has an item of every shape, and texts that would do something to a terminal, a table or a calendar.
func dueList() due.List {
	gdpr := taxonomy.Clock{Regime: "gdpr", Stage: "authority", Within: taxonomy.Period{N: 72}, Ref: "Regulation (EU) 2016/679 Art. 33", Checked: taxonomy.CheckedText, Note: "A note"}
	return due.List{
		AsOf: onDay(10),
		Items: []due.Item{
			{
				Kind: due.Notification, ID: "2026-05-07-x", Report: "2026-05-07-x", Title: "Leak", Owner: "@lead", Message: "gdpr authority: detected on 2026-05-07 11:00 UTC",
				File: "reports/2026-05-07-x.md", Line: 12, Due: onDay(10), At: onDay(10).Add(11 * time.Hour), Late: true, Clock: &gdpr, Assumptions: []string{"no entry is marked aware"},
			},
			{Kind: due.Review, ID: "2026-04-01-y", Report: "2026-04-01-y", Title: "A | b \x1b[2J @all ##[error]", Owner: "@lead", Message: "closed on 2026-04-20; hold the review", File: "reports/2026-04-01-y.md", Line: 3, Due: onDay(4), Days: 6, Late: true},
			{Kind: due.ActionBlocked, ID: "2026-04-01-y/A2", Report: "2026-04-01-y", Title: "Move it\nnow", Message: "blocked, and nobody wrote since when", File: "reports/2026-04-01-y.md", Line: 20},
			{Kind: due.ActionOverdue, ID: "2026-04-01-y/A1", Report: "2026-04-01-y", Title: strings.Repeat("Mask every secret ", 8), Owner: "@sre-1", Message: "was due on 2026-05-09; finish it", File: "reports/2026-04-01-y.md", Line: 19, Due: onDay(9), Days: 1, Late: true},
			{Kind: due.ActionDueSoon, ID: "2026-04-01-y/A3", Report: "2026-04-01-y", Title: "Alert on it", Owner: "@sre-1", Message: "due on 2026-05-11", File: "reports/2026-04-01-y.md", Line: 21, Due: onDay(11), Days: -1},
			{Kind: due.TrendReport, ID: "2026-Q1", Message: "trend report of 2026-Q1: no report is on record yet; write one", Due: onDay(10)},
		},
		Notes: []string{"Deadlines of notifications are no legal advice.", "gdpr: Regulation (EU) 2016/679 Art. 33; compared with the legal text."},
	}
}

func TestStatusFormats(t *testing.T) {
	for _, c := range []struct {
		file, format string
		style        Style
		byOwner      bool
		empty        bool
	}{
		{"status.txt", "table", Style{}, false, false},
		{"status-owner.txt", "table", Style{}, true, false},
		{"status-130.txt", "table", Style{Terminal: true, Width: 130}, false, false},
		{"status-60.txt", "table", Style{Terminal: true, Width: 60}, false, false},
		{"status-empty.txt", "table", Style{}, false, true},
		{"status.md", "md", Style{}, false, false},
		{"status-owner.md", "md", Style{}, true, false},
		{"status.json", "json", Style{}, false, false},
		{"status-empty.json", "json", Style{}, false, true},
	} {
		t.Run(c.file, func(t *testing.T) {
			s := Status{List: dueList(), ByOwner: c.byOwner}
			if c.empty {
				s.List = due.List{AsOf: onDay(10)}
			}
			var b bytes.Buffer
			for _, f := range Statuses() {
				if f.Name == c.format {
					if err := f.Write(&b, s, c.style); err != nil {
						t.Fatal(err)
					}
				}
			}
			if strings.ContainsRune(b.String(), '\x1b') || strings.Contains(b.String(), "##[error]") {
				t.Errorf("a text of a report does something to whoever reads it:\n%q", b.String())
			}
			golden(t, c.file, b.String())
		})
	}
}

func TestManagementReport(t *testing.T) {
	m := due.Management{
		Organisation: "Lindgrove | Parcel", From: onDay(1), List: dueList(),
		Severities: []due.SeverityCount{{ID: "sev1", Name: "Critical", Total: 3, Since: 1, Required: 3, Reviewed: 2}, {ID: "sev4", Total: 1}, {Total: 1}},
		Actions:    actions.Summary{Total: 9, Open: 4, Overdue: 2, Blocked: 1, Done: 2, Verified: 2, Declined: 1},
	}
	var b bytes.Buffer
	if err := ManagementReport(&b, m); err != nil {
		t.Fatal(err)
	}
	golden(t, "management.md", b.String())
}
