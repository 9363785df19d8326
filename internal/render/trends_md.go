package render

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

// mostRows bounds the rows on what came back and what did not hold, so that the page stays one that is read.
const mostRows = 100

// trendsMarkdown writes a page of tables that git hosts render.
func trendsMarkdown(w io.Writer, t trends.Trends, _ Style) error {
	p := &printer{w: w}
	p.printf("# Incident trends\n\n%s, as of %s.\n\n", periodText(&t), isoDay(t.AsOf))
	p.printf("**%s** %s\n\n", incidentsText(&t), besideText(&t))
	if t.Caution != "" {
		p.printf("%s\n\n", t.Caution)
	}
	p.printf("## What came back\n\n%s\n\n", cameBackText(&t))
	markdownCameBack(p, &t)
	p.printf("## What did not hold\n\n%s\n\n", didNotHoldText(&t))
	markdownDidNotHold(p, &t)
	with, without := recorded(&t)
	for _, b := range with {
		name := dimensionText(b.Dimension)
		p.printf("## By %s\n\n", name)
		p.table(strings.ToUpper(name[:1])+name[1:], "Incidents", "Share", "95 % limits", "Before")
		for _, k := range noneLast(b.Keys) {
			p.row(keyText(b.Dimension, &k), strconv.Itoa(k.N), shareText(&k, t.Incidents.N), number(k.Low)+" to "+number(k.High), strconv.Itoa(k.Previous))
		}
		p.printf("\n")
	}
	if len(without) > 0 && t.Incidents.N+t.Incidents.Previous > 0 {
		p.printf("Not recorded in any incident of both periods: %s.\n\n", strings.Join(without, ", "))
	}
	p.printf("## How long it took\n\n")
	p.table("Interval", "From..to", "Measured", "Unknown", "Median", "Middle half", "95 % limits of the median")
	for _, i := range t.Intervals {
		p.row(strings.ReplaceAll(i.Name, "_", " "), i.From+".."+i.To, strconv.Itoa(i.N), strconv.Itoa(i.Unknown), medianText(&i), rangeText(i.Q1, i.Q3), rangeText(i.Low, i.High))
	}
	p.printf("\n## Actions\n\n%s\n\n## Notes\n\n", actionsText(&t))
	for _, n := range append([]string{trends.Definitions()}, t.Notes...) {
		p.printf("- %s\n", markdownText(n))
	}
	return p.err
}

func markdownCameBack(p *printer, t *trends.Trends) {
	list, _ := cameBack(t)
	if len(list) == 0 {
		return
	}
	p.table("Incident", "Days after", "Earlier incident", "What they share", "Actions of the earlier one", "Settled as")
	for i, r := range list {
		if i == mostRows {
			p.row(fmt.Sprintf("… and %d more", len(list)-i), "", "", "", "", "")
			break
		}
		p.row(r.Report, strconv.Itoa(r.Days), r.Earlier, r.Why, actionStates(&r), r.Settled)
	}
	p.printf("\n")
}

func markdownDidNotHold(p *printer, t *trends.Trends) {
	if len(t.DidNotHold) == 0 {
		return
	}
	p.table("Action", "Title", "Effect", "State", "Hit again by", "Days after it was done", "What was hit")
	for i, d := range t.DidNotHold {
		if i == mostRows {
			p.row(fmt.Sprintf("… and %d more", len(t.DidNotHold)-i), "", "", "", "", "", "")
			break
		}
		p.row(d.Action, d.Title, d.Effect, stateOf(&d), d.HitBy, strconv.Itoa(d.Days), strings.Join(d.Addresses, ", "))
	}
	p.printf("\n")
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
