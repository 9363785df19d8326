package render

import (
	"io"

	"github.com/pir-cli/pir/internal/due"
)

// statusMarkdown writes a table under each heading.
func statusMarkdown(w io.Writer, s Status, style Style) error {
	p := &printer{w: w}
	p.printf("%s.\n", statusSummary(&s))
	p.statusTables("###", &s, style)
	p.markdownNotes(s.Notes)
	return p.err
}

// statusTables writes the items as tables under headings of a level.
func (p *printer) statusTables(level string, s *Status, style Style) {
	for _, g := range statusGroups(s) {
		p.printf("\n%s %s\n\n", level, markdownText(g.heading))
		p.table("When", "Due", "Owner", "Id", "What")
		for i := range g.items {
			it := &g.items[i]
			p.row(whenText(it), dueText(it, style), it.Owner, it.ID, titled(s, it))
		}
	}
}

// titled is the title and what to do.
func titled(s *Status, i *due.Item) string {
	more := moreText(s, i)
	switch {
	case i.Title == "":
		return more
	case more == "":
		return i.Title
	default:
		return i.Title + " – " + more
	}
}

func (p *printer) markdownNotes(notes []string) {
	if len(notes) > 0 {
		p.printf("\n")
	}
	for _, n := range notes {
		p.printf("- %s\n", markdownText(n))
	}
}
