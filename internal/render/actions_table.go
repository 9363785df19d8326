package render

import (
	"io"
	"strings"

	"github.com/pir-cli/pir/internal/actions"
)

// leastTitle is the narrowest column in which a title still says something. Below that, owner and title
// stand on a second line, so that the id is never cut where there is another way.
const leastTitle = 32

// actionsTable writes one action a line. On a terminal too narrow for that it takes two lines.
func actionsTable(w io.Writer, l actions.Listing, s Style) error {
	p := &printer{w: w}
	if len(l.Records) == 0 {
		p.printf("no actions match\n")
		return p.err
	}
	t := wideTable(&l)
	if s.Terminal && t.leastWidth() > s.Width {
		t = narrowTable(&l)
	}
	t.write(p, s)
	below := []string{summaryText(&l)}
	lead, lines := statisticsText(&l)
	if lead != "" {
		below = append(below, lead)
	}
	p.printf("\n")
	for _, line := range append(below, lines...) {
		p.printf("%s\n", strings.Join(wrapped(line, limit(s, 0)), "\n"))
	}
	return p.err
}

func wideTable(l *actions.Listing) *table {
	t := &table{columns: []column{{head: "STATE"}, {head: "DUE"}, {head: "OWNER"}, {head: "PRI"}, {head: "ID"}, {head: "TITLE", least: leastTitle}}}
	t.rows = actionRows(l, func(r *actions.Record) row {
		return row{cells: []cell{stateCell(r), {text: isoDay(r.Due)}, {text: r.Owner}, {text: r.Priority}, {text: r.ID}, {text: r.Title}}}
	})
	return t
}

func narrowTable(l *actions.Listing) *table {
	t := &table{columns: []column{{head: "STATE"}, {head: "DUE"}, {head: "PRI"}, {head: "ID", least: 16, tail: true}}}
	t.rows = actionRows(l, func(r *actions.Record) row {
		owner := r.Owner
		if owner == "" {
			owner = "no owner"
		}
		return row{cells: []cell{stateCell(r), {text: isoDay(r.Due)}, {text: r.Priority}, {text: r.ID}}, below: owner + ": " + r.Title}
	})
	return t
}

func actionRows(l *actions.Listing, of func(*actions.Record) row) []row {
	rows := make([]row, 0, len(l.Records))
	for _, g := range grouped(l) {
		if l.GroupedBy != "" {
			rows = append(rows, row{heading: headingText(&g, l.GroupedBy)})
		}
		for i := range g.Records {
			rows = append(rows, of(&g.Records[i]))
		}
	}
	return rows
}

func stateCell(r *actions.Record) cell {
	c := cell{text: stateText(r)}
	switch r.State {
	case actions.Overdue:
		c.colour = "1;31"
	case actions.DueSoon:
		c.colour = "1;33"
	case actions.Blocked:
		c.colour = "35"
	case actions.Done:
		c.colour = "36"
	case actions.Verified:
		c.colour = "32"
	case actions.Declined:
		c.colour = "2"
	case actions.Open, actions.InProgress:
	}
	return c
}
