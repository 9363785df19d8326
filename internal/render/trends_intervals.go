package render

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

// spreadRow is an interval or a lag with the way in which its unit is written.
type spreadRow struct {
	name, ends string // such as detect, and started..detected
	*trends.Spread
	write func(float64) string
}

// spreads returns the intervals, in seconds, and the lags, in days.
func spreads(t *trends.Trends) []spreadRow {
	list := make([]spreadRow, 0, len(t.Intervals)+len(t.Lags))
	for i := range t.Intervals {
		v := &t.Intervals[i]
		list = append(list, spreadRow{strings.TrimPrefix(v.Name, "time_to_"), v.From + ".." + v.To, &v.Spread, duration})
	}
	for i := range t.Lags {
		v := &t.Lags[i]
		list = append(list, spreadRow{strings.ReplaceAll(v.Name, "_", " "), v.From + ".." + v.To, &v.Spread, wholeDays})
	}
	return list
}

// wholeDays writes days, with a digit behind the point where a quantile lies between two of them.
func wholeDays(days float64) string {
	return strconv.FormatFloat(math.Round(days*10)/10, 'f', -1, 64) + "d"
}

// one writes a figure, or nothing without one.
func (r *spreadRow) one(x *float64) string {
	if x == nil {
		return ""
	}
	return r.write(*x)
}

// two writes two figures, or nothing when there are none.
func (r *spreadRow) two(from, to *float64) string {
	if from == nil || to == nil {
		return ""
	}
	return r.write(*from) + "–" + r.write(*to)
}

// measuredText writes of how many incidents there is a value.
func (r *spreadRow) measuredText() string {
	return fmt.Sprintf("%d of %d", r.N, r.N+r.Unknown+r.NotMeasurable)
}

func writeIntervals(p *printer, t *trends.Trends, s Style) {
	if t.Incidents.N == 0 {
		p.paragraph(s, "", "There is no incident to measure.")
		return
	}
	rows := spreads(t)
	out := spreadTable(rows, true)
	if s.Terminal && totalWidth(out.widths()) > s.Width {
		out = spreadTable(rows, false)
	}
	out.write(p, s)
	said := "The limits are those of the median; nine in ten took no longer than the last figure."
	if slices.ContainsFunc(rows, func(r spreadRow) bool { return r.Low == nil }) {
		said += " Limits take six measured incidents."
	}
	if slices.ContainsFunc(rows, func(r spreadRow) bool { return r.NotMeasurable > 0 }) {
		said += " What is neither measured nor unknown is not exact, or ends before it starts."
	}
	p.paragraph(s, "", said)
	ends := make([]string, 0, len(rows))
	for i := range rows {
		ends = append(ends, rows[i].name+" "+rows[i].ends)
		if e := rows[i].extremes(); e != "" {
			p.paragraph(s, "- ", e)
		}
	}
	p.paragraph(s, "", "From and to: "+strings.Join(ends, ", ")+". The last two are whole days.")
}

// spreadTable has a line for each interval and lag, and is narrower without the number of unknown ones.
func spreadTable(rows []spreadRow, wide bool) *table {
	out := &table{columns: []column{{head: "TIME TO"}, {head: "MEASURED", right: true}}}
	heads := []string{"UNKNOWN", "MEDIAN", "95 % LIMITS", "MIDDLE HALF", "90 %"}
	if !wide {
		heads = heads[1:4]
	}
	for _, head := range heads {
		out.columns = append(out.columns, column{head: head, right: true})
	}
	for i := range rows {
		r := &rows[i]
		cells := []cell{{text: r.name}, {text: r.measuredText()}}
		if wide {
			cells = append(cells, cell{text: strconv.Itoa(r.Unknown)})
		}
		out.rows = append(out.rows, row{cells: append(cells,
			cell{text: r.one(r.Median)}, cell{text: r.two(r.Low, r.High)}, cell{text: r.two(r.Q1, r.Q3)}, cell{text: r.one(r.P90)})[:len(heads)+2]})
	}
	return out
}

// extremes names the reports with the shortest and the longest time, or "" without any.
func (r *spreadRow) extremes() string {
	switch {
	case r.N == 0:
		return ""
	case *r.Min == *r.Max:
		return r.name + ": each " + r.one(r.Min)
	default:
		return fmt.Sprintf("%s: shortest %s in %s, longest %s in %s", r.name, r.one(r.Min), r.MinReport, r.one(r.Max), r.MaxReport)
	}
}

// lagsText says between which days a lag runs.
func lagsText(t *trends.Trends) string {
	said := make([]string, 0, len(t.Lags))
	for _, l := range t.Lags {
		said = append(said, strings.ReplaceAll(l.Name, "_", " ")+" from "+l.From+" to "+l.To)
	}
	return "The time to " + strings.Join(said, ", and to ") + ", is in whole days."
}

// markdownIntervals writes the same as a table.
func markdownIntervals(p *printer, t *trends.Trends) {
	p.printf("## How long it took\n\n")
	p.table("Interval", "From..to", "Measured", "Unknown", "Not measurable", "Median", "95 % limits of the median", "Middle half", "90 %", "Shortest", "Longest")
	rows := spreads(t)
	for i := range rows {
		r := &rows[i]
		p.row("Time to "+r.name, r.ends, strconv.Itoa(r.N), strconv.Itoa(r.Unknown), strconv.Itoa(r.NotMeasurable), r.one(r.Median), r.two(r.Low, r.High), r.two(r.Q1, r.Q3), r.one(r.P90),
			extreme(r.one(r.Min), r.MinReport), extreme(r.one(r.Max), r.MaxReport))
	}
	p.printf("\n")
}

func extreme(value, report string) string {
	if report == "" {
		return ""
	}
	return value + " in " + report
}
