package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

// mostKeys is how many keys of a dimension the text shows as long as no dimension was chosen.
const mostKeys = 10

// The widths of a bar; within them it leaves to the keys what they need.
const (
	leastBar = 12
	mostBar  = 30
)

// chosen reports whether the reader asked for some dimensions only.
func chosen(t *trends.Trends) bool { return len(t.By) < len(trends.Dimensions()) }

// writeBars writes one table of all dimensions, so that their bars have one scale and begin in one column.
func writeBars(p *printer, t *trends.Trends, s Style) {
	shown := t.By
	var aside []string
	if !chosen(t) {
		shown = slices.DeleteFunc(slices.Clone(t.By), func(b trends.Breakdown) bool { return b.Aside })
		for _, b := range t.By {
			if b.Aside && b.Recorded() {
				aside = append(aside, b.Dimension)
			}
		}
	}
	with, without := recorded(shown)
	if len(with) > 0 {
		bars := barTable(t, with, proseWidth(s), s.Words)
		fixed := s
		fixed.Terminal, fixed.Width = true, proseWidth(s) // a bar chart has one width everywhere
		p.printf("\n")
		bars.write(p, fixed)
	}
	if len(without) > 0 && t.Incidents.N+t.Incidents.Previous > 0 {
		p.printf("\n")
		p.paragraph(s, "", "Not recorded in any incident of both periods: "+strings.Join(without, ", ")+".")
	}
	if len(aside) > 0 {
		p.printf("\n")
		p.paragraph(s, "", "More with --by: "+strings.Join(aside, ", ")+". Two of any cross them: --by cause --by service.")
	}
	if slices.ContainsFunc(shown, func(b trends.Breakdown) bool { return b.Dimension == "hour" || b.Dimension == "weekday" }) && t.ClockNote != "" {
		p.printf("\n")
		p.paragraph(s, "", t.ClockNote)
	}
}

// barTable has a row for every key; with words alone it has no bars.
func barTable(t *trends.Trends, with []trends.Breakdown, width int, words bool) *table {
	bars := &table{columns: []column{{head: "INCIDENTS", least: 20}, {}, {head: "N", right: true}, {head: "BEFORE", right: true}, {head: "CUM.", right: true}}}
	shown := make([][]trends.Key, len(with))
	widest, highest := 0, 0
	for i, b := range with {
		shown[i] = shownKeys(t, b)
		for _, k := range shown[i] {
			widest = max(widest, textWidth(keyText(b.Dimension, &k))+2)
			highest = max(highest, k.N)
		}
	}
	if words {
		highest = 0
	}
	room := min(mostBar, max(leastBar, width-widest-len("    000  BEFORE  100 %")))
	for i, b := range with {
		bars.rows = append(bars.rows, row{heading: "by " + dimensionText(b.Dimension)})
		for _, k := range shown[i] {
			bars.rows = append(bars.rows, barRow(&b, &k, highest, room))
		}
		if more := len(b.Keys) - len(shown[i]); more > 0 {
			bars.rows = append(bars.rows, row{cells: []cell{{text: fmt.Sprintf("  … %d more: --by %s", more, b.Dimension), colour: "2"}, {}, {}, {}, {}}})
		}
	}
	return bars
}

// barRow is a key with its bar; what stands out says so below.
func barRow(b *trends.Breakdown, k *trends.Key, highest, room int) row {
	label := cell{text: "  " + keyText(b.Dimension, k)}
	if k.Key == trends.KeyNone {
		label.colour = "2"
	}
	r := row{cells: []cell{
		label,
		{text: bar(k.N, highest, room), colour: "36"},
		{text: strconv.Itoa(k.N)},
		{text: strconv.Itoa(k.Previous), colour: "2"},
		{text: sumText(b, k), colour: "2"},
	}}
	if k.Verdict != "" {
		r.below = k.Verdict.Words()
	}
	return r
}

// sumText is the cumulative share of a key in a list that stands in the order of its counts.
func sumText(b *trends.Breakdown, k *trends.Key) string {
	if b.Ordered || k.Cumulative == nil || b.Assigned < trends.MinShare {
		return ""
	}
	return percent(*k.Cumulative)
}

// shownKeys returns the keys that the text shows, the incidents without one last.
func shownKeys(t *trends.Trends, b trends.Breakdown) []trends.Key {
	keys := noneLast(b.Keys)
	if chosen(t) || b.Dimension == "severity" || len(keys) <= mostKeys+1 {
		return keys
	}
	shown := keys[:mostKeys:mostKeys]
	if last := keys[len(keys)-1]; last.Key == trends.KeyNone {
		shown = append(shown, last)
	}
	return shown
}

// bar draws n: a block an incident while the highest count has room, else to scale. What is counted has at least one.
// Without a highest count there is no bar.
func bar(n, highest, room int) string {
	if highest == 0 {
		return ""
	}
	if highest > room {
		n = (n*room + highest - 1) / highest
	}
	return strings.Repeat("█", n)
}
