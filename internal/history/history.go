// Package history reads from git what became of every report and action: which field was changed when, by which
// commit, and how often a due date moved.
package history

import (
	"slices"
	"strings"
	"time"
)

// The fields of a Change that are no fields of the format: they say what happened to the report or action itself.
const (
	Created  = "created"  // it is there for the first time; To says with what
	Restored = "restored" // it is there again
	Deleted  = "deleted"  // the file is gone
	Removed  = "removed"  // the action is gone from its report
	Renamed  = "renamed"  // the file has another path
)

// History is what git knows of the reports of a repository.
type History struct {
	Changes      []Change      // oldest first: in the order of the log, parents before children, the work tree last
	Reports      []Report      // by id; those that are gone as well
	Observations []Observation // in the order of the changes
	Notes        []string      // what could not be read, and what the clone lacks
	Shallow      bool          // the clone lacks the beginning of the history
	Unknown      []string      // the ids asked for that no report has or had
}

// Change is one field that a commit changed against all of its parents, or that the work tree changes against the
// last commit.
type Change struct {
	Report    string // its id as it is now
	Action    string // such as A1; "" for the report itself
	Field     string // a field of the format, or one of the constants above
	From, To  string // "" for none
	Commit    string // full id; "" for what is not committed yet
	Author    string
	Date      time.Time // when it was written, with the offset of the author's machine; zero when not committed
	Committed time.Time // when the commit was made, in UTC; zero when not committed
	Slip      bool      // the due date moved to a later day, on the line of changes that led to the present one
	SlipDays  int       // by so many days; 0 when Slip is false
}

// Report is what git knows of one report.
type Report struct {
	ID          string
	File        string    // path from the root; "" for a report that is gone
	Former      []string  // ids that it had before, oldest first
	FirstSeen   time.Time // when the first commit with it was made; zero when it was never committed
	LastTouched time.Time // when the last commit was made that changed a field of it or of an action; zero when none was
	Uncommitted bool      // the work tree changes a field of it
	Cut         bool      // its beginning is not in this shallow clone
	Actions     []Action  // in the order of the file, then those that are gone
}

// Action is what git knows of one action.
type Action struct {
	Report, ID   string    // ID is A1, or #2 for the second action when it has no id
	Title        string    // as it is now
	OriginalDue  time.Time // the first due date that it had; zero when it never had one, or when Cut
	Due          time.Time // the present due date; zero when it has none
	Slips        int       // how often the due date moved to a later day; when Cut at least so often
	SlippedDays  int       // from the first due date to the present one; negative when it is earlier, 0 when one is missing
	FirstSeen    time.Time // when the first commit with it was made; zero when it was never committed
	LastTouched  time.Time // when the last commit was made that changed a field of it; zero when none was
	Uncommitted  bool      // the work tree changes a field of it
	DoneRecorded time.Time // when the commit was made that brought the present done date; zero when there is none
	DoneCommit   string    // the id of that commit
	Gone         bool      // it is in the report no more
	Cut          bool      // its beginning is not in this shallow clone
}

// FullID returns the id of the action across reports: REPORT/A1.
func (a *Action) FullID() string { return a.Report + "/" + a.ID }

// The kinds of Observation.
const (
	DoneLate      = "done-recorded-late"     // the done date came into git long after that day
	DoneEarly     = "done-before-date"       // the done date was in git before that day
	AfterApproval = "changed-after-approval" // an approved report was changed in what was approved
	BelowReview   = "severity-below-review"  // the severity fell, and a review is asked for no more
)

// Observation is something that a person who samples the history will want to look at. It is no finding: there may
// be a good reason.
type Observation struct {
	Kind    string
	Report  string
	Action  string // "" for the report itself
	Message string // without the report and the action
	Commit  string // "" for what is not committed yet
	Date    time.Time
}

// Report returns the report that has the id now.
func (h *History) Report(id string) (*Report, bool) {
	i, ok := slices.BinarySearchFunc(h.Reports, id, func(r Report, id string) int { return strings.Compare(r.ID, id) })
	if !ok {
		return nil, false
	}
	return &h.Reports[i], true
}

// Action returns the action of that full id: REPORT/A1, or REPORT/#2 for the second one when it has no id.
func (h *History) Action(full string) (*Action, bool) {
	i := strings.LastIndexByte(full, '/')
	if i < 0 {
		return nil, false
	}
	r, ok := h.Report(full[:i])
	if !ok {
		return nil, false
	}
	j := slices.IndexFunc(r.Actions, func(a Action) bool { return a.ID == full[i+1:] })
	if j < 0 {
		return nil, false
	}
	return &r.Actions[j], true
}

// Only returns the part of the history that is about the given reports and actions: ids of reports, or full ids of
// actions. No ids stand for everything.
func (h *History) Only(ids []string) *History {
	if len(ids) == 0 {
		return h
	}
	part := *h
	wanted := func(report, action string) bool {
		return slices.Contains(ids, report) || action != "" && slices.Contains(ids, report+"/"+action)
	}
	part.Changes = slices.DeleteFunc(slices.Clone(h.Changes), func(c Change) bool { return !wanted(c.Report, c.Action) })
	part.Observations = slices.DeleteFunc(slices.Clone(h.Observations), func(o Observation) bool { return !wanted(o.Report, o.Action) })
	part.Reports = nil
	for _, r := range h.Reports {
		all := wanted(r.ID, "")
		r.Actions = slices.DeleteFunc(slices.Clone(r.Actions), func(a Action) bool { return !wanted(r.ID, a.ID) })
		if all || len(r.Actions) > 0 {
			part.Reports = append(part.Reports, r)
		}
	}
	return &part
}
