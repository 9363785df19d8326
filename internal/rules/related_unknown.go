package rules

import (
	"fmt"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/report"
)

// relation is a report that another one names, and where.
type relation struct {
	id string
	at lint.Mark
}

var _ = add(lint.Across(
	lint.Rule{Name: "related-unknown", Severity: diag.Warning, Since: "0.1.0", Raw: true}, // a report that cannot be read is there nevertheless
	func(p *lint.Pass) (lint.Fact[[]relation], bool) {
		var f lint.Fact[[]relation]
		for _, o := range p.Report.Related {
			if !o.ID.Empty() {
				f.Value = append(f.Value, relation{o.ID.Value, p.Mark(o.ID.Span)})
			}
		}
		return f, true
	},
	func(facts []lint.Fact[[]relation], find lint.Find) {
		if len(facts) < 2 {
			return // of one report nobody can say what others there are
		}
		ids := make([]string, 0, len(facts))
		known := make(map[string]bool, len(facts))
		for _, f := range facts {
			ids = append(ids, f.Report)
			known[f.Report] = true
		}
		const most = 100 // findings with a hint; each is looked up among all reports
		hints := 0
		for _, f := range facts {
			for _, o := range f.Value {
				switch {
				case o.id == f.Report:
					find(o.at, "the report is related to itself; write the id of the other one")
				case !known[o.id]:
					hint := "an id is the name of the file without its ending"
					if near := report.ID(o.id); known[near] {
						hint = "write its id, " + near
					} else if hints++; hints <= most {
						if near, ok := nearest.Nearest(o.id, ids); ok && near != f.Report {
							hint = fmt.Sprintf("did you mean %s?", near)
						}
					}
					find(o.at, "there is no report %q; %s", shorten(o.id), hint)
				}
			}
		}
	},
))
