package evidence

import (
	"strings"

	"github.com/pir-cli/pir/internal/actions"
)

// writeActions lists every action as it stands on the day, and every change of one that git has recorded.
func (b *builder) writeActions() {
	head := []string{
		"id", "report", "in_period", "title", "kind", "effect", "addresses", "owner", "priority", "severity", "due", "original_due", "slips", "slipped_days",
		"status", "state", "days_overdue", "done_when", "done", "done_recorded", "done_commit", "evidence", "verified", "verified_by", "verified_how", "result",
		"declined", "declined_by", "declined_reason", "ticket", "file", "line",
	}
	rows := make([][]any, 0, len(b.records))
	for i := range b.records {
		rows = append(rows, b.actionRow(&b.records[i]))
	}
	b.table("05-actions.csv", "actions", head, rows)
	b.table("05-action-history.csv", "action history", changeHead, b.changeRows(func(c *Change) bool { return c.Action != "" }))
}

func (b *builder) actionRow(r *actions.Record) []any {
	raw := b.raw[r.ID]
	row := []any{
		r.ID, r.Report, b.periodHas(r.Report), r.Title, r.Kind, r.Effect, strings.Join(r.Addresses, ", "), r.Owner, r.Priority, r.Severity, r.Due, nil, nil, nil,
		string(r.Status), string(r.State), r.DaysOverdue, oneLine(raw.DoneWhen.Value), r.Done, nil, nil, strings.Join(r.Evidence, ", "),
		r.Verified, raw.Verified.By.Value, raw.Verified.Method.Value, r.Result,
		r.Declined, raw.Declined.By.Value, oneLine(raw.Declined.Reason.Value), r.Ticket, r.File, r.Line,
	}
	if due, ok := r.OriginalDue(); ok {
		row[11] = due
	}
	if r.Past != nil {
		row[12], row[13] = r.Past.Slips, r.Past.SlippedDays
	}
	if known, _ := b.git.past(r.Report, shortID(r.ID)); known != nil {
		row[19], row[20] = known.DoneRecorded, known.DoneCommit
	}
	return row
}

// periodHas reports whether a report is about an incident of the period.
func (b *builder) periodHas(id string) bool {
	if b.inPeriod == nil {
		b.inPeriod = map[string]bool{}
		for _, r := range b.reviews {
			b.inPeriod[r.ID] = b.inPeriod[r.ID] || r.inPeriod
		}
	}
	return b.inPeriod[id]
}

var changeHead = []string{"report", "action", "field", "from", "to", "later_by_days", "commit", "author", "date", "committed"}

// changeRows lists changes that git has recorded, parents before children.
func (b *builder) changeRows(wanted func(*Change) bool) [][]any {
	var rows [][]any
	for i := range b.git.Changes {
		c := &b.git.Changes[i]
		if !wanted(c) {
			continue
		}
		var later any
		if c.SlipDays != 0 {
			later = c.SlipDays
		}
		commit := c.Commit
		if commit == "" {
			commit = unsavedMark
		}
		rows = append(rows, []any{c.Report, c.Action, c.Field, c.From, c.To, later, commit, c.Author, c.Date, c.Committed})
	}
	return rows
}
