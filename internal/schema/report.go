package schema

import (
	"cmp"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// Report returns the schema of the front matter of a report under a policy. The severities are those of the
// policy and no others. Its other words, and the names of the rules, are offered; other words are a matter for
// lint, which knows how much the team minds.
func Report(p *policy.Policy, rules []Word) *Schema {
	b := newBuilder(reportHints(p, rules))
	s := b.object("", report.Fields())
	s.Dialect, s.ID, s.Title = Dialect, "urn:pir:schema:report:1", "Front matter of a post-incident review"
	return s
}

// ReportWords returns the words that the fields of a report are offered under a policy, by the path of the field, such as
// causes[].category. Fields with a closed list of words, which report.Fields tells, are left out.
func ReportWords(p *policy.Policy, rules []Word) map[string][]Word {
	words := map[string][]Word{}
	for path, h := range reportHints(p, rules) {
		words[path] = h.words
	}
	return words
}

func reportHints(p *policy.Policy, rules []Word) map[string]hint {
	severity := hint{folded: map[string]string{}}
	for _, s := range p.Severities {
		severity.words = append(severity.words, Word{s.ID, s.Name})
		for _, w := range append([]string{s.ID}, s.Aliases...) {
			severity.folded[field.Fold(w)] = s.ID
		}
	}
	v := p.Vocabulary
	return map[string]hint{
		"severity":              severity,
		"services[]":            {words: plain(v.Services)},
		"teams[]":               {words: plain(v.Teams)},
		"suppliers[]":           {words: plain(v.Suppliers)},
		"trigger":               {words: terms(v.Triggers)},
		"classification.type":   {words: types()},
		"classification.vector": {words: terms(v.Vectors)},
		"causes[].category":     {words: categories(v.Causes)},
		"controls[].ref":        {words: controls()},
		"lint.ignore[].rule":    {words: rules},
	}
}

func plain(list []string) []Word {
	words := make([]Word, 0, len(list))
	for _, w := range list {
		words = append(words, Word{Value: w})
	}
	return words
}

func terms(list []taxonomy.Term) []Word {
	words := make([]Word, 0, len(list))
	for _, t := range list {
		words = append(words, Word{t.ID, t.Name})
	}
	return words
}

// categories explains each category by its name and the fishbone bone that it sits on.
func categories(list []taxonomy.Cause) []Word {
	words := make([]Word, 0, len(list))
	for _, c := range list {
		words = append(words, Word{c.ID, cmp.Or(c.Name, c.ID) + " (" + c.Bone + ")"})
	}
	return words
}

func types() []Word {
	classes := taxonomy.RSIT()
	words := make([]Word, 0, len(classes))
	for _, c := range classes {
		words = append(words, Word{"rsit:" + c.Ref(), cmp.Or(c.TypeName, c.CategoryName)})
	}
	return words
}

func controls() []Word {
	var words []Word
	for _, scheme := range taxonomy.Schemes() {
		for _, c := range taxonomy.Controls(scheme) {
			words = append(words, Word{c.Ref(), c.Title})
		}
	}
	return words
}
