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

// asked returns what the policy asks of a report of this severity and kind. Of a kind that there is not nothing is
// asked: that it is not there is a finding of its own, and what was meant may need little.
func asked(p *lint.Pass) policy.Needs {
	if kind := p.Report.Kind; !kind.Empty() && !isWord(kind, report.Kinds) {
		return policy.Needs{}
	}
	return p.Needs()
}

// needs returns what the policy asks of the report. When the review is waived, what a review finds is
// not asked for either; the record that there was an incident still is.
func needs(p *lint.Pass) policy.Needs {
	n := asked(p)
	if p.Report.Review.Waived.Span.Present() {
		n.Review, n.Causes, n.Contributing, n.Actions = policy.None, policy.None, policy.None, policy.None
		n.HotWash = 0
		n.Sections = slices.DeleteFunc(slices.Clone(n.Sections), func(s string) bool { return sectionKey(s) != sectionKey("Summary") })
	}
	return n
}

// isRoot reports whether a cause counts as a root cause; one that does not say its role does.
func isRoot(c *report.Cause) bool { return c.Role.Value == "root" || c.Role.Empty() }

// hasRoot reports whether the report names a root cause. A cause whose role is no word of the list may be one.
func hasRoot(r *report.Report) bool {
	return slices.ContainsFunc(r.Causes, func(c report.Cause) bool { return isRoot(&c) || !isWord(c.Role, report.CauseRoles) })
}

// hasContributing reports whether the report names a contributing cause. A cause whose role is no word of the list
// may be one.
func hasContributing(r *report.Report) bool {
	return slices.ContainsFunc(r.Causes, func(c report.Cause) bool {
		return c.Role.Value == "contributing" || !c.Role.Empty() && !isWord(c.Role, report.CauseRoles)
	})
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

// waived reports whether somebody decided not to review.
func waived(r *report.Report) bool { return r.Review.Waived.Span.Present() }

// isIncident reports whether the report is about an incident, as it is unless it says otherwise.
func isIncident(r *report.Report) bool {
	return r.Kind.Value != "near-miss" && r.Kind.Value != "exercise"
}

// isMajor reports whether an incident is among the worst: the policy asks for a hot wash, or the severity is one
// of the first two of the scale.
func isMajor(p *lint.Pass) bool {
	const worst = 2
	severity := p.Report.Severity.Value
	_, known := p.Policy.Severity(severity)
	return asked(p).HotWash > 0 || known && isIncident(p.Report) && p.Policy.Rank(severity) < worst
}

// isDeclined reports whether an action is a decision on record to do nothing. Without the record, which
// action-state asks for, it may still be one to do.
func isDeclined(a *report.Action) bool {
	return a.Status.Value == "declined" && !a.Declined.By.Empty() && !a.Declined.Reason.Empty()
}

// hasAction reports whether an action that was not declined is as f says.
func hasAction(r *report.Report, f func(a *report.Action) bool) bool {
	for i := range r.Actions {
		if a := &r.Actions[i]; !isDeclined(a) && f(a) {
			return true
		}
	}
	return false
}
