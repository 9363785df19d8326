// Package coverage compares the incident register with the reports: which incident of a period was reviewed, and what the
// two say differently. It knows no clock and no file: the day, the period and what was read are arguments.
//
// Days are midnight UTC of a calendar day; the zero time stands for a day that nobody can tell. A report belongs to the
// incident whose key it names, or to the one whose row names the report; nothing is matched by likeness.
package coverage

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/register"
)

// Question is what At answers.
type Question struct {
	AsOf     time.Time // the day; what happened later has not happened
	Today    time.Time // the last day that is not in the future; AsOf when it is earlier
	From, To time.Time // first and last day of the period; both zero for all time

	Policy   *policy.Policy
	Register *register.Register // nil without the file; then the reports are the population
	Facts    []Fact             // of all reports
}

// State is how an incident stands.
type State string

// The states. Every incident of the population is in one of them.
const (
	Reviewed    State = "reviewed"     // the review was held, in time where there is a limit
	Waived      State = "waived"       // not to review it was decided, on record
	Missing     State = "missing"      // a review is required, its time is over, and there is no report
	Late        State = "late"         // the review was held after its time, or there is a report and its time is over
	Pending     State = "pending"      // a review is required and there is time for it
	NotRequired State = "not-required" // none is required and none was held
)

// States returns all states, in the order in which they are shown: what is to be done first.
func States() []State { return []State{Missing, Late, Pending, Waived, Reviewed, NotRequired} }

// Incident is one incident of the population.
type Incident struct {
	Key, Title  string
	Severity    string    // id of the policy's scale, or as written when it is none of the scale
	Detected    time.Time // day
	Closed      time.Time // day on which it was closed or, without one, resolved; zero while it is neither
	State       State
	Required    bool
	Report      string // id of the report that covers it, "" without one
	Status      string // of the report
	Held        time.Time
	HeldUnknown bool      // a review is on record, and its day is not
	Due         time.Time // last day for the review; zero when there is none or nobody can tell
	Days        *int      // from Closed to the review or, without one, to AsOf; nil when nobody can tell
	DaysLate    int       // days of them that were too many, 0 for none
	WaivedBy    string
	Reason      string // of the waiver
	File        string // of the row or, without a register, of the report
	Line        int
	ReportFile  string
}

// Unregistered is a report about an incident that the register does not have.
type Unregistered struct {
	Report, Title, Severity, Key, File string
	Line                               int
	Detected                           time.Time
	Hint                               string // a row that may be meant, "" for none
}

// Summary counts the incidents of a population by state.
type Summary struct {
	Population, Required                                  int
	Reviewed, Waived, Missing, Late, Pending, NotRequired int
	HeldLate                                              int // of Late: the review was held
	Voluntary                                             int // of Reviewed: no review was required
}

// Held returns how many incidents have a review on record, in time or not.
func (s Summary) Held() int { return s.Reviewed + s.HeldLate }

// BySeverity counts the incidents of one severity.
type BySeverity struct {
	Severity string // "" for a severity that nobody wrote
	Review   policy.Level
	Known    bool // in the policy's scale
	Summary
}

// Result is the answer.
type Result struct {
	AsOf, From, To time.Time
	Incidents      []Incident // by state and then by day
	Severities     []BySeverity
	Unregistered   []Unregistered
	Disagreements  []Disagreement
	Summary        Summary

	HasRegister  bool
	File         string // of the register
	SHA256       string // of its bytes, in hexadecimal
	Rows         int    // rows of the whole register that can be counted
	Reports      int    // reports of kind incident among all that were read
	Both         int    // incidents of the period that are in both
	RegisterOnly int    // incidents of the period without a report
	Later        int    // rows of incidents after AsOf
	Threshold    []string
	Nil          string // the nil statement, "" when there is something to review
	Notes        []string
}

// At compares the register with the reports.
func At(q *Question) Result {
	d := newDesk(q)
	d.match()
	r := Result{AsOf: q.AsOf, From: q.From, To: q.To, Reports: d.reports}
	if q.Register != nil {
		r.HasRegister, r.File, r.Rows = true, q.Register.File.Path, len(q.Register.Rows)
		r.SHA256 = fmt.Sprintf("%x", sha256.Sum256(q.Register.File.Bytes))
		d.faults()
		d.rows(&r)
		d.unregistered(&r)
	} else {
		d.reportsAlone(&r)
	}
	r.Disagreements = d.found
	r.finish(q)
	return r
}

// finish sorts and counts.
func (r *Result) finish(q *Question) {
	rank := map[State]int{}
	for i, s := range States() {
		rank[s] = i
	}
	slices.SortStableFunc(r.Incidents, func(a, b Incident) int {
		return compareIncidents(rank, &a, &b)
	})
	for _, s := range q.Policy.Severities {
		r.Severities = append(r.Severities, BySeverity{Severity: s.ID, Review: s.Needs.Review, Known: true})
		if s.Needs.Review == policy.Required {
			r.Threshold = append(r.Threshold, s.ID)
		}
	}
	for i := range r.Incidents {
		in := &r.Incidents[i]
		at := slices.IndexFunc(r.Severities, func(s BySeverity) bool { return s.Severity == in.Severity })
		if at < 0 {
			at = len(r.Severities)
			r.Severities = append(r.Severities, BySeverity{Severity: in.Severity, Review: policy.None})
		}
		r.Summary.add(in)
		r.Severities[at].add(in)
	}
	sortDisagreements(r.Disagreements)
	r.say()
}

// add counts one incident.
func (s *Summary) add(in *Incident) {
	s.Population++
	if in.Required {
		s.Required++
	}
	switch in.State {
	case Reviewed:
		s.Reviewed++
		if !in.Required {
			s.Voluntary++
		}
	case Waived:
		s.Waived++
	case Missing:
		s.Missing++
	case Late:
		s.Late++
		if !in.Held.IsZero() {
			s.HeldLate++
		}
	case Pending:
		s.Pending++
	case NotRequired:
		s.NotRequired++
	}
}

// Is reports whether the result has something that a gate names: a state, the group or kind of a disagreement,
// Unknown for reports without an incident, or Any for what a gate is for at all.
func (r *Result) Is(gate string) bool {
	s := &r.Summary
	switch {
	case gate == Any && s.Missing+s.Late+len(r.Unregistered)+len(r.Disagreements) > 0,
		gate == string(Missing) && s.Missing > 0, gate == string(Late) && s.Late > 0,
		gate == string(Pending) && s.Pending > 0, gate == Unknown && len(r.Unregistered) > 0:
		return true
	}
	return slices.ContainsFunc(r.Disagreements, func(d Disagreement) bool { return d.Kind == gate || d.Group() == gate })
}

// Words of gates that are neither states nor groups of disagreements.
const (
	Unknown = "unregistered"
	Any     = "any"
)

// Gates returns the words that Is takes.
func Gates() []string {
	return []string{Any, string(Missing), string(Late), string(Pending), Unknown, GroupMismatch, GroupRegister}
}
