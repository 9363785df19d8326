package render

import (
	"io"

	"github.com/pir-cli/pir/internal/compare"
	"github.com/pir-cli/pir/internal/diag"
)

// The JSON of `pir diff`. These types are written for the outside and documented in docs/json.md.
type comparisonEnvelope struct {
	Version  int                 `json:"version"`
	Base     string              `json:"base"`
	Commit   string              `json:"commit"`
	Reports  []comparedJSON      `json:"reports"`
	Findings changedFindingsJSON `json:"findings"`
}

type comparedJSON struct {
	Report   string              `json:"report"`
	File     string              `json:"file"`
	Title    string              `json:"title"`
	Severity string              `json:"severity"`
	Status   string              `json:"status"`
	Change   string              `json:"change"` // added, removed, renamed or changed
	From     string              `json:"from"`   // the id before a renaming
	Changes  []comparedFieldJSON `json:"changes"`
}

type comparedFieldJSON struct {
	Kind        string `json:"kind"`
	ID          string `json:"id"`
	Title       string `json:"title"`
	Field       string `json:"field"`
	From        string `json:"from"`
	To          string `json:"to"`
	Slips       *int   `json:"slips"`        // null unless a due date moved to a later day
	OriginalDue string `json:"original_due"` // "" when it is not known
}

type changedFindingsJSON struct {
	Added   []findingJSON `json:"added"`
	Removed []findingJSON `json:"removed"`
}

func comparisonJSON(w io.Writer, c Comparison, _ Style) error {
	env := comparisonEnvelope{Version: 1, Base: c.Base, Commit: c.Commit}
	for _, d := range c.Reports {
		env.Reports = append(env.Reports, comparedJSON{
			Report: d.Report.ID, File: d.Report.File, Title: d.Report.Title, Severity: d.Report.Severity, Status: d.Report.Status,
			Change: string(d.Status), From: d.From, Changes: comparedFields(d.Changes),
		})
	}
	env.Reports = list(env.Reports)
	env.Findings = changedFindingsJSON{Added: findingsOf(c.Added), Removed: findingsOf(c.Removed)}
	return writeJSON(w, env)
}

func comparedFields(changes []compare.Change) []comparedFieldJSON {
	all := make([]comparedFieldJSON, 0, len(changes))
	for _, c := range changes {
		one := comparedFieldJSON{Kind: string(c.Kind), ID: c.ID, Title: c.Title, Field: c.Field, From: c.From, To: c.To}
		if c.Kind == compare.Section { // what differs there is a hash, which means nothing outside
			one.From, one.To = "", ""
		}
		if c.Slip != nil {
			one.Slips, one.OriginalDue = &c.Slip.Times, isoDay(c.Slip.Original)
		}
		all = append(all, one)
	}
	return all
}

func findingsOf(found []diag.Diagnostic) []findingJSON {
	all := make([]findingJSON, 0, len(found))
	for _, d := range found {
		all = append(all, toFindingJSON(d))
	}
	return all
}
