package render

import (
	"strings"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// showPrinter writes a report on a screen of a width.
type showPrinter struct {
	printer
	style Style
	width int
}

func (p *showPrinter) heading(text string) { p.printf("\n%s\n", p.style.paint("1")(Visible(text))) }

// hanging writes a text wrapped to the width. The first line begins with before, the others with rest, which are as wide.
func (p *showPrinter) hanging(before, rest, colour, text string) {
	for i, line := range wrapped(text, max(leastText, p.width-textWidth(before))) {
		if i > 0 {
			before = rest
		}
		p.printf("%s\n", strings.TrimRight(before+p.style.paint(colour)(line), " "))
	}
}

// leastText is the narrowest column of text that can be read.
const leastText = 24

// beside writes a text beside a mark that takes some columns, or below it where the screen is too narrow for that.
func (p *showPrinter) beside(indent int, mark, colour string, columns int, text string) {
	mark = Visible(mark)
	lead := strings.Repeat(" ", indent)
	painted := lead + p.style.paint(colour)(mark) + strings.Repeat(" ", max(0, columns-textWidth(mark)))
	if p.width-indent-columns < leastText {
		p.printf("%s\n", strings.TrimRight(painted, " "))
		p.hanging(lead+gap, lead+gap, "", text)
		return
	}
	for i, line := range wrapped(text, p.width-indent-columns) {
		if i > 0 {
			painted = lead + strings.Repeat(" ", columns)
		}
		p.printf("%s\n", strings.TrimRight(painted+line, " "))
	}
}

func (p *showPrinter) facts(facts []fact) { p.factsAt(2, facts) }

func (p *showPrinter) factsAt(indent int, facts []fact) {
	columns := 0
	for _, f := range facts {
		columns = max(columns, textWidth(f.name)+len(gap))
	}
	for _, f := range facts {
		p.beside(indent, f.name, "2", columns, f.value)
	}
}

func (p *showPrinter) intervals(r *report.Report) {
	if len(r.Timeline) == 0 {
		return
	}
	p.heading("Intervals")
	columns := 0
	for _, l := range r.Lengths() {
		columns = max(columns, len(intervalName(l))+len(gap))
	}
	for _, l := range r.Lengths() {
		text := l.Text() + ", from " + l.From + " to " + l.To
		if !l.Known {
			text = "not known: " + l.Text()
		}
		p.beside(2, intervalName(l), "2", columns, text)
	}
}

func (p *showPrinter) timeline(r *report.Report, clock func(field.Time) string) {
	if len(r.Timeline) == 0 {
		return
	}
	p.heading("Timeline")
	columns := 0
	for _, e := range r.Timeline {
		columns = max(columns, textWidth(clock(e.At))+len(gap))
	}
	for _, e := range r.Timeline {
		text := e.Event.Value
		if !e.Milestone.Empty() {
			text = strings.ToUpper(e.Milestone.Value) + ": " + text
		}
		if !e.Source.Empty() {
			text += " [" + e.Source.Value + "]"
		}
		p.beside(2, valueOr(clock(e.At), "no time"), "", columns, text)
	}
}

func (p *showPrinter) causes(v *Shown) {
	if len(v.Report.Causes) == 0 {
		return
	}
	p.heading("Causes")
	for i := range v.Report.Causes {
		c := &v.Report.Causes[i]
		if i > 0 {
			p.printf("\n")
		}
		p.beside(2, c.ID.Value, "1", max(4, textWidth(c.ID.Value)+len(gap)), valueOr(c.Statement.Value, "no statement"))
		p.beside(6, causeKind(c, v.Policy), "2", 0, "")
		for _, why := range c.Whys {
			p.beside(6, "why", "2", 5, why.Value)
		}
		if len(c.Evidence) > 0 {
			p.factsAt(6, []fact{{"evidence", commaList(c.Evidence)}})
		}
	}
}

// verdictColours are those of the verdicts on a control.
var verdictColours = map[string]string{"effective": "32", "partial": "33", "failed": "31", "missing": "31"}

func (p *showPrinter) controls(r *report.Report) {
	if len(r.Controls) == 0 {
		return
	}
	p.heading("Controls")
	for _, c := range r.Controls {
		text := c.Ref.Value
		if known, ok, _ := taxonomy.LookupControl(text); ok {
			text += " " + known.Title
		}
		p.beside(2, valueOr(c.Verdict.Value, "no verdict"), verdictColours[c.Verdict.Value], 12, text)
		if !c.Note.Empty() {
			p.beside(14, "", "", 0, c.Note.Value)
		}
	}
}

func (p *showPrinter) actions(v *Shown) {
	if len(v.Report.Actions) == 0 {
		return
	}
	p.heading("Actions on " + isoDay(v.AsOf))
	if len(v.Actions) != len(v.Report.Actions) {
		p.hanging("  ", "  ", "", "none: the incident lies after that day")
		return
	}
	for i := range v.Actions {
		rec := &v.Actions[i]
		if i > 0 {
			p.printf("\n")
		}
		id := strings.TrimPrefix(rec.ID, rec.Report+"/")
		p.beside(2, id, "1", max(4, textWidth(id)+len(gap)), valueOr(rec.Title, "without a title"))
		state := phrase(dueBy(rec), valueOr(rec.Owner, "no owner"), rec.Priority)
		mark := stateText(rec)
		p.beside(6, mark, stateCell(rec).colour, textWidth(mark)+len(gap), state)
		p.factsAt(6, actionFacts(&v.Report.Actions[i]))
	}
}

// stateOf returns the state of an action of the report on the day, or nothing.
func (v *Shown) stateOf(i int) (*actions.Record, bool) {
	if len(v.Actions) != len(v.Report.Actions) {
		return nil, false
	}
	return &v.Actions[i], true
}
