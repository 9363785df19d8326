package bench

import (
	"bytes"
	"slices"
	"time"
)

// writer writes one report.
type writer struct {
	sketch
	filler
	corpus Corpus
	index  int
	out    bytes.Buffer

	detection string
	status    string
	flaw      flaw
	clock     clock

	started, acknowledged, contained, resolved, closed time.Time

	hotWash, held time.Time // days; the zero time when there was none
	causes        []*cause
	verdicts      []string // of the first control of each cause
	responders    []string // the first leads
	actions       []action
}

// flaw is something that lint finds in some of the reports, so that there is something to find.
type flaw int

const (
	noFlaw flaw = iota
	noOwner
	noDue
	lateReview
	shortWhys
	noEvidence
	blame
	emptySection
	unaddressed
	flaws
)

// action is a corrective action and how far it came.
type action struct {
	remedy
	addresses       []string
	owner, priority string
	status, result  string
	due, done, on   time.Time // on is the day of the last decision
	targets, places int       // of the rollout; 0 when it has one place
}

const day = 24 * time.Hour

func date(t time.Time) time.Time { return t.Truncate(day) }

// between returns a random time from low to high minutes.
func (w *writer) between(low, high int) time.Duration {
	return time.Duration(low+w.r.IntN(high-low+1)) * time.Minute
}

func (w *writer) days(low, high int) time.Duration {
	return time.Duration(low+w.r.IntN(high-low+1)) * day
}

// plan draws everything that more than one place of the report depends on.
func (w *writer) plan() {
	w.detection = pick(w.r, w.theme.detection)
	w.started = w.detected.Add(-w.between(w.theme.lead/3, w.theme.lead*5/2))
	w.acknowledged = w.detected.Add(w.between(2, 20))
	w.contained = w.acknowledged.Add(w.between(15, 220))
	if chance(w.r, 15) {
		w.contained = w.contained.Add(w.between(60, 400))
	}
	w.resolved = w.contained.Add(w.between(15, 600))
	w.closed = w.resolved.Add(w.between(24*60, 6*24*60))
	w.held = date(w.closed).Add(w.days(2, 12))
	if chance(w.r, 18) {
		w.flaw = 1 + flaw(w.r.IntN(int(flaws)-1))
	}
	if w.flaw == lateReview {
		w.held = w.held.Add(w.days(15, 50))
	}
	if w.major() || chance(w.r, 30) {
		w.hotWash = date(w.detected).Add(day)
	}
	w.clock = newClock(w.r, w.started, w.closed)
	w.status = w.reviewStatus()
	w.planCauses()
	w.planPeople()
	w.planActions()
	if w.status == "closed" && slices.ContainsFunc(w.actions, action.pending) {
		w.status = "approved"
	}
}

// reviewStatus follows from how long ago the incident was.
func (w *writer) reviewStatus() string {
	if w.held.After(last) {
		w.held = time.Time{}
		return "draft"
	}
	switch age := last.Sub(w.held); {
	case age < 20*day:
		return weighted(w.r, []string{"in-review", "approved"}, []int{70, 30})
	case age < 120*day:
		return weighted(w.r, []string{"approved", "closed"}, []int{60, 40})
	default:
		return weighted(w.r, []string{"closed", "approved"}, []int{90, 10})
	}
}

// planCauses adds one or two factors that contribute to the root cause, each from another bone.
func (w *writer) planCauses() {
	w.causes = append(w.causes, w.root)
	n := 2
	if chance(w.r, 30) {
		n = 3
	}
	for len(w.causes) < n {
		c := causeOf(pick(w.r, contributing))
		if !slices.ContainsFunc(w.causes, func(o *cause) bool { return o.bone == c.bone }) {
			w.causes = append(w.causes, c)
		}
	}
	for i := range w.causes {
		weights := []int{55, 30, 15}
		if i > 0 {
			weights = []int{15, 25, 60}
		}
		w.verdicts = append(w.verdicts, weighted(w.r, []string{"failed", "missing", "partial"}, weights))
	}
}

func (w *writer) planPeople() {
	lead := w.svc.lead
	w.responders = []string{lead}
	n := 2 + w.r.IntN(3)
	for len(w.responders) < n {
		if who := pick(w.r, people); !slices.Contains(w.responders, who) {
			w.responders = append(w.responders, who)
		}
	}
}

// planActions has one action a cause, one that detects where others noticed first, and sometimes more.
func (w *writer) planActions() {
	for i, c := range w.causes {
		a := action{remedy: c.remedies[0], addresses: []string{causeID(i)}}
		if w.verdicts[i] != "partial" {
			a.addresses = append(a.addresses, "iso27001:"+c.controls[0])
		}
		if w.flaw != unaddressed || i != 0 {
			w.actions = append(w.actions, a)
		}
	}
	if outside := w.detection == "customer" || w.detection == "third-party"; outside || chance(w.r, 35) {
		w.actions = append(w.actions, action{
			remedy:    remedy{"Alert on " + w.theme.metric + " of {svc}", "detection", "detect", "A replay of this incident pages the on-call within {n} minutes"},
			addresses: []string{causeID(len(w.causes) - 1)},
		})
	}
	if len(w.actions) < 3 && chance(w.r, 40) {
		w.actions = append(w.actions, action{remedy: w.root.remedies[1], addresses: []string{causeID(0)}})
	}
	for i := range w.actions {
		w.fate(&w.actions[i])
	}
}

func causeID(i int) string  { return "C" + string(rune('1'+i)) }
func actionID(i int) string { return "A" + string(rune('1'+i)) }
