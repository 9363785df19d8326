package lint

import (
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// Applies says which reports a rule is meant for, beyond those that hold what it looks at; the zero value is all. It is what
// people are told. The rule decides by itself, and a test of package rules holds the two together.
type Applies struct {
	Asked        Asked  // what the policy must ask of a report of that severity and kind
	Stage        Stage  // how far the report must be
	Kinds        Kinds  // which kinds of report
	UnlessWaived bool   // not when somebody decided to hold no review
	Beside       Beside // what must lie beside the reports
	Hint         string // where a finding is a hint whatever the level of the rule, such as "outside causes"; "" for nowhere
}

// Asked is what the policy must ask of a report, as it stands in pir.yaml.
type Asked string

// What policies ask. Worst is about the severity itself.
const (
	AskedReview       Asked = "`review: required`"
	AskedReviewWithin Asked = "`review_within`"
	AskedHotWash      Asked = "`hot_wash`"
	AskedTimeline     Asked = "`timeline`"
	AskedMilestones   Asked = "`milestones`"
	AskedCauses       Asked = "`causes: required`"
	AskedWhys         Asked = "`causes: required` or `recommended`"
	AskedContributing Asked = "`contributing: required`"
	AskedActions      Asked = "`actions: required`"
	AskedSections     Asked = "`sections`"
	AskedRecommended  Asked = "anything as `recommended`"
	AskedWorst        Asked = "`hot_wash`, or a severity that is one of the two worst"
)

// worst is how many severities of the scale AskedWorst takes in.
const worst = 2

// of reports whether a policy asks that of a report of a severity and kind.
func (a Asked) of(p *policy.Policy, severity, kind string) bool {
	n := p.Needs(severity, kind)
	switch a {
	case AskedReview:
		return n.Review == policy.Required
	case AskedReviewWithin:
		return n.ReviewWithin > 0
	case AskedHotWash:
		return n.HotWash > 0
	case AskedTimeline:
		return n.Timeline > 0
	case AskedMilestones:
		return len(n.Milestones) > 0
	case AskedCauses:
		return n.Causes == policy.Required
	case AskedWhys:
		return n.Causes == policy.Required || n.Causes == policy.Recommended
	case AskedContributing:
		return n.Contributing == policy.Required
	case AskedActions:
		return n.Actions == policy.Required
	case AskedSections:
		return len(n.Sections) > 0
	case AskedRecommended:
		return slices.Contains([]policy.Level{n.Review, n.Causes, n.Contributing, n.Actions}, policy.Recommended)
	case AskedWorst:
		return n.HotWash > 0 || kind == "incident" && p.Rank(severity) < worst
	default:
		return true
	}
}

// Stage is how far a report must be.
type Stage string

// The stages at which rules begin to look.
const (
	StageSettled Stage = "approved or closed"
	StageClosed  Stage = "closed"
)

// Statuses returns the statuses of a report that is so far.
func (s Stage) Statuses() []string {
	switch s {
	case StageSettled:
		return []string{"approved", "closed"}
	case StageClosed:
		return []string{"closed"}
	default:
		return report.Statuses.List
	}
}

// Kinds is for which kinds of report a rule is.
type Kinds string

// The kinds that rules are about, other than all.
const (
	KindsIncident Kinds = "incidents"                 // neither near misses nor exercises
	KindsReal     Kinds = "incidents and near misses" // no exercises
)

// List returns the kinds as reports write them.
func (k Kinds) List() []string {
	switch k {
	case KindsIncident:
		return []string{"incident"}
	case KindsReal:
		return []string{"incident", "near-miss"}
	default:
		return report.Kinds.List
	}
}

// Beside is what must lie beside the reports.
type Beside string

// What rules look at beside reports.
const (
	BesidePeople   Beside = "`people.yaml`"
	BesideRegister Beside = "the incident register"
	BesidePolicy   Beside = "`pir.yaml`"
)

// ByDefault returns the severities of incidents, and the other kinds of report, of which the built-in policy asks what
// the rule needs. all is true when it is every one of them.
func (a Applies) ByDefault() (severities, kinds []string, all bool) {
	p, total := policy.Default(), 0
	for _, s := range p.Severities {
		if total++; a.Asked.of(p, s.ID, "incident") {
			severities = append(severities, s.ID)
		}
	}
	for _, k := range a.Kinds.List() {
		if k == "incident" {
			continue
		}
		if total++; slices.ContainsFunc(p.Severities, func(s policy.Severity) bool { return a.Asked.of(p, s.ID, k) }) {
			kinds = append(kinds, k)
		}
	}
	return severities, kinds, len(severities)+len(kinds) == total
}

// Hints returns where findings of the rule are hints although its level is higher, such as "in a draft"; "" for nowhere.
func (r Rule) Hints() string {
	words := r.Applies.Hint
	if r.Unfinished {
		words = strings.TrimPrefix(words+" and in a draft", " and ")
	}
	if r.Severity <= diag.Info {
		return ""
	}
	return words
}

// When returns when the rule applies, without a period; "" for always. What the policy asks is named for the built-in
// policy.
func (r Rule) When() string {
	var parts []string
	add := func(there bool, words string) {
		if there {
			parts = append(parts, words)
		}
	}
	a := r.Applies
	add(a.Asked != "", "where the policy has "+string(a.Asked)+a.examples())
	add(a.Kinds != "", string(a.Kinds)+" only")
	add(a.Stage != "", "once the report is "+string(a.Stage))
	add(a.UnlessWaived, "not when the review is waived")
	add(a.Asked == AskedSections, "of a waived review only the summary")
	add(a.Beside != "", "with "+string(a.Beside))
	return strings.Join(parts, "; ")
}

// examples names the reports of which the built-in policy asks what the rule needs.
func (a Applies) examples() string {
	severities, kinds, all := a.ByDefault()
	switch {
	case all:
		return " (by default all)"
	case len(severities)+len(kinds) == 0:
		return " (by default none)"
	}
	return " (by default " + strings.Join(slices.Concat(severities, kinds), ", ") + ")"
}
