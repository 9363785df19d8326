package rules

import (
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/lint"
)

// techniqueID is the form of a technique or sub-technique of MITRE ATT&CK, in each of its matrices.
var techniqueID = lazy.Pattern(`^T\d{4}(?:\.\d{3})?$`)

var _ = add(lint.Rule{
	Name: "attack-id", Severity: diag.Error, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		for _, id := range p.Report.Classification.Attack {
			if !id.Empty() && !techniqueID().MatchString(id.Value) {
				p.Reportf(id.Span, "%q is no technique of ATT&CK; %s", shorten(id.Value), techniqueHint(id.Value))
			}
		}
	},
})

func techniqueHint(id string) string {
	const digits = 3 // of a sub-technique
	near := strings.ToUpper(strings.TrimSpace(id))
	if strings.HasPrefix(near, "TA") {
		return "that is a tactic: write the technique, such as T1078 or T1078.004"
	}
	technique, sub, dotted := strings.Cut(strings.ReplaceAll(near, "/", "."), ".")
	near = "T" + strings.TrimPrefix(technique, "T")
	if dotted {
		near += "." + strings.Repeat("0", max(0, digits-len(sub))) + sub
	}
	if techniqueID().MatchString(near) {
		return "did you mean " + near + "?"
	}
	return "write T and four digits, with a dot and three more for a sub-technique, such as T1078.004"
}
