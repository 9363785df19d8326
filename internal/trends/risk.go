package trends

import (
	"cmp"
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/stats"
)

// What a row of the risk feed is about, in the order of the rows.
const (
	SubjectRisk    = "risk"    // an entry of the risk register that reports name
	SubjectCause   = "cause"   // a category of causes
	SubjectControl = "control" // a control that has a verdict
	SubjectService = "service"
)

// yearDays is the year of a yearly rate, in days.
const yearDays = 365

// RiskFeed is what the incidents of a period say to the risk assessment.
type RiskFeed struct {
	AsOf             time.Time
	Period, Previous Period
	Exposure         Exposure
	Covered          int // days of the previous period that records cover; 0 when there is nothing to compare with
	Kinds            Kinds
	Incidents        Incidents
	Rows             []Risk // by subject; in each the most events first, then those after a fix, then by key
	Without          []Without
	Compared         int        // rows with an event in either period, for which the p are corrected
	Unlinked         []Unlinked // incidents of the period that name no risk, the worst first
	UnlinkedMisses   int        // near misses of the period that name no risk
	Caution          string     // what speaks against comparing the periods, or ""
	Notes            []string   // what to know to read the rows, sentences with a full stop

	All bool // the text lists all rows

	worst string // id of the worst severity of the policy
}

// Risk is a row of the feed: what happened under one risk, cause, control or service.
type Risk struct {
	Subject string
	Key     string
	Name    string // what the key stands for, or ""

	// Events are incidents of the period that have the key, each once; of a control those in which it failed or was missing.
	Events, Previous        int
	Low, High               float64 // 95 % limits of Events: exact Poisson
	Rate, RateLow, RateHigh float64 // events a year of 365 days, with its limits; NaN without a day of exposure
	Change                  RiskChange
	Worst                   string // worst severity of Events; "" when none of them has one of the scale
	Unrated                 int    // of Events, those without a severity of the scale
	NearMiss, Exercise      Pair   // beside the events, and no part of them

	Open, Overdue int // actions of all reports up to the as-of day that address it, not yet done on that day
	// AfterFix are those of Events that hit again what a finished action for the same row addresses; AfterVerified is the
	// part of them after an action that was verified as effective. Fixes has each action with each such event.
	AfterFix, AfterVerified int
	Fixes                   []*DidNotHold

	Effective, Partial int       // of a control: incidents of the period in which it worked, or worked in part
	Last               time.Time // day of the last event up to the as-of day; zero when there is none
	Reports            []string  // ids of Events, the earliest first
	Rule, Question     string    // a question to ask in the assessment, and the name of the rule that asks it
}

// RiskChange compares the events of a row with the previous period.
type RiskChange struct {
	Compared bool // whether there are events and something to compare with; P and Holm are meaningful then
	Ratio    stats.Ratio
	Holm     float64       // P of Ratio, corrected for the number of rows that were compared
	Verdict  stats.Verdict // more or fewer than chance would explain only when Holm is small; "" when not compared
	Said     string        // the verdict in words, with what could be told when it is too few
}

// Without counts the incidents of the period that have no key of a subject.
type Without struct {
	Subject string
	N       int
}

// Unlinked is an incident of the period that names no risk.
type Unlinked struct {
	Report   string
	Day      time.Time
	Severity string
}

// RiskFeed returns what the incidents say to the risk assessment. What did not hold is as in t, and so bounded as there.
func (t Trends) RiskFeed() RiskFeed {
	s, pol := &t.origin.sorting, t.origin.policy
	f := RiskFeed{
		AsOf: t.AsOf, Period: t.Period, Previous: t.Previous, Exposure: t.Exposure, Covered: covered(&t, s.first),
		Kinds: t.Kinds, Incidents: t.Incidents, Caution: t.Caution,
	}
	if len(pol.Severities) > 0 {
		f.worst = pol.Severities[0].ID
	}
	reports := slices.Clone(s.reports)
	slices.SortFunc(reports, func(a, b *Incident) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Report, b.Report)) })
	names := make(map[string]*Incident, len(reports))
	for _, in := range reports {
		names[in.Report] = in
	}
	for i := range riskSubjects {
		c := collector{subject: &riskSubjects[i], feed: &f, pol: pol, rows: map[string]*Risk{}}
		f.Without = append(f.Without, Without{riskSubjects[i].name, c.collect(reports)})
		c.didNotHold(t.DidNotHold, names)
		f.Rows = append(f.Rows, c.sorted()...)
	}
	f.compare()
	for i := range f.Rows {
		f.ask(&f.Rows[i])
	}
	f.unlinked(s, pol)
	f.Notes = f.notes(&t)
	return f
}

// unlinked lists the incidents of the period that name no risk.
func (f *RiskFeed) unlinked(s *sorting, pol *policy.Policy) {
	for _, in := range s.reports {
		if len(in.Risks) > 0 || !f.Period.Contains(in.At) {
			continue
		}
		switch in.Kind {
		case KindIncident:
			f.Unlinked = append(f.Unlinked, Unlinked{in.Report, Day(in.At), in.Severity})
		case KindNearMiss:
			f.UnlinkedMisses++
		}
	}
	slices.SortStableFunc(f.Unlinked, func(a, b Unlinked) int {
		return cmp.Or(
			cmp.Compare(severityRank(a.Severity, pol), severityRank(b.Severity, pol)),
			a.Day.Compare(b.Day), cmp.Compare(a.Report, b.Report),
		)
	})
}

// severityRank is the place of a severity on the policy's scale, the worst first; behind all of them when it is none.
func severityRank(severity string, pol *policy.Policy) int {
	i := slices.IndexFunc(pol.Severities, func(s policy.Severity) bool { return s.ID == severity })
	if i < 0 {
		return len(pol.Severities)
	}
	return i
}
