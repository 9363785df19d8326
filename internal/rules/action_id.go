package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var actionID = lazy.Pattern(`^[A-Za-z]+[0-9]+$`)

var _ = add(lint.Rule{
	Name: "action-id", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Check: func(p *lint.Pass) {
		eachAction(p, func(a *report.Action, name item) {
			requireOf(p, a.Span, name, "id", a.ID, "`id: A1`; others refer to it as "+shorten(p.Report.ID)+"/A1")
			if !a.ID.Empty() && !actionID().MatchString(a.ID.Value) {
				p.Reportf(a.ID.Span, "action id %q is not letters with a number behind them; write one such as A1", shorten(a.ID.Value))
			}
		})
	},
})
