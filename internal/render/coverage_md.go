package render

import (
	"fmt"
	"io"
	"strconv"

	"github.com/pir-cli/pir/internal/coverage"
)

// coverageMarkdown writes everything, also the incidents with which all is well: it is the record of a population.
func coverageMarkdown(w io.Writer, r coverage.Result, _ Style) error {
	p := &printer{w: w}
	p.printf("%s.\n", markdownText(coverageLead(&r)))
	if r.Nil != "" {
		p.printf("\n**%s.**\n", markdownText(r.Nil))
	}
	p.printf("\n### By severity\n\n")
	p.table("Severity", "Review", "Incidents", "Missing", "Late", "Pending", "Waived", "Reviewed")
	for i := range r.Severities {
		s := &r.Severities[i]
		p.row(severityName(s), string(s.Review), strconv.Itoa(s.Population), strconv.Itoa(s.Missing), strconv.Itoa(s.Late), strconv.Itoa(s.Pending), strconv.Itoa(s.Waived), heldText(s))
	}
	state := coverage.State("")
	for i := range r.Incidents {
		in := &r.Incidents[i]
		if in.State != state {
			state = in.State
			p.printf("\n### %s\n\n", markdownText(stateTitle(state)))
			p.table("Key", "Title", "Severity", "Detected", "Over", "Report", "How it stands")
		}
		p.row(in.Key, in.Title, in.Severity, isoDay(in.Detected), isoDay(in.Closed), in.Report, standText(in))
	}
	if len(r.Unregistered) > 0 {
		p.printf("\n### Reports about incidents that the register does not have\n\n")
		p.table("Report", "Title", "Severity", "Detected", "Why")
		for i := range r.Unregistered {
			u := &r.Unregistered[i]
			p.row(u.Report, u.Title, u.Severity, isoDay(u.Detected), unregisteredText(u))
		}
	}
	for _, g := range disagreementGroups() {
		list := ofGroup(&r, g[0])
		if len(list) == 0 {
			continue
		}
		p.printf("\n### %s\n\n", g[1])
		p.table("What", "Place", "Register", "Report", "")
		for i := range list {
			d := &list[i]
			p.row(d.Kind, fmt.Sprintf("%s:%d", d.File, d.Line), d.Register, d.InReport, d.Message)
		}
	}
	p.printf("\n%s. %s\n", markdownText(coverageCounts(&r.Summary)), markdownText(reconciliation(&r)))
	if r.SHA256 != "" {
		p.printf("\nSHA-256 of %s: `%s`\n", markdownText(r.File), r.SHA256)
	}
	p.markdownNotes(r.Notes)
	return p.err
}
