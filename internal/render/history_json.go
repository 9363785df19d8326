package render

import (
	"io"
	"time"

	"github.com/pir-cli/pir/internal/history"
)

// The JSON of `pir history`. These types are written for the outside and documented in docs/json.md.
type historyEnvelope struct {
	Version      int               `json:"version"`
	Changes      []changeJSON      `json:"changes"` // oldest first
	Reports      []pastReportJSON  `json:"reports"` // by id
	Actions      []pastActionJSON  `json:"actions"` // by report
	Observations []observationJSON `json:"observations"`
	Notes        []string          `json:"notes"`
	Shallow      bool              `json:"shallow"` // the clone lacks the beginning of the history
}

// changeJSON is one field that one commit changed. Commit, author, date and committed are null when the change is in
// the work tree only.
type changeJSON struct {
	Report    string  `json:"report"`
	Action    string  `json:"action"` // A1; empty for the report itself
	Field     string  `json:"field"`
	From      string  `json:"from"`
	To        string  `json:"to"`
	Commit    *string `json:"commit"`
	Author    *string `json:"author"`
	Date      *string `json:"date"`      // when the author wrote it, RFC 3339 with the author's offset
	Committed *string `json:"committed"` // when the commit was made, RFC 3339 in UTC
	Slip      bool    `json:"slip"`      // a due date that moved to a later day, and counts
	SlipDays  int     `json:"slip_days"`
}

type pastReportJSON struct {
	ID          string   `json:"id"`
	File        *string  `json:"file"` // null for a report that is gone
	Former      []string `json:"former_ids"`
	FirstSeen   *string  `json:"first_seen"`   // when the commit was made, RFC 3339 in UTC; null: in no commit, or before the clone begins
	LastTouched *string  `json:"last_touched"` // when the commit was made; null: in no commit
	Uncommitted bool     `json:"uncommitted"`
	Cut         bool     `json:"cut"` // its beginning is not in this shallow clone
}

type pastActionJSON struct {
	ID           string  `json:"id"`
	Report       string  `json:"report"`
	Title        string  `json:"title"`
	OriginalDue  *string `json:"original_due"`
	Due          *string `json:"due"`
	Slips        int     `json:"slips"`
	SlippedDays  int     `json:"slipped_days"`
	FirstSeen    *string `json:"first_seen"`
	LastTouched  *string `json:"last_touched"`
	Uncommitted  bool    `json:"uncommitted"`
	DoneRecorded *string `json:"done_recorded"` // when the commit was made that brought the done date
	DoneCommit   *string `json:"done_commit"`
	Gone         bool    `json:"gone"`
	Cut          bool    `json:"cut"`
}

type observationJSON struct {
	Kind    string  `json:"kind"`
	Report  string  `json:"report"`
	Action  string  `json:"action"`
	Message string  `json:"message"`
	Commit  *string `json:"commit"`
	Date    *string `json:"date"`
}

func historyJSON(w io.Writer, h *history.History, _ Style) error {
	env := historyEnvelope{
		Version: 1, Changes: make([]changeJSON, 0, len(h.Changes)), Reports: []pastReportJSON{}, Actions: []pastActionJSON{},
		Observations: []observationJSON{}, Notes: list(h.Notes), Shallow: h.Shallow,
	}
	for _, c := range h.Changes {
		next := changeJSON{
			Report: c.Report, Action: c.Action, Field: c.Field, From: c.From, To: c.To, Slip: c.Slip, SlipDays: c.SlipDays,
			Commit: textJSON(c.Commit), Date: timeJSON(c.Date), Committed: timeJSON(c.Committed),
		}
		if c.Commit != "" {
			next.Author = &c.Author
		}
		env.Changes = append(env.Changes, next)
	}
	for i := range h.Reports {
		r := &h.Reports[i]
		env.Reports = append(env.Reports, pastReportJSON{
			ID: r.ID, File: textJSON(r.File), Former: list(r.Former), FirstSeen: timeJSON(r.FirstSeen), LastTouched: timeJSON(r.LastTouched),
			Uncommitted: r.Uncommitted, Cut: r.Cut,
		})
		for j := range r.Actions {
			env.Actions = append(env.Actions, toPastActionJSON(&r.Actions[j]))
		}
	}
	for _, o := range h.Observations {
		env.Observations = append(env.Observations, observationJSON{
			Kind: o.Kind, Report: o.Report, Action: o.Action, Message: o.Message, Commit: textJSON(o.Commit), Date: timeJSON(o.Date),
		})
	}
	return writeJSON(w, env)
}

func toPastActionJSON(a *history.Action) pastActionJSON {
	return pastActionJSON{
		ID: a.FullID(), Report: a.Report, Title: a.Title, OriginalDue: dayJSON(a.OriginalDue), Due: dayJSON(a.Due), Slips: a.Slips, SlippedDays: a.SlippedDays,
		FirstSeen: timeJSON(a.FirstSeen), LastTouched: timeJSON(a.LastTouched), Uncommitted: a.Uncommitted,
		DoneRecorded: timeJSON(a.DoneRecorded), DoneCommit: textJSON(a.DoneCommit), Gone: a.Gone, Cut: a.Cut,
	}
}

// textJSON writes a text, null when there is none.
func textJSON(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// timeJSON writes a point in time with its offset, null when there is none.
func timeJSON(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.Format(time.RFC3339)
	return &text
}
