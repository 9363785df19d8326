package render

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

// What the text shows of long lists; the other formats hold all.
const (
	mostReports = 10 // incidents that came back, and actions that did not hold
	mostEarlier = 3  // incidents below one of these
	mostKeys    = 10 // keys of a dimension, as long as no dimension was chosen
)

// trendsText writes the two sentences that matter most first: what came back, and what did not hold.
func trendsText(w io.Writer, t trends.Trends, s Style) error {
	p := &printer{w: w}
	p.paragraph(s, "", periodText(&t))
	p.printf("\n")
	p.paragraph(s, "", incidentsText(&t))
	p.paragraph(s, "", besideText(&t))
	if t.Caution != "" {
		p.printf("\n")
		p.paragraph(s, "", t.Caution)
	}
	p.heading(s, "What came back")
	p.paragraph(s, "", cameBackText(&t))
	writeCameBack(p, &t, s)
	p.heading(s, "What did not hold")
	p.paragraph(s, "", didNotHoldText(&t))
	writeDidNotHold(p, &t, s)
	writeBars(p, &t, s)
	p.heading(s, "How long it took")
	writeIntervals(p, &t, s)
	p.heading(s, "Actions")
	p.paragraph(s, "", actionsText(&t))
	p.heading(s, "Notes")
	for _, n := range t.Notes {
		p.paragraph(s, "- ", n)
	}
	return p.err
}

func (p *printer) heading(s Style, text string) { p.printf("\n%s\n", s.paint("1")(text)) }

// writeCameBack writes each incident that came back once, and below it the earlier ones.
func writeCameBack(p *printer, t *trends.Trends, s Style) {
	all, _ := cameBack(t)
	reports := together(all, func(r *trends.Repeat) string { return r.Report })
	for i, of := range reports {
		if i == mostReports {
			p.printf("\n")
			p.paragraph(s, "  … ", fmt.Sprintf("and %d more; --format json lists all", len(reports)-i))
			return
		}
		p.printf("\n  %s\n", s.paint("1")(Visible(of[0].Report)))
		earlier := together(of, func(r *trends.Repeat) string { return r.Earlier })
		slices.SortStableFunc(earlier, func(a, b []trends.Repeat) int { return cmp.Compare(weight(a), weight(b)) })
		for i, pair := range earlier {
			if i == mostEarlier {
				p.paragraph(s, "    … ", "and "+plural(len(earlier)-i, "more incident"))
				break
			}
			writePair(p, pair, s)
		}
	}
}

// writePair writes what an incident shares with one earlier incident.
func writePair(p *printer, pair []trends.Repeat, s Style) {
	settled := ""
	if pair[0].Settled != "" {
		settled = " (" + pair[0].Settled + ")"
	}
	p.paragraph(s, "    ", plural(pair[0].Days, "day")+" after "+pair[0].Earlier+settled)
	for _, r := range pair {
		p.paragraph(s, "      ", r.Why+": "+actionStates(&r))
	}
}

// weight puts first what a person called a repeat, then what has the root cause in common.
func weight(pair []trends.Repeat) int {
	switch {
	case pair[0].Settled == "repeat":
		return 0
	case pair[0].Settled != "":
		return 1
	case strings.HasPrefix(pair[0].Why, "cause "): // causes stand before controls
		return 2
	default:
		return 3
	}
}

// writeDidNotHold writes each action once, with the incidents that hit again what it addresses.
func writeDidNotHold(p *printer, t *trends.Trends, s Style) {
	actions := together(t.DidNotHold, func(d *trends.DidNotHold) string { return d.Action })
	for i, hits := range actions {
		if i == mostReports {
			p.printf("\n")
			p.paragraph(s, "  … ", fmt.Sprintf("and %d more; --format json lists all", len(actions)-i))
			return
		}
		p.printf("\n  %s\n", s.paint("1")(Visible(hits[0].Action)))
		title := hits[0].Title
		if hits[0].Effect != "" {
			title += " (" + hits[0].Effect + ")"
		}
		p.paragraph(s, "    ", title)
		for i, d := range hits {
			if i == mostEarlier {
				p.paragraph(s, "    … ", "and "+plural(len(hits)-i, "more incident"))
				break
			}
			p.paragraph(s, "    ", fmt.Sprintf("%s, hit after %s by %s: %s", stateOf(&d), plural(d.Days, "day"), d.HitBy, strings.Join(d.Addresses, ", ")))
		}
	}
}

// together returns the items that have the same key in one list each, in the order of first appearance.
func together[T any](all []T, key func(*T) string) [][]T {
	place := map[string]int{}
	var lists [][]T
	for i := range all {
		k := key(&all[i])
		at, ok := place[k]
		if !ok {
			at = len(lists)
			place[k] = at
			lists = append(lists, nil)
		}
		lists[at] = append(lists[at], all[i])
	}
	return lists
}

// The widths of a bar; within them it leaves to the keys what they need.
const (
	leastBar = 12
	mostBar  = 30
)

// writeBars writes one table of all dimensions, so that their bars have one scale and begin in one column.
func writeBars(p *printer, t *trends.Trends, s Style) {
	with, without := recorded(t)
	if len(with) > 0 {
		bars := barTable(t, with, proseWidth(s))
		fixed := s
		fixed.Terminal, fixed.Width = true, proseWidth(s) // a bar chart has one width everywhere
		p.printf("\n")
		bars.write(p, fixed)
	}
	if len(without) > 0 && t.Incidents.N+t.Incidents.Previous > 0 {
		p.printf("\n")
		p.paragraph(s, "", "Not recorded in any incident of both periods: "+strings.Join(without, ", ")+".")
	}
}

func barTable(t *trends.Trends, with []trends.Breakdown, width int) *table {
	bars := &table{columns: []column{{head: "INCIDENTS", least: 20}, {}, {head: "N", right: true}, {head: "BEFORE", right: true}}}
	shown := make([][]trends.Key, len(with))
	widest, highest := 0, 0
	for i, b := range with {
		shown[i] = shownKeys(t, b)
		for _, k := range shown[i] {
			widest = max(widest, textWidth(keyText(b.Dimension, &k))+2)
			highest = max(highest, k.N)
		}
	}
	room := min(mostBar, max(leastBar, width-widest-len("    000  BEFORE")))
	for i, b := range with {
		bars.rows = append(bars.rows, row{heading: "by " + dimensionText(b.Dimension)})
		for _, k := range shown[i] {
			label := cell{text: "  " + keyText(b.Dimension, &k)}
			if k.Key == trends.KeyNone {
				label.colour = "2"
			}
			bars.rows = append(bars.rows, row{cells: []cell{
				label, {text: bar(k.N, highest, room), colour: "36"}, {text: strconv.Itoa(k.N)}, {text: strconv.Itoa(k.Previous), colour: "2"},
			}})
		}
		if more := len(b.Keys) - len(shown[i]); more > 0 {
			bars.rows = append(bars.rows, row{cells: []cell{{text: fmt.Sprintf("  … %d more: --by %s", more, b.Dimension), colour: "2"}, {}, {}, {}}})
		}
	}
	return bars
}

// shownKeys returns the keys that the text shows, the incidents without one last.
func shownKeys(t *trends.Trends, b trends.Breakdown) []trends.Key {
	keys := noneLast(b.Keys)
	chosen := len(t.By) < len(trends.Dimensions())
	if chosen || b.Dimension == "severity" || len(keys) <= mostKeys+1 {
		return keys
	}
	shown := keys[:mostKeys:mostKeys]
	if last := keys[len(keys)-1]; last.Key == trends.KeyNone {
		shown = append(shown, last)
	}
	return shown
}

// bar draws n: a block an incident while the highest count has room, else to scale. What is counted has at least one.
func bar(n, highest, room int) string {
	if highest > room {
		n = (n*room + highest - 1) / highest
	}
	return strings.Repeat("█", n)
}

func writeIntervals(p *printer, t *trends.Trends, s Style) {
	if t.Incidents.N == 0 {
		p.paragraph(s, "", "There is no incident to measure.")
		return
	}
	out := intervalTable(t, true)
	narrow := s.Terminal && totalWidth(out.widths()) > s.Width
	if narrow {
		out = intervalTable(t, false)
	}
	out.write(p, s)
	said := "The limits are those of the median. Not measured are incidents where an end is missing, unknown, not exact, or before the start."
	if slices.ContainsFunc(t.Intervals, func(i trends.Interval) bool { return i.Low == nil }) {
		said += " Limits take six measured incidents."
	}
	p.paragraph(s, "", said)
	if narrow {
		p.paragraph(s, "", trends.Definitions())
	}
}

// intervalTable has the definitions in a column of their own, or not where there is no room.
func intervalTable(t *trends.Trends, defined bool) *table {
	out := &table{columns: []column{{head: "TIME TO"}}}
	if defined {
		out.columns = append(out.columns, column{head: "FROM..TO"})
	}
	for _, head := range []string{"MEASURED", "MEDIAN", "MIDDLE HALF", "95 % LIMITS"} {
		out.columns = append(out.columns, column{head: head, right: true})
	}
	for _, i := range t.Intervals {
		cells := []cell{{text: strings.TrimPrefix(i.Name, "time_to_")}}
		if defined {
			cells = append(cells, cell{text: i.From + ".." + i.To})
		}
		cells = append(cells, cell{text: fmt.Sprintf("%d of %d", i.N, i.N+i.Unknown)}, cell{text: medianText(&i)},
			cell{text: rangeText(i.Q1, i.Q3)}, cell{text: rangeText(i.Low, i.High)})
		out.rows = append(out.rows, row{cells: cells})
	}
	return out
}
