package rules

import (
	"slices"

	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// settled reports whether the review is over: the report is approved or closed.
func settled(r *report.Report) bool {
	return r.Status.Value == "approved" || r.Status.Value == "closed"
}

// needs returns what the policy asks of the report. When the review is waived, what a review finds is
// not asked for either; the record that there was an incident still is.
func needs(p *lint.Pass) policy.Needs {
	n := p.Needs()
	if p.Report.Review.Waived.Span.Present() {
		n.Review, n.Causes, n.Contributing, n.Actions = policy.None, policy.None, policy.None, policy.None
		n.HotWash = 0
		n.Sections = slices.DeleteFunc(slices.Clone(n.Sections), func(s string) bool { return sectionKey(s) != sectionKey("Summary") })
	}
	return n
}

// isRoot reports whether a cause counts as a root cause; one that does not say its role does.
func isRoot(c *report.Cause) bool { return c.Role.Value == "root" || c.Role.Empty() }

// hasRoot reports whether the report names a root cause.
func hasRoot(r *report.Report) bool {
	return slices.ContainsFunc(r.Causes, func(c report.Cause) bool { return isRoot(&c) })
}

// hasContributing reports whether the report names a contributing cause.
func hasContributing(r *report.Report) bool {
	return slices.ContainsFunc(r.Causes, func(c report.Cause) bool { return c.Role.Value == "contributing" })
}

// isPlanned reports whether an action is still to be done; one without a status counts as open.
func isPlanned(a *report.Action) bool {
	switch a.Status.Value {
	case "done", "verified", "declined":
		return false
	default:
		return true
	}
}
