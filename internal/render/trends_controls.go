package render

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/pir-cli/pir/internal/trends"
)

// controlsOf returns the controls with a verdict in the period, those that failed or were missing most often first;
// false when the dimension is not shown, or no incident has one.
func controlsOf(t *trends.Trends) ([]trends.Key, bool) {
	i := slices.IndexFunc(t.By, func(b trends.Breakdown) bool { return b.Dimension == "control" })
	if i < 0 {
		return nil, false
	}
	keys := slices.DeleteFunc(slices.Clone(t.By[i].Keys), func(k trends.Key) bool {
		return k.Verdicts == nil || *k.Verdicts == trends.Verdicts{}
	})
	slices.SortStableFunc(keys, func(a, b trends.Key) int { return cmp.Compare(b.Verdicts.Weak(), a.Verdicts.Weak()) })
	return keys, len(keys) > 0
}

// writeControls writes each control with its verdicts.
func writeControls(p *printer, t *trends.Trends, s Style) {
	keys, ok := controlsOf(t)
	if !ok {
		return
	}
	out := &table{columns: []column{
		{head: "CONTROL", least: 20}, {head: "FAILED", right: true}, {head: "MISSING", right: true}, {head: "PARTIAL", right: true}, {head: "EFFECTIVE", right: true},
	}}
	shown := keys
	if !chosen(t) && len(keys) > mostKeys+1 {
		shown = keys[:mostKeys]
	}
	for _, k := range shown {
		v := k.Verdicts
		out.rows = append(out.rows, row{cells: []cell{
			{text: keyText("control", &k)}, {text: strconv.Itoa(v.Failed)}, {text: strconv.Itoa(v.Missing)}, {text: strconv.Itoa(v.Partial)}, {text: strconv.Itoa(v.Effective)},
		}})
	}
	if more := len(keys) - len(shown); more > 0 {
		out.rows = append(out.rows, row{cells: []cell{{text: fmt.Sprintf("… %d more: --by control", more), colour: "2"}, {}, {}, {}, {}}})
	}
	fixed := s
	fixed.Terminal, fixed.Width = true, proseWidth(s)
	p.heading(s, "How the controls did")
	out.write(p, fixed)
}

// markdownControls writes the same as a table.
func markdownControls(p *printer, t *trends.Trends) {
	keys, ok := controlsOf(t)
	if !ok {
		return
	}
	p.printf("## How the controls did\n\n")
	p.table("Control", "What it guards", "Failed", "Missing", "Partial", "Effective", "Without a verdict")
	for _, k := range keys {
		v := k.Verdicts
		p.row(k.Key, k.Name, strconv.Itoa(v.Failed), strconv.Itoa(v.Missing), strconv.Itoa(v.Partial), strconv.Itoa(v.Effective), strconv.Itoa(v.Unstated))
	}
	p.printf("\n")
}
