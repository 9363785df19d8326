package lint

import (
	"slices"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// suppression is a rule that a report suppresses with a reason.
type suppression struct {
	rule   string
	reason string
	at     source.Span // where it is written
	scope  source.Span // where it holds
	used   bool        // a finding was suppressed by it
}

// suppressions returns those of a report that count. One without a reason does not: it is a finding itself.
func suppressions(r *report.Report) []suppression {
	var list []suppression
	for _, s := range r.Suppressions() {
		if s.Reason != "" {
			list = append(list, suppression{rule: s.Rule, reason: s.Reason, at: s.Span, scope: s.Scope})
		}
	}
	return list
}

// reason returns why a finding of a rule at an offset is suppressed, or "".
func (o *origin) reason(rule string, offset int) string {
	for i := range o.suppression {
		s := &o.suppression[i]
		if s.rule == rule && s.scope.Start <= offset && offset < s.scope.End {
			s.used = true
			return s.reason
		}
	}
	return ""
}

// RuleUnused is the rule under which the engine itself reports: only it knows which suppressions were needed.
const RuleUnused = "suppression-unused"

// unused reports the suppressions of a report that suppressed nothing. Rules that compare reports are left
// out: whether they find something depends on which reports are looked at.
func (l *Linter) unused(p *Pass) {
	if len(p.where.suppression) == 0 {
		return
	}
	i := slices.IndexFunc(l.rules, func(a active) bool { return a.Name == RuleUnused })
	if i < 0 {
		return
	}
	p.rule = &l.rules[i]
	for _, s := range p.where.suppression {
		j := slices.IndexFunc(l.rules, func(a active) bool { return a.Name == s.rule })
		if !s.used && j >= 0 && l.rules[j].across == nil {
			p.Reportf(s.at, "nothing here breaks %s, so it need not be suppressed; take the suppression out", s.rule)
		}
	}
}

// RuleExists reports whether there is a rule of that name, whatever its level.
func (p *Pass) RuleExists(name string) bool { return slices.Contains(p.names, name) }

// RuleNames returns the names of all rules.
func (p *Pass) RuleNames() []string { return p.names }
