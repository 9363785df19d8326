package trends

import (
	"maps"
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// The bounds of what an assessment lists; the numbers beside are of all.
const (
	mostGroups  = 1000 // of one assessment
	mostMembers = 1000 // of one group
)

// Recurrence is the assessment of recurring incidents that a law asks for. What is found are facts of the reports; whether
// they are one incident in the sense of the law, a person decides.
type Recurrence struct {
	AsOf        time.Time
	Law         taxonomy.Recurrence
	Assessments []Assessment // in the order of time
	Notes       []string     // sentences with a full stop
}

// Assessment is that of one quarter or month.
type Assessment struct {
	Period    Period
	Running   bool // the period ends after the as-of day
	Examined  int  // incidents of the period
	Before    int  // incidents before it with which one of the period could recur
	NoCause   int  // of Examined, without the category of a root cause, so that nobody can tell
	Groups    []Group
	GroupsAll int // number of all
}

// Group is incidents of one root cause, each near enough to the last one, which lies in the period.
type Group struct {
	Cause   string // category of the root cause; "" when a report says that one incident repeats the other
	Members []Member
	N       int  // number of all members
	Days    int  // from the first to the last
	Cost    Sum  // of all members
	Above   bool // the known cost in the law's currency is above its amount
}

// Member is an incident of a group.
type Member struct {
	Report   string
	Day      time.Time // by which it is counted
	Severity string
	Cost     Money
}

// Recur assesses every quarter or month, as the law says, that has a day of the period, up to the as-of day.
func Recur(incidents []Incident, law taxonomy.Recurrence, period Period, asOf time.Time, pol *policy.Policy) Recurrence {
	asOf = Day(asOf)
	own := *pol
	own.RepeatWithin = taxonomy.Period{N: law.Months, Unit: taxonomy.Months}
	s := sorted(incidents, period, period, asOf)
	x := indexed(s.all, asOf, &own)
	r := Recurrence{AsOf: asOf, Law: law, Notes: recurrenceNotes(&s)}
	for p := calendar(law.Every, period.From); !p.From.After(period.To) && !p.From.After(asOf); p = calendar(law.Every, p.To.AddDate(0, 0, 1)) {
		r.Assessments = append(r.Assessments, x.assess(p, asOf, law))
	}
	return r
}

// calendar returns the quarter or month of a day.
func calendar(every string, day time.Time) Period {
	if every == "month" {
		return months(day.Year(), day.Month(), 1)
	}
	return Quarter(day.Year(), (int(day.Month())+2)/3)
}

// LastWhole returns the last quarter or month, as the law says, that is over at the end of a day.
func LastWhole(every string, day time.Time) Period {
	p := calendar(every, Day(day))
	if p.To.After(Day(day)) {
		p = calendar(every, p.From.AddDate(0, 0, -1))
	}
	return p
}

func (x index) assess(p Period, asOf time.Time, law taxonomy.Recurrence) Assessment {
	a := Assessment{Period: p, Running: p.To.After(asOf), Groups: []Group{}}
	first, end := x.reaching(x.all, p.From), after(x.all, p.To)
	for _, in := range x.all[first:end] {
		if !p.Contains(in.At) {
			a.Before++
			continue
		}
		a.Examined++
		if len(in.rootCategories()) == 0 {
			a.NoCause++
		}
	}
	near := x.all[first:end]
	causes := map[string]bool{}
	for _, in := range near {
		for _, c := range in.rootCategories() {
			causes[c] = true
		}
	}
	for _, cause := range slices.Sorted(maps.Keys(causes)) {
		for _, members := range x.recurring(x.by[byCause+cause], p) {
			a.add(cause, members, law)
		}
	}
	for _, members := range x.calledRepeats(near, p) {
		a.add("", members, law)
	}
	return a
}

// rootCategories returns the categories of the root causes.
func (in *Incident) rootCategories() []string {
	list := make([]string, 0, len(in.Causes))
	for _, c := range in.Causes {
		if c.Root {
			list = append(list, c.Category)
		}
	}
	return distinct(list)
}

// recurring returns the incidents of one cause that recur, for each last one in the period that is not part of a later
// group. Those that are settled as no repeat of the last one are no members.
func (x index) recurring(list []*Incident, p Period) [][]*Incident {
	var groups [][]*Incident
	for i := after(list, p.From.AddDate(0, 0, -1)); i < after(list, p.To); i++ {
		last := list[i]
		var members []*Incident
		for _, in := range list[x.reaching(list, Day(last.At)):i] {
			if in.Report != last.Report && settled(last, in).Relation != NotARepeat {
				members = append(members, in)
			}
		}
		if len(members) == 0 {
			continue
		}
		members = append(members, last)
		if n := len(groups); n > 0 && within(groups[n-1], members) {
			groups[n-1] = members
		} else {
			groups = append(groups, members)
		}
	}
	return groups
}

// within reports whether all of a are in b.
func within(a, b []*Incident) bool {
	return !slices.ContainsFunc(a, func(in *Incident) bool { return !slices.Contains(b, in) })
}

// calledRepeats returns pairs of which a report says that one repeats the other, though they share no root cause.
func (x index) calledRepeats(near []*Incident, p Period) [][]*Incident {
	place := map[string]int{}
	for i, in := range near {
		place[in.Report] = i
	}
	var pairs [][]*Incident
	seen := map[[2]int]bool{}
	for i, in := range near {
		for _, r := range in.Related {
			j, known := place[r.Report]
			if r.Relation != "repeat" || !known || i == j {
				continue
			}
			key := [2]int{min(i, j), max(i, j)}
			earlier, later := near[key[0]], near[key[1]]
			same := slices.ContainsFunc(later.rootCategories(), func(c string) bool { return slices.Contains(earlier.rootCategories(), c) })
			if !seen[key] && !same && p.Contains(later.At) && !x.far(later.At, earlier.At) {
				pairs = append(pairs, []*Incident{earlier, later})
			}
			seen[key] = true
		}
	}
	return pairs
}

func (a *Assessment) add(cause string, members []*Incident, law taxonomy.Recurrence) {
	if a.GroupsAll++; a.GroupsAll > mostGroups {
		return
	}
	g := Group{Cause: cause, N: len(members), Days: daysBetween(members[0].At, members[len(members)-1].At)}
	for i, in := range members {
		g.Cost.add(in.Cost)
		if i < mostMembers {
			g.Members = append(g.Members, Member{in.Report, Day(in.At), in.Severity, in.Cost})
		}
	}
	g.Above = g.Cost.In(law.Currency) > float64(law.Amount)
	a.Groups = append(a.Groups, g)
}

func recurrenceNotes(s *sorting) []string {
	list := []string{
		"Whether incidents have the same apparent root cause is a judgement. Here they have when their reports name the same category of root cause, or when one report calls the other a repeat; what a report settles as not-a-repeat, with a reason, is left out.",
		"The law is about incidents that are not reported already by themselves. The reports do not say which are; look at the severities.",
		"Incidents are counted by the day of their detection, and months by the calendar, the last day included. Amounts of different currencies are not added.",
	}
	if s.undated > 0 {
		list = append(list, is(s.undated, "report")+" without any date and not examined.")
	}
	if s.unread > 0 {
		list = append(list, is(s.unread, "file")+" without readable front matter and not examined.")
	}
	return list
}
