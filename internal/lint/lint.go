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
	rules     []active
	comparing int // number of rules that compare
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
	for _, set := range pol.Rules {
		name := set.Rule.Value
		if !slices.Contains(names, name) {
			hint := "`pir rules` lists them"
			if near, ok := nearest.Nearest(name, names); ok {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			problems = append(problems, diag.Problem{Rule: field.RuleUnknownField, Span: set.Rule.Span, Message: fmt.Sprintf("there is no rule %q; %s", name, hint)})
		}
		level[name] = set.Level
	}
	l := &Linter{policy: pol}
	for _, r := range rules {
		set, ok := level[r.Name]
		if !ok {
			set = r.Severity
		}
		if set == diag.Off {
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
	found      []diag.Diagnostic
	suppressed []diag.Diagnostic
	facts      []any // of the rules that compare; nil where one keeps nothing
}

// Check runs the rules that look at one report, and collects for those that compare.
func (l *Linter) Check(r *report.Report) Checked {
	where := &origin{id: r.ID, draft: r.Status.Value == "draft"}
	for _, i := range r.Lint.Ignore {
		if !i.Reason.Empty() {
			if where.ignored == nil {
				where.ignored = map[string]bool{}
			}
			where.ignored[i.Rule.Value] = true
		}
	}
	var c Checked
	p := &Pass{Report: r, Policy: l.policy, needs: l.policy.Needs(r.Severity.Value, r.Kind.Value), where: where, found: &c}
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
	return c
}

func (c *Checked) add(d diag.Diagnostic, suppressed bool) {
	if suppressed {
		c.suppressed = append(c.suppressed, d)
		return
	}
	c.found = append(c.found, d)
}

// finish gives a finding its level: a draft may be unfinished, and a report may suppress a rule.
func (a *active) finish(at Mark, message string) (d diag.Diagnostic, suppressed bool) {
	d = at.place
	d.Rule, d.Severity, d.Message, d.Report = a.Name, a.level, message, at.where.id
	if a.Unfinished && at.where.draft {
		d.Severity = diag.Info
	}
	return d, at.where.ignored[a.Name]
}

// Result is what a run over all reports found.
type Result struct {
	Files       int
	Diagnostics []diag.Diagnostic // sorted
	Suppressed  []diag.Diagnostic // sorted
}

// Finish runs the rules that compare reports over what Check kept, in the order of the files, and
// returns all findings sorted.
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
	return Result{Files: len(checked), Diagnostics: diag.Sort(all.found), Suppressed: diag.Sort(all.suppressed)}
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
