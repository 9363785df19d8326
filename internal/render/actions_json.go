package render

import (
	"io"
	"time"

	"github.com/pir-cli/pir/internal/actions"
)

// The JSON of `pir actions`. These types are written for the outside and documented in docs/json.md.
type actionsEnvelope struct {
	Version int             `json:"version"`
	AsOf    string          `json:"as_of"`
	Actions []actionJSON    `json:"actions"` // each once, in the order of the table
	Groups  []actionGroup   `json:"groups"`  // with --group; an action of two services is in the groups of both
	Summary summaryOfAction `json:"summary"`

	Statistics statisticsJSON `json:"statistics"`
}

// actionJSON is one action on the day of as_of. Days are YYYY-MM-DD, null when missing or unknown. Status,
// state and days_overdue hold for that day; the other fields are those of the file as it is now, so done
// and verified may be later than as_of.
type actionJSON struct {
	ID             string   `json:"id"`
	Report         string   `json:"report"`
	Title          string   `json:"title"`
	Kind           string   `json:"kind"`
	Effect         string   `json:"effect"`
	Owner          string   `json:"owner"`
	Priority       string   `json:"priority"`
	Severity       string   `json:"severity"` // of the incident
	Services       []string `json:"services"`
	Teams          []string `json:"teams"`
	Due            *string  `json:"due"`
	OriginalDue    *string  `json:"original_due"` // null: not known
	Slips          *int     `json:"slips"`        // how often the due date moved to a later day; null: not known
	Status         string   `json:"status"`       // open, in-progress, blocked, done, verified, declined
	State          string   `json:"state"`        // the status, or overdue or due-soon for an action that is not yet done
	DaysOverdue    int      `json:"days_overdue"` // 0 when not overdue
	Blocked        *string  `json:"blocked"`      // day since which it is blocked
	Done           *string  `json:"done"`
	Verified       *string  `json:"verified"`        // day of the check
	VerifiedResult string   `json:"verified_result"` // effective, partly, ineffective, too-early, or empty
	Declined       *string  `json:"declined"`
	Addresses      []string `json:"addresses"`
	Ticket         string   `json:"ticket"`
	Evidence       []string `json:"evidence"`
	File           string   `json:"file"`
	Line           int      `json:"line"`
}

type actionGroup struct {
	Key string   `json:"key"` // empty for actions without a value
	IDs []string `json:"ids"`
}

// summaryOfAction counts the listed actions: total = open + done + verified + declined. Open is everything not
// yet done; overdue, due_soon and blocked are parts of it, and a blocked action may be overdue as well.
type summaryOfAction struct {
	Total    int `json:"total"`
	Open     int `json:"open"`
	Overdue  int `json:"overdue"`
	DueSoon  int `json:"due_soon"`
	Blocked  int `json:"blocked"`
	Done     int `json:"done"` // done and not verified
	Verified int `json:"verified"`
	Declined int `json:"declined"`
}

func actionsJSON(w io.Writer, l actions.Listing, _ Style) error {
	env := actionsEnvelope{Version: 1, AsOf: isoDay(l.AsOf), Actions: []actionJSON{}, Groups: []actionGroup{}, Summary: summaryOfAction(l.Summary()), Statistics: toStatisticsJSON(&l.Statistics)}
	for i := range l.Records {
		env.Actions = append(env.Actions, toActionJSON(&l.Records[i]))
	}
	for _, g := range l.Groups {
		ids := make([]string, 0, len(g.Records))
		for i := range g.Records {
			ids = append(ids, g.Records[i].ID)
		}
		env.Groups = append(env.Groups, actionGroup{Key: g.Key, IDs: ids})
	}
	return writeJSON(w, env)
}

func toActionJSON(r *actions.Record) actionJSON {
	return actionJSON{
		ID: r.ID, Report: r.Report, Title: r.Title, Kind: r.Kind, Effect: r.Effect, Owner: r.Owner, Priority: r.Priority,
		Severity: r.Severity, Services: list(r.Services), Teams: list(r.Teams), Due: dayJSON(r.Due), OriginalDue: originalDueJSON(r), Slips: r.Slips(),
		Status: string(r.Status), State: string(r.State), DaysOverdue: r.DaysOverdue,
		Blocked: dayJSON(r.Blocked), Done: dayJSON(r.Done), Verified: dayJSON(r.Verified), VerifiedResult: r.Result, Declined: dayJSON(r.Declined),
		Addresses: list(r.Addresses), Ticket: r.Ticket, Evidence: list(r.Evidence), File: r.File, Line: r.Line,
	}
}

func originalDueJSON(r *actions.Record) *string {
	due, _ := r.OriginalDue()
	return dayJSON(due)
}

func dayJSON(d time.Time) *string {
	if d.IsZero() {
		return nil
	}
	text := isoDay(d)
	return &text
}
