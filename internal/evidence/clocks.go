package evidence

import (
	"fmt"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/due"
)

// writeClocks lists every notification that a law or contract asks for about an incident of the period.
func (b *builder) writeClocks() {
	head := []string{"report", "regime", "stage", "name", "state", "started", "due", "sent", "late_by_hours", "reference", "reason", "assumptions", "law", "law_checked"}
	clocks := b.clocksOfPeriod()
	rows := make([][]any, 0, len(clocks))
	for _, c := range clocks {
		var late any
		if c.LateBy > 0 {
			late = int(c.LateBy / time.Hour)
		}
		rows = append(rows, []any{
			c.Report, c.Clock.Regime, c.Clock.Stage, c.Clock.Name, string(c.State), c.Started, dueText(&c), instant(c.Sent), late,
			c.Reference, c.Reason, strings.Join(c.Assumptions, "; "), c.Clock.Ref, checkedText(c.Clock.Checked),
		})
	}
	b.table("11-clocks.csv", "clocks", head, rows)
}

// clocksOfPeriod returns the clocks of incidents of the period.
func (b *builder) clocksOfPeriod() []due.ClockRow {
	in := map[string]bool{}
	for _, r := range b.ofPeriod() {
		in[r.ID] = true
	}
	var list []due.ClockRow
	for _, c := range b.clocks {
		if in[c.Report] {
			list = append(list, c)
		}
	}
	return list
}

func dueText(c *due.ClockRow) string {
	if !c.DueAt.IsZero() {
		return instant(c.DueAt)
	}
	return date(c.Due)
}

func checkedText(how string) string {
	switch how {
	case "text":
		return "compared with the legal text"
	case "own":
		return "as the team's pir.yaml says"
	}
	return fmt.Sprintf("not compared with the legal text (%s)", how)
}
