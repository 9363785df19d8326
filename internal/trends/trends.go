// Package trends reads many incidents together: how many there were in a period against the one before, of which kinds,
// how long they took, what came back and which actions did not hold. It knows reports by a few facts of each and the
// day as of which it looks; it reads neither files nor the clock.
package trends

import (
	"math"
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/stats"
)

// Trends is what the incidents of a period show against those of the period before.
type Trends struct {
	AsOf     time.Time // the day up to which incidents are counted and at which actions are looked at
	Period   Period
	Previous Period
	Exposure Exposure

	Kinds      Kinds
	Incidents  Incidents
	Shares     Shares
	Series     Series
	By         []Breakdown // in the order of Dimensions
	Crossed    *Crossed    // two dimensions at once; nil unless Only names two
	Intervals  []Interval
	Lags       []Lag
	Actions    Actions
	Within     string       // two incidents at most so far apart can be a repeat, such as 12 months
	CameBack   CameBack     // incidents that came back
	Repeats    []Repeat     // what says most first: root causes, then techniques on a service, then controls, the rare ones first
	RepeatsAll int          // number of all repeats; more than Repeats holds in a very large corpus
	DidNotHold []DidNotHold // those whose root cause was hit again first, then the rare ones, then the soonest
	HitsAll    int          // number of all of them, as RepeatsAll
	Fixes      Fixes        // of all finished actions, what became of what they address
	Hints      []Hint       // texts that are alike, the most alike first
	HintsAll   int          // number of all of them
	All        bool         // the text lists all of what came back and did not hold
	Caution    string       // what speaks against comparing the periods, or ""; a sentence or two, as Notes
	Notes      []string     // what to know to read the numbers, sentences with a full stop
	Reporting  string       // belongs to every change that the counts claim, or ""; a sentence or two, as Notes
	ClockNote  string       // what to know to read hours and weekdays, or ""; a sentence or two, as Notes

	origin *origin
}

// origin is what the figures were made from, to make others in the same way.
type origin struct {
	sorting
	policy *policy.Policy
}

// Exposure is the number of days of each period in which incidents could be counted: those up to the as-of day.
type Exposure struct{ Now, Previous int }

// Kinds counts the reports of each kind.
type Kinds struct{ Incident, NearMiss, Exercise Pair }

// Pair is a number of reports in the period and in the previous one.
type Pair struct{ N, Previous int }

// Incidents compares the number of incidents with that of the previous period.
type Incidents struct {
	N         int
	Low, High float64 // 95 % limits of N: exact Poisson
	Previous  int
	Ratio     stats.Ratio // of the rates a day; NaN and infinite where there is nothing to divide by, all NaN where nothing is compared
	Verdict   stats.Verdict
}

// Compared reports whether there is a previous period to compare with; without one the verdict is TooFew.
func (i *Incidents) Compared() bool { return !math.IsNaN(i.Ratio.P) }

// sorting is the incidents of a corpus, sorted by what they count for.
type sorting struct {
	reports          []*Incident // of all kinds, up to the as-of day
	all, now, before []*Incident // of the kind incident, up to the as-of day
	kinds            Kinds
	undated, unread  int
	drafts           int       // of now
	later            int       // in one of the periods, but after the as-of day
	first            time.Time // of all reports with a date; zero without any
}

// Compute counts the incidents of a period against those of the previous one, as of a day: what happened after it is
// left out, and periods that reach beyond it are cut there. Incidents are compared by days of exposure, so the two
// periods need not be equally long. It accepts empty periods, and no incidents at all.
func Compute(incidents []Incident, period, previous Period, asOf time.Time, pol *policy.Policy) Trends {
	asOf = Day(asOf)
	t := Trends{
		AsOf: asOf, Period: period, Previous: previous,
		Exposure: Exposure{Now: period.Until(asOf).Days(), Previous: previous.Until(asOf).Days()},
	}
	s := sorted(incidents, period, previous, asOf)
	t.origin = &origin{s, pol}
	t.Kinds = s.kinds
	covered := covered(&t, s.first)
	t.Incidents = compare(s.kinds.Incident, t.comparable(covered))
	t.Shares = sharesOf(&s)
	t.Series = seriesOf(ByQuarter, &s, period, asOf, pol)
	for _, d := range dimensions {
		t.By = append(t.By, breakdown(d, s.now, s.before, pol))
	}
	for _, i := range intervals() {
		t.Intervals = append(t.Intervals, i.measure(s.now))
	}
	t.Lags = lags(s.now)
	t.Actions = countActions(s.now, s.before, asOf, pol)
	t.comeBack(&s, pol)
	judge(&t, covered)
	t.Caution = caution(&t, s.first, covered)
	t.Reporting = reporting(&t)
	t.Notes = notes(&t, s, covered)
	t.ClockNote = clockNote(s.now)
	return t
}

// Only returns t with the breakdowns of the named dimensions alone, and with two of them crossed, the first as rows; no
// names keep all.
func (t Trends) Only(names []string) Trends {
	names = distinct(names)
	if len(names) == 0 {
		return t
	}
	t.By = slices.DeleteFunc(slices.Clone(t.By), func(b Breakdown) bool { return !slices.Contains(names, b.Dimension) })
	if len(names) == 2 {
		rows, ok := named(names[0])
		columns, ok2 := named(names[1])
		if ok && ok2 {
			t.Crossed = cross(rows, columns, t.origin.now, t.origin.policy)
		}
	}
	return t
}

// Over returns t with its Series in other spans: ByQuarter or ByMonth.
func (t Trends) Over(span string) Trends {
	t.Series = seriesOf(span, &t.origin.sorting, t.Period, t.AsOf, t.origin.policy)
	return t
}

func sorted(incidents []Incident, period, previous Period, asOf time.Time) sorting {
	var s sorting
	for i := range incidents {
		in := &incidents[i]
		switch {
		case in.Unread:
			s.unread++
		case in.At.IsZero():
			s.undated++
		case Day(in.At).After(asOf):
			if period.Contains(in.At) || previous.Contains(in.At) {
				s.later++
			}
		default:
			s.add(in, period, previous)
		}
	}
	return s
}

func (s *sorting) add(in *Incident, period, previous Period) {
	if s.first.IsZero() || in.At.Before(s.first) {
		s.first = in.At
	}
	s.reports = append(s.reports, in)
	now, before := period.Contains(in.At), previous.Contains(in.At)
	count := &s.kinds.Incident
	switch in.Kind {
	case KindNearMiss:
		count = &s.kinds.NearMiss
	case KindExercise:
		count = &s.kinds.Exercise
	default:
		s.all = append(s.all, in)
		if now {
			s.now = append(s.now, in)
		}
		if before {
			s.before = append(s.before, in)
		}
	}
	if now {
		count.N++
		if in.Draft {
			s.drafts++
		}
	}
	if before {
		count.Previous++
	}
}

// comparable returns the exposure by which the periods are compared: none of the previous one when the records begin
// after it, because nothing recorded is not nothing happened.
func (t *Trends) comparable(covered int) Exposure {
	e := t.Exposure
	if covered == 0 {
		e.Previous = 0
	}
	return e
}

func compare(n Pair, e Exposure) Incidents {
	in := Incidents{N: n.N, Previous: n.Previous}
	in.Low, in.High = stats.PoissonInterval(n.N, level)
	in.Ratio, in.Verdict = stats.CompareRates(n.N, float64(e.Now), n.Previous, float64(e.Previous), level)
	return in
}
