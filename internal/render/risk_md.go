package render

import (
	"fmt"
	"io"
	"strconv"

	"github.com/pir-cli/pir/internal/trends"
)

// riskMarkdown writes a page for the records of the assessment.
func riskMarkdown(w io.Writer, f trends.RiskFeed, _ Style) error {
	p := &printer{w: w}
	as := riskAs(&f)
	p.printf("# For the risk assessment\n\n%s, as of %s.\n\n", periodText(as), isoDay(f.AsOf))
	p.printf("**%s** %s\n\n", incidentsText(as), besideText(as))
	if f.Caution != "" {
		p.printf("%s\n\n", f.Caution)
	}
	for _, h := range riskHeads {
		p.printf("## %s\n\n", h.head)
		markdownRisks(p, riskRows(&f, h.subject), h.one, h.many)
		if said := withoutText(&f, h.subject); said != "" {
			p.printf("%s\n\n", said)
		}
	}
	p.printf("## What did not hold\n\n")
	markdownRiskFixes(p, &f)
	p.printf("## Incidents that name no risk\n\n%s\n\n", unlinkedText(&f))
	if len(f.Unlinked) > 0 {
		p.table("Incident", "Day", "Severity")
		for i, u := range f.Unlinked {
			if i == mostRows {
				p.row(fmt.Sprintf("… and %d more", len(f.Unlinked)-i), "", "")
				break
			}
			p.row(u.Report, isoDay(u.Day), rated(u.Severity))
		}
		p.printf("\n")
	}
	p.printf("## Notes\n\n")
	for _, n := range f.Notes {
		p.printf("- %s\n", markdownText(n))
	}
	return p.err
}

func markdownRisks(p *printer, rows []*trends.Risk, one, many string) {
	if len(rows) == 0 {
		p.printf("No report names a %s.\n\n", one)
		return
	}
	p.table("Key", "Events", "95 % limits", "A year", "Before", "Change", "Worst", "Beside", "Open actions", "After a fix", "Last event", "Question")
	for i, r := range rows {
		if i == mostRows {
			p.row(fmt.Sprintf("… and %d more %s", len(rows)-i, many), "", "", "", "", "", "", "", "", "", "", "")
			break
		}
		key := r.Key
		if r.Name != "" && r.Subject == trends.SubjectControl {
			key += " " + r.Name
		}
		p.row(key, strconv.Itoa(r.Events), number(r.Low)+"–"+number(r.High), rateText(r.Rate, r.RateLow, r.RateHigh), strconv.Itoa(r.Previous),
			r.Change.Said, worstText(r), besideEventsText(r), openText(r), afterFixText(r), isoDay(r.Last), r.Question)
	}
	p.printf("\n")
}

// markdownRiskFixes lists the actions that did not hold, by the rows in which they count.
func markdownRiskFixes(p *printer, f *trends.RiskFeed) {
	rows := 0
	for i := range f.Rows {
		r := &f.Rows[i]
		for _, d := range r.Fixes {
			if rows == mostRows {
				p.row("… the other formats have more", "", "", "", "")
				p.printf("\n")
				return
			}
			if rows == 0 {
				p.table("For", "Action", "State then", "Hit again by", "Days after it was done")
			}
			rows++
			p.row(r.Subject+" "+r.Key, d.Action, stateOf(d), d.HitBy, strconv.Itoa(d.Days))
		}
	}
	if rows == 0 {
		p.printf("No finished action was followed by an event of the same row in the period.\n")
	}
	p.printf("\n")
}
