package rules

import (
	"slices"
	"testing"

	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// turn takes from a fixture what a rule may need to apply.
type turn struct {
	name     string
	declared func(lint.Rule) bool // is the rule said to be silent then?
	partly   func(lint.Rule) bool // is it said to be silent about some of what it looks at? nil for none
	policy   func(*policy.Policy)
	report   func(*report.Report)
	world    func(*lint.World)
}

// status returns a turn to a status that a rule may be said not to be for.
func status(word string) turn {
	return turn{
		name:     "a report that is " + word,
		declared: func(r lint.Rule) bool { return !slices.Contains(r.Applies.Stage.Statuses(), word) },
		report:   func(r *report.Report) { r.Status.Value = word },
	}
}

// kind returns a turn to a kind that a rule may be said not to be for, with nothing less asked of it.
func kind(word string) turn {
	return turn{
		name:     "a report of kind " + word,
		declared: func(r lint.Rule) bool { return !slices.Contains(r.Applies.Kinds.List(), word) },
		report:   func(r *report.Report) { r.Kind.Value = word },
		policy:   func(p *policy.Policy) { p.Kinds = nil },
	}
}

func beside(what lint.Beside, take func(*lint.World)) turn {
	return turn{name: "without " + string(what), declared: func(r lint.Rule) bool { return r.Applies.Beside == what }, world: take}
}

func turns() []turn {
	return []turn{
		{
			name:     "a policy that asks for nothing",
			declared: func(r lint.Rule) bool { return r.Applies.Asked != "" },
			policy: func(p *policy.Policy) {
				for i := range p.Severities {
					p.Severities[i].Needs = policy.Needs{}
				}
				for i := range p.Kinds {
					p.Kinds[i].Needs = policy.Needs{}
				}
				p.Severities = append([]policy.Severity{{ID: "worse"}, {ID: "worst"}}, p.Severities...)
			},
		},
		{
			name:     "a waived review",
			declared: func(r lint.Rule) bool { return r.Applies.UnlessWaived },
			partly:   func(r lint.Rule) bool { return r.Applies.Asked == lint.AskedSections },
			report:   func(r *report.Report) { r.Review.Waived.Span = r.Opening() },
		},
		status("in-review"), status("approved"), kind("near-miss"), kind("exercise"),
		beside(lint.BesidePeople, func(w *lint.World) { w.People = nil }),
		beside(lint.BesideRegister, func(w *lint.World) { w.Register = nil }),
		beside(lint.BesidePolicy, func(w *lint.World) { w.Policy = nil }),
	}
}

// fires reports whether a rule finds something in a fixture after a turn.
func fires(t *testing.T, rule lint.Rule, f fixture, by turn) bool {
	t.Helper()
	pol := policy.Default()
	if f.policy != "" {
		pol, _ = policy.Parse(source.New(policy.FileName, []byte(f.policy)))
	}
	world := f.around.world(t, f.policy, pol)
	if by.policy != nil {
		by.policy(pol)
	}
	if by.world != nil {
		by.world(&world)
	}
	linter, _ := lint.New([]lint.Rule{rule}, pol)
	linter = linter.In(world)
	parser := report.NewParser()
	checked := make([]lint.Checked, 0, len(f.files))
	for _, file := range f.files {
		r := parser.Parse(source.New(file.path, []byte(file.text)))
		if by.report != nil {
			by.report(r)
		}
		checked = append(checked, linter.Check(r))
	}
	return len(linter.Finish(checked).Diagnostics) > 0
}

// TestApplies holds what a rule says about when it applies to the bad examples of its page: where it says that it does
// not apply it is silent in all of them, and where it says nothing it still finds something in one.
func TestApplies(t *testing.T) {
	for _, r := range All() {
		if r.Name == lint.RuleUnused {
			continue // the engine's, and about other rules
		}
		for _, by := range turns() {
			var silent, firing int
			for _, f := range parsePage(r.Page).fixtures(t) {
				switch {
				case !f.bad || !fires(t, r, f, turn{}):
				case fires(t, r, f, by):
					firing++
				default:
					silent++
				}
			}
			switch {
			case firing+silent == 0:
				t.Errorf("%s: finds nothing in its own page", r.Name)
			case by.partly != nil && by.partly(r):
			case by.declared(r) && firing > 0:
				t.Errorf("%s: fires for %s, where it is said not to apply", r.Name, by.name)
			case !by.declared(r) && firing == 0:
				t.Errorf("%s: silent for %s, and its Applies does not say so", r.Name, by.name)
			}
		}
	}
}

// TestWords holds how the program tells when a rule applies, and where its findings are hints.
func TestWords(t *testing.T) {
	told := map[string][2]string{}
	for _, r := range All() {
		told[r.Name] = [2]string{r.When(), r.Hints()}
	}
	for name, want := range map[string][2]string{
		"review-missing":       {"where the policy has `review: required` (by default sev1, sev2, sev3); once the report is approved or closed; not when the review is waived"},
		"whys-short":           {"where the policy has `causes: required` or `recommended` (by default sev1, sev2, sev3); not when the review is waived", "in a draft"},
		"register-unknown":     {"incidents only; with the incident register"},
		"section-missing":      {"where the policy has `sections` (by default all); of a waived review only the summary", "in a draft"},
		"milestone-missing":    {"where the policy has `milestones` (by default sev1, sev2, sev3, sev4, near-miss)", "in a draft"},
		"contributing-missing": {"where the policy has `contributing: required` (by default sev1, sev2); not when the review is waived"},
		"blame-fault":          {"", "outside causes"},
		"timeline-order":       {},
	} {
		if told[name] != want {
			t.Errorf("%s: %q, want %q", name, told[name], want)
		}
	}
}
