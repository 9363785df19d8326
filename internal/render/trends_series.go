package render

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

// mostPoints is how many quarters or months the text shows.
const mostPoints = 25

// writeSeries writes the counts of quarters or months, a line that draws them, and what the tests say.
func writeSeries(p *printer, t *trends.Trends, s Style) {
	v := &t.Series
	p.heading(s, "Over time")
	if len(v.Points) == 0 {
		p.paragraph(s, "", "There is no report up to the end of the period.")
		return
	}
	points := v.Points[max(0, len(v.Points)-mostPoints):]
	out := pointTable(v, points, true)
	if s.Terminal && totalWidth(out.widths()) > s.Width {
		out = pointTable(v, points, false)
	}
	out.write(p, s)
	if left := v.Left + len(v.Points) - len(points); left > 0 {
		p.paragraph(s, "", fmt.Sprintf("… %s before; a longer period shows them, and --format json holds all of it.", plural(left, v.Span)))
	}
	if line := sparkText(v); line != "" && !s.Words {
		p.printf("\n")
		p.paragraph(s, "", line)
	}
	p.printf("\n")
	for _, r := range v.Readings {
		p.paragraph(s, "- ", r.Said)
	}
	if said := v.Effort.Words(); said != "" {
		p.paragraph(s, "- ", said)
	}
	if v.Caution != "" {
		p.printf("\n")
		p.paragraph(s, "", v.Caution)
	}
}

// pointTable has a line for each point, and is narrower without what is beside the incidents and near misses.
func pointTable(v *trends.Series, points []trends.Point, wide bool) *table {
	out := &table{columns: []column{{head: strings.ToUpper(v.Span)}}}
	heads := []string{"N", "95 % LIMITS", "NEAR MISSES", "DAYS"}
	if wide {
		heads = append(heads, "EXERCISES", "ACTIONS DONE")
	}
	for _, head := range heads {
		out.columns = append(out.columns, column{head: head, right: true})
	}
	for i := range points {
		q := &points[i]
		cells := []cell{{text: q.Name}, {text: strconv.Itoa(q.N)}, {text: limitsText(q)}, {text: strconv.Itoa(q.NearMiss)}, {text: daysOfText(q)}}
		if wide {
			cells = append(cells, cell{text: strconv.Itoa(q.Exercise)}, cell{text: ofText(q.Actions)})
		}
		out.rows = append(out.rows, row{cells: cells})
	}
	return out
}

// limitsText writes the limits of a point.
func limitsText(q *trends.Point) string { return number(q.Low) + "–" + number(q.High) }

// daysOfText writes the days of a point, and of a partial one how many of them were counted.
func daysOfText(q *trends.Point) string {
	if q.Whole() {
		return strconv.Itoa(q.Days)
	}
	return fmt.Sprintf("%d of %d", q.Days, q.Period.Days())
}

// ofText writes k of n, and nothing for an n of 0.
func ofText(s trends.Share) string {
	if s.N == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", s.K, s.N)
}

// sparkText draws the whole points of a series in one line, and says what it draws; "" under three of them.
func sparkText(v *trends.Series) string {
	var counts []int
	var names []string
	for i := range v.Points {
		if q := &v.Points[i]; q.Whole() {
			counts, names = append(counts, q.N), append(names, q.Name)
		}
	}
	counts, names = counts[max(0, len(counts)-mostPoints):], names[max(0, len(names)-mostPoints):]
	if len(counts) < 3 {
		return ""
	}
	line, most := sparkline(counts)
	return fmt.Sprintf("%s  incidents in each whole %s from %s to %s, at most %d", line, v.Span, names[0], names[len(names)-1], most)
}

// sparkline draws counts as blocks of eight heights, from nothing (a point on the line) to the highest.
func sparkline(counts []int) (line string, most int) {
	for _, n := range counts {
		most = max(most, n)
	}
	blocks := []rune("▁▂▃▄▅▆▇█")
	var b strings.Builder
	for _, n := range counts {
		if n == 0 {
			b.WriteRune('·')
			continue
		}
		b.WriteRune(blocks[(n*len(blocks)+most-1)/most-1])
	}
	return b.String(), most
}
