package rules

import (
	"regexp"
	"slices"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "action-ineffective", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		r := p.Report
		eachAction(p, func(a *report.Action, name item) {
			result := a.Verified.Result
			if result.Value != "ineffective" && result.Value != "partly" || isPlanned(a) || isDeclined(a) {
				return // one that goes on is its own next step
			}
			if !succeeded(r, a) && !noted(r, a) {
				p.Reportf(result.Span, "the check of %s found it %s, and no later action addresses the same; write the next action, or set this one back to in-progress", name, result.Value)
			}
		})
	},
})

// succeeded reports whether another action takes up what an action left: it addresses one of the same causes or
// controls and is still to be done, was done or is due after the check, or is a decision on record to leave it.
func succeeded(r *report.Report, a *report.Action) bool {
	on := a.Verified.On
	for i := range r.Actions {
		next := &r.Actions[i]
		if next == a || !slices.ContainsFunc(next.Addresses, func(t field.Text) bool { return addresses(a, t.Value) }) {
			continue
		}
		later := func(d field.Date) bool { return d.Known && (!on.Known || !d.Day.Before(on.Day)) }
		if isPlanned(next) || later(next.Done) || later(next.Due) || isDeclined(next) && later(next.Declined.On) {
			return true
		}
	}
	return false
}

// addresses reports whether an action names a cause or control, whatever the case.
func addresses(a *report.Action, ref string) bool {
	return slices.ContainsFunc(a.Addresses, func(t field.Text) bool { return field.Fold(t.Value) == field.Fold(ref) })
}

// noted reports whether the report says elsewhere what comes of an action: a decision was asked for after the
// check, or a related report is given with the action's id in the reason.
func noted(r *report.Report, a *report.Action) bool {
	on := a.Verified.On
	if slices.ContainsFunc(a.Escalations, func(e report.Escalation) bool { return e.On.Known && on.Known && !e.On.Day.Before(on.Day) }) {
		return true
	}
	if a.ID.Empty() {
		return false
	}
	word := regexp.MustCompile(`(?:^|\W)` + regexp.QuoteMeta(a.ID.Value) + `(?:\W|$)`)
	return slices.ContainsFunc(r.Related, func(o report.Relation) bool { return word.MatchString(o.Reason.Value) })
}
