package render

import (
	"io"
	"time"

	"github.com/pir-cli/pir/internal/due"
)

// The JSON of `pir status`. These types are written for the outside and documented in docs/json.md.
type statusEnvelope struct {
	Version int          `json:"version"`
	AsOf    string       `json:"as_of"`
	Items   []itemJSON   `json:"items"`
	Summary statusSummed `json:"summary"`
	Notes   []string     `json:"notes"`
}

// itemJSON is one thing to do. Days are YYYY-MM-DD, null when nobody can tell.
type itemJSON struct {
	Kind        string   `json:"kind"`
	ID          string   `json:"id"` // report, action as REPORT/A1, or period of a report about all incidents
	Report      string   `json:"report"`
	Title       string   `json:"title"`
	Owner       string   `json:"owner"`
	Due         *string  `json:"due"`
	DueAt       *string  `json:"due_at"` // point in time, for a deadline in hours
	Days        *int     `json:"days"`   // days late, negative until then; null without due
	Late        bool     `json:"late"`
	Next        string   `json:"next"` // what to do about this kind, the same for all items of it
	Message     string   `json:"message"`
	File        string   `json:"file"`
	Line        int      `json:"line"`
	Regime      string   `json:"regime"` // of a notification, as all that follow; else empty
	Stage       string   `json:"stage"`
	Within      string   `json:"within"`
	Ref         string   `json:"ref"`
	Checked     string   `json:"checked"` // text, memory or own
	Assumptions []string `json:"assumptions"`
	Note        string   `json:"note"`
}

// statusSummed counts the items: total = late + coming + undated.
type statusSummed struct {
	Total   int `json:"total"`
	Late    int `json:"late"`
	Coming  int `json:"coming"`
	Undated int `json:"undated"`
}

func statusJSON(w io.Writer, s Status, _ Style) error {
	late, coming, undated := statusCounts(&s)
	env := statusEnvelope{
		Version: 1, AsOf: isoDay(s.AsOf), Items: []itemJSON{}, Notes: list(s.Notes),
		Summary: statusSummed{Total: len(s.Items), Late: late, Coming: coming, Undated: undated},
	}
	for n := range s.Items {
		env.Items = append(env.Items, toItemJSON(&s.Items[n]))
	}
	return writeJSON(w, env)
}

func toItemJSON(i *due.Item) itemJSON {
	out := itemJSON{
		Kind: i.Kind, ID: i.ID, Report: i.Report, Title: i.Title, Owner: i.Owner, Due: dayJSON(i.Due), Late: i.Late,
		Next: kindOf(i).Next, Message: i.Message, File: i.File, Line: i.Line, Assumptions: list(i.Assumptions),
	}
	if !i.Due.IsZero() {
		out.Days = &i.Days
	}
	if !i.At.IsZero() {
		at := i.At.Format(time.RFC3339)
		out.DueAt = &at
	}
	if c := i.Clock; c != nil {
		out.Regime, out.Stage, out.Within, out.Ref, out.Checked, out.Note = c.Regime, c.Stage, c.Within.String(), c.Ref, c.Checked, c.Note
	}
	return out
}
