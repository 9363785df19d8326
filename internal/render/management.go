package render

import (
	"fmt"
	"io"
	"strconv"

	"github.com/pir-cli/pir/internal/due"
)

// ManagementReport writes the report to management about a day, as markdown that is kept.
func ManagementReport(w io.Writer, m due.Management) error {
	p := &printer{w: w}
	p.printf("# Post-incident reviews: report to management\n\n")
	if m.Organisation != "" {
		p.printf("%s, ", markdownText(m.Organisation))
	}
	p.printf("as of %s. ", isoDay(m.List.AsOf))
	if m.From.IsZero() {
		p.printf("This is the first report on record.\n")
	} else {
		p.printf("The report before covers the time up to %s.\n", isoDay(m.From.AddDate(0, 0, -1)))
	}
	p.printf("\n## Incidents and reviews\n\n")
	p.table("Severity", "Incidents", "Since the report before", "Review required", "Review held")
	var total due.SeverityCount
	for _, s := range m.Severities {
		p.severity(severityText(&s), &s, !m.From.IsZero())
		total.Total, total.Since = total.Total+s.Total, total.Since+s.Since
		total.Required, total.Reviewed = total.Required+s.Required, total.Reviewed+s.Reviewed
	}
	p.severity("all", &total, !m.From.IsZero())
	p.printf("\nNear misses and exercises are not counted, nor are reviews that were waived on record.\n")

	a := m.Actions
	p.printf("\n## Corrective actions\n\n")
	p.table("All", "To do", "Of them overdue", "Of them blocked", "Done, not verified", "Verified", "Declined")
	p.row(strconv.Itoa(a.Total), strconv.Itoa(a.Open), strconv.Itoa(a.Overdue), strconv.Itoa(a.Blocked), strconv.Itoa(a.Done), strconv.Itoa(a.Verified), strconv.Itoa(a.Declined))

	s := Status{List: m.List}
	p.printf("\n## What is due\n\n%s.\n", statusSummary(&s))
	p.statusTables("###", &s, Style{})
	p.markdownNotes(m.List.Notes)
	return p.err
}

func (p *printer) severity(name string, s *due.SeverityCount, since bool) {
	recent := "–"
	if since {
		recent = strconv.Itoa(s.Since)
	}
	p.row(name, strconv.Itoa(s.Total), recent, strconv.Itoa(s.Required), fmt.Sprintf("%d of %d", s.Reviewed, s.Required))
}

func severityText(s *due.SeverityCount) string {
	switch {
	case s.ID == "":
		return "not in the scale"
	case s.Name == "":
		return s.ID
	default:
		return s.ID + " " + s.Name
	}
}
