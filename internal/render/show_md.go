package render

import (
	"io"
	"strings"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// showMarkdown writes the report as a page: the facts as tables and lists, then the text as its writer has it.
func showMarkdown(w io.Writer, v *Shown, s Style) error {
	p := &showMD{printer{w: w}}
	r := v.Report
	p.printf("# %s\n", markdownText(valueOr(r.Title.Value, r.ID)))
	for _, part := range showFacts(v) {
		p.facts(part)
	}
	p.timeline(r, s.clock(r))
	p.causes(v)
	p.controls(r)
	p.actions(v)
	for _, part := range showFollowUp(r, s.clock(r)) {
		p.facts(part)
	}
	p.text(r)
	return p.err
}

type showMD struct{ printer }

// rows writes a table.
func (p *showMD) rows(head []string, rows [][]string) {
	p.printf("\n| %s |\n%s|\n", strings.Join(head, " | "), strings.Repeat("|---", len(head)))
	for _, row := range rows {
		cells := make([]string, 0, len(row))
		for _, c := range row {
			cells = append(cells, markdownText(c))
		}
		p.printf("| %s |\n", strings.Join(cells, " | "))
	}
}

func (p *showMD) facts(part factsPart) {
	if part.title != "" {
		p.printf("\n## %s\n", part.title)
	}
	rows := make([][]string, 0, len(part.facts))
	for _, f := range part.facts {
		rows = append(rows, []string{f.name, f.value})
	}
	p.rows([]string{"", ""}, rows)
}

func (p *showMD) timeline(r *report.Report, clock func(field.Time) string) {
	if len(r.Timeline) == 0 {
		return
	}
	p.printf("\n## Intervals\n")
	var lengths, entries [][]string
	for _, l := range r.Lengths() {
		lengths = append(lengths, []string{intervalName(l), l.From, l.To, l.Text()})
	}
	p.rows([]string{"interval", "from", "to", "length"}, lengths)
	p.printf("\n## Timeline\n")
	for _, e := range r.Timeline {
		entries = append(entries, []string{clock(e.At), e.Milestone.Value, e.Event.Value, e.Source.Value})
	}
	p.rows([]string{"at", "milestone", "event", "source"}, entries)
}

func (p *showMD) causes(v *Shown) {
	if len(v.Report.Causes) == 0 {
		return
	}
	p.printf("\n## Causes\n")
	for i := range v.Report.Causes {
		c := &v.Report.Causes[i]
		p.printf("\n**%s** (%s): %s\n", markdownText(valueOr(c.ID.Value, "cause")), markdownText(causeKind(c, v.Policy)), markdownText(c.Statement.Value))
		if len(c.Whys) > 0 {
			p.printf("\n")
		}
		for n, why := range c.Whys {
			p.printf("%d. %s\n", n+1, markdownText(why.Value))
		}
		if len(c.Evidence) > 0 {
			p.printf("\nEvidence: %s\n", markdownText(commaList(c.Evidence)))
		}
	}
}

func (p *showMD) controls(r *report.Report) {
	if len(r.Controls) == 0 {
		return
	}
	p.printf("\n## Controls\n")
	var rows [][]string
	for _, c := range r.Controls {
		known, _, _ := taxonomy.LookupControl(c.Ref.Value)
		rows = append(rows, []string{c.Ref.Value, known.Title, c.Verdict.Value, c.Note.Value})
	}
	p.rows([]string{"control", "title", "verdict", "note"}, rows)
}

func (p *showMD) actions(v *Shown) {
	if len(v.Report.Actions) == 0 {
		return
	}
	p.printf("\n## Actions on %s\n", isoDay(v.AsOf))
	for i := range v.Report.Actions {
		rec, ok := v.stateOf(i)
		if !ok {
			p.printf("\nNone: the incident lies after that day.\n")
			return
		}
		p.printf("\n**%s** %s: %s\n", markdownText(strings.TrimPrefix(rec.ID, rec.Report+"/")), markdownText(stateText(rec)), markdownText(rec.Title))
		rows := [][]string{{"owner", valueOr(rec.Owner, "no owner")}}
		for _, f := range []fact{{"due", strings.TrimPrefix(dueBy(rec), "due ")}, {"priority", rec.Priority}} {
			if f.value != "" {
				rows = append(rows, []string{f.name, f.value})
			}
		}
		for _, f := range actionFacts(&v.Report.Actions[i]) {
			rows = append(rows, []string{f.name, f.value})
		}
		p.rows([]string{"", ""}, rows)
	}
}

// text writes the text as it stands in the file, without the tables that are made from the front matter.
func (p *showMD) text(r *report.Report) {
	if note := bodyNote(r); note != "" {
		p.printf("\n## Text\n\n%s\n", markdownText(note))
		return
	}
	p.printf("\n")
	for line := range strings.Lines(strings.TrimSpace(told(r))) {
		cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		for i := range cells {
			cells[i] = Visible(cells[i])
		}
		p.printf("%s\n", strings.Join(cells, "\t"))
	}
}

// told returns the text of a report without the tables that are made from the front matter, and without a heading under
// which nothing else stands.
func told(r *report.Report) string {
	var b strings.Builder
	at := r.Body.Start
	for _, d := range r.Derived() {
		if d.Problem != "" || d.Marker.Start < at {
			continue
		}
		before := string(r.File.Bytes[at:d.Marker.Start])
		_, rest, _ := strings.Cut(string(r.File.Bytes[d.Content.End:r.Body.End]), "\n") // behind the marker that ends it
		at = r.Body.End - len(rest)
		above := strings.TrimSpace(before)
		heading := above[strings.LastIndexByte(above, '\n')+1:]
		if after := strings.TrimSpace(rest); strings.HasPrefix(heading, "#") && (after == "" || strings.HasPrefix(after, "#")) {
			before = strings.TrimSuffix(above, heading) + "\n"
		}
		b.WriteString(before)
	}
	b.Write(r.File.Bytes[at:r.Body.End])
	return b.String()
}
