package render

import (
	"io"
	"strings"

	"github.com/pir-cli/pir/internal/actions"
)

// actionsCalendar writes the actions that are left to do, each on its due date.
func actionsCalendar(w io.Writer, l actions.Listing, _ Style) error {
	entries := make([]calendarEntry, 0, len(l.Records))
	for i := range l.Records {
		r := &l.Records[i]
		if !r.Left() || r.Due.IsZero() {
			continue
		}
		entries = append(entries, calendarEntry{uid: r.ID, summary: calendarSummary(r), description: calendarText(r), day: r.Due})
	}
	return writeCalendar(w, "Corrective actions", l.AsOf, entries)
}

func calendarSummary(r *actions.Record) string {
	title, owner := r.Title, r.Owner
	if title == "" {
		title = r.ID
	}
	if owner == "" {
		owner = "no owner"
	}
	return title + " (" + owner + ")"
}

// calendarText is the text of an entry, one line for each thing that is known.
func calendarText(r *actions.Record) string {
	lines := make([]string, 0, 5)
	for _, l := range []struct{ name, value string }{
		{"Action", r.ID}, {"State", stateText(r)}, {"Priority", r.Priority}, {"Ticket", r.Ticket}, {"File", r.File},
	} {
		if l.value != "" {
			lines = append(lines, l.name+": "+strings.ReplaceAll(l.value, "\n", " "))
		}
	}
	return strings.Join(lines, "\n")
}
