package trends

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/stats"
)

// riskSubject is one way to make rows of incidents.
type riskSubject struct {
	name  string
	keys  func(in *Incident) []string // what an incident is an event of; may have empty ones and repetitions
	known func(in *Incident) []string // what it makes a row of, when that is more; nil otherwise
	// actions returns what an action is for; nil when every action of a report is for all keys of it.
	actions func(in *Incident, a *actions.Action) []string
	says    func(key string, pol *policy.Policy) string
}

var riskSubjects = []riskSubject{
	{name: SubjectRisk, keys: func(in *Incident) []string { return in.Risks }},
	{name: SubjectCause, keys: (*Incident).categories, actions: causesOf, says: causeName},
	{name: SubjectControl, keys: (*Incident).failedControls, known: (*Incident).controls, actions: controlsOf, says: plainName(controlName)},
	{name: SubjectService, keys: func(in *Incident) []string { return in.Services }},
}

// causesOf returns the categories of the causes that an action names, root or contributing.
func causesOf(in *Incident, a *actions.Action) []string {
	var list []string
	for _, c := range in.Causes {
		if slices.Contains(a.Addresses, c.ID) {
			list = append(list, c.Category)
		}
	}
	return list
}

// controlsOf returns the controls with a verdict that an action names, whatever the verdict is.
func controlsOf(in *Incident, a *actions.Action) []string {
	var list []string
	for _, c := range in.Controls {
		if slices.Contains(a.Addresses, c.Ref) {
			list = append(list, c.Ref)
		}
	}
	return list
}

// collector makes the rows of one subject.
type collector struct {
	subject *riskSubject
	feed    *RiskFeed
	pol     *policy.Policy
	rows    map[string]*Risk
}

func (c *collector) row(key string) *Risk {
	r := c.rows[key]
	if r == nil {
		r = &Risk{Subject: c.subject.name, Key: key}
		c.rows[key] = r
	}
	return r
}

// collect counts all reports up to the as-of day, and returns how many incidents of the period have no key.
func (c *collector) collect(reports []*Incident) (without int) {
	for _, in := range reports {
		keys := distinct(c.subject.keys(in))
		known := keys
		if c.subject.known != nil {
			known = distinct(c.subject.known(in))
		}
		for _, key := range known {
			c.row(key)
		}
		if len(keys) == 0 && in.Kind == KindIncident && c.feed.Period.Contains(in.At) {
			without++
		}
		for _, key := range keys {
			c.event(c.row(key), in)
		}
		if c.subject.name == SubjectControl && in.Kind == KindIncident && c.feed.Period.Contains(in.At) {
			c.worked(in)
		}
		c.actions(in, known)
	}
	return without
}

// event counts an incident in a row, or beside it.
func (c *collector) event(r *Risk, in *Incident) {
	now, before := c.feed.Period.Contains(in.At), c.feed.Previous.Contains(in.At)
	beside := &r.NearMiss
	switch in.Kind {
	case KindNearMiss:
	case KindExercise:
		beside = &r.Exercise
	default:
		if day := Day(in.At); day.After(r.Last) {
			r.Last = day
		}
		if now {
			r.Events++
			r.Reports = append(r.Reports, in.Report)
			r.Worst = c.worse(r.Worst, in.Severity)
			if severityRank(in.Severity, c.pol) == len(c.pol.Severities) {
				r.Unrated++
			}
		}
		if before {
			r.Previous++
		}
		return
	}
	if now {
		beside.N++
	}
	if before {
		beside.Previous++
	}
}

// worse returns the worse of two severities; "" stands for none.
func (c *collector) worse(a, b string) string {
	if severityRank(b, c.pol) < severityRank(a, c.pol) {
		return b
	}
	return a
}

// worked counts the verdicts on controls that are no events, each once an incident.
func (c *collector) worked(in *Incident) {
	seen := map[Control]bool{}
	for _, verdict := range in.Controls {
		if seen[verdict] {
			continue
		}
		seen[verdict] = true
		switch verdict.Verdict {
		case "effective":
			c.row(verdict.Ref).Effective++
		case "partial":
			c.row(verdict.Ref).Partial++
		}
	}
}

// actions counts what is left to do on the as-of day, for a report with these keys.
func (c *collector) actions(in *Incident, known []string) {
	if len(in.Actions) == 0 || len(known) == 0 {
		return
	}
	for _, record := range actions.At(in.Actions, c.feed.AsOf, c.pol) {
		if !record.Left() {
			continue
		}
		keys := known
		if c.subject.actions != nil {
			keys = distinct(c.subject.actions(in, &record.Action))
		}
		for _, key := range keys {
			r := c.row(key)
			r.Open++
			if record.State == actions.Overdue {
				r.Overdue++
			}
		}
	}
}

// didNotHold adds the actions that did not hold to the rows that both the action and the incident belong to.
func (c *collector) didNotHold(list []DidNotHold, names map[string]*Incident) {
	type hit struct{ row, by string }
	after, verified := map[hit]bool{}, map[hit]bool{}
	for i := range list {
		d := &list[i]
		fixed, by := names[d.Report], names[d.HitBy]
		if fixed == nil || by == nil {
			continue
		}
		for _, key := range c.hitKeys(d, fixed, by) {
			r := c.row(key)
			r.Fixes = append(r.Fixes, d)
			if at := (hit{key, d.HitBy}); !after[at] {
				after[at] = true
				r.AfterFix++
			}
			if at := (hit{key, d.HitBy}); d.Result == "effective" && !verified[at] {
				verified[at] = true
				r.AfterVerified++
			}
		}
	}
}

// hitKeys returns the rows that an action and the incident after it have in common: of causes and controls those that
// were hit again, of risks and services those that both reports name, unless no more than a common control was hit.
func (c *collector) hitKeys(d *DidNotHold, fixed, by *Incident) []string {
	kind := map[string]string{SubjectCause: byCause, SubjectControl: byControl}[c.subject.name]
	var list []string
	if kind == "" {
		if d.Weak() {
			return nil
		}
		theirs := c.subject.keys(by)
		for _, key := range c.subject.keys(fixed) {
			if slices.Contains(theirs, key) {
				list = append(list, key)
			}
		}
		return distinct(list)
	}
	for _, why := range d.Addresses {
		if kindOf(why) == kind {
			list = append(list, why[len(kind):])
		}
	}
	return distinct(list)
}

// sorted finishes the rows and brings them into their order.
func (c *collector) sorted() []Risk {
	rows := make([]Risk, 0, len(c.rows))
	exposure := float64(c.feed.Exposure.Now)
	for _, key := range slices.Sorted(maps.Keys(c.rows)) {
		r := c.rows[key]
		if c.subject.says != nil {
			r.Name = c.subject.says(key, c.pol)
		}
		r.Low, r.High = stats.PoissonInterval(r.Events, level)
		r.Rate, r.RateLow, r.RateHigh = math.NaN(), math.NaN(), math.NaN()
		if exposure > 0 {
			a := yearDays / exposure
			r.Rate, r.RateLow, r.RateHigh = a*float64(r.Events), a*r.Low, a*r.High
		}
		rows = append(rows, *r)
	}
	slices.SortStableFunc(rows, func(a, b Risk) int {
		return cmp.Or(
			cmp.Compare(b.Events, a.Events), cmp.Compare(b.AfterVerified, a.AfterVerified), cmp.Compare(b.AfterFix, a.AfterFix),
			cmp.Compare(b.Previous, a.Previous), cmp.Compare(b.NearMiss.N, a.NearMiss.N),
		)
	})
	return rows
}
