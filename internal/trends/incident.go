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
	Clock    Clock     // the same as its people wrote it
	Severity string    // id of the policy's scale, or as written when it is none of the scale

	Services   []string
	Teams      []string
	Suppliers  []string
	Risks      []string // entries of the risk register
	Detection  string
	Trigger    string
	Type       string // of classification, such as rsit:availability/outage
	Vector     string
	Techniques []string // ids of MITRE ATT&CK in upper case
	Causes     []Cause
	Controls   []Control
	Milestones []Milestone
	Review     Review
	Actions    []actions.Action
	Related    []Relation
	Cost       Money
	Text       string // title and statements of the causes, cut after some words, to find texts that are alike
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
	At    time.Time // zero for a time that is unknown; else it is written, and exact when Known
}

// Relation is what a report says about another.
type Relation struct {
	Report   string // id of the other
	Relation string // repeat, similar, not-a-repeat
	Reason   string
}

// Of returns what is counted of a report. The severity is read by the policy's scale.
func Of(r *report.Report, pol *policy.Policy) Incident {
	if !r.HasFrontMatter {
		return Incident{Report: r.ID, Unread: true}
	}
	words := pol.Vocabulary
	in := Incident{
		Report: r.ID, Kind: kind(r.Kind.Value), Draft: r.Status.Value == "draft", Severity: severity(r.Severity.Value, pol),
		Services: texts(r.Services, words.Services), Teams: texts(r.Teams, words.Teams), Suppliers: texts(r.Suppliers, words.Suppliers),
		Risks:     texts(r.Risks, nil),
		Detection: strings.TrimSpace(r.Detection.Value), Trigger: spelled(r.Trigger.Value, words.Triggers, termID),
		Type:   classType(r.Classification.Type.Value),
		Vector: spelled(r.Classification.Vector.Value, words.Vectors, termID), Review: reviewOf(r), Actions: actionsOf(r, pol),
		Cost: cost(r), Text: textOf(r),
	}
	if at, ok := r.Occurred(); ok {
		in.At, in.Clock = at, clockOf(r, at)
	}
	in.Techniques = texts(r.Classification.Attack, nil)
	for i, id := range in.Techniques {
		in.Techniques[i] = strings.ToUpper(id)
	}
	in.addItems(r, pol)
	for _, rel := range r.Related {
		if !rel.ID.Empty() {
			in.Related = append(in.Related, Relation{Report: rel.ID.Value, Relation: rel.Relation.Value, Reason: strings.TrimSpace(rel.Reason.Value)})
		}
	}
	return in
}

// addItems fills the lists of causes, controls and milestones, no longer than they are.
func (in *Incident) addItems(r *report.Report, pol *policy.Policy) {
	in.Causes = make([]Cause, 0, len(r.Causes))
	for _, c := range r.Causes {
		in.Causes = append(in.Causes, Cause{ID: c.ID.Value, Category: spelled(c.Category.Value, pol.Vocabulary.Causes, causeID), Root: c.Role.Value == "root" || c.Role.Empty()})
	}
	in.Controls = make([]Control, 0, len(r.Controls))
	for _, c := range r.Controls {
		if ref := strings.TrimSpace(c.Ref.Value); ref != "" {
			in.Controls = append(in.Controls, Control{Ref: ref, Verdict: c.Verdict.Value})
		}
	}
	named := 0
	for i := range r.Timeline {
		if !r.Timeline[i].Milestone.Empty() {
			named++
		}
	}
	in.Milestones = make([]Milestone, 0, min(named, len(report.Milestones.List)))
	for _, name := range report.Milestones.List {
		if e, ok := r.Milestone(name); ok {
			in.Milestones = append(in.Milestones, Milestone{Name: name, Known: e.At.Known(), At: e.At.At})
		}
	}
}

// actionsOf returns the actions of a report without what trends do not look at, which is most of their text.
func actionsOf(r *report.Report, pol *policy.Policy) []actions.Action {
	list := actions.Of(r, pol)
	for i := range list {
		a := &list[i]
		a.Evidence, a.Ticket, a.Services, a.Teams, a.File = nil, "", nil, nil, ""
	}
	return list
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

// texts returns the words of a list in the spelling of a vocabulary, each once.
func texts(list []field.Text, vocabulary []string) []string {
	values := make([]string, 0, len(list))
	for _, t := range list {
		values = append(values, spelled(t.Value, vocabulary, func(w string) string { return w }))
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

// milestone returns what is known of a milestone; its zero value stands for one that the timeline does not name.
func (in *Incident) milestone(name string) Milestone {
	for _, m := range in.Milestones {
		if m.Name == name {
			return m
		}
	}
	return Milestone{}
}

// related returns what the report says about another, or nothing. That the two are no repeat counts with a reason only.
func (in *Incident) related(other string) Relation {
	for _, r := range in.Related {
		if r.Report == other && (r.Relation != NotARepeat || r.Reason != "") {
			return r
		}
	}
	return Relation{}
}
