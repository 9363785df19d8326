package render

import (
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

// markdownSeries writes the counts of quarters or months and what the tests say.
func markdownSeries(p *printer, t *trends.Trends) {
	v := &t.Series
	p.printf("## Over time\n\n")
	if len(v.Points) == 0 {
		p.printf("There is no report up to the end of the period.\n\n")
		return
	}
	p.table(strings.ToUpper(v.Span[:1])+v.Span[1:], "Incidents", "95 % limits", "Near misses", "Exercises", "Actions done", "Days")
	for i := range v.Points {
		q := &v.Points[i]
		p.row(q.Name, strconv.Itoa(q.N), limitsText(q), strconv.Itoa(q.NearMiss), strconv.Itoa(q.Exercise), ofText(q.Actions), daysOfText(q))
	}
	p.printf("\n")
	if line := sparkText(v); line != "" {
		p.printf("%s\n\n", line)
	}
	for _, r := range v.Readings {
		p.printf("- %s\n", markdownText(r.Said))
	}
	if said := v.Effort.Words(); said != "" {
		p.printf("- %s\n", markdownText(said))
	}
	p.printf("\n")
	if v.Caution != "" {
		p.printf("%s\n\n", markdownText(v.Caution))
	}
}

// markdownBy writes a table for each dimension.
func markdownBy(p *printer, t *trends.Trends) {
	with, without := recorded(t.By)
	for i := range with {
		b := &with[i]
		name := dimensionText(b.Dimension)
		p.printf("## By %s\n\n", name)
		p.table(strings.ToUpper(name[:1])+name[1:], "Incidents", "Share", "95 % limits", "Before", "Cumulative", "Change")
		for _, k := range noneLast(b.Keys) {
			p.row(keyText(b.Dimension, &k), strconv.Itoa(k.N), shareText(&k, t.Incidents.N), number(k.Low)+" to "+number(k.High), strconv.Itoa(k.Previous), sumText(b, &k), k.Verdict.Words())
		}
		p.printf("\n")
	}
	if len(without) > 0 && t.Incidents.N+t.Incidents.Previous > 0 {
		p.printf("Not recorded in any incident of both periods: %s.\n\n", strings.Join(without, ", "))
	}
}

// markdownActions writes how far the actions are, and the same by kind and by effect.
func markdownActions(p *printer, t *trends.Trends) {
	p.printf("## Actions\n\n%s\n\n", markdownText(strings.Join(implementedText(t), " ")))
	if t.Actions.Total == 0 {
		return
	}
	for _, g := range actionTables(t) {
		p.table(g.name, "Actions", "Done or verified", "95 % limits", "Verified of these", "Overdue", "Declined")
		for _, k := range g.keys {
			done := k.Implemented()
			limits := ""
			if _, low, high, ok := done.Of(); ok {
				limits = percent(low) + " to " + percent(high)
			}
			p.row(k.Key, strconv.Itoa(k.Total), ofText(done), limits, ofText(k.Checked()), strconv.Itoa(k.Overdue), strconv.Itoa(k.Declined))
		}
		p.printf("\n")
	}
}
