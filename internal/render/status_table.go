package render

import (
	"io"
	"strings"

	"github.com/pir-cli/pir/internal/due"
)

// statusTable writes the items under what to do next, each with what it is about on a second line.
func statusTable(w io.Writer, s Status, style Style) error {
	p := &printer{w: w}
	if len(s.Items) == 0 {
		p.printf("nothing is due on %s\n", isoDay(s.AsOf))
		p.notes(style, s.Notes)
		return p.err
	}
	t := &table{columns: []column{{head: "WHEN"}, {head: "DUE"}, {head: "OWNER"}, {head: "ID"}, {head: "TITLE", least: leastTitle}}}
	t.rows = statusRows(&s, func(i *due.Item) row {
		return row{cells: []cell{whenCell(i), {text: dueText(i, style)}, {text: i.Owner}, {text: i.ID}, {text: i.Title}}, below: moreText(&s, i)}
	})
	if style.Terminal && t.leastWidth() > style.Width {
		t = &table{columns: []column{{head: "WHEN"}, {head: "DUE"}, {head: "ID", least: 16, tail: true}}}
		t.rows = statusRows(&s, func(i *due.Item) row {
			owner := i.Owner
			if owner == "" {
				owner = "nobody named"
			}
			return row{cells: []cell{whenCell(i), {text: dueText(i, style)}, {text: i.ID}}, below: owner + ": " + narrowText(&s, i)}
		})
	}
	t.write(p, style)
	p.printf("\n%s\n", strings.Join(wrapped(statusSummary(&s), limit(style, 0)), "\n"))
	p.notes(style, s.Notes)
	return p.err
}

// narrowText is what stands below the id where there is no room for the title beside it.
func narrowText(s *Status, i *due.Item) string {
	if more := moreText(s, i); more != "" {
		return more
	}
	return i.Title
}

// notes writes notes as a list of paragraphs.
func (p *printer) notes(s Style, notes []string) {
	for _, n := range notes {
		p.printf("\n")
		p.paragraph(s, "", n)
	}
}

func statusRows(s *Status, of func(*due.Item) row) []row {
	rows := make([]row, 0, len(s.Items))
	for _, g := range statusGroups(s) {
		rows = append(rows, row{heading: g.heading})
		for i := range g.items {
			rows = append(rows, of(&g.items[i]))
		}
	}
	return rows
}

func whenCell(i *due.Item) cell {
	c := cell{text: whenText(i)}
	switch {
	case i.Late:
		c.colour = "1;31"
	case !i.Due.IsZero():
		c.colour = "1;33"
	}
	return c
}
