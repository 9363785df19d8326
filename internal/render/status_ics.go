package render

import (
	"io"
	"strings"

	"github.com/pir-cli/pir/internal/due"
)

// statusCalendar writes the items, each on its due day. One without a day stands on the day of the list, so that it
// moves along until it is settled.
func statusCalendar(w io.Writer, s Status, style Style) error {
	entries := make([]calendarEntry, 0, len(s.Items))
	for n := range s.Items {
		i := &s.Items[n]
		e := calendarEntry{
			uid:     "status/" + strings.ReplaceAll(strings.TrimSpace(i.Key()), "\n", "/"),
			summary: kindOf(i).Next + ": " + itemName(i), day: i.Due,
		}
		if i.Due.IsZero() {
			e.day = s.AsOf
		}
		lines := []string{itemText(i)}
		for _, l := range []struct{ name, value string }{{"Owner", i.Owner}, {"Due", dueText(i, style)}, {"File", i.File}} {
			if l.value != "" {
				lines = append(lines, l.name+": "+strings.ReplaceAll(l.value, "\n", " "))
			}
		}
		if i.Clock != nil {
			lines = append(lines, "No legal advice; "+i.Clock.Ref)
		}
		e.description = strings.Join(lines, "\n")
		entries = append(entries, e)
	}
	return writeCalendar(w, "Post-incident reviews: what is due", s.AsOf, entries)
}

// itemName is what an item is about, in a few words.
func itemName(i *due.Item) string {
	name := i.Title
	if name == "" {
		name = i.ID
	}
	if i.Clock != nil {
		name = i.Clock.Regime + " " + i.Clock.Stage + ", " + name
	}
	if i.Owner != "" {
		name += " (" + i.Owner + ")"
	}
	return name
}
