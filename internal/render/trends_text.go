package render

import (
	"io"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

// What the text shows of long lists; the other formats hold all.
const (
	mostReports = 5 // incidents that came back, and actions that did not hold
	mostEarlier = 3 // incidents below one of these
	mostHints   = 3 // texts that are alike
)

// trendsText writes the two sentences that matter most first: what came back, and what did not hold.
func trendsText(w io.Writer, t trends.Trends, s Style) error {
	p := &printer{w: w}
	p.paragraph(s, "", periodText(&t))
	p.printf("\n")
	p.paragraph(s, "", incidentsText(&t))
	p.paragraph(s, "", strings.TrimSpace(besideText(&t)+" "+t.Reporting))
	if t.Caution != "" {
		p.printf("\n")
		p.paragraph(s, "", t.Caution)
	}
	p.heading(s, "What came back")
	writeCameBack(p, &t, s)
	p.heading(s, "What did not hold")
	writeDidNotHold(p, &t, s)
	writeSeries(p, &t, s)
	p.heading(s, "Shares")
	for _, said := range sharesText(&t) {
		p.paragraph(s, "- ", said)
	}
	writeBars(p, &t, s)
	writeControls(p, &t, s)
	writeCrossed(p, t.Crossed, s)
	p.heading(s, "How long it took")
	writeIntervals(p, &t, s)
	p.heading(s, "Actions")
	writeImplemented(p, &t, s)
	p.heading(s, "Notes")
	for _, n := range t.Notes {
		p.paragraph(s, "- ", n)
	}
	return p.err
}

func (p *printer) heading(s Style, text string) { p.printf("\n%s\n", s.paint("1")(text)) }

// together returns the items that have the same key in one list each, in the order of first appearance.
func together[T any](all []T, key func(*T) string) [][]T {
	place := map[string]int{}
	var lists [][]T
	for i := range all {
		k := key(&all[i])
		at, ok := place[k]
		if !ok {
			at = len(lists)
			place[k] = at
			lists = append(lists, nil)
		}
		lists[at] = append(lists[at], all[i])
	}
	return lists
}
