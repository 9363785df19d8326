package rules

import (
	"fmt"
	"slices"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/taxonomy"
)

var _ = add(lint.Rule{
	Name: "vocabulary-unknown", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		r, v := p.Report, p.Policy.Vocabulary
		inVocabulary(p, "trigger", "triggers", ids(v.Triggers), r.Trigger)
		inVocabulary(p, "vector", "vectors", ids(v.Vectors), r.Classification.Vector)
		inVocabulary(p, "service", "services", v.Services, r.Services...)
		inVocabulary(p, "team", "teams", v.Teams, r.Teams...)
		inVocabulary(p, "supplier", "suppliers", v.Suppliers, r.Suppliers...)
	},
})

func ids(terms []taxonomy.Term) []string {
	list := make([]string, 0, len(terms))
	for _, t := range terms {
		list = append(list, t.ID)
	}
	return list
}

// inVocabulary reports the words that are not in a list of the policy. An empty list allows any word.
func inVocabulary(p *lint.Pass, what, list string, known []string, words ...field.Text) {
	for _, w := range words {
		if len(known) == 0 || w.Empty() || slices.Contains(known, w.Value) {
			continue
		}
		const most = 12 // a longer list is looked up in the policy, not read in a finding
		hint := "use a word that is, or"
		if near, ok := nearest.Nearest(field.Fold(w.Value), known); ok {
			hint = fmt.Sprintf("did you mean %s? Else", near)
		} else if len(known) <= most {
			hint = fmt.Sprintf("use %s, or", choice(known))
		}
		p.Reportf(w.Span, "%s %q is not in the vocabulary; %s add it to vocabulary.%s of pir.yaml", what, shorten(w.Value), hint, list)
	}
}
