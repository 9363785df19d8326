package export

import (
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/trends"
)

// definitions are the tables that are made from one report each, in the order in which they are written; the actions come
// after them.
func definitions() []definition {
	all := incidentColumns()
	incidents := definition{
		table: Table{Name: "incidents", Doc: "a report", Columns: heads(all)},
		rows:  func(f *facts) [][]any { return [][]any{row(all, f)} },
	}
	return []definition{
		incidents, timelineTable(), causesTable(), whysTable(), controlsTable(), escalationsTable(),
		relatedTable(), sharingTable(), notificationsTable(), approvalsTable(),
	}
}

// Names returns the names of the tables in their order.
func Names() []string {
	names := make([]string, 0, len(definitions())+1)
	for _, t := range Schema() {
		names = append(names, t.Name)
	}
	return names
}

// Schema returns the tables without rows.
func Schema() []Table {
	var tables []Table
	for _, d := range definitions() {
		tables = append(tables, d.table)
	}
	return append(tables, actionsTable())
}

// Views returns the views without rows: tables made for one purpose from several others.
func Views() []Table { return []Table{breachTable()} }

// Maker makes the rows of reports. Several goroutines may use it at once.
type Maker struct {
	policy *policy.Policy
	tables []definition
	detail []column[*report.Action]
	breach []column[*facts]
}

// NewMaker returns a maker that reads severities and vocabularies by a policy.
func NewMaker(pol *policy.Policy) *Maker {
	return &Maker{policy: pol, tables: definitions(), detail: detailColumns(), breach: breachColumns()}
}

// Part is the rows of one report, free of it.
type Part struct {
	Report  string
	At      time.Time        // by which it is counted; zero for one without any date
	Actions []actions.Action // whose state is not yet told

	rows    [][][]any // by table
	details [][]any   // of the actions
	breach  []any     // nil for no breach
}

// Of makes the rows of a report; a file without front matter that can be read has none.
func (m *Maker) Of(r *report.Report) Part {
	if !r.HasFrontMatter {
		return Part{}
	}
	in := trends.Of(r, m.policy)
	f := &facts{report: r, in: &in}
	p := Part{Report: r.ID, At: in.At, Actions: actions.Of(r, m.policy)}
	for _, d := range m.tables {
		p.rows = append(p.rows, d.rows(f))
	}
	for i := range r.Actions {
		p.details = append(p.details, row(m.detail, &r.Actions[i]))
	}
	if f.basis() != "" {
		p.breach = row(m.breach, f)
	}
	return p
}

// Selection says which reports are exported.
type Selection struct {
	AsOf   time.Time      // reports of incidents after that day are left out, and the state of actions is that of the day
	Period *trends.Period // only reports of incidents that are counted in it; nil for all
	Closed bool           // nothing is told of reports that are not among the parts
}

// Left counts what a selection leaves out.
type Left struct {
	Later   int // their incident lies after the day
	Outside int // they are counted in another period
	Undated int // a period is asked for, and nobody can tell when they were
}

// Made are the tables and views of the selected reports.
type Made struct {
	AsOf   time.Time
	Tables []Table
	Views  []Table
	Left   Left
}

// Compute puts parts together in their order.
func Compute(parts []Part, sel Selection, pol *policy.Policy) *Made {
	m := &Made{AsOf: sel.AsOf, Tables: Schema(), Views: Views()}
	last := len(m.Tables) - 1
	known := map[any]bool{}
	for i := range parts {
		known[parts[i].Report] = true
	}
	for i := range parts {
		p := &parts[i]
		if p.rows == nil || !m.takes(p, sel) {
			continue
		}
		for t := range p.rows {
			rows := p.rows[t]
			if sel.Closed && m.Tables[t].Name == relatedName {
				rows = slices.DeleteFunc(rows, func(row []any) bool { return !known[row[relatedOther]] })
			}
			m.Tables[t].Rows = append(m.Tables[t].Rows, rows...)
		}
		records := actions.At(p.Actions, sel.AsOf, pol)
		m.Tables[last].Rows = append(m.Tables[last].Rows, actionRows(p.details, records, sel.AsOf)...)
		if p.breach != nil {
			m.Views[0].Rows = append(m.Views[0].Rows, append(p.breach, remedial(records), sel.AsOf))
		}
	}
	return m
}

func (m *Made) takes(p *Part, sel Selection) bool {
	switch {
	case p.At.IsZero():
		if sel.Period != nil {
			m.Left.Undated++
		}
		return sel.Period == nil
	case trends.Day(p.At).After(sel.AsOf):
		m.Left.Later++
		return false
	case sel.Period != nil && !sel.Period.Contains(p.At):
		m.Left.Outside++
		return false
	}
	return true
}
