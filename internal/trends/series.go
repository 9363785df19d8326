package trends

import (
	"fmt"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/stats"
)

// The lengths of the points of a Series.
const (
	ByQuarter = "quarter"
	ByMonth   = "month"
)

// SeriesSpans returns the lengths that the points of a Series can have, the usual one first.
func SeriesSpans() []string { return []string{ByQuarter, ByMonth} }

// Series is the number of incidents in calendar quarters or months that follow one another.
type Series struct {
	Span     string    // ByQuarter or ByMonth
	From, To time.Time // first and last day that is counted; zero without points
	Points   []Point   // none when the period lies before the first report of all
	Whole    int       // points that are whole
	Left     int       // points between the first report of all and the first of Points

	Readings []Reading // of the numbers of incidents
	Effort   Effort
	Caution  string // belongs to every change that a reading claims; "" where none does
}

// Point is one quarter or month.
type Point struct {
	Name      string // 2026-Q3 or 2026-09
	Period    Period
	Days      int     // of exposure: up to the as-of day or the end of the trends' period, and from the first report of all
	N         int     // incidents
	Low, High float64 // 95 % limits of N: exact Poisson
	NearMiss  int
	Exercise  int
	Drafts    int   // part of N
	Actions   Share // implemented, of the incidents of the point, as of the day of the trends
}

// Whole reports whether all days of the point could be counted.
func (p *Point) Whole() bool { return p.Days == p.Period.Days() }

// Reports returns the reports of all kinds.
func (p *Point) Reports() int { return p.N + p.NearMiss + p.Exercise }

// back is how many whole points a series has before the running one, when the period does not begin earlier: two years.
var back = map[string]int{ByQuarter: 8, ByMonth: 24}

// around returns the calendar quarter or month of a day.
func around(span string, day time.Time) Period {
	y, m, _ := day.UTC().Date()
	if span == ByMonth {
		return months(y, m, 1)
	}
	return Quarter(y, (int(m)+2)/3)
}

// name returns the name of a quarter or month.
func name(span string, p Period) string {
	if span == ByMonth {
		return p.From.Format("2006-01")
	}
	return fmt.Sprintf("%d-Q%d", p.From.Year(), (int(p.From.Month())+2)/3)
}

// extent returns the points of a series without their counts. It ends with the last counted day of the period, covers
// the period and at least two years, and begins with the first report of all; left is the number of points before it.
func extent(span string, period Period, asOf, first time.Time) (points []Point, left int) {
	end := period.Until(asOf).To
	if first.IsZero() || end.Before(Day(first)) || end.Before(period.From) {
		return nil, 0
	}
	last := around(span, end)
	from := last
	n := back[span]
	if end.Equal(last.To) {
		n--
	}
	for range n {
		from = around(span, from.From.AddDate(0, 0, -1))
	}
	if begin := around(span, period.From); begin.From.Before(from.From) {
		from = begin
	}
	begin := around(span, first)
	for p := begin; p.From.Before(from.From); p = around(span, p.To.AddDate(0, 0, 1)) {
		left++
	}
	if begin.From.After(from.From) {
		from = begin
	}
	for p := from; !p.From.After(last.From); p = around(span, p.To.AddDate(0, 0, 1)) {
		points = append(points, Point{Name: name(span, p), Period: p, Days: exposed(p, Day(first), end)})
	}
	return points, left
}

// exposed returns the days of a point up to the end of what is counted. When the first report of all lies well within
// the point, what was before it was not recorded.
func exposed(p Period, first, end time.Time) int {
	counted := p.Until(end)
	if rest := (Period{From: first, To: counted.To}).Days(); p.Contains(first) && float64(rest) < whole*float64(counted.Days()) {
		return rest
	}
	return counted.Days()
}

// seriesOf counts all reports up to the as-of day by quarters or months.
func seriesOf(span string, s *sorting, period Period, asOf time.Time, pol *policy.Policy) Series {
	v := Series{Span: span}
	v.Points, v.Left = extent(span, period, asOf, s.first)
	if len(v.Points) == 0 {
		return v
	}
	v.To = period.Until(asOf).To
	place := make(map[time.Time]*Point, len(v.Points))
	for i := range v.Points {
		p := &v.Points[i]
		place[p.Period.From] = p
		if p.Whole() {
			v.Whole++
		}
	}
	v.From = v.Points[0].Period.From
	if rest := (Period{From: Day(s.first), To: v.To}).Days(); rest < (Period{From: v.From, To: v.To}).Days() {
		v.From = Day(s.first)
	}
	for _, in := range s.reports {
		if p := place[around(span, in.At).From]; p != nil && !Day(in.At).After(v.To) {
			p.count(in, asOf, pol)
		}
	}
	for i := range v.Points {
		p := &v.Points[i]
		p.Low, p.High = stats.PoissonInterval(p.N, level)
	}
	v.read(s)
	return v
}

func (p *Point) count(in *Incident, asOf time.Time, pol *policy.Policy) {
	switch in.Kind {
	case KindNearMiss:
		p.NearMiss++
		return
	case KindExercise:
		p.Exercise++
		return
	}
	p.N++
	if in.Draft {
		p.Drafts++
	}
	var sum ActionCounts
	each([]*Incident{in}, asOf, pol, func(r *actions.Record) { sum.add(r.State) })
	done := sum.Implemented()
	p.Actions.K += done.K
	p.Actions.N += done.N
}
