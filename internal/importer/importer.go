// Package importer reads reports that people wrote for people, and lifts what their text states into the front matter
// of a pir report. It never touches the text, and never guesses: what it lifts is traced to its line, and what it only
// suggests is a comment.
package importer

import (
	"fmt"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// Options is what a person adds to the text.
type Options struct {
	Timezone string // zone of times whose text names none: an IANA name, UTC, or an offset such as +02:00; "" for unknown
	Status   string // status of a report whose text states none; "" is draft
	Force    bool   // import a file that does not look like a report
	Log      bool   // the file is said to be a log of several incidents: dated headings are enough to tell them
	Policy   *policy.Policy
}

// Lifted is one value with the place that states it.
type Lifted struct {
	Field     string // such as title, timeline[3].at, actions[0].owner
	Value     string
	Line      int    // in the file, from 1; 0 where the name of the file, a flag or a default gives it
	Why       string // what gave it, where that is not the line alone
	Suggested bool   // not stated by the text: a comment, or a value that a person should look at
}

// Event is one entry of the timeline.
type Event struct {
	At        string // as it is written in the front matter; unknown when the text does not say
	Event     string
	Milestone string
	Line      int
	Note      string // why At is more than the line says

	when  time.Time // the wall clock, read as UTC; zero when unknown
	timed bool
}

// Cause is one condition that the text names.
type Cause struct {
	Role      string // root, contributing, or "" where the text does not say
	Statement string
	Suggested string // category whose words match; never a value
	Line      int
}

// Person is somebody whom the text names under a label.
type Person struct {
	Who  string
	Role string
	Line int
}

// Action is one corrective action.
type Action struct {
	Title    string
	Owner    string
	Due      string // YYYY-MM-DD
	Status   string
	Done     string // YYYY-MM-DD, where the text says when
	Effect   string
	Priority string
	Ticket   string
	Line     int

	said bool // the text marks it as open
}

// Draft is what was found in one file.
type Draft struct {
	File *source.File

	Skip  string // why the file is left as it is; "" for one that is imported
	Log   []Part // the incidents of a log of several, which --split takes apart
	Title string
	Date  string // YYYY-MM-DD of the incident; "" when nothing states it

	Severity     string
	SeverityText string // as it is written, also where the policy has no such severity
	Status       string
	Incident     string
	Services     []string
	Timezone     string // IANA name, UTC or an offset; unknown when nothing states it
	ZoneText     string // as it is written
	Impact       string
	Trigger      string
	Timeline     []Event
	Causes       []Cause
	Whys         []string
	Responders   []Person
	Held         string // day of the review, YYYY-MM-DD; "" when the text does not say
	Participants []string
	Actions      []Action

	Lifted  []Lifted
	Unknown []string // what a person may add, in the order of the front matter
	Notes   []string // what was seen and not lifted, and why

	After []byte // the file with its front matter; nil when it is left as it is

	kept  []string // keys of another tool that stay
	body  source.Span
	front front
}

// maxItems is how many entries or actions a report can have. The longest real timeline has 137.
const maxItems = 3_000

// Read lifts what one file states. It never fails: a file that is no report says so in Skip.
func Read(f *source.File, opts Options) *Draft {
	if opts.Policy == nil {
		opts.Policy = policy.Default()
	}
	d := &Draft{File: f, Timezone: UnknownZone}
	if d.Skip = d.cut(); d.Skip != "" {
		return d
	}
	doc := parse(f, d.body)
	if len(doc.sections) > maxSections {
		d.Skip = fmt.Sprintf("more than %d headings are no report; cut it into several", maxSections)
		return d
	}
	if log := findLog(&doc, d.body, opts.Log); len(log) > 0 {
		d.Log = log
		d.Skip = fmt.Sprintf("a log of %d incidents; `--split` writes each into a file of its own", len(log))
		return d
	}
	if d.Skip = notReport(&doc, d); d.Skip != "" && !opts.Force {
		return d
	}
	d.Skip = ""
	l := lifter{doc: &doc, draft: d, opts: opts, facts: doc.facts()}
	l.lift()
	if len(l.raw) > maxItems || len(d.Actions) > maxItems {
		d.Skip = fmt.Sprintf("more than %d entries of a timeline or actions are no report; cut it into several", maxItems)
		return d
	}
	if !opts.Force && l.empty() {
		d.Skip = "nothing in it reads like a report: no date, timeline, cause or action; name it with --force to import it all the same"
		return d
	}
	d.unknowns()
	d.write()
	return d
}

// cut finds the front matter and the body, and says why the file cannot be imported.
func (d *Draft) cut() string {
	f := d.File
	r := report.NewParser().Parse(f)
	switch {
	case !r.Readable && len(r.Problems) > 0:
		return r.Problems[0].Message
	case len(strings.TrimSpace(strings.TrimPrefix(string(f.Bytes), source.BOM))) == 0:
		return "the file is empty"
	case r.HasFrontMatter && ours(r):
		return "it has the front matter of a pir report already"
	}
	if p := r.BodyProblem(); p != nil {
		return p.Message
	}
	d.body = r.Body
	return d.readFront(r)
}

// ours reports whether front matter was written for pir: keys such as title and severity stand in that of other tools
// too.
func ours(r *report.Report) bool {
	if _, ok := report.Statuses.Canonical(r.Status.Value); ok {
		return true
	}
	return len(r.Timeline)+len(r.Causes)+len(r.Actions)+len(r.Controls) > 0 || r.Review.Span.Present()
}

// lifter is the state of lifting from one document.
type lifter struct {
	doc   *document
	draft *Draft
	opts  Options
	facts []fact

	scanner scanner
	head    int // line of the title, -1 for none, 0 when nobody has looked
	near    day // a day that the front matter gives, which tells the year of dates without one
	base    day // the day of the incident, as far as it is known before the timeline is read
	raw     []raw
	signed  bool // the items of the list that is read end with their owners
}

func (l *lifter) lift() {
	l.scanner = scanner{order: l.doc.dateOrder(l.draft.File.Path)}
	l.title()
	l.baseDate()
	l.collect()
	if len(l.raw) > maxItems {
		return
	}
	l.timeline()
	l.date()
	l.severity()
	l.status()
	l.more()
	l.causes()
	l.people()
	l.actions()
}

// fact returns the first fact of a key.
func (l *lifter) fact(key string) (fact, bool) {
	for _, f := range l.facts {
		if f.key == key {
			return f, true
		}
	}
	return fact{}, false
}

// trace notes where a value comes from.
func (l *lifter) trace(name, value string, no int, why string) {
	l.draft.Lifted = append(l.draft.Lifted, Lifted{Field: name, Value: value, Line: no, Why: why})
}

// suggest notes a value that the text does not state.
func (l *lifter) suggest(name, value string, no int, why string) {
	l.draft.Lifted = append(l.draft.Lifted, Lifted{Field: name, Value: value, Line: no, Why: why, Suggested: true})
}

func (l *lifter) note(format string, args ...any) {
	l.draft.Notes = append(l.draft.Notes, fmt.Sprintf(format, args...))
}

// empty reports whether nothing was found that makes a report.
func (l *lifter) empty() bool {
	d := l.draft
	if d.Date != "" || len(d.Timeline)+len(d.Causes)+len(d.Actions) > 0 || d.Severity != "" {
		return false
	}
	for i := range l.doc.sections {
		if s := &l.doc.sections[i]; s.whole && s.role != "other" {
			return false
		}
	}
	return true
}

// unknowns lists what a person may add.
func (d *Draft) unknowns() {
	missing := func(absent bool, what string) {
		if absent {
			d.Unknown = append(d.Unknown, what)
		}
	}
	missing(d.Date == "", "date")
	missing(d.Severity == "", "severity")
	missing(d.Timezone == UnknownZone, "timezone")
	missing(len(d.Timeline) == 0, "timeline")
	for _, m := range []string{"started", "detected", "resolved"} {
		missing(len(d.Timeline) > 0 && !d.hasMilestone(m), "milestone "+m)
	}
	missing(len(d.Causes) == 0, "causes")
	missing(len(d.Actions) == 0, "actions")
	missing(len(d.Actions) > 0 && d.Owned() < len(d.Actions), "owners")
	due := 0
	for _, a := range d.Actions {
		if a.Due != "" {
			due++
		}
	}
	missing(len(d.Actions) > 0 && due < len(d.Actions), "due dates")
}

func (d *Draft) hasMilestone(name string) bool {
	for _, e := range d.Timeline {
		if e.Milestone == name {
			return true
		}
	}
	return false
}

// Owned returns how many actions have an owner.
func (d *Draft) Owned() int {
	n := 0
	for _, a := range d.Actions {
		if a.Owner != "" {
			n++
		}
	}
	return n
}

// Owners returns the owners of the actions, each once, in the order of the text.
func (d *Draft) Owners() []string {
	var owners []string
	seen := map[string]bool{}
	for _, a := range d.Actions {
		if a.Owner != "" && !seen[a.Owner] {
			seen[a.Owner] = true
			owners = append(owners, a.Owner)
		}
	}
	return owners
}

// Span returns the first and the last known time of the timeline, "" for none.
func (d *Draft) Span() (first, last string) {
	var from, to time.Time
	for _, e := range d.Timeline {
		if e.At == field.Unknown || e.when.IsZero() {
			continue
		}
		if from.IsZero() || e.when.Before(from) {
			first, from = e.At, e.when
		}
		if to.IsZero() || !e.when.Before(to) {
			last, to = e.At, e.when
		}
	}
	return first, last
}
