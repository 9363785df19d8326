package trends

import (
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// The kinds of reports. A report that names no kind, or one that there is not, is an incident.
const (
	KindIncident = "incident"
	KindNearMiss = "near-miss"
	KindExercise = "exercise"
)

// Incident is what is counted of one report. It does not refer to the report, so that a run over many files keeps
// little. Its lists have no empty entries and none twice.
type Incident struct {
	Report   string // id
	Unread   bool   // the file has no readable front matter of a report, so nothing else is known
	Kind     string // one of the three kinds
	Draft    bool
	At       time.Time // the point in time by which it is counted; zero when the report has no date at all
	Severity string    // id of the policy's scale, or as written when it is none of the scale

	Services   []string
	Teams      []string
	Suppliers  []string
	Detection  string
	Trigger    string
	Vector     string
	Techniques []string // ids of MITRE ATT&CK in upper case
	Causes     []Cause
	Controls   []Control
	Milestones []Milestone
	Actions    []actions.Action
	Related    []Relation
}

// Cause is a cause or contributing factor of an incident.
type Cause struct {
	ID       string // within the report
	Category string
	Root     bool // a cause without a role counts as one
}

// Control is the verdict on one control.
type Control struct {
	Ref     string
	Verdict string
}

// failed reports whether the control did not do its part: it failed, or it was not there.
func (c Control) failed() bool { return c.Verdict == "failed" || c.Verdict == "missing" }

// Milestone is a point in time that the timeline names. One that it does not name is not in the list.
type Milestone struct {
	Name  string
	Known bool      // false for a time that is unknown, or not exact enough to be measured
	At    time.Time // meaningful when Known
}

// Relation is what a report says about another.
type Relation struct {
	Report   string // id of the other
	Relation string // repeat, similar, not-a-repeat
}

// Of returns what is counted of a report. The severity is read by the policy's scale.
func Of(r *report.Report, pol *policy.Policy) Incident {
	if !r.HasFrontMatter {
		return Incident{Report: r.ID, Unread: true}
	}
	in := Incident{
		Report: r.ID, Kind: kind(r.Kind.Value), Draft: r.Status.Value == "draft", Severity: severity(r.Severity.Value, pol),
		Services: texts(r.Services), Teams: texts(r.Teams), Suppliers: texts(r.Suppliers),
		Detection: strings.TrimSpace(r.Detection.Value), Trigger: strings.TrimSpace(r.Trigger.Value),
		Vector: strings.TrimSpace(r.Classification.Vector.Value), Actions: actions.Of(r, pol),
	}
	if at, ok := r.Occurred(); ok {
		in.At = at
	}
	for _, id := range texts(r.Classification.Attack) {
		in.Techniques = append(in.Techniques, strings.ToUpper(id))
	}
	for _, c := range r.Causes {
		in.Causes = append(in.Causes, Cause{ID: c.ID.Value, Category: strings.TrimSpace(c.Category.Value), Root: c.Role.Value == "root" || c.Role.Empty()})
	}
	for _, c := range r.Controls {
		if ref := strings.TrimSpace(c.Ref.Value); ref != "" {
			in.Controls = append(in.Controls, Control{Ref: ref, Verdict: c.Verdict.Value})
		}
	}
	for _, name := range report.Milestones.List {
		if e, ok := r.Milestone(name); ok {
			in.Milestones = append(in.Milestones, Milestone{Name: name, Known: e.At.Known(), At: e.At.At})
		}
	}
	for _, rel := range r.Related {
		if !rel.ID.Empty() {
			in.Related = append(in.Related, Relation{Report: rel.ID.Value, Relation: rel.Relation.Value})
		}
	}
	return in
}

func kind(word string) string {
	if word == KindNearMiss || word == KindExercise {
		return word
	}
	return KindIncident
}

// severity returns the id of the scale for a word of a report, or the word where the scale has none.
func severity(word string, pol *policy.Policy) string {
	if s, ok := pol.Severity(word); ok {
		return s.ID
	}
	return strings.TrimSpace(word)
}

func texts(list []field.Text) []string {
	values := make([]string, 0, len(list))
	for _, t := range list {
		values = append(values, strings.TrimSpace(t.Value))
	}
	return distinct(values)
}

// distinct drops what is empty or there already, and keeps the order.
func distinct(values []string) []string {
	kept := make([]string, 0, len(values))
	seen := make(map[string]bool, len(values))
	for _, v := range values {
		if v != "" && !seen[v] {
			seen[v] = true
			kept = append(kept, v)
		}
	}
	return kept
}

// milestone returns the time of a milestone, and false when it is absent or not known exactly.
func (in *Incident) milestone(name string) (time.Time, bool) {
	for _, m := range in.Milestones {
		if m.Name == name {
			return m.At, m.Known
		}
	}
	return time.Time{}, false
}

// related returns what the report says about another, or "".
func (in *Incident) related(other string) string {
	for _, r := range in.Related {
		if r.Report == other {
			return r.Relation
		}
	}
	return ""
}
