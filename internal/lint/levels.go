package lint

import (
	"slices"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// levelsFor returns the levels that the policy's overrides set for a report, the last one winning; nil for none.
func (l *Linter) levelsFor(r *report.Report) map[string]diag.Severity {
	var levels map[string]diag.Severity
	for _, o := range l.policy.Overrides {
		if !applies(o, l.policy, r) {
			continue
		}
		if levels == nil {
			levels = map[string]diag.Severity{}
			for i := range l.rules { // an override speaks of a rule that is off elsewhere
				levels[l.rules[i].Name] = l.rules[i].level
			}
		}
		for _, set := range o.Rules {
			levels[set.Rule.Value] = set.Level
		}
	}
	return levels
}

// applies reports whether an override is about a report: every condition that it states must hold.
func applies(o policy.Override, pol *policy.Policy, r *report.Report) bool {
	if len(o.Paths) > 0 && !slices.ContainsFunc(o.Paths, func(glob string) bool {
		ok, err := doublestar.Match(glob, r.File.Path)
		return err == nil && ok // the policy has refused globs that are none
	}) {
		return false
	}
	if len(o.Severities) == 0 {
		return true
	}
	s, ok := pol.Severity(r.Severity.Value)
	return ok && slices.ContainsFunc(o.Severities, func(word string) bool {
		other, ok := pol.Severity(word)
		return ok && other.ID == s.ID
	})
}

// overridden reports whether an override of the policy names the rule.
func (l *Linter) overridden(rule string) bool {
	return slices.ContainsFunc(l.policy.Overrides, func(o policy.Override) bool {
		return slices.ContainsFunc(o.Rules, func(set policy.RuleLevel) bool { return set.Rule.Value == rule })
	})
}
