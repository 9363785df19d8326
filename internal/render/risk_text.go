package render

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

// What the text shows of long lists; the other formats hold all.
const (
	mostRisks    = 20 // entries of the register, and incidents that name none
	mostRiskRows = 5  // causes, controls and services
)

func riskText(w io.Writer, f trends.RiskFeed, s Style) error {
	p := &printer{w: w}
	most := func(n int) int {
		if f.All {
			return math.MaxInt
		}
		return n
	}
	as := riskAs(&f)
	p.printf("%s\n", s.paint("1")("For the risk assessment"))
	p.paragraph(s, "", periodText(as))
	p.printf("\n")
	p.paragraph(s, "", incidentsText(as))
	p.paragraph(s, "", besideText(as))
	if f.Caution != "" {
		p.printf("\n")
		p.paragraph(s, "", f.Caution)
	}
	for _, h := range riskHeads {
		p.heading(s, h.head)
		rows := most(mostRiskRows)
		if h.subject == trends.SubjectRisk {
			rows = most(mostRisks)
		}
		writeRisks(p, &f, h.subject, h.one, h.many, rows, s)
	}
	p.heading(s, "Incidents that name no risk")
	p.paragraph(s, "", unlinkedText(&f))
	for i, u := range f.Unlinked {
		if i == most(mostRisks) {
			p.paragraph(s, "  … ", fmt.Sprintf("and %d more; --all lists them", len(f.Unlinked)-i))
			break
		}
		p.paragraph(s, "  ", u.Report+", "+rated(u.Severity))
	}
	p.heading(s, "Notes")
	for _, n := range f.Notes {
		p.paragraph(s, "- ", n)
	}
	return p.err
}

func rated(severity string) string {
	if severity == "" {
		return "no severity"
	}
	return severity
}

// tells reports whether a row is worth a line in the text: something happened, or there is something late.
func tells(r *trends.Risk) bool {
	return r.Events+r.NearMiss.N+r.Exercise.N+r.Overdue+r.AfterFix > 0
}

// writeRisks writes the table of a subject and below it the questions.
func writeRisks(p *printer, f *trends.RiskFeed, subject, one, many string, most int, s Style) {
	all := riskRows(f, subject)
	shown := make([]*trends.Risk, 0, len(all))
	for _, r := range all {
		if len(shown) < most && (f.All || subject == trends.SubjectRisk || tells(r)) {
			shown = append(shown, r)
		}
	}
	if len(shown) > 0 {
		riskTable(shown, one, s).write(p, s)
	}
	if more := len(all) - len(shown); more > 0 {
		what := many
		if more == 1 {
			what = one
		}
		p.paragraph(s, "… ", fmt.Sprintf("and %d more %s; --all lists them", more, what))
	}
	if said := withoutText(f, subject); said != "" {
		p.paragraph(s, "", said)
	}
	if len(shown) > 0 {
		p.printf("\n")
	}
	for _, r := range shown {
		p.paragraph(s, "? ", r.Question)
	}
}

// riskCell is a column of the table of rows. A narrow one is there on a small screen too.
type riskCell struct {
	column
	narrow bool
	cell   func(r *trends.Risk) cell
}

func riskCells(head string) []riskCell {
	plain := func(text func(r *trends.Risk) string) func(r *trends.Risk) cell {
		return func(r *trends.Risk) cell { return cell{text: text(r)} }
	}
	return []riskCell{
		{column{head: strings.ToUpper(head), least: 10}, true, func(r *trends.Risk) cell { return cell{text: r.Key, colour: "1"} }},
		{column{head: "EVENTS", right: true}, true, plain(func(r *trends.Risk) string { return strconv.Itoa(r.Events) })},
		{column{head: "A YEAR", right: true}, true, plain(func(r *trends.Risk) string { return rateText(r.Rate, r.RateLow, r.RateHigh) })},
		{column{head: "BEFORE", right: true}, false, plain(func(r *trends.Risk) string { return strconv.Itoa(r.Previous) })},
		{column{head: "WORST", least: 5}, false, plain(worstText)},
		{column{head: "OPEN", right: true}, true, plain(func(r *trends.Risk) string { return strconv.Itoa(r.Open) })},
		{column{head: "LATE", right: true}, false, late},
		{column{head: "AFTER FIX", right: true}, true, plain(func(r *trends.Risk) string { return strconv.Itoa(r.AfterFix) })},
	}
}

func late(r *trends.Risk) cell {
	if r.Overdue > 0 {
		return cell{text: strconv.Itoa(r.Overdue), colour: "31"}
	}
	return cell{text: "0"}
}

// riskTable is the table of all columns, or of the narrow ones on a screen for which it is too wide.
func riskTable(rows []*trends.Risk, head string, s Style) *table {
	all := riskCells(head)
	t := riskTableOf(rows, all)
	if s.Terminal && t.leastWidth() > s.Width {
		return riskTableOf(rows, slices.DeleteFunc(all, func(c riskCell) bool { return !c.narrow }))
	}
	return t
}

func riskTableOf(rows []*trends.Risk, columns []riskCell) *table {
	t := &table{}
	for _, c := range columns {
		t.columns = append(t.columns, c.column)
	}
	for _, r := range rows {
		line := row{below: r.Change.Said}
		if beside := besideEventsText(r); beside != "" {
			line.below = beside + "; " + line.below
		}
		for _, c := range columns {
			line.cells = append(line.cells, c.cell(r))
		}
		t.rows = append(t.rows, line)
	}
	return t
}
