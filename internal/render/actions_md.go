package render

import (
	"io"

	"github.com/pir-cli/pir/internal/actions"
)

// actionsMarkdown writes a table that git hosts render, one for each group.
func actionsMarkdown(w io.Writer, l actions.Listing, _ Style) error {
	p := &printer{w: w}
	if len(l.Records) == 0 {
		p.printf("No actions match.\n")
		return p.err
	}
	for _, g := range grouped(&l) {
		if l.GroupedBy != "" {
			p.printf("### %s\n\n", markdownText(headingText(&g, l.GroupedBy)))
		}
		p.printf("| State | Due | Owner | Priority | Id | Title |\n|---|---|---|---|---|---|\n")
		for i := range g.Records {
			r := &g.Records[i]
			p.printf("| %s | %s | %s | %s | %s | %s |\n", markdownText(stateText(r)), isoDay(r.Due), markdownText(r.Owner),
				markdownText(r.Priority), markdownText(r.ID), markdownText(r.Title))
		}
		p.printf("\n")
	}
	p.printf("%s\n", summaryText(&l))
	lead, lines := statisticsText(&l)
	if lead != "" {
		p.printf("\n%s\n", lead)
	}
	if len(lines) > 0 {
		p.printf("\n")
		for _, line := range lines {
			p.printf("- %s\n", line)
		}
	}
	return p.err
}
