// Package policy holds a team's review policy: what pir.yaml says, on top of documented defaults.
package policy

import (
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// FileName is the name of the policy file; the folder that has one is the root of a repository.
const FileName = "pir.yaml"

// Policy says which incidents need a review, by when, and what a report must hold. Durations that a
// person writes in days are whole days of 24 hours.
type Policy struct {
	Organisation  string
	Reports       []string // folders with reports, relative to the root
	Templates     string   // folder with the repository's own report templates
	People        string   // file with everybody who can own an action, relative to the root
	Register      Register
	Severities    []Severity // worst first
	Kinds         []Kind     // what near misses and exercises need, whatever their severity
	Timeline      Timeline
	Causes        Causes
	Review        Review
	Actions       Actions
	Trends        Cadence         // reports on trends
	RepeatWithin  taxonomy.Period // two incidents at most so far apart can be a repeat; Days or Months
	Management    Cadence         // reports to management
	Notifications Notifications
	Vocabulary    Vocabulary
	Rules         []RuleLevel // in the order of the file
	Overrides     []Override  // in the order of the file; the last one that applies wins
}

// Override sets levels of rules for the reports that it is about: those that match one of the paths, if it
// names any, and have one of the severities, if it names any.
type Override struct {
	Paths      []string // globs with ** against the path from the root
	Severities []string // ids or aliases
	Rules      []RuleLevel
}

// Level says how strongly the policy asks for something.
type Level string

// The levels of a requirement.
const (
	Required    Level = "required"
	Recommended Level = "recommended"
	None        Level = "none"
)

// Needs says what a report must hold.
type Needs struct {
	Review       Level         // is a review held?
	ReviewWithin time.Duration // at most so long after closing
	HotWash      time.Duration // at most so long after detection; 0 when none is asked for
	Timeline     int           // least number of timeline entries
	Milestones   []string      // milestones that the timeline must have
	Causes       Level         // root causes
	Contributing Level         // contributing factors besides the root cause
	Actions      Level         // corrective actions
	Sections     []string      // headings of the body, by their canonical names
}

// Severity is one entry of the severity scale.
type Severity struct {
	ID      string
	Name    string
	Aliases []string
	Needs   Needs
}

// Kind replaces the needs of a severity for one kind of report.
type Kind struct {
	ID    string
	Needs Needs
}

// Timeline holds the limits of the timeline rules.
type Timeline struct {
	Gap time.Duration // longest silence between detection and containment that needs no explanation
}

// Causes holds the limits of the rules on causes.
type Causes struct {
	Whys int // fewest steps of a 5-Whys chain
}

// Review holds the limits on reviews that do not depend on the severity.
type Review struct {
	NotBefore     time.Duration // time to decompress between closing and review
	DraftWithin   int           // days from the review, or the end of the incident, until a report is no draft any more; 0: no limit
	ApproveWithin int           // days from the same day until a report is approved; 0: no limit
}

// Actions holds the limits on corrective actions.
type Actions struct {
	DueSoon       int            // days before the due date from which an action counts as due soon
	DueWithin     map[string]int // days from the review to the due date, at most, by priority
	StaleAfter    int            // days without any change from which an action is stale; 0: never
	EscalateAfter int            // days that an action may be blocked before somebody is asked for a decision
	DecideWithin  int            // days in which an escalation is decided; 0: no limit
	VerifyAfter   int            // days from done until a check says something
	VerifyWithin  int            // days from done in which it is checked; 0: no limit
}

// Vocabulary holds the words that a team may extend. An empty list of services, teams or suppliers allows any.
type Vocabulary struct {
	Causes    []taxonomy.Cause
	Triggers  []taxonomy.Term
	Vectors   []taxonomy.Term
	Services  []string
	Teams     []string
	Suppliers []string
}

// RuleLevel sets the severity of one rule.
type RuleLevel struct {
	Rule  field.Text
	Level diag.Severity
}

// Default returns the policy of a repository that has no pir.yaml.
func Default() *Policy {
	const day = 24 * time.Hour
	major := Needs{
		Review: Required, ReviewWithin: 14 * day, HotWash: 48 * time.Hour,
		Timeline: 4, Milestones: []string{"started", "detected", "contained", "resolved", "closed"},
		Causes: Required, Contributing: Required, Actions: Required,
		Sections: []string{"Summary", "Response assessment", "What went well", "What could be improved", "Where we got lucky", "Lessons learned"},
	}
	moderate := Needs{
		Review: Required, ReviewWithin: 14 * day,
		Timeline: 3, Milestones: []string{"detected", "resolved"},
		Causes: Required, Contributing: None, Actions: Required,
		Sections: []string{"Summary", "What went well", "What could be improved", "Lessons learned"},
	}
	small := Needs{
		Review: None, Timeline: 1, Milestones: []string{"detected"},
		Causes: None, Contributing: None, Actions: None,
		Sections: []string{"Summary", "Lessons learned"},
	}
	exercise := small
	exercise.Review, exercise.Milestones = Recommended, nil
	exercise.Sections = []string{"Summary", "Response assessment", "Lessons learned"}
	return &Policy{
		Reports:   []string{"reports"},
		Templates: "templates",
		People:    people.FileName,
		Register:  Register{File: register.FileName, Columns: register.DefaultColumns()},
		Severities: []Severity{
			{ID: "sev1", Name: "Critical", Aliases: []string{"sev-1", "s1", "p1", "critical", "1"}, Needs: major},
			{ID: "sev2", Name: "Major", Aliases: []string{"sev-2", "s2", "p2", "major", "high", "2"}, Needs: major},
			{ID: "sev3", Name: "Moderate", Aliases: []string{"sev-3", "s3", "p3", "moderate", "medium", "3"}, Needs: moderate},
			{ID: "sev4", Name: "Minor", Aliases: []string{"sev-4", "s4", "p4", "minor", "low", "4"}, Needs: small},
		},
		Kinds:    []Kind{{ID: "near-miss", Needs: small}, {ID: "exercise", Needs: exercise}},
		Timeline: Timeline{Gap: 4 * time.Hour},
		Causes:   Causes{Whys: 3},
		Review:   Review{NotBefore: day, DraftWithin: 14, ApproveWithin: 30},
		Actions: Actions{
			DueSoon: 7, DueWithin: map[string]int{"P1": 30, "P2": 60, "P3": 90, "P4": 180},
			StaleAfter: 30, EscalateAfter: 7, DecideWithin: 14, VerifyAfter: 30, VerifyWithin: 90,
		},
		Trends:        Cadence{Folder: "trend-reports", Every: Quarter, Within: 30},
		RepeatWithin:  taxonomy.Period{N: 12, Unit: taxonomy.Months},
		Management:    Cadence{Folder: "management-reports", Every: Quarter, Within: 30},
		Notifications: Notifications{Weekends: WeekendsCount},
		Vocabulary: Vocabulary{
			Causes: taxonomy.Causes(), Triggers: taxonomy.Triggers(), Vectors: taxonomy.Vectors(),
		},
	}
}

// Levels returns every level that the policy sets for a rule, for all reports or for some.
func (p *Policy) Levels() []RuleLevel {
	all := slices.Clone(p.Rules)
	for _, o := range p.Overrides {
		all = append(all, o.Rules...)
	}
	return all
}

// Severity returns the entry that the word names, by its id or an alias, whatever the case.
func (p *Policy) Severity(word string) (Severity, bool) {
	word = field.Fold(word)
	for _, s := range p.Severities {
		if field.Fold(s.ID) == word || slices.ContainsFunc(s.Aliases, func(a string) bool { return field.Fold(a) == word }) {
			return s, true
		}
	}
	return Severity{}, false
}

// Rank returns the position of a severity in the scale, 0 for the worst; words that are none come last.
func (p *Policy) Rank(word string) int {
	s, ok := p.Severity(word)
	if !ok {
		return len(p.Severities)
	}
	return slices.IndexFunc(p.Severities, func(o Severity) bool { return o.ID == s.ID })
}

// Needs returns what a report of that severity and kind must hold. A severity that is not in the scale needs nothing:
// that it is not there is a finding of its own.
func (p *Policy) Needs(severity, kind string) Needs {
	for _, k := range p.Kinds {
		if k.ID == kind {
			return k.Needs
		}
	}
	s, _ := p.Severity(severity)
	return s.Needs
}

// Cause returns the cause category of that id.
func (p *Policy) Cause(id string) (taxonomy.Cause, bool) {
	i := slices.IndexFunc(p.Vocabulary.Causes, func(c taxonomy.Cause) bool { return c.ID == id })
	if i < 0 {
		return taxonomy.Cause{}, false
	}
	return p.Vocabulary.Causes[i], true
}
