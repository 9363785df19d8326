package render

import (
	"fmt"
	"strings"

	"github.com/pir-cli/pir/internal/due"
)

// Status is the list of `pir status` and how it is put under headings.
type Status struct {
	due.List
	ByOwner bool // under the names of owners, else under what to do next
}

// Statuses are the formats of `pir status`. All of them hold the same items.
func Statuses() []Format[Status] {
	return []Format[Status]{
		{"table", "what to do next, and by whom, for people", statusTable},
		{"md", "markdown tables, for a page or a ticket", statusMarkdown},
		{"json", "the documented envelope, for programs", statusJSON},
		{"ics", "a calendar of the due days, to subscribe to", statusCalendar},
	}
}

// statusGroup is the items under one heading.
type statusGroup struct {
	heading string
	items   []due.Item
}

// statusGroups puts the items under headings, in the order of the list; owners come in the order in which they have
// the first item, and nobody last.
func statusGroups(s *Status) []statusGroup {
	var groups []statusGroup
	at := map[string]int{}
	add := func(heading string, i due.Item) {
		n, ok := at[heading]
		if !ok {
			n = len(groups)
			at[heading] = n
			groups = append(groups, statusGroup{heading: heading})
		}
		groups[n].items = append(groups[n].items, i)
	}
	for _, i := range s.Items {
		switch {
		case !s.ByOwner:
			add(kindOf(&i).Next, i)
		case i.Owner != "":
			add(i.Owner, i)
		}
	}
	for _, i := range s.Items {
		if s.ByOwner && i.Owner == "" {
			add("nobody named", i)
		}
	}
	return groups
}

// whenText is how an item stands as a person reads it.
func whenText(i *due.Item) string {
	switch {
	case i.Due.IsZero():
		return "no day"
	case i.Late && i.Days <= 0:
		return "late today"
	case i.Late:
		return plural(i.Days, "day") + " late"
	case i.Days == 0:
		return "today"
	default:
		return "in " + plural(-i.Days, "day")
	}
}

// dueText is the due day, with the time of day of a deadline that counts in hours.
func dueText(i *due.Item, s Style) string {
	if i.At.IsZero() {
		return isoDay(i.Due)
	}
	return s.moment(i.At)
}

// itemText says what an item is about and what to do.
func itemText(i *due.Item) string {
	text := i.Message
	if len(i.Assumptions) > 0 {
		text += " (assumed: " + strings.Join(i.Assumptions, "; ") + ")"
	}
	return text
}

// moreText is itemText, or nothing when the heading and the title say it already. Under the name of an owner it says
// what to do next.
func moreText(s *Status, i *due.Item) string {
	switch kind := kindOf(i); {
	case s.ByOwner:
		return kind.Next + ": " + itemText(i)
	case i.Title != "" && kind.Said:
		return ""
	default:
		return itemText(i)
	}
}

// kindOf returns the kind of an item.
func kindOf(i *due.Item) due.Kind {
	for _, k := range due.Kinds() {
		if k.Name == i.Kind {
			return k
		}
	}
	return due.Kind{Name: i.Kind, Next: i.Kind}
}

// statusSummary says in one line how the list stands.
func statusSummary(s *Status) string {
	late, coming, undated := statusCounts(s)
	text := fmt.Sprintf("%s: %d late, %d coming", isoDay(s.AsOf), late, coming)
	if undated > 0 {
		text += fmt.Sprintf(", %d without a day", undated)
	}
	return text
}

func statusCounts(s *Status) (late, coming, undated int) {
	for i := range s.Items {
		switch {
		case s.Items[i].Late:
			late++
		case s.Items[i].Due.IsZero():
			undated++
		default:
			coming++
		}
	}
	return late, coming, undated
}
