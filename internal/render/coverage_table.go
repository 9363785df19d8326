package render

import (
	"fmt"
	"io"
	"strconv"

	"github.com/pir-cli/pir/internal/coverage"
)

// coverageTable writes the severities, the incidents that are to be looked at, and what disagrees. Incidents with which
// all is well are counted, and stand in the other formats.
func coverageTable(w io.Writer, r coverage.Result, style Style) error {
	p := &printer{w: w}
	p.paragraph(style, "", coverageLead(&r))
	if r.Nil != "" {
		p.printf("\n")
		p.paragraph(style, "", r.Nil)
	}
	p.printf("\n")
	severityTable(&r).write(p, style)
	incidentTable(p, &r, style)
	if len(r.Unregistered) > 0 {
		p.heading(style, "Reports about incidents that the register does not have")
		t := &table{columns: []column{{head: "DETECTED"}, {head: "SEVERITY"}, {head: "REPORT", least: leastTitle, tail: true}}}
		for i := range r.Unregistered {
			u := &r.Unregistered[i]
			t.rows = append(t.rows, row{cells: []cell{{text: isoDay(u.Detected)}, {text: u.Severity}, {text: u.Report}}, below: unregisteredText(u)})
		}
		t.write(p, style)
	}
	for _, g := range disagreementGroups() {
		list := ofGroup(&r, g[0])
		if len(list) == 0 {
			continue
		}
		p.heading(style, g[1])
		for i := range list {
			p.paragraph(style, "  ", fmt.Sprintf("%s:%d: %s [%s]", list[i].File, list[i].Line, list[i].Message, list[i].Kind))
		}
	}
	p.printf("\n")
	p.paragraph(style, "", coverageCounts(&r.Summary))
	p.paragraph(style, "", reconciliation(&r))
	p.notes(style, r.Notes)
	return p.err
}

// severityTable has a line for each severity, so that it shows whether only the most severe are reviewed.
func severityTable(r *coverage.Result) *table {
	t := &table{columns: []column{
		{head: "SEVERITY"},
		{head: "REVIEW"},
		{head: "INCIDENTS", right: true},
		{head: "MISSING", right: true},
		{head: "LATE", right: true},
		{head: "PENDING", right: true},
		{head: "WAIVED", right: true},
		{head: "REVIEWED"},
	}}
	for i := range r.Severities {
		s := &r.Severities[i]
		cells := []cell{{text: severityName(s)}, {text: string(s.Review)}}
		for _, n := range []int{s.Population, s.Missing, s.Late, s.Pending, s.Waived} {
			cells = append(cells, cell{text: strconv.Itoa(n)})
		}
		t.rows = append(t.rows, row{cells: append(cells, cell{text: heldText(s)})})
	}
	return t
}

// incidentTable lists the incidents that are to be looked at, under their states.
func incidentTable(p *printer, r *coverage.Result, style Style) {
	t := &table{columns: []column{{head: "OVER"}, {head: "SEVERITY"}, {head: "KEY"}, {head: "TITLE", least: leastTitle}}}
	state := coverage.State("")
	for i := range r.Incidents {
		in := &r.Incidents[i]
		if in.State == coverage.Reviewed || in.State == coverage.NotRequired {
			continue
		}
		if in.State != state {
			state = in.State
			t.rows = append(t.rows, row{heading: stateTitle(state)})
		}
		below := standText(in)
		if in.Report != "" {
			below += " (" + in.Report + ")"
		}
		closed := isoDay(in.Closed)
		if closed == "" {
			closed = "open"
		}
		t.rows = append(t.rows, row{cells: []cell{{text: closed}, {text: in.Severity}, {text: in.Key}, {text: in.Title}}, below: below})
	}
	if len(t.rows) > 0 {
		p.printf("\n")
		t.write(p, style)
	}
}
