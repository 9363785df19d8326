package rules

import (
	"fmt"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "action-owner-unknown", Severity: diag.Warning, Since: "0.1.0",
	Applies: lint.Applies{Beside: lint.BesidePeople},
	Check: func(p *lint.Pass) {
		list := p.World.People
		if list == nil {
			return
		}
		eachAction(p, func(a *report.Action, name item) {
			if a.Owner.Empty() {
				return // a finding of its own
			}
			if _, known := list.Find(a.Owner.Value); known {
				return
			}
			hint := "write a handle that is there, or add the person to " + list.File.Path
			if near, ok := list.Near(a.Owner.Value); ok {
				hint = fmt.Sprintf("did you mean %q?", near.Handle.Value)
			}
			if list.Team(a.Owner.Value) {
				hint = "that is a team; write the handle of one person or role"
			}
			p.Reportf(a.Owner.Span, "the owner of %s, %q, is not in %s; %s", name, shorten(a.Owner.Value), list.File.Path, hint)
		})
	},
})
