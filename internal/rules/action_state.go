package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "action-state", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Check: func(p *lint.Pass) {
		eachAction(p, func(a *report.Action, name item) {
			if lacks := lacking(p.Report, a); len(lacks) > 0 {
				p.Reportf(a.Status.Span, "%s is %s without %s; write what is missing, or the status that is true", name, a.Status.Value, listed(lacks))
			}
		})
	},
})

// lacking returns what the status of an action says there is and the action does not have.
func lacking(r *report.Report, a *report.Action) []string {
	var lacks []string
	need := func(what string, there bool) {
		if !there {
			lacks = append(lacks, what)
		}
	}
	switch a.Status.Value {
	case "done":
		need("a `done` date", !missing(r, a.Done.Text))
		need("`evidence`", len(a.Evidence) > 0)
	case "verified":
		need("a `done` date", !missing(r, a.Done.Text))
		need("`verified.on`", !missing(r, a.Verified.On.Text))
		need("`verified.by`", !missing(r, a.Verified.By))
		need("`verified.result`", !missing(r, a.Verified.Result))
	case "declined":
		need("`declined.by`", !missing(r, a.Declined.By))
		need("`declined.reason`", !missing(r, a.Declined.Reason))
	case "blocked":
		need("`blocked.reason`", !missing(r, a.Blocked.Reason))
	}
	return lacks
}
