package render

import (
	"strings"

	"github.com/pir-cli/pir/internal/body"
	"github.com/pir-cli/pir/internal/report"
)

// quoteMark stands before each line of a quotation.
const quoteMark = "> "

// body writes what is told in the text of the report.
func (p *showPrinter) body(r *report.Report) {
	if note := bodyNote(r); note != "" {
		p.heading("Text")
		p.hanging("  ", "  ", "", note)
		return
	}
	last := body.Block{Kind: body.Rule}
	for _, b := range body.Read(r) {
		if b.Kind == body.Heading {
			p.heading(strings.Join(b.Lines, " "))
			last = b
			continue
		}
		// The items of a list stand close together, everything else apart.
		if apart := b.Mark == "" || last.Indent == 0; apart && last.Kind != body.Heading {
			p.printf("\n")
		}
		p.block(&b)
		last = b
	}
}

// block writes one block that is no heading.
func (p *showPrinter) block(b *body.Block) {
	rest := "  " + strings.Repeat(quoteMark, b.Quoted) + strings.Repeat(" ", b.Indent)
	before := rest[:len(rest)-len(b.Mark)] + b.Mark
	switch b.Kind {
	case body.Code:
		for i, line := range b.Lines {
			if i > 0 {
				before = rest
			}
			p.printf("%s\n", strings.TrimRight(before+p.style.paint("36")(visibleCode(line)), " "))
		}
	case body.Table:
		p.bodyTable(rest, b.Rows)
	case body.Rule:
		p.printf("%s\n", rest+strings.Repeat("-", max(3, min(20, p.width-len(rest)))))
	case body.Paragraph, body.Heading:
		for _, line := range b.Lines {
			p.hanging(before, rest, "", line)
			before = rest
		}
	}
}

// visibleCode makes a line of code visible. Tabs are spaces, as code is full of them.
func visibleCode(line string) string { return Visible(strings.ReplaceAll(line, "\t", "    ")) }

// bodyTable writes a table with aligned columns or, where the screen is too narrow for it, each row as a list of its
// cells under their heads, so that nothing is cut.
func (p *showPrinter) bodyTable(lead string, rows [][]string) {
	t := &table{}
	for _, head := range rows[0] {
		t.columns = append(t.columns, column{head: head})
	}
	for _, cells := range rows[1:] {
		r := row{}
		for _, c := range cells {
			r.cells = append(r.cells, cell{text: c})
		}
		t.rows = append(t.rows, r)
	}
	widths := t.widths()
	if len(lead)+totalWidth(widths) <= p.width {
		var b strings.Builder
		inner := printer{w: &b, err: p.err}
		t.write(&inner, Style{Color: p.style.Color})
		for line := range strings.Lines(b.String()) {
			p.printf("%s%s", lead, line)
		}
		return
	}
	for i, cells := range rows[1:] {
		if i > 0 {
			p.printf("\n")
		}
		for j, c := range cells {
			p.hanging(lead, lead+gap, "", rows[0][j]+": "+c)
		}
	}
}
