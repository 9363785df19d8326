package trends

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/actions"
)

// mostHits bounds the incidents that are listed for one thing that an action addresses, the first ones.
const mostHits = 5

// DidNotHold is a finished action after which what it addresses was hit again.
type DidNotHold struct {
	Action    string // full id
	Report    string // id of the report that the action belongs to
	Title     string
	Effect    string   // prevent, detect, mitigate, repair, or ""
	State     string   // StateVerified or StateDone, on the day of the incident that hit it
	Result    string   // what the verification showed; "" for one that was done only
	HitBy     string   // id of that incident, one of the period
	Days      int      // from the day on which the action was done (or verified, where that day is unknown) to the incident
	Addresses []string // what was hit again, as in Repeat.Why, what says most first
	Common    Common   // how common the first of Addresses is, from the action's incident to this one at least
	Expected  float64  // incidents with it that the rate before the action gives for Days
	Settled   string   // what either report says of the other: repeat, similar, or ""
	Late      bool     // the incident came too late to be a repeat of the one that the action belongs to
}

// ByCause reports whether a root cause was hit again, and not a control alone.
func (d *DidNotHold) ByCause() bool {
	return len(d.Addresses) > 0 && strings.HasPrefix(d.Addresses[0], byCause)
}

// Weak reports whether no more was hit again than a failed control that many incidents share, and nobody says that the
// incidents have to do with each other.
func (d *DidNotHold) Weak() bool { return !d.ByCause() && d.Common.Much() && d.Settled == "" }

// Fixes says of all finished actions that address a root cause or a failed control, what became of that: up to the last
// day of the period, or the as-of day when that comes first.
type Fixes struct {
	End         time.Time // that day
	Hit         int       // hit again in the period
	Effective   int       // part of Hit: verified as effective before
	HitBefore   int       // hit again, but only before the period
	Held        []Fix     // not hit, and long enough to tell; the greatest Expected first, at most maxRepeats of them
	HeldAll     int       // number of all of them
	Early       []Fix     // not hit, and too early to tell, likewise
	EarlyAll    int
	Ineffective int    // their own check says that they do not work, and they were not hit
	Cause       Chance // of those with a root cause, hit again in the period
	Control     Chance // of those with a control, whether or not a cause was hit too
}

// All returns the number of actions that were judged.
func (f *Fixes) All() int {
	return f.Hit + f.HitBefore + f.HeldAll + f.EarlyAll + f.Ineffective
}

// Fix is a finished action after which nothing that it addresses was hit again.
type Fix struct {
	Action    string // full id
	Title     string
	State     string    // StateVerified or StateDone
	Since     time.Time // the day on which it was done
	Days      int       // from then to Fixes.End
	Addresses []string
	Expected  float64 // incidents that the rate before gives for Days
	P         float64 // chance of none when nothing changed: e to the power of -Expected
}

// tellFrom is the chance of no incident up to which a time without one says something.
const tellFrom = 0.05

// Enough reports whether the time was long enough to tell: at the rate of before, a time without any would come about
// in 5 % of cases at most, which takes about three expected incidents.
func (f *Fix) Enough() bool { return f.P <= tellFrom }

// leastRecord is how many days a record covers at least when a rate is made of it. A record that begins with the incident
// that an action follows would give any rate.
const leastRecord = 365

// inquest looks at finished actions one by one.
type inquest struct {
	index
	period Period
	end    time.Time
	first  time.Time // of all reports
	fixes  Fixes
	hits   []DidNotHold
	total  int
}

// hold judges every finished action, and returns those that did not hold in the period, at most maxRepeats of all.
func (x index) hold(period Period, end, first time.Time) (fixes Fixes, hits []DidNotHold, total int) {
	j := inquest{index: x, period: period, end: end, first: first}
	j.fixes.End = end
	for _, in := range x.all {
		for i := range in.Actions {
			a := &in.Actions[i]
			since := finished(a)
			if why := in.addresses(a); len(why) > 0 && !since.IsZero() && !since.After(end) && isFinished(a, end, x) {
				j.action(in, a, why, since)
			}
		}
	}
	j.cut()
	byExpected := func(a, b Fix) int {
		return cmp.Or(cmp.Compare(b.Expected, a.Expected), cmp.Compare(a.Action, b.Action))
	}
	j.fixes.HeldAll, j.fixes.EarlyAll = len(j.fixes.Held), len(j.fixes.Early)
	slices.SortFunc(j.fixes.Held, byExpected)
	slices.SortFunc(j.fixes.Early, byExpected)
	j.fixes.Held = j.fixes.Held[:min(j.fixes.HeldAll, maxRepeats)]
	j.fixes.Early = j.fixes.Early[:min(j.fixes.EarlyAll, maxRepeats)]
	return j.fixes, j.hits, j.total
}

// isFinished reports whether an action was done or verified on a day.
func isFinished(a *actions.Action, day time.Time, x index) bool {
	return slices.ContainsFunc(actions.At([]actions.Action{*a}, day, x.pol), func(r actions.Record) bool {
		return r.State == actions.Done || r.State == actions.Verified
	})
}

// action judges one action.
func (j *inquest) action(in *Incident, a *actions.Action, why []string, since time.Time) {
	hit := j.hitBy(in, a, why, since)
	j.chances(in, why, since, hit)
	if len(hit.list) > 0 {
		j.fixes.Hit++
		if slices.ContainsFunc(hit.list, func(d DidNotHold) bool { return d.Result == "effective" }) {
			j.fixes.Effective++
		}
		j.total += len(hit.list)
		j.hits = append(j.hits, hit.list...)
		if len(j.hits) > 4*maxRepeats {
			j.cut()
		}
		return
	}
	f := Fix{Action: a.ID, Title: a.Title, State: StateDone, Since: since, Days: daysBetween(since, j.end), Addresses: why}
	if !a.Verified.IsZero() && !a.Verified.After(j.end) {
		f.State = StateVerified
	}
	for _, w := range why {
		f.Expected = max(f.Expected, j.expected(w, since, f.Days))
	}
	f.P = math.Exp(-f.Expected)
	switch {
	case hit.before:
		j.fixes.HitBefore++
	case f.State == StateVerified && a.Result == "ineffective":
		j.fixes.Ineffective++
	case f.Enough():
		j.fixes.Held = append(j.fixes.Held, f)
	default:
		j.fixes.Early = append(j.fixes.Early, f)
	}
}

// expected returns how many incidents the rate up to the day of an action gives for some days after it.
func (j *inquest) expected(why string, since time.Time, days int) float64 {
	record := max(daysBetween(j.first, since)+1, leastRecord)
	return float64(after(j.by[why], since)) / float64(record) * float64(days)
}

// hitting is what hit again what an action addresses.
type hitting struct {
	list    []DidNotHold    // in the period
	before  bool            // any before the period
	settled map[string]bool // kinds of what was hit in the period in pairs that are settled as no repeat
}

// hitBy returns what hit again what an action addresses.
func (j *inquest) hitBy(in *Incident, a *actions.Action, why []string, since time.Time) hitting {
	hit := hitting{settled: map[string]bool{}}
	place := map[string]int{} // of an incident in the list
	var by []*Incident        // of each of the list
	counts := func(later *Incident) bool { return later.Report != in.Report && !later.At.Before(in.At) }
	for _, w := range why {
		list := j.by[w][after(j.by[w], since):]
		start := after(list, j.period.From.AddDate(0, 0, -1))
		hit.before = hit.before || slices.ContainsFunc(list[:start], func(later *Incident) bool {
			return counts(later) && settled(later, in).Relation != NotARepeat
		})
		found := 0
		for _, later := range list[start:after(list, j.period.To)] {
			if !counts(later) {
				continue
			}
			word := settled(later, in)
			if word.Relation == NotARepeat {
				hit.settled[kindOf(w)] = true
				continue
			}
			if at, again := place[later.Report]; again {
				hit.list[at].Addresses = append(hit.list[at].Addresses, w)
				continue
			}
			if found++; found > mostHits {
				break
			}
			place[later.Report] = len(hit.list)
			hit.list = append(hit.list, j.didNotHold(in, a, later, w, since, word))
			by = append(by, later)
		}
	}
	for i := range hit.list {
		h := &hit.list[i]
		slices.SortStableFunc(h.Addresses, func(a, b string) int { return cmp.Compare(strength(a), strength(b)) })
		h.Common, h.Expected = j.commonSince(h.Addresses[0], in, by[i]), j.expected(h.Addresses[0], since, h.Days)
	}
	return hit
}

func (j *inquest) didNotHold(in *Incident, a *actions.Action, later *Incident, why string, since time.Time, word Relation) DidNotHold {
	d := DidNotHold{
		Action: a.ID, Report: in.Report, Title: a.Title, Effect: a.Effect, State: StateDone, HitBy: later.Report,
		Days: daysBetween(since, later.At), Addresses: []string{why}, Settled: word.Relation,
		Late: j.far(later.At, in.At),
	}
	for _, r := range actions.At([]actions.Action{*a}, Day(later.At), j.pol) {
		if r.State == actions.Verified {
			d.State, d.Result = StateVerified, a.Result
		}
	}
	return d
}

// cut orders what did not hold, and keeps the first of it: causes before controls, then what came in the time of a
// repeat, then what is rare, then what came back soonest.
func (j *inquest) cut() {
	slices.SortFunc(j.hits, func(a, b DidNotHold) int {
		return cmp.Or(
			cmp.Compare(strength(a.Addresses[0]), strength(b.Addresses[0])), falseFirst(a.Late, b.Late),
			cmp.Compare(a.Common.Chance(), b.Common.Chance()),
			cmp.Compare(a.Days, b.Days), cmp.Compare(a.Action, b.Action), cmp.Compare(a.HitBy, b.HitBy),
		)
	})
	j.hits = j.hits[:min(len(j.hits), maxRepeats)]
}

func falseFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}
