package lint

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// Linter is a set of rules with the levels that a policy gives them. It may be used by several goroutines.
type Linter struct {
	policy    *policy.Policy
	world     World
	rules     []active
	names     []string // of all rules, also of those that are off
	comparing int      // number of rules that compare
}

type active struct {
	Rule
	level diag.Severity
	fact  int // place of the rule's fact in Checked.facts, for a rule that compares
}

// New returns a Linter. Rules that the policy names and that do not exist are returned as problems of pir.yaml.
func New(rules []Rule, pol *policy.Policy) (*Linter, []diag.Problem) {
	names := make([]string, 0, len(rules))
	for _, r := range rules {
		names = append(names, r.Name)
	}
	level := map[string]diag.Severity{}
	var problems []diag.Problem
	for _, set := range pol.Levels() {
		name := set.Rule.Value
		if !slices.Contains(names, name) {
			hint := "`pir rules` lists them"
			if near, ok := nearest.Nearest(name, names); ok {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			problems = append(problems, diag.Problem{Rule: field.RuleUnknownField, Span: set.Rule.Span, Message: fmt.Sprintf("there is no rule %q; %s", name, hint)})
		}
	}
	for _, set := range pol.Rules {
		level[set.Rule.Value] = set.Level
	}
	l := &Linter{policy: pol, names: names}
	for _, r := range rules {
		set, ok := level[r.Name]
		if !ok {
			set = r.Severity
		}
		if set == diag.Off && !l.overridden(r.Name) {
			continue
		}
		l.rules = append(l.rules, active{Rule: r, level: set, fact: l.comparing})
		if r.across != nil {
			l.comparing++
		}
	}
	return l, problems
}

// Checked is what is kept of one report after its own rules ran: its findings, and the facts for the
// rules that compare reports. It does not refer to the report.
type Checked struct {
	file       string
	found      []diag.Diagnostic
	suppressed []diag.Diagnostic
	facts      []any // of the rules that compare; nil where one keeps nothing
}

// Check runs the rules that look at one report, and collects for those that compare.
func (l *Linter) Check(r *report.Report) Checked {
	where := &origin{id: r.ID, draft: r.Status.Value == "draft", levels: l.levelsFor(r)}
	where.suppression = suppressions(r)
	c := Checked{file: r.File.Path}
	p := &Pass{Report: r, Policy: l.policy, World: l.world, names: l.names, needs: l.policy.Needs(r.Severity.Value, r.Kind.Value), where: where, found: &c}
	for i := range l.rules {
		rule := &l.rules[i]
		if !r.HasFrontMatter && !rule.Raw {
			continue
		}
		p.rule = rule
		if rule.Check != nil {
			rule.Check(p)
		}
		if rule.across != nil {
			if fact, ok := rule.across.collect(p); ok {
				if c.facts == nil {
					c.facts = make([]any, l.comparing)
				}
				c.facts[rule.fact] = fact
			}
		}
	}
	l.unused(p)
	return c
}

// Facts returns what is kept without the findings of the report's own: enough to compare other reports with it.
func (c Checked) Facts() Checked { return Checked{file: c.file, facts: c.facts} }

func (c *Checked) add(d diag.Diagnostic) {
	switch {
	case d.Severity == diag.Off:
	case d.Reason != "":
		c.suppressed = append(c.suppressed, d)
	default:
		c.found = append(c.found, d)
	}
}

// finish gives a finding its level: the policy may set another for reports of that path or severity, and a
// draft may be unfinished. A finding that the report suppresses carries the reason.
func (a *active) finish(at Mark, message string) diag.Diagnostic {
	d := at.place
	d.Rule, d.Severity, d.Message, d.Report = a.Name, a.level, message, at.where.id
	if level, ok := at.where.levels[a.Name]; ok {
		d.Severity = level
	}
	if a.Unfinished && at.where.draft {
		d.Severity = min(d.Severity, diag.Info)
	}
	d.Reason = at.where.reason(a.Name, at.offset)
	for _, other := range at.also {
		d.Also = append(d.Also, a.finish(other.at, other.message))
	}
	return d
}

// Result is what a run over all reports found.
type Result struct {
	Files       int
	Diagnostics []diag.Diagnostic // sorted
	Suppressed  []diag.Diagnostic // sorted

	ShowSuppressed bool     // list the suppressed findings too
	Paths          []string // of the files, in their order
	Below          string   // folder of the git repository that all paths count from, "" for its top
	Rules          []Rule   // those that ran, in the order that New was given
}

// Finish runs the rules that compare reports over what Check kept, in the order of the files, and those that
// look at other files of the repository, and returns all findings sorted.
func (l *Linter) Finish(checked []Checked) Result {
	var all Checked
	for _, c := range checked {
		all.found = append(all.found, c.found...)
		all.suppressed = append(all.suppressed, c.suppressed...)
	}
	for i := range l.rules {
		rule := &l.rules[i]
		if rule.across == nil {
			continue
		}
		var facts []any
		for _, c := range checked {
			if c.facts != nil && c.facts[rule.fact] != nil {
				facts = append(facts, c.facts[rule.fact])
			}
		}
		rule.across.compare(facts, func(at Mark, format string, args ...any) {
			all.add(rule.finish(at, fmt.Sprintf(format, args...)))
		})
	}
	l.repository(&all)
	res := Result{Files: len(checked), Diagnostics: diag.Sort(all.found), Suppressed: diag.Sort(all.suppressed)}
	for _, c := range checked {
		res.Paths = append(res.Paths, c.file)
	}
	for i := range l.rules {
		res.Rules = append(res.Rules, l.rules[i].Rule)
	}
	return res
}

// Count returns the number of findings of a severity.
func (r Result) Count(s diag.Severity) int {
	n := 0
	for _, d := range r.Diagnostics {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Worst returns the highest severity found, or Off.
func (r Result) Worst() diag.Severity {
	if len(r.Diagnostics) == 0 {
		return diag.Off
	}
	return slices.MaxFunc(r.Diagnostics, func(a, b diag.Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) }).Severity
}
