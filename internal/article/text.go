package article

import (
	"html/template"
	"regexp"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/safehtml"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// definition is a link reference definition, which holds for the whole text.
var definition = regexp.MustCompile(`(?m)^ {0,3}\[[^\]\n]+\]:`)

// text returns the text of the report: its summary, which stands first on the page, and the rest. The tables that are
// made from the front matter are left out of it, because the page has them in full.
func (m *maker) text() (summary, rest template.HTML, problem string) {
	if !m.r.Readable {
		return "", "", "The file could not be read as a report."
	}
	if p := m.r.BodyProblem(); p != nil {
		problem = plain("The text is shown as it is written: " + p.Message + ".")
	}
	start, end := m.r.Body.Start, m.r.Body.End
	cut := m.summaryEnd()
	if definition.Match(m.r.File.Bytes[start:end]) {
		cut = start
	}
	return m.render(start, cut, "summary"), m.render(cut, end, "text"), problem
}

// render sets a piece of the text without the tables that are made from the front matter.
func (m *maker) render(start, end int, called string) template.HTML {
	var text []byte
	for _, d := range m.r.Derived() {
		if d.Problem == "" && d.Content.Start >= start && d.Content.End <= end {
			text = append(text, m.r.File.Bytes[start:d.Content.Start]...)
			start = d.Content.End
		}
	}
	text = append(text, m.r.File.Bytes[start:end]...)
	return safehtml.Render(text, safehtml.Options{Top: 2, Prefix: m.Prefix + called + "-", Called: called, Link: m.Text, Image: m.Image})
}

// summaryEnd returns where the summary ends, when the text begins with one, else the start of the text. The title of
// the report may stand above it.
func (m *maker) summaryEnd() int {
	sections, _ := m.r.Sections()
	if len(sections) > 1 && !isSummary(sections[0]) && sections[0].Level < sections[1].Level {
		sections = sections[1:]
	}
	if len(sections) == 0 || !m.r.HasFrontMatter || !isSummary(sections[0]) {
		return m.r.Body.Start
	}
	for _, s := range sections[1:] {
		if s.Level <= sections[0].Level {
			return m.r.File.LineSpan(m.r.File.Position(s.Span.Start).Line).Start
		}
	}
	return m.r.Body.End
}

func isSummary(s report.Section) bool {
	name, _ := taxonomy.Section(s.Title)
	return name == "Summary"
}
