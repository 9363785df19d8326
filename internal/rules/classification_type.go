package rules

import (
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/taxonomy"
)

var _ = add(lint.Rule{
	Name: "classification-type", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		t := p.Report.Classification.Type
		if t.Empty() {
			return
		}
		scheme, ref, prefixed := strings.Cut(t.Value, ":")
		if !prefixed {
			scheme, ref = "", t.Value
		}
		if _, known := taxonomy.LookupRSIT(ref); known && scheme == "rsit" {
			return
		}
		near, ok := nearClass(ref)
		switch _, typo := nearest.Nearest(scheme, []string{"rsit"}); {
		case scheme != "rsit" && !typo && (prefixed || !ok):
			// Another taxonomy is a team's own, and what it holds is theirs to know.
		case ok:
			p.Reportf(t.Span, "%q is no incident type of RSIT; did you mean rsit:%s?", shorten(t.Value), near)
		default:
			p.Reportf(t.Span, "%q is no incident type of RSIT; write a class and a type such as rsit:availability/outage, or rsit:other", shorten(t.Value))
		}
	},
})

// nearClass returns the class or type that was probably meant: what is written but for its spelling, a type
// under another class, or the class of a type that there is not.
func nearClass(ref string) (string, bool) {
	ref = strings.ReplaceAll(field.Fold(ref), "_", "-")
	class, kind, _ := strings.Cut(ref, "/")
	all := taxonomy.RSIT()
	refs := make([]string, 0, len(all))
	types := map[string]string{}
	var names []string
	for _, c := range all {
		refs = append(refs, c.Ref())
		if _, name, ok := strings.Cut(c.Ref(), "/"); ok {
			types[name] = c.Ref()
			names = append(names, name)
		}
	}
	if near, ok := nearest.Nearest(ref, refs); ok {
		return near, true
	}
	if kind == "" {
		kind = class
	}
	if near, ok := nearest.Nearest(kind, names); ok {
		return types[near], true
	}
	return nearest.Nearest(class, refs)
}
