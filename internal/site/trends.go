package site

import (
	"html/template"
	"strconv"

	"github.com/pir-cli/pir/internal/chart"
	"github.com/pir-cli/pir/internal/render"
)

// partView is a part of the page of trends.
type partView struct {
	ID, Title string
	Text      []string
	Wide      bool // more columns than a small screen has room for
	Heads     []tableHead
	Rows      [][]tableCell
	List      []string
}

// tableHead and tableCell know whether their column has whole numbers, which stand at the right.
type (
	tableHead struct {
		Text   string
		Number bool
	}
	tableCell struct {
		Ref    ref
		Number bool
	}
)

// wideTable is how many columns a table has at most that fits where there is little room.
const wideTable = 5

// whole reports whether a column has nothing but whole numbers.
func whole(rows [][]render.Cell, column int) bool {
	found := false
	for _, row := range rows {
		if column >= len(row) || row[column].Text == "" {
			continue
		}
		if _, err := strconv.Atoi(row[column].Text); err != nil {
			return false
		}
		found = true
	}
	return found
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
		v := partView{ID: p.ID, Title: p.Title, Text: p.Text, Wide: len(p.Heads) > wideTable, List: p.List}
		for i, head := range p.Heads {
			v.Heads = append(v.Heads, tableHead{head, whole(p.Rows, i)})
		}
		for _, row := range p.Rows {
			cells := make([]tableCell, 0, len(row))
			for i, c := range row {
				cells = append(cells, tableCell{b.cell(c), v.Heads[i].Number})
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
