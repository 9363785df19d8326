package coverage

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/report"
)

// desk is a question with what every part of the answer needs.
type desk struct {
	*Question
	reports int              // of kind incident
	byRow   map[string][]int // folded key of a row -> its reports, by place in Facts; the one that counts first
	rowOf   map[int]string   // report -> folded key of the row that it belongs to
	found   []Disagreement
	hints   *hints
}

func newDesk(q *Question) *desk {
	d := &desk{Question: q, byRow: map[string][]int{}, rowOf: map[int]string{}}
	if d.Today.Before(d.AsOf) {
		d.Today = d.AsOf
	}
	for i := range q.Facts {
		if q.Facts[i].kind == kindIncident {
			d.reports++
		}
	}
	return d
}

func fold(key string) string { return strings.ToLower(strings.TrimSpace(key)) }

// match brings rows and reports together: by the key that a report names, then by the report that a row names.
func (d *desk) match() {
	if d.Register == nil {
		return
	}
	for i := range d.Facts {
		if row, ok := d.Register.Find(d.Facts[i].key); ok && d.Facts[i].key != "" {
			d.join(i, fold(row.Key.Value))
		}
	}
	ids := map[string]int{}
	for i := range d.Facts {
		ids[d.Facts[i].id] = i
		ids[strings.TrimPrefix(d.Facts[i].file, "./")] = i
	}
	for i := range d.Register.Rows {
		row := &d.Register.Rows[i]
		if !row.Shifted && !row.Report.Empty() {
			d.byColumn(row, ids)
		}
	}
	for key, list := range d.byRow {
		d.order(key, list)
	}
}

func (d *desk) join(fact int, key string) {
	d.byRow[key] = append(d.byRow[key], fact)
	d.rowOf[fact] = key
}

// byColumn takes in the report that a row names.
func (d *desk) byColumn(row *register.Row, ids map[string]int) {
	named := strings.TrimSpace(row.Report.Value)
	i, ok := ids[named]
	if !ok {
		i, ok = ids[report.ID(path.Clean(strings.ReplaceAll(named, `\`, "/")))]
	}
	key := fold(row.Key.Value)
	if !ok {
		d.say(Disagreement{
			Kind: "report-unknown", Key: row.Key.Value, Register: named, Message: fmt.Sprintf("%s names the report %s, and there is none of that id", row.Key.Value, named),
		}, row)
		return
	}
	f := &d.Facts[i]
	switch at, joined := d.rowOf[i]; {
	case joined && at == key:
	case joined && fold(f.key) == at:
		d.say(Disagreement{
			Kind: "other-key", Key: row.Key.Value, Report: f.id, Register: row.Key.Value, InReport: f.key,
			Message: fmt.Sprintf("%s names the report %s, which names the incident %s; it counts for that one alone", row.Key.Value, f.id, f.key),
		}, row)
	default: // a report without a key covers every incident whose row names it
		d.join(i, key)
		if f.key != "" {
			d.say(Disagreement{
				Kind: "other-key", Key: row.Key.Value, Report: f.id, Register: row.Key.Value, InReport: f.key,
				Message: fmt.Sprintf("%s names the report %s, which names the incident %s, and the register has none of that key", row.Key.Value, f.id, f.key),
			}, row)
		}
	}
}

// order puts the report that counts for a row first: the one that the row names, then one with a review, then by id.
func (d *desk) order(key string, list []int) {
	if len(list) < 2 {
		return
	}
	row, _ := d.Register.Find(key)
	rank := func(i int) int {
		f := &d.Facts[i]
		switch {
		case f.id == strings.TrimSpace(row.Report.Value) || f.file == strings.TrimSpace(row.Report.Value):
			return 0
		case f.kind == kindIncident && (f.heldBy(d.AsOf) || f.waived):
			return 1
		case f.kind == kindIncident:
			return 2
		}
		return 3
	}
	slices.SortStableFunc(list, func(a, b int) int {
		if by := rank(a) - rank(b); by != 0 {
			return by
		}
		return strings.Compare(d.Facts[a].id, d.Facts[b].id)
	})
	list = slices.Compact(list)
	d.byRow[key] = list
}
