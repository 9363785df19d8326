package schema

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// Policy returns the schema of pir.yaml. rules are the rules whose levels it may set.
func Policy(rules []Word) *Schema {
	b := newBuilder(policyHints(rules))
	s := b.object("", policy.Fields())
	s.Dialect, s.ID, s.Title = Dialect, "urn:pir:schema:policy:1", "Policy for post-incident reviews, pir.yaml"
	return s
}

func policyHints(rules []Word) map[string]hint {
	milestones := hint{words: plain(report.Milestones.List)}
	levels := hint{keys: rules, closed: true}
	for l := diag.Off; l <= diag.Error; l++ {
		levels.words = append(levels.words, Word{Value: l.String()})
	}
	return map[string]hint{
		"severities[].milestones[]":        milestones,
		"kinds[].milestones[]":             milestones,
		"actions.due_within":               {keys: plain(report.Priorities.List)},
		"vocabulary.causes.entries[].bone": {words: plain(taxonomy.Bones()), closed: true},
		"rules":                            levels,
		"overrides[]":                      {some: []string{"paths", "severities"}},
		"overrides[].rules":                levels,
	}
}
