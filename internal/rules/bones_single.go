package rules

import (
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/taxonomy"
)

var _ = add(lint.Rule{
	Name: "bones-single", Severity: diag.Info, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		const least = 3 // fewer causes sit on one bone by chance
		causes := p.Report.Causes
		if len(causes) < least {
			return
		}
		first, _ := p.Policy.Cause(causes[0].Category.Value)
		for _, c := range causes {
			if category, ok := p.Policy.Cause(c.Category.Value); !ok || category.Bone != first.Bone {
				return
			}
		}
		p.Reportf(causes[0].Category.Span, "all %d causes sit on one bone of the fishbone, %s; look at the others before you stop: %s", len(causes), first.Bone, otherBones(first.Bone))
	},
})

// otherBones lists the bones of the diagram but one.
func otherBones(not string) string {
	return strings.Join(slices.DeleteFunc(taxonomy.Bones(), func(b string) bool { return b == not }), ", ")
}
