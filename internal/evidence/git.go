package evidence

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/history"
)

// Git is what git has recorded of the reports up to the commit of the pack. It is 13-history.json: the one input of a
// pack that only the repository can confirm.
type Git struct {
	Head         Commit        `json:"head"`
	Policy       []Commit      `json:"policy"`  // those that change pir.yaml, oldest first
	Commits      []Commit      `json:"commits"` // those that change a report, parents before children
	Reports      []GitReport   `json:"reports"` // by id; those that are gone as well
	Changes      []Change      `json:"changes"` // parents before children
	Observations []Observation `json:"observations"`
	Notes        []string      `json:"notes"` // what could not be read
}

// Commit is one commit. Names and dates are what its author's machine said.
type Commit struct {
	ID        string       `json:"id"`
	Author    string       `json:"author"`
	Authored  string       `json:"authored"`  // with the offset of the author's machine
	Committed string       `json:"committed"` // in UTC
	Signed    string       `json:"signed"`    // pgp, ssh, x509, other; "" for not signed
	Files     []CommitFile `json:"files"`
}

// CommitFile is a report that a commit changes.
type CommitFile struct {
	Path   string `json:"path"`
	Before string `json:"before"` // its path before a renaming, else ""
	Blob   string `json:"blob"`   // "" for a file that is gone
}

// GitReport is what git knows of one report.
type GitReport struct {
	ID        string      `json:"id"`
	File      string      `json:"file"` // "" for one that is gone
	Former    []string    `json:"former"`
	FirstSeen string      `json:"first_seen"`
	Cut       bool        `json:"cut"` // the clone lacks its beginning
	Actions   []GitAction `json:"actions"`
}

// GitAction is what git knows of one action.
type GitAction struct {
	ID           string `json:"id"` // such as A1
	OriginalDue  string `json:"original_due"`
	Slips        int    `json:"slips"`
	SlippedDays  int    `json:"slipped_days"`
	FirstSeen    string `json:"first_seen"`
	DoneRecorded string `json:"done_recorded"`
	DoneCommit   string `json:"done_commit"`
	Gone         bool   `json:"gone"`
	Cut          bool   `json:"cut"`
}

// Change is one field that a commit changed.
type Change struct {
	Report    string `json:"report"`
	Action    string `json:"action"` // "" for the report itself
	Field     string `json:"field"`
	From      string `json:"from"`
	To        string `json:"to"`
	Commit    string `json:"commit"`
	Author    string `json:"author"`
	Date      string `json:"date"`
	Committed string `json:"committed"`
	SlipDays  int    `json:"slip_days"` // days by which a due date moved to a later day, else 0
}

// Observation is something that a person who samples will want to look at.
type Observation struct {
	Kind    string `json:"kind"`
	Report  string `json:"report"`
	Action  string `json:"action"`
	Message string `json:"message"`
	Commit  string `json:"commit"`
	Date    string `json:"date"`
}

// FromHistory takes the history of the reports into a Git without its commits.
func FromHistory(h *history.History) Git {
	g := Git{Notes: h.Notes}
	for i := range h.Reports {
		r := &h.Reports[i]
		one := GitReport{ID: r.ID, File: r.File, Former: r.Former, FirstSeen: instant(r.FirstSeen), Cut: r.Cut}
		for j := range r.Actions {
			a := &r.Actions[j]
			one.Actions = append(one.Actions, GitAction{
				ID: a.ID, OriginalDue: date(a.OriginalDue), Slips: a.Slips, SlippedDays: a.SlippedDays, FirstSeen: instant(a.FirstSeen),
				DoneRecorded: instant(a.DoneRecorded), DoneCommit: a.DoneCommit, Gone: a.Gone, Cut: a.Cut,
			})
		}
		g.Reports = append(g.Reports, one)
	}
	for i := range h.Changes {
		c := &h.Changes[i]
		g.Changes = append(g.Changes, Change{
			Report: c.Report, Action: c.Action, Field: c.Field, From: c.From, To: c.To, Commit: c.Commit, Author: c.Author,
			Date: local(c.Date), Committed: instant(c.Committed), SlipDays: c.SlipDays,
		})
	}
	for _, o := range h.Observations {
		g.Observations = append(g.Observations, Observation{o.Kind, o.Report, o.Action, o.Message, o.Commit, local(o.Date)})
	}
	return g
}

// without returns what git has recorded without some reports, by their ids and paths.
func (g *Git) without(ids, paths map[string]bool) Git {
	part := Git{Head: g.Head, Policy: g.Policy, Notes: g.Notes, Commits: []Commit{}, Reports: []GitReport{}, Changes: []Change{}, Observations: []Observation{}}
	for _, c := range g.Commits {
		c.Files = slices.DeleteFunc(slices.Clone(c.Files), func(f CommitFile) bool { return paths[f.Path] })
		if len(c.Files) > 0 {
			part.Commits = append(part.Commits, c)
		}
	}
	for _, r := range g.Reports {
		if !ids[r.ID] {
			part.Reports = append(part.Reports, r)
		}
	}
	for i := range g.Changes {
		if !ids[g.Changes[i].Report] {
			part.Changes = append(part.Changes, g.Changes[i])
		}
	}
	for _, o := range g.Observations {
		if !ids[o.Report] {
			part.Observations = append(part.Observations, o)
		}
	}
	if part.Notes == nil {
		part.Notes = []string{}
	}
	return part
}

// maskGone puts a number in the place of the id of every report that is gone, where hide says so, and returns the ids
// with what stands for them.
func (g *Git) maskGone(hide func(id string) bool) (masks map[string]string) {
	masks = map[string]string{}
	for i := range g.Reports {
		if r := &g.Reports[i]; r.File == "" && hide(r.ID) {
			masks[r.ID] = fmt.Sprintf("%s %d", leftOut, len(masks)+1)
			r.ID, r.Former = masks[r.ID], nil
		}
	}
	slices.SortFunc(g.Reports, func(a, b GitReport) int { return compare(a.ID, b.ID) })
	for i := range g.Changes {
		c := &g.Changes[i]
		c.Report = cmp.Or(masks[c.Report], c.Report)
	}
	for i := range g.Observations {
		o := &g.Observations[i]
		o.Report = cmp.Or(masks[o.Report], o.Report)
	}
	return masks
}

// forgetGone keeps nothing of reports that are gone but how many there were: nobody looks for the label that they had.
// It returns their ids.
func (g *Git) forgetGone() (ids []string) {
	gone := map[string]bool{}
	for id, mask := range g.maskGone(func(string) bool { return true }) {
		ids, gone[mask] = append(ids, id), true
	}
	for i := range g.Reports {
		if r := &g.Reports[i]; gone[r.ID] {
			r.Actions = nil
		}
	}
	g.Changes = slices.DeleteFunc(g.Changes, func(c Change) bool { return gone[c.Report] })
	g.Observations = slices.DeleteFunc(g.Observations, func(o Observation) bool { return gone[o.Report] })
	return ids
}

// only keeps the files of commits that are at one of the paths in the end, under all the names that they had.
func (g *Git) only(paths map[string]bool) {
	last := map[string]string{} // by the path at a commit
	for i := range slices.Backward(g.Commits) {
		c := &g.Commits[i]
		kept := []CommitFile{}
		for _, f := range c.Files {
			end := cmp.Or(last[f.Path], f.Path)
			if paths[end] {
				kept = append(kept, f)
			}
			if f.Before != "" {
				delete(last, f.Path)
				last[f.Before] = end
			}
		}
		c.Files = kept
	}
	g.Commits = slices.DeleteFunc(g.Commits, func(c Commit) bool { return len(c.Files) == 0 })
}

// past returns what git knows of an action, nil when it does not know it or lacks its beginning.
func (g *Git) past(report, action string) (*GitAction, *actions.Past) {
	known := g.report(report)
	if known == nil {
		return nil, nil
	}
	for j := range known.Actions {
		a := &known.Actions[j]
		switch {
		case a.ID != action:
		case a.Cut:
			return a, nil
		default:
			return a, &actions.Past{OriginalDue: day(a.OriginalDue), Slips: a.Slips, SlippedDays: a.SlippedDays, FirstSeen: dayOf(a.FirstSeen)}
		}
	}
	return nil, nil
}

// dayOf returns the day in UTC of an instant; zero for none.
func dayOf(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return trendsDay(t)
}

// instant writes a point in time in UTC, "" for none.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// local writes a point in time with its offset, "" for none.
func local(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// date writes a day, "" for none.
func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
