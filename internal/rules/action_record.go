package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "action-record", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		eachAction(p, func(a *report.Action, name item) {
			switch a.Status.Value {
			case "open", "in-progress", "blocked":
			default:
				return
			}
			record, status := "", ""
			switch {
			case a.Declined.Span.Present():
				record, status = "the record that it was declined", "declined"
			case reopened(a):
				return
			case a.Verified.Span.Present():
				record, status = "the record that it was verified", "verified"
			case !a.Done.Empty():
				record, status = "the day on which it was done", "done"
			default:
				return
			}
			p.Reportf(a.Status.Span, "%s is %s and has %s; write `status: %s`, or take the record out", name, a.Status.Value, record, status)
		})
	},
})

// reopened reports whether the check of an action showed that it does not work yet, so that it goes on.
func reopened(a *report.Action) bool {
	switch a.Verified.Result.Value {
	case "partly", "ineffective", "too-early":
		return true
	default:
		return false
	}
}
