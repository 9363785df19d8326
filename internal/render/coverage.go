package render

import (
	"fmt"
	"strings"

	"github.com/pir-cli/pir/internal/coverage"
)

// Coverages are the formats of `pir coverage`.
func Coverages() []Format[coverage.Result] {
	return []Format[coverage.Result]{
		{"table", "what is missing or late, and what disagrees, for people", coverageTable},
		{"md", "markdown tables with every incident, for a page or a ticket", coverageMarkdown},
		{"json", "the documented envelope, for programs", coverageJSON},
		{"csv", "the population, a line an incident, for spreadsheets", coverageCSV},
	}
}

// coverageLead says what was compared.
func coverageLead(r *coverage.Result) string {
	source := plural(r.Reports, "report")
	if r.HasRegister {
		source = fmt.Sprintf("%s of %s and %s", plural(r.Rows, "row"), r.File, source)
	}
	text := fmt.Sprintf("%s, as of %s: %s, %s a review; %s examined", r.Span(), isoDay(r.AsOf),
		plural(r.Summary.Population, "incident"), needText(r.Summary.Required), source)
	return strings.ToUpper(text[:1]) + text[1:]
}

func needText(n int) string {
	if n == 1 {
		return "1 needs"
	}
	return fmt.Sprintf("%d need", n)
}

// coverageCounts says how many are in each state that any is in.
func coverageCounts(s *coverage.Summary) string {
	var parts []string
	for _, c := range []struct {
		n    int
		what string
		of   int
		more string
	}{
		{s.Missing, "missing", 0, ""},
		{s.Late, "late", s.HeldLate, "held all the same"},
		{s.Pending, "pending", 0, ""},
		{s.Waived, "waived", 0, ""},
		{s.Reviewed, "reviewed", s.Voluntary, "without need"},
		{s.NotRequired, "that need none", 0, ""},
	} {
		switch {
		case c.n == 0:
		case c.of > 0:
			parts = append(parts, fmt.Sprintf("%d %s (%d %s)", c.n, c.what, c.of, c.more))
		default:
			parts = append(parts, fmt.Sprintf("%d %s", c.n, c.what))
		}
	}
	if len(parts) == 0 {
		return "no incident"
	}
	return plural(s.Population, "incident") + ": " + strings.Join(parts, ", ")
}

// reconciliation says how many are on which side.
func reconciliation(r *coverage.Result) string {
	if !r.HasRegister {
		return "Without a register there is nothing to compare the reports with."
	}
	return fmt.Sprintf("In the register and with a report: %d; in the register alone: %d; reports alone: %d.", r.Both, r.RegisterOnly, len(r.Unregistered))
}

// heldText is how many incidents of a severity were reviewed, in time or not.
func heldText(s *coverage.BySeverity) string {
	held, n := s.Held(), s.Population
	text := fmt.Sprintf("%d of %d", held, n)
	if share, low, high, ok := coverage.Share(held, n); ok {
		text += fmt.Sprintf(", %s (95 %% limits %.0f to %.0f)", percent(share), 100*low, 100*high)
	}
	return text
}

// severityName is a severity as a row is called.
func severityName(s *coverage.BySeverity) string {
	switch {
	case s.Severity == "":
		return "none given"
	case !s.Known:
		return s.Severity + " (unknown)"
	}
	return s.Severity
}

// stateTitles are the headings of the states.
func stateTitle(s coverage.State) string {
	switch s {
	case coverage.Missing:
		return "Missing: no report, and the time for the review is over"
	case coverage.Late:
		return "Late"
	case coverage.Pending:
		return "Pending"
	case coverage.Waived:
		return "Waived"
	case coverage.Reviewed:
		return "Reviewed"
	case coverage.NotRequired:
		return "Not required"
	}
	return string(s)
}

// standText says how an incident stands, beyond its state.
func standText(in *coverage.Incident) string {
	switch in.State {
	case coverage.Missing:
		return lateText(in, "no report")
	case coverage.Late:
		if !in.Held.IsZero() {
			return lateText(in, "held on "+isoDay(in.Held))
		}
		return lateText(in, "report without a review")
	case coverage.Pending:
		switch {
		case in.Closed.IsZero():
			return "not over yet"
		case in.Due.IsZero():
			return "no limit"
		}
		return "due " + isoDay(in.Due)
	case coverage.Waived:
		by, reason := in.WaivedBy, in.Reason
		if by == "" {
			by = "nobody named"
		}
		if reason == "" {
			reason = "no reason given"
		}
		return by + ": " + reason
	case coverage.Reviewed:
		switch {
		case in.HeldUnknown:
			return "held on a day that is not known"
		case in.Days != nil:
			return fmt.Sprintf("held on %s, %s after the end", isoDay(in.Held), plural(*in.Days, "day"))
		}
		return "held on " + isoDay(in.Held)
	case coverage.NotRequired:
	}
	return ""
}

func lateText(in *coverage.Incident, what string) string {
	if in.DaysLate == 0 {
		return what
	}
	return fmt.Sprintf("%s, %s late", what, plural(in.DaysLate, "day"))
}

// disagreementGroups are the groups of disagreements with their headings.
func disagreementGroups() [][2]string {
	return [][2]string{{coverage.GroupMismatch, "Register and reports disagree"}, {coverage.GroupRegister, "Faults of the register"}}
}

// ofGroup returns the disagreements of a group.
func ofGroup(r *coverage.Result, group string) []coverage.Disagreement {
	var list []coverage.Disagreement
	for i := range r.Disagreements {
		if r.Disagreements[i].Group() == group {
			list = append(list, r.Disagreements[i])
		}
	}
	return list
}

// unregisteredText says what a report is that the register does not have.
func unregisteredText(u *coverage.Unregistered) string {
	text := "names no incident"
	if u.Key != "" {
		text = u.Key + " is not in the register"
	}
	if u.Hint != "" {
		text += "; " + u.Hint
	}
	return text
}
