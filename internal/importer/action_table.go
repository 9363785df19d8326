package importer

import (
	"strings"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// looseTables lifts tables with the heads of a list of actions that stand under no such heading.
func (l *lifter) looseTables(s *section) {
	for _, b := range s.blocks {
		if len(b.rows) == 0 {
			continue
		}
		cols := actionColumns(b.rows[0].cells)
		_, titled := cols["title"]
		_, owned := cols["owner"]
		_, due := cols["due"]
		_, state := cols["status"]
		_, ticket := cols["ticket"]
		n := 0
		for _, has := range []bool{owned, due, state, ticket} {
			if has {
				n++
			}
		}
		if titled && (n >= 2 || strings.Contains(strings.ToLower(strings.Join(b.rows[0].cells, " ")), "action")) && n >= 1 && s.role != "timeline" {
			l.actionTable(b, group{})
		}
	}
}

// actionColumns returns which column holds what.
func actionColumns(cells []string) map[string]int {
	cols := map[string]int{}
	for i, cell := range cells {
		name := plainText(cell)
		base, _, _ := strings.Cut(name, "(")
		if kind, ok := taxonomy.ImportWord("action-column", base); ok {
			if _, twice := cols[kind]; !twice {
				cols[kind] = i
			}
		}
	}
	return cols
}

// actionTable lifts the rows of a table.
func (l *lifter) actionTable(b block, g group) {
	cols := actionColumns(b.rows[0].cells)
	if _, ok := cols["title"]; !ok {
		return
	}
	cell := func(r row, kind string) string {
		i, ok := cols[kind]
		if !ok || i >= len(r.cells) {
			return ""
		}
		return r.cells[i]
	}
	for _, r := range b.rows[1:] {
		p := phrase{markdown: cell(r, "title")}
		p.links = links(cell(r, "ticket"), l.doc.refs)
		a := Action{Owner: g.owner, Effect: g.effect, Status: g.status, Line: r.no}
		p.state(&a)
		p.ticket(&a)
		if ref := plainText(cell(r, "ticket")); a.Ticket == "" {
			if key := incidentKey().FindString(ref); key != "" {
				a.Ticket = key
			}
		}
		if a.Ticket == "" {
			p.links = links(cell(r, "title"), l.doc.refs)
			p.ticket(&a)
		}
		if who := ownerName(cell(r, "owner")); who != "" {
			a.Owner = who
		}
		if d, ok := l.scanner.findDay(plainText(cell(r, "due")), l.base); ok {
			a.Due = d.String()
		}
		for _, kind := range []string{"status", "ticket"} {
			if s, ok := stateOf(plainText(cell(r, kind))); ok && (kind == "status" || s != "open" || a.Status == "") {
				a.Status = s
			}
		}
		if e, ok := taxonomy.ImportWord("effect", plainText(cell(r, "type"))); ok {
			a.Effect = e
		}
		if w, ok := report.Priorities.Canonical(strings.ToUpper(plainText(cell(r, "priority")))); ok {
			a.Priority = w
		}
		title := plainText(p.markdown)
		if _, ok := cols["owner"]; !ok {
			title = l.owner(&a, title)
		}
		title = p.trimState(&a, title)
		title = strings.Trim(title, " \t-–—:;,|")
		if title == "" || placeholder(title) {
			continue
		}
		a.Title = shorten(title)
		l.addAction(a)
	}
}
