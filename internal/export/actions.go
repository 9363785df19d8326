package export

import (
	"fmt"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
)

// actionID returns the id under which `pir actions` lists an action of a report.
func actionID(r *report.Report, i int) string {
	if r.Actions[i].ID.Empty() {
		return fmt.Sprintf("%s/#%d", r.ID, i+1)
	}
	return r.FullID(&r.Actions[i])
}

// stateColumns are the columns of an action that `pir actions` tells: as of the day, and from the git history.
func stateColumns(asOf time.Time) []column[*actions.Record] {
	type record = *actions.Record
	return columns(
		reportColumn(func(r record) string { return r.Report }),
		text("id", "id of the action, REPORT/A1; REPORT/#2 for the second one when it has none", func(r record) string { return r.ID }),
		text("title", "what will be done", func(r record) string { return r.Title }),
		text("kind", "what is improved", func(r record) string { return r.Kind }),
		text("effect", "prevent, detect, mitigate or repair", func(r record) string { return r.Effect }),
		text("owner", "who sees it done", func(r record) string { return r.Owner }),
		text("priority", "P1 to P4", func(r record) string { return r.Priority }),
		text("severity", "of the incident", func(r record) string { return r.Severity }),
		texts("services", "of the incident", func(r record) []string { return r.Services }),
		texts("teams", "of the incident", func(r record) []string { return r.Teams }),
		texts("addresses", "causes and controls that it addresses", func(r record) []string { return r.Addresses }),
		day("as_of", "the day of which status and state are told", func(record) time.Time { return asOf }),
		text("status", "open, in-progress, blocked, done, verified or declined on that day", func(r record) string { return string(r.Status) }),
		text("state", "the status or, for one that is not yet done, overdue or due-soon", func(r record) string { return string(r.State) }),
		count("days_overdue", "0 when it is not overdue", func(r record) int { return r.DaysOverdue }),
		day("original_due", "the first due date, from the git history", func(r record) time.Time { first, _ := r.OriginalDue(); return first }),
		[]column[record]{{Column{"slips", Count, "how often the due date moved to a later day, from the git history"}, func(r record) any {
			if n := r.Slips(); n != nil {
				return *n
			}
			return nil
		}}},
	)
}

// detailColumns are the other columns of an action, as the file has them now.
func detailColumns() []column[*report.Action] {
	type action = *report.Action
	return columns(
		date("due", "day by which it is done", func(a action) field.Date { return a.Due }),
		text("done_when", "how one can tell that it is done", func(a action) string { return a.DoneWhen.Value }),
		text("ticket", "link to the tracker", func(a action) string { return a.Ticket.Value }),
		number("rollout_targets", "number of places where it applies", func(a action) field.Number { return a.Rollout.Targets }),
		number("rollout_done", "number of places where it is in", func(a action) field.Number { return a.Rollout.Done }),
		date("blocked_since", "day since which it is blocked", func(a action) field.Date { return a.Blocked.Since }),
		text("blocked_reason", "why", func(a action) string { return a.Blocked.Reason.Value }),
		date("done", "day on which it was done; it may be later than as_of", func(a action) field.Date { return a.Done }),
		texts("evidence", "links, commits or paths that show it", func(a action) []string { return values(a.Evidence) }),
		date("verified", "day of the check", func(a action) field.Date { return a.Verified.On }),
		text("verified_by", "who checked", func(a action) string { return a.Verified.By.Value }),
		text("verified_method", "how", func(a action) string { return a.Verified.Method.Value }),
		text("verified_result", "effective, partly, ineffective or too-early", func(a action) string { return a.Verified.Result.Value }),
		texts("verified_evidence", "what shows it", func(a action) []string { return values(a.Verified.Evidence) }),
		date("declined", "day of the decision not to do it", func(a action) field.Date { return a.Declined.On }),
		text("declined_by", "who decided", func(a action) string { return a.Declined.By.Value }),
		text("declined_reason", "why", func(a action) string { return a.Declined.Reason.Value }),
		text("declined_risk", "entry of the risk register", func(a action) string { return a.Declined.Risk.Value }),
		date("declined_until", "day on which the decision is looked at again", func(a action) field.Date { return a.Declined.Until }),
	)
}

// placeColumns say where an action stands.
func placeColumns() []column[*actions.Record] {
	return columns(
		text("file", "path of the file", func(r *actions.Record) string { return r.File }),
		count("line", "line on which it starts", func(r *actions.Record) int { return r.Line }),
	)
}

func actionsTable() Table {
	return Table{
		Name: "actions", Doc: "a corrective action",
		Columns: append(append(heads(stateColumns(time.Time{})), heads(detailColumns())...), heads(placeColumns())...),
	}
}

// actionRows makes the rows of one report's actions. records are those of it on the day, in the order of the report;
// there is none when its incident lies after that day.
func actionRows(details [][]any, records []actions.Record, asOf time.Time) [][]any {
	state, place := stateColumns(asOf), placeColumns()
	rows := make([][]any, 0, len(records))
	for i := range records {
		cells := append(row(state, &records[i]), details[i]...)
		rows = append(rows, append(cells, row(place, &records[i])...))
	}
	return rows
}
