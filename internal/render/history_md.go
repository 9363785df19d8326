package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/pir-cli/pir/internal/history"
)

// historyMarkdown writes a table that git hosts render for each report, and lists of what is to be said about all.
func historyMarkdown(w io.Writer, h *history.History, s Style) error {
	p := &printer{w: w}
	for i, changes := range byReport(h) {
		if len(changes) == 0 {
			continue
		}
		p.printf("### %s\n\n| Date | Commit | Author | What | Change |\n|---|---|---|---|---|\n", markdownText(historyHeading(&h.Reports[i])))
		for _, c := range changes {
			p.printf("| %s | %s | %s | %s | %s |\n", changeDay(c, s), shortCommit(c.Commit), markdownText(c.Author), markdownText(changeOf(c)), markdownText(changeText(c)))
		}
		p.printf("\n")
	}
	section := func(head string, lines []string) {
		if len(lines) > 0 {
			p.printf("**%s**\n\n", head)
			for _, line := range lines {
				p.printf("- %s\n", markdownText(line))
			}
			p.printf("\n")
		}
	}
	section("Due dates that moved", slipLines(h))
	section("To look at", observationLines(h))
	section("Notes", h.Notes)
	p.printf("%s\n", historySummary(h))
	return p.err
}

// historyCSV writes one change a line under the keys of the JSON.
func historyCSV(w io.Writer, h *history.History, _ Style) error {
	out := csv.NewWriter(w)
	rows := append(make([][]string, 0, len(h.Changes)+1),
		[]string{"report", "action", "field", "from", "to", "commit", "author", "date", "committed", "slip", "slip_days"})
	for i := range h.Changes {
		c := &h.Changes[i]
		rows = append(rows, []string{
			csvText(c.Report), csvText(c.Action), c.Field, csvText(c.From), csvText(c.To), c.Commit, csvText(c.Author),
			stamp(c.Date), stamp(c.Committed), strconv.FormatBool(c.Slip), strconv.Itoa(c.SlipDays),
		})
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

// stamp writes a point in time with its offset, or nothing for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
