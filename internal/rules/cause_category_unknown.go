package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "cause-category-unknown", Severity: diag.Error, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		known := make([]string, 0, len(p.Policy.Vocabulary.Causes))
		for _, c := range p.Policy.Vocabulary.Causes {
			known = append(known, c.ID)
		}
		eachCause(p, func(c *report.Cause, name item) {
			if _, ok := p.Policy.Cause(c.Category.Value); ok || c.Category.Empty() {
				return
			}
			hint := "use a word of the vocabulary, or add it to vocabulary.causes of pir.yaml"
			if near, ok := nearest.Nearest(field.Fold(c.Category.Value), known); ok {
				hint = "did you mean " + near + "?"
			}
			p.Reportf(c.Category.Span, "category %q of %s is not in the vocabulary; %s", shorten(c.Category.Value), name, hint)
		})
	},
})
