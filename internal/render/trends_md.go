package render

import (
	"io"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

// mostRows bounds the rows on what came back and what did not hold, so that the page stays one that is read.
const mostRows = 100

// trendsMarkdown writes a page of tables that git hosts render.
func trendsMarkdown(w io.Writer, t trends.Trends, _ Style) error {
	p := &printer{w: w}
	p.printf("# Incident trends\n\n%s, as of %s.\n\n", periodText(&t), isoDay(t.AsOf))
	p.printf("**%s** %s\n\n", incidentsText(&t), strings.TrimSpace(besideText(&t)+" "+markdownText(t.Reporting)))
	if t.Caution != "" {
		p.printf("%s\n\n", t.Caution)
	}
	p.printf("## What came back\n\n")
	markdownCameBack(p, &t)
	p.printf("## What did not hold\n\n")
	markdownDidNotHold(p, &t)
	markdownSeries(p, &t)
	p.printf("## Shares\n\n")
	for _, said := range sharesText(&t) {
		p.printf("- %s\n", markdownText(said))
	}
	p.printf("\n")
	markdownBy(p, &t)
	markdownControls(p, &t)
	markdownCrossed(p, t.Crossed)
	markdownIntervals(p, &t)
	markdownActions(p, &t)
	p.printf("## Notes\n\n")
	notes := append([]string{trends.Definitions(), lagsText(&t)}, t.Notes...)
	if t.ClockNote != "" {
		notes = append(notes, t.ClockNote)
	}
	for _, n := range notes {
		p.printf("- %s\n", markdownText(n))
	}
	return p.err
}

// table begins a markdown table.
func (p *printer) table(heads ...string) {
	p.printf("| %s |\n|%s\n", strings.Join(heads, " | "), strings.Repeat("---|", len(heads)))
}

// row writes a row of a markdown table.
func (p *printer) row(cells ...string) {
	for i := range cells {
		cells[i] = markdownText(cells[i])
	}
	p.printf("| %s |\n", strings.Join(cells, " | "))
}
