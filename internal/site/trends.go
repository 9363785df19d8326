package site

import (
	"html/template"

	"github.com/pir-cli/pir/internal/chart"
	"github.com/pir-cli/pir/internal/render"
)

// partView is a part of the page of trends.
type partView struct {
	ID, Title   string
	Text, Heads []string
	Rows        [][]ref
	List        []string
}

func (b *builder) trends() ([]Page, error) {
	t := b.Trends
	drawn, told := render.TrendPictures(t), render.TrendParts(t)
	pictures := make([]template.HTML, 0, len(drawn))
	for _, p := range drawn {
		pictures = append(pictures, template.HTML(chart.Embed(p.SVG))) //nolint:gosec // package chart escapes every text
	}
	parts := make([]partView, 0, len(told))
	for _, p := range told {
		v := partView{ID: p.ID, Title: p.Title, Text: p.Text, Heads: p.Heads, List: p.List}
		for _, row := range p.Rows {
			cells := make([]ref, 0, len(row))
			for _, c := range row {
				cells = append(cells, b.cell(c))
			}
			v.Rows = append(v.Rows, cells)
		}
		parts = append(parts, v)
	}
	page := map[string]any{"Lead": render.TrendLead(t), "Pictures": pictures, "Parts": parts}
	return b.one("trends.html", "trends", frame{Title: "Trends", Styles: []string{"chart.css"}, AsOf: isoDay(b.AsOf), Page: page})
}

// cell links what the site has a page for.
func (b *builder) cell(c render.Cell) ref {
	switch c.About {
	case render.AboutReport:
		return b.to("", c.Text)
	case render.AboutAction:
		r := b.toAction("", c.Text)
		return ref{text(c.Text), r.Href}
	case render.AboutControl, render.AboutCause, render.AboutService:
		kind := map[string]string{render.AboutControl: controls, render.AboutCause: causes, render.AboutService: services}[c.About]
		if s := b.subjects[kind+"\x00"+c.Key]; s != nil {
			return ref{c.Text, s.page}
		}
	}
	return ref{Text: c.Text}
}
