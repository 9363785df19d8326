// Package report reads one post-incident review: the front matter into positioned, typed fields and the
// markdown body into sections. It knows the format of a report, and nothing of policies and other reports.
package report

import (
	"bytes"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/source"
)

// Report is one post-incident review. A field that the file does not have, or that cannot be read, is
// zero; what is wrong with the file is in Problems. A Report may be read by several goroutines.
type Report struct {
	File *source.File
	ID   string // the file's stem, or its folder's name for index.md

	HasFrontMatter bool        // there is front matter of a pir report; without it only File, ID and the body mean anything
	Readable       bool        // the bytes are text within the size limits; false leaves everything but File and ID empty
	FrontMatter    source.Span // the YAML between the delimiters
	Body           source.Span // everything after the closing delimiter

	Title     field.Text
	Kind      field.Text // incident, near-miss, exercise
	Severity  field.Text // as written; the policy knows the entries and their aliases
	Status    field.Text // draft, in-review, approved, closed
	TLP       field.Text
	Incident  field.Text // key in the incident register
	Services  []field.Text
	Teams     []field.Text
	Suppliers []field.Text
	Detection field.Text
	Trigger   field.Text

	Classification Classification
	Impact         Impact
	Timezone       field.Text
	Timeline       []Entry
	Causes         []Cause
	Controls       []Control
	Responders     []Person
	Review         Review
	Actions        []Action
	Elsewhere      field.Text
	Risks          []field.Text
	Related        []Relation
	Sharing        []Sharing
	Notifications  []Notification
	Approvals      []Approval
	Lint           Lint

	Problems []diag.Problem // what the reader itself found, in the order of finding

	keys     []field.Key
	body     func() outline
	bodyOnce sync.Once
	outline  outline
}

// Classification says what kind of incident it was, in public vocabularies.
type Classification struct {
	Span   source.Span
	Type   field.Text   // such as rsit:intrusions/application-compromise
	Vector field.Text   // how an attacker came in
	Attack []field.Text // MITRE ATT&CK technique ids
}

// Impact says what was hit and how badly.
type Impact struct {
	Span            source.Span
	Summary         field.Text
	Confidentiality field.Text // none, low, high
	Integrity       field.Text
	Availability    field.Text
	Customers       field.Number
	Records         field.Number
	EffortHours     field.Number
	Cost            Cost
}

// Cost is an amount of money.
type Cost struct {
	Span     source.Span
	Amount   field.Number
	Currency field.Text // ISO 4217
}

// Entry is one line of the timeline.
type Entry struct {
	Span      source.Span
	At        field.Time
	Event     field.Text
	Milestone field.Text
	Source    field.Text
}

// Cause is one condition that made the incident possible.
type Cause struct {
	Span      source.Span
	ID        field.Text
	Role      field.Text // root, contributing
	Category  field.Text
	Statement field.Text
	Whys      []field.Text
	Evidence  []field.Text
}

// Control is the verdict on one control that was meant to help.
type Control struct {
	Span    source.Span
	Ref     field.Text // scheme:id, such as iso27001:A.8.4
	Verdict field.Text // effective, partial, failed, missing
	Note    field.Text
}

// Person is somebody who responded, or whose view came in without being there.
type Person struct {
	Span  source.Span
	Who   field.Text
	Role  field.Text
	Input field.Text // how the view of somebody absent came in
}

// Review says when and by whom the incident was reviewed.
type Review struct {
	Span         source.Span
	HotWash      field.Date
	Held         field.Date
	Facilitator  field.Text
	Participants []field.Text
	Absent       []Person
	Waived       Waiver
}

// Waiver is the decision not to review, on record.
type Waiver struct {
	Span   source.Span
	By     field.Text
	Reason field.Text
}

// Action is one corrective action.
type Action struct {
	Span        source.Span
	ID          field.Text
	Title       field.Text
	Kind        field.Text
	Effect      field.Text
	Addresses   []field.Text
	Owner       field.Text
	Priority    field.Text
	Due         field.Date
	Status      field.Text
	DoneWhen    field.Text
	Ticket      field.Text
	Rollout     Rollout
	Blocked     Blocked
	Done        field.Date
	Evidence    []field.Text
	Verified    Verification
	Declined    Decline
	Escalations []Escalation
}

// Rollout counts the places where an action applies and where it is in.
type Rollout struct {
	Span    source.Span
	Targets field.Number
	Done    field.Number
}

// Blocked says since when and why an action cannot go on.
type Blocked struct {
	Span   source.Span
	Since  field.Date
	Reason field.Text
}

// Verification is the check that a done action works.
type Verification struct {
	Span     source.Span
	On       field.Date
	By       field.Text
	Method   field.Text
	Result   field.Text // effective, partly, ineffective, too-early
	Evidence []field.Text
}

// Decline is the decision not to take a recommendation, on record.
type Decline struct {
	Span   source.Span
	On     field.Date
	By     field.Text
	Reason field.Text
	Risk   field.Text
	Until  field.Date
}

// Escalation asks somebody for a decision about an action.
type Escalation struct {
	Span     source.Span
	On       field.Date
	To       field.Text
	Ask      field.Text
	Decision field.Text
	Decided  field.Date
}

// Relation links to another report and says what that means.
type Relation struct {
	Span     source.Span
	ID       field.Text
	Relation field.Text // repeat, similar, not-a-repeat
	Reason   field.Text
}

// Sharing says to whom the lesson was passed on.
type Sharing struct {
	Span     source.Span
	On       field.Date
	Audience field.Text
	How      field.Text
	Link     field.Text
}

// Notification is one report to an authority or to people concerned, or what says whether one is due: an event that
// starts a deadline, or that a regime or a stage of it does not apply.
type Notification struct {
	Span   source.Span
	Regime field.Text
	Stage  field.Text // empty: all stages
	Sent   field.Time
	At     field.Time // when the event named by Stage happened
	Reason field.Text // why the regime or the stage does not apply
	Ref    field.Text
}

// Approval is a signature under the report.
type Approval struct {
	Span source.Span
	On   field.Date
	By   field.Text
	Role field.Text
}

// Lint holds the findings that this report suppresses.
type Lint struct {
	Span   source.Span
	Ignore []Ignore
}

// Ignore suppresses one rule in this report, for a reason.
type Ignore struct {
	Span   source.Span
	Rule   field.Text
	Reason field.Text
}

// Key returns where a top-level key of the front matter stands, and its block: from the key to the next
// one. ok is false when the file does not have it.
func (r *Report) Key(name string) (key, block source.Span, ok bool) {
	for _, k := range r.keys {
		if k.Name == name {
			return k.Span, k.Block, true
		}
	}
	return source.Span{}, source.Span{}, false
}

// Milestone returns the first timeline entry with that milestone.
func (r *Report) Milestone(name string) (Entry, bool) {
	for _, e := range r.Timeline {
		if e.Milestone.Value == name {
			return e, true
		}
	}
	return Entry{}, false
}

// MilestoneTime returns the time of the first entry with that milestone, and false when there is none or
// its time is not a known point in time.
func (r *Report) MilestoneTime(name string) (time.Time, bool) {
	e, ok := r.Milestone(name)
	return e.At.At, ok && e.At.Known()
}

// Occurred returns the point in time by which the incident is counted: when it was detected, else its
// first entry with a known time, else midnight UTC of the date in its id; false when it has none of these.
func (r *Report) Occurred() (time.Time, bool) {
	if t, ok := r.MilestoneTime("detected"); ok {
		return t, true
	}
	for _, e := range r.Timeline {
		switch e.At.Precision {
		case field.Exact, field.Ambiguous, field.Skipped, field.Day, field.Floating:
			return e.At.At, true
		case field.Missing, field.Unclear:
		}
	}
	return IDDate(r.ID)
}

// Opening returns the line that opens the front matter: the place of what is missing in the report as a
// whole. Without front matter it is the first line that is not blank.
func (r *Report) Opening() source.Span {
	start := 0
	if bytes.HasPrefix(r.File.Bytes, []byte(source.BOM)) {
		start = len(source.BOM)
	}
	return r.File.LineSpan(firstLine(r.File, start))
}

// IDDate returns the date that an id of the form YYYY-MM-DD-slug starts with.
func IDDate(id string) (time.Time, bool) {
	if len(id) < len("2006-01-02") {
		return time.Time{}, false
	}
	t, err := time.Parse("2006-01-02", id[:len("2006-01-02")])
	return t, err == nil
}

// FullID returns the id of one of the report's actions as it is used across reports: REPORT/A1.
func (r *Report) FullID(a *Action) string { return r.ID + "/" + a.ID.Value }

// ID returns the id of the report at a path: the file's stem, or its folder's name for index.md.
func ID(file string) string {
	base := path.Base(file)
	stem := base
	if ext := path.Ext(base); ext != "" && ext != base {
		stem = strings.TrimSuffix(base, ext)
	}
	if dir := path.Base(path.Dir(file)); strings.EqualFold(stem, "index") && dir != "." && dir != "/" {
		return dir
	}
	return stem
}

// problem adds what the reader of the two halves found.
func (r *Report) problem(rule string, at source.Span, message string) {
	r.Problems = append(r.Problems, diag.Problem{Rule: rule, Span: at, Message: message})
}
