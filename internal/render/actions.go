package render

import (
	"fmt"
	"time"

	"github.com/pir-cli/pir/internal/actions"
)

// Actions are the formats of `pir actions`. All of them hold the same actions in the same order, but for the
// calendar, which holds those that are left to do and have a due date.
func Actions() []Format[actions.Listing] {
	return []Format[actions.Listing]{
		{"table", "one action a line and a summary, for people", actionsTable},
		{"json", "the documented envelope, for programs", actionsJSON},
		{"jsonl", "one action a line as JSON, for programs that read a stream", actionsJSONLines},
		{"csv", "one action a line, for spreadsheets", actionsCSV},
		{"xlsx", "a workbook with dates and a filter, for spreadsheets", actionsXLSX},
		{"md", "a markdown table, for a page or a ticket", actionsMarkdown},
		{"ics", "what is to do, on its due date, for a calendar", actionsCalendar},
	}
}

// isoDay writes a day, or nothing for one that is not known.
func isoDay(d time.Time) string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}

// stateText is the state as a person reads it: how late an action is, that a late one is blocked, and what
// a verification showed when it was anything but good.
func stateText(r *actions.Record) string {
	switch {
	case r.State == actions.Overdue && r.Status == actions.Blocked:
		return plural(r.DaysOverdue, "day") + " overdue, blocked"
	case r.State == actions.Overdue:
		return plural(r.DaysOverdue, "day") + " overdue"
	case r.State == actions.DueSoon && r.Status == actions.Blocked:
		return "due-soon, blocked"
	case r.State == actions.Verified && r.Result != "" && r.Result != "effective":
		return "verified: " + r.Result
	default:
		return string(r.State)
	}
}

// headingText is the heading of a group.
func headingText(g *actions.Group, by string) string {
	key := g.Key
	if key == "" {
		key = "no " + by
	}
	return fmt.Sprintf("%s: %s", key, plural(len(g.Records), "action"))
}

// summaryText says in one line how the listed actions stand. The parts add up to the total.
func summaryText(l *actions.Listing) string {
	s := l.Summary()
	return fmt.Sprintf("%s on %s: %d to do (%d overdue, %d due soon, %d blocked), %d done but not verified, %d verified, %d declined",
		plural(s.Total, "action"), isoDay(l.AsOf), s.Open, s.Overdue, s.DueSoon, s.Blocked, s.Done, s.Verified, s.Declined)
}

// grouped returns the groups of a listing, or one without a heading that holds everything.
func grouped(l *actions.Listing) []actions.Group {
	if l.GroupedBy == "" {
		return []actions.Group{{Records: l.Records}}
	}
	return l.Groups
}
