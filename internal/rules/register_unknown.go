package rules

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "register-unknown", Severity: diag.Warning, Since: "0.1.0",
	Applies: lint.Applies{Kinds: lint.KindsIncident, Beside: lint.BesideRegister},
	Check: func(p *lint.Pass) {
		table, r := p.World.Register, p.Report
		if table == nil || r.Incident.Empty() || r.Kind.Value == "near-miss" || r.Kind.Value == "exercise" {
			return // a register lists what happened
		}
		if _, known := table.Find(r.Incident.Value); known {
			return
		}
		hint := "add its row, or write the key that it has there"
		// Keys are numbers behind one word, so nearly all are close to each other; only another way to write one is told.
		plain := lettersAndDigits(r.Incident.Value)
		for _, key := range table.Keys() {
			if plain != "" && lettersAndDigits(key) == plain {
				hint = fmt.Sprintf("did you mean %q?", key)
			}
		}
		p.Reportf(r.Incident.Span, "there is no incident %s in %s; %s", shorten(r.Incident.Value), table.File.Path, hint)
	},
})

// lettersAndDigits leaves out of a key what people write differently.
func lettersAndDigits(key string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, key)
}
