package render

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/chart"
	"github.com/pir-cli/pir/internal/stats"
	"github.com/pir-cli/pir/internal/trends"
)

// Picture is a chart with the name of its file.
type Picture struct {
	Name  string // without folder, such as causes.svg
	Title string
	Desc  string // in words
	SVG   []byte
}

// TrendPictures returns the charts of a report on trends, without those that have nothing to show.
func TrendPictures(t *trends.Trends) []Picture {
	var list []Picture
	add := func(p *Picture) {
		if p != nil {
			list = append(list, *p)
		}
	}
	add(overTimePicture(t))
	add(gapsPicture(t))
	for _, b := range []struct{ dimension, name, title string }{
		{"cause", "causes", "Causes"}, {"failed_control", "failed-controls", "Controls that failed or were missing"}, {"service", "services", "Services"},
	} {
		add(paretoPicture(t, b.dimension, b.name, b.title))
	}
	add(durationsPicture(t))
	add(clockPicture(t))
	return list
}

// head returns what a chart says of itself. Everything in it is shown as it is, so that no hidden character of a report
// gets into a picture.
func head(name, title, sub, desc string) chart.Head {
	return chart.Head{ID: name, Title: Visible(title), Sub: Visible(sub), Desc: Visible(desc)}
}

func picture(h *chart.Head, svg []byte) *Picture {
	return &Picture{Name: h.ID + ".svg", Title: h.Title, Desc: h.Desc, SVG: svg}
}

// spanText is n with the days in which it was counted.
func spanText(t *trends.Trends) string {
	return fmt.Sprintf("n = %s, %s to %s", plural(t.Incidents.N, "incident"), isoDay(t.Period.From), isoDay(t.Period.Until(t.AsOf).To))
}

// overTimePicture draws the counts of quarters or months.
func overTimePicture(t *trends.Trends) *Picture {
	v := &t.Series
	if len(v.Points) == 0 {
		return nil
	}
	limits, signals := limitsOf(v, trends.ChartCounts)
	all, most := 0, 0
	points := make([]chart.Point, 0, len(v.Points))
	for i := range v.Points {
		q := &v.Points[i]
		all += q.N
		if q.N > v.Points[most].N {
			most = i
		}
		label := q.Name[strings.IndexByte(q.Name, '-')+1:]
		if v.Span == trends.ByMonth {
			label = q.Period.From.Format("Jan")
		}
		points = append(points, chart.Point{
			Label: label, Group: q.Period.From.Format("2006"), Name: q.Name, N: q.N, Low: q.Low, High: q.High,
			Partial: !q.Whole(), Signal: signals[q.Name],
		})
	}
	sub := fmt.Sprintf("n = %s, %s to %s", plural(all, "incident"), isoDay(v.From), isoDay(v.To))
	desc := fmt.Sprintf("Columns of %s, %s to %s, from %s to %s. The highest is %s with %d.", plural(len(points), v.Span), v.Points[0].Name, v.Points[len(points)-1].Name, fewestOf(v), plural(v.Points[most].N, "incident"), v.Points[most].Name, v.Points[most].N)
	note := "Bars on the columns: exact 95 % limits."
	if limits != nil {
		note += " Lines: mean and limits of the XmR chart, of whole " + v.Span + "s."
	}
	if len(signals) > 0 {
		note += " Diamond: outside these limits."
	}
	if v.Whole < len(v.Points) {
		note += " Hatched: not all days are counted."
	}
	var descSb94 strings.Builder
	for _, r := range v.Readings {
		descSb94.WriteString(" " + r.Said)
	}
	desc += descSb94.String()
	h := head("over-time", "Incidents by "+v.Span, sub, desc)
	return picture(&h, chart.Series{Head: h, Unit: "incidents", Points: points, Limits: limits, Note: note}.SVG())
}

func fewestOf(v *trends.Series) string {
	least := v.Points[0].N
	for i := range v.Points {
		least = min(least, v.Points[i].N)
	}
	return strconv.Itoa(least)
}

// limitsOf returns the limits of a chart with the names of what is outside, when there is enough for them.
func limitsOf(v *trends.Series, test string) (*chart.Limits, map[string]bool) {
	for _, r := range v.Readings {
		if r.Test != test || r.Verdict == stats.TooFew || math.IsNaN(r.High) {
			continue
		}
		signals := map[string]bool{}
		for _, s := range r.Signals {
			signals[s.Name] = true
		}
		return &chart.Limits{Low: r.Low, Centre: r.Centre, High: r.High}, signals
	}
	return nil, nil
}

// fewestGaps is how many gaps are drawn at least, and mostGaps at most where they have no limits: then the columns over
// time say more.
const (
	fewestGaps = 3
	mostGaps   = 60
)

// gapsPicture draws the days between incidents.
func gapsPicture(t *trends.Trends) *Picture {
	v := &t.Series
	gaps := t.Gaps()
	if len(gaps) < fewestGaps {
		return nil
	}
	limits, signals := limitsOf(v, trends.ChartGaps)
	if limits == nil && len(gaps) > mostGaps {
		return nil
	}
	rows := make([]chart.Gap, 0, len(gaps))
	least, most := gaps[0], gaps[0]
	for _, g := range gaps {
		name := g.From.Format(time.DateOnly) + " to " + g.To.Format(time.DateOnly)
		rows = append(rows, chart.Gap{Name: name, Group: g.To.Format("2006"), Days: g.Days, Signal: signals[name]})
		if g.Days < least.Days {
			least = g
		}
		if g.Days > most.Days {
			most = g
		}
	}
	sub := fmt.Sprintf("n = %s between %s, %s to %s", plural(len(gaps), "gap"), plural(len(gaps)+1, "incident"), isoDay(gaps[0].From), isoDay(gaps[len(gaps)-1].To))
	desc := fmt.Sprintf("A point for each of %s between two incidents that follow one another. The shortest is %s, up to %s; the longest %s, up to %s.", plural(len(gaps), "gap"), plural(least.Days, "day"), isoDay(least.To), plural(most.Days, "day"), isoDay(most.To))
	note := "Low points: incidents close together."
	if limits != nil {
		note += " Lines: centre and limits of the chart of days between incidents (Nelson)."
	} else if v.Whole > 0 {
		note += " No limits are drawn: " + noLimitsText(v)
	}
	if len(signals) > 0 {
		note += " Diamond: outside these limits."
	}
	h := head("days-between", "Days between incidents", sub, desc)
	return picture(&h, chart.Gaps{Head: h, Gaps: rows, Limits: limits, Note: note}.SVG())
}

// noLimitsText says why the days between incidents have no limits.
func noLimitsText(v *trends.Series) string {
	for _, r := range v.Readings {
		if r.Test == trends.ChartGaps {
			return fmt.Sprintf("it takes %d gaps.", r.Needed)
		}
	}
	return "with one incident a " + v.Span + " or more, the counts tell more."
}

// sameScheme returns the scheme that all labels begin with, such as iso27001:, or "".
func sameScheme(rows []chart.Bar) string {
	if len(rows) < 2 {
		return ""
	}
	i := strings.IndexByte(rows[0].Label, ':')
	scheme := rows[0].Label[:i+1]
	for _, r := range rows {
		if !strings.HasPrefix(r.Label, scheme) {
			return ""
		}
	}
	return scheme
}

// mostBars is how many rows a chart has; the table of the report has all.
const mostBars = 10

// paretoPicture draws the keys of a dimension that an incident of the period has, with their cumulative share.
func paretoPicture(t *trends.Trends, dimension, name, title string) *Picture {
	for _, b := range t.By {
		if b.Dimension != dimension {
			continue
		}
		var rows []chart.Bar
		var said []string
		left, none := 0, 0
		for _, k := range b.Keys {
			switch {
			case k.N == 0:
			case k.Key == trends.KeyNone:
				none = k.N
			case len(rows) == mostBars:
				left++
			default:
				label := Visible(keyText(dimension, &k))
				rows = append(rows, chart.Bar{Label: label, N: k.N, Low: k.Low, High: k.High, Share: k.Cumulative})
				said = append(said, fmt.Sprintf("%s %d", label, k.N))
			}
		}
		if len(rows) == 0 {
			return nil
		}
		note := "Whiskers: exact 95 % limits of a count."
		if b.Assigned > t.Incidents.N-none {
			note += fmt.Sprintf(" An incident can have several, so the counts add up to %d; cumulative is of these.", b.Assigned)
		}
		if left > 0 {
			note += fmt.Sprintf(" %d more are in the table.", left)
		}
		if none > 0 {
			note += fmt.Sprintf(" %s without one.", plural(none, "incident"))
		}
		if scheme := sameScheme(rows); scheme != "" {
			for i := range rows {
				rows[i].Label = strings.TrimPrefix(rows[i].Label, scheme)
			}
			note += " All of " + strings.TrimSuffix(scheme, ":") + "."
		}
		h := head(name, title, spanText(t), "Bars, the most frequent on top: "+strings.Join(said, ", ")+". "+note)
		return picture(&h, chart.Bars{Head: h, Unit: "incidents", Rows: rows, Pareto: true, Note: note}.SVG())
	}
	return nil
}

// durationsPicture draws how long things took.
func durationsPicture(t *trends.Trends) *Picture {
	rows := make([]chart.Spread, 0, len(t.Intervals))
	var said []string
	for _, i := range t.Intervals {
		beside := fmt.Sprintf("n = %d", i.N)
		if i.Median != nil {
			beside = fmt.Sprintf("median %s, n = %d", duration(*i.Median), i.N)
		}
		if missing := i.Unknown + i.NotMeasurable; missing > 0 {
			beside += fmt.Sprintf(", not known %d", missing)
		}
		label := strings.ReplaceAll(i.Name, "_", " ")
		rows = append(rows, chart.Spread{Label: label, Beside: beside, Min: i.Min, Q1: i.Q1, Median: i.Median, Q3: i.Q3, Max: i.Max})
		if i.Median != nil {
			said = append(said, fmt.Sprintf("%s: %s, middle half %s to %s, least %s in %s, greatest %s in %s", label, beside, duration(*i.Q1), duration(*i.Q3), duration(*i.Min), i.MinReport, duration(*i.Max), i.MaxReport))
		}
	}
	if len(said) == 0 {
		return nil
	}
	h := head("durations", "How long it took", spanText(t), strings.Join(said, ". ")+".")
	return picture(&h, chart.Spreads{Head: h, Rows: rows, Note: "Circle: median. Bar: middle half. Line: least to greatest. The scale goes up in multiples, not in steps."}.SVG())
}

// blocks is how many hours a column of the clock has, so that a count fits into its cell.
const blocks = 3

// clockPicture draws when incidents were noticed.
func clockPicture(t *trends.Trends) *Picture {
	rows := make([]chart.HeatRow, 0, 7)
	place := map[string]int{}
	var columns []string
	for h := 0; h < 24; h += blocks {
		columns = append(columns, fmt.Sprintf("%02d–%02d", h, h+blocks-1))
	}
	for d := range 7 {
		day := time.Date(2024, 1, 1+d, 0, 0, 0, 0, time.UTC).Format("Monday") // 1 January 2024 is a Monday
		place[strings.ToLower(day)] = d
		rows = append(rows, chart.HeatRow{Label: day[:3], N: make([]int, len(columns))})
	}
	n := 0
	for _, in := range t.Counted() {
		d, ok := place[in.Clock.Weekday]
		hour, err := strconv.Atoi(in.Clock.Hour)
		if err != nil || !ok {
			continue
		}
		rows[d].N[hour/blocks]++
		n++
	}
	if n == 0 {
		return nil
	}
	var said []string
	for _, r := range rows {
		sum := 0
		for _, k := range r.N {
			sum += k
		}
		said = append(said, fmt.Sprintf("%s %d", r.Label, sum))
	}
	sub := spanText(t)
	if n < t.Incidents.N {
		sub += fmt.Sprintf("; %d with a time of day", n)
	}
	h := head("when-noticed", "When incidents were noticed", sub, "Incidents by weekday and hour: "+strings.Join(said, ", ")+".")
	return picture(&h, chart.Heat{Head: h, Columns: columns, Rows: rows, Note: "Hours as people wrote them, in the zone of that time. Empty: none."}.SVG())
}
