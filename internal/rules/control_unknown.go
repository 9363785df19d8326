package rules

import (
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/taxonomy"
)

var _ = add(lint.Rule{
	Name: "control-unknown", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		for _, c := range p.Report.Controls {
			if c.Ref.Empty() {
				continue // control-incomplete reports it
			}
			control, known, builtIn := taxonomy.LookupControl(c.Ref.Value)
			switch {
			case known:
			case builtIn:
				p.Reportf(c.Ref.Span, "%s has no control %q; %s", control.Scheme, shorten(control.ID), controlHint(control))
			case !controlRef().MatchString(c.Ref.Value):
				p.Reportf(c.Ref.Span, "%q is no reference to a control; %s", shorten(c.Ref.Value), schemeHint(c.Ref.Value))
			default: // a scheme of the team's own, unless it is one of the others but for its spelling
				if near, ok := nearest.Nearest(control.Scheme, taxonomy.Schemes()); ok {
					p.Reportf(c.Ref.Span, "there is no scheme %q built in; did you mean %s:%s?", shorten(control.Scheme), near, shorten(control.ID))
				}
			}
		}
	},
})

// annexA is a control of ISO/IEC 27001 without its scheme.
var annexA = lazy.Pattern(`^[Aa]\.?[5-8]\.\d{1,2}$`)

// schemeHint says what was meant by a reference that is not scheme:id.
func schemeHint(ref string) string {
	ref = strings.TrimSpace(ref)
	if annexA().MatchString(ref) {
		return "did you mean iso27001:A." + strings.TrimLeft(ref, "Aa.") + "?"
	}
	for _, scheme := range taxonomy.Schemes() {
		if c, known, _ := taxonomy.LookupControl(scheme + ":" + ref); known {
			return "did you mean " + c.Ref() + "?"
		}
	}
	if scheme, id, ok := strings.Cut(ref, ":"); ok {
		if c, known, _ := taxonomy.LookupControl(strings.ToLower(strings.TrimSpace(scheme)) + ":" + strings.TrimSpace(id)); known {
			return "did you mean " + c.Ref() + "?"
		}
	}
	return "write scheme:id, such as iso27001:A.8.16; " + choice(taxonomy.Schemes()) + " are built in"
}
