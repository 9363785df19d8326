package due

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// notifications finds what is to be sent under the regimes that hold for an incident: those that its report names, and
// those of the policy for its severity. An entry with a reason says that a regime, or a stage of it, does not apply.
func (d *desk) notifications() []Item {
	n := newNotifier(d)
	var items []Item
	for _, c := range d.live {
		if c.kind == "exercise" {
			continue
		}
		for _, regime := range n.regimes(c) {
			for i := range n.clocks[regime] {
				items = n.stage(items, c, &n.clocks[regime][i])
			}
		}
		items = n.others(items, c)
	}
	return items
}

type notifier struct {
	*desk
	calendar calendar
	clocks   map[string][]taxonomy.Clock // by regime, in the order of their stages
}

func newNotifier(d *desk) *notifier {
	n := &notifier{desk: d, calendar: newCalendar(&d.Policy.Notifications), clocks: map[string][]taxonomy.Clock{}}
	for _, c := range d.Policy.Notifications.Clocks() {
		n.clocks[c.Regime] = append(n.clocks[c.Regime], c)
	}
	return n
}

// named returns the regimes that the policy or the report names for an incident.
func (n *notifier) named(c *Case) []string {
	var list []string
	if (c.kind == "" || c.kind == "incident") && n.Policy.Notifies(c.severity) {
		list = append(list, n.Policy.Notifications.Regimes...)
	}
	for _, e := range c.notices {
		if !slices.Contains(list, e.regime) {
			list = append(list, e.regime)
		}
	}
	return list
}

// regimes returns the regimes that hold for an incident: those that are named, without those that do not apply.
func (n *notifier) regimes(c *Case) []string {
	return slices.DeleteFunc(n.named(c), func(regime string) bool {
		return slices.ContainsFunc(c.notices, func(e notice) bool { return e.regime == regime && e.stage == "" && e.reason != "" })
	})
}

// stage adds what is to be sent for one stage, if anything is.
func (n *notifier) stage(items []Item, c *Case, clock *taxonomy.Clock) []Item {
	entry := notice{line: c.line}
	for _, e := range c.notices {
		if e.regime != clock.Regime || e.stage != clock.Stage {
			continue
		}
		if n.sent(&e) || e.reason != "" {
			return items
		}
		entry = e
	}
	s := n.start(c, clock)
	if s.missing == "" && s.at.IsZero() {
		return items // its clock has not started
	}
	i := c.item(Notification)
	i.Line, i.Clock, i.part, i.Assumptions = entry.line, clock, clock.Regime+" "+clock.Stage, s.assumptions
	what := clock.Regime + " " + clock.Stage + ": "
	if s.missing != "" {
		i.Message = what + s.missing
		n.put(&i, time.Time{})
		return append(items, i)
	}
	i.Message = what + s.text
	if s.due.on.IsZero() {
		i.Message += "; there is no fixed time"
		n.put(&i, time.Time{})
		return append(items, i)
	}
	if n.putDeadline(&i, n.calendar.rolled(s.due, clock.Roll)) {
		return append(items, i)
	}
	return items
}

// putDeadline is put for a deadline that may be a point in time.
func (n *notifier) putDeadline(i *Item, due deadline) bool {
	shown := n.put(i, due.on)
	i.At = due.at
	if !due.at.IsZero() && !n.Moment.IsZero() {
		i.Late = due.at.Before(n.Moment)
	}
	return shown
}

// sent reports whether an entry says that it was sent by the day. One without a known time was.
func (n *notifier) sent(e *notice) bool {
	return e.sent.Precision != field.Missing && e.sent.At.Before(n.end())
}

// others adds the entries that name a regime or a stage which there is no clock for, and that were not sent.
func (n *notifier) others(items []Item, c *Case) []Item {
	for _, e := range c.notices {
		if n.clocked(&e) || n.sent(&e) || e.reason != "" || e.at.Precision != field.Missing {
			continue
		}
		name := strings.TrimSpace(e.regime + " " + e.stage)
		i := c.item(Notification)
		i.Line, i.part = e.line, name
		i.Clock = new(unknownClock(&e))
		i.Message = name + ": named in the report and not sent; pir.yaml has no deadline for it"
		n.put(&i, time.Time{})
		items = append(items, i)
	}
	return items
}

// clocked reports whether there is a clock for an entry, or one that it starts.
func (n *notifier) clocked(e *notice) bool {
	return slices.ContainsFunc(n.clocks[e.regime], func(k taxonomy.Clock) bool {
		return e.stage == "" || k.Stage == e.stage || k.From == e.stage
	})
}

// unknownClock stands for the clock of an entry for which there is none.
func unknownClock(e *notice) taxonomy.Clock {
	return taxonomy.Clock{Regime: e.regime, Stage: e.stage, Checked: taxonomy.CheckedOwn, Ref: "no deadline known"}
}

// started is when a clock started and when it is over.
type started struct {
	at          time.Time // zero: it has not started
	written     time.Time // day of it as it is written
	due         deadline  // zero: no fixed time
	capOnly     bool      // due is that of the second clock alone
	text        string    // what started it
	missing     string    // why that cannot be told, and what to write
	assumptions []string
}

// start returns when the clock of a stage started.
func (n *notifier) start(c *Case, clock *taxonomy.Clock) started {
	var s started
	switch stage, last, isStage := sentStage(clock.From); {
	case isStage:
		s = n.fromSent(c, clock.Regime, stage, last)
	case slices.Contains(report.Milestones.List, clock.From):
		s = n.fromMilestone(c, clock.From)
	default:
		s = n.fromEvent(c, clock)
	}
	if s.at.IsZero() {
		return s
	}
	if s.capOnly || clock.Within.N == 0 {
		return s
	}
	s.due = n.calendar.after(s.at, s.written, clock.Within)
	return n.capped(c, clock, s)
}

// capped applies the second clock of a stage: the stage is due when the first of both is over, unless the first
// started only after the second was over (for DORA: Delegated Regulation (EU) 2025/301 Art. 5).
func (n *notifier) capped(c *Case, clock *taxonomy.Clock, s started) started {
	if clock.CapFrom == "" || s.due.at.IsZero() {
		return s
	}
	from := n.fromMilestone(c, clock.CapFrom)
	if from.at.IsZero() {
		s.assumptions = append(s.assumptions, "no entry of the timeline is marked "+clock.CapFrom+", so only the other limit is looked at")
		return s
	}
	if limit := n.calendar.after(from.at, time.Time{}, clock.CapTime); !s.at.After(limit.at) {
		s.due = earlier(s.due, limit)
		s.assumptions = append(s.assumptions, from.assumptions...)
	}
	return s
}

// sentStage takes sent:STAGE and last-sent:STAGE apart.
func sentStage(from string) (stage string, last, ok bool) {
	if stage, ok = strings.CutPrefix(from, taxonomy.SentPrefix); ok {
		return stage, false, true
	}
	stage, ok = strings.CutPrefix(from, taxonomy.LastSentPrefix)
	return stage, true, ok
}

// fromSent starts a clock when another stage was sent, for the first or the last time.
func (n *notifier) fromSent(c *Case, regime, stage string, last bool) started {
	var found *notice
	for k := range c.notices {
		e := &c.notices[k]
		if e.regime != regime || e.stage != stage || !n.sent(e) {
			continue
		}
		if found == nil || e.sent.At.After(found.sent.At) == last {
			found = e
		}
	}
	switch {
	case found == nil:
		return started{}
	case found.sent.Precision == field.Unclear:
		return started{missing: stage + " was sent at an unknown time, from which this deadline counts; write when"}
	}
	return n.fromTime(found.sent, stage+" was sent")
}

// fromMilestone starts a clock at a milestone. Awareness that nobody marked is taken to be detection, which is earlier.
func (n *notifier) fromMilestone(c *Case, name string) started {
	m, ok := c.milestone(name)
	if ok && m.at.Precision != field.Missing && m.at.Precision != field.Unclear {
		if !m.at.At.Before(n.end()) {
			return started{} // later than the day
		}
		return n.fromTime(m.at, name)
	}
	if name != "aware" {
		return started{}
	}
	if m, ok = c.milestone("detected"); ok && n.past(m.on) {
		s := n.fromTime(m.at, "detected")
		s.assumptions = append(s.assumptions, "no entry of the timeline is marked aware with its time, so the clock starts at detected")
		return s
	}
	return started{missing: "nobody can tell when the clock started; mark the entry of the timeline with `milestone: aware`"}
}

// fromEvent starts a clock at an event that the report names under notifications. While there is none, the second
// clock of the stage holds alone.
func (n *notifier) fromEvent(c *Case, clock *taxonomy.Clock) started {
	for _, e := range c.notices {
		if e.regime != clock.Regime || e.stage != clock.From {
			continue
		}
		switch {
		case e.at.Precision == field.Missing, e.at.Precision == field.Unclear:
			return started{missing: "the time of " + clock.From + " is not known, from which this deadline counts; write it as at"}
		case e.at.At.Before(n.end()):
			return n.fromTime(e.at, clock.From)
		}
		return started{}
	}
	if clock.CapFrom != "" {
		s := n.fromMilestone(c, clock.CapFrom)
		if !s.at.IsZero() {
			s.due, s.capOnly = n.calendar.after(s.at, time.Time{}, clock.CapTime), true
			s.assumptions = append(s.assumptions, fmt.Sprintf("there is no entry %s yet, so only %s after %s is looked at", clock.From, clock.CapTime, clock.CapFrom))
		}
		return s
	}
	if clock.Within.N == 0 {
		return started{} // nobody asked for it
	}
	return started{missing: fmt.Sprintf("nobody can tell when the clock started; write {regime: %s, stage: %s, at: …} under notifications", clock.Regime, clock.From)}
}

// fromTime starts a clock at a time of the report, at the earliest that it may mean.
func (n *notifier) fromTime(t field.Time, what string) started {
	written, _ := t.LocalDay()
	s := started{at: t.At, written: written}
	switch t.Precision {
	case field.Day:
		s.text = what + " on " + date(written)
		s.assumptions = append(s.assumptions, "only the day of it is known, so the clock starts with that day")
	case field.Floating:
		s.text = what + " on " + n.stamp(t.At)
		s.assumptions = append(s.assumptions, "the time has no zone and is read as UTC")
	case field.Ambiguous, field.Skipped, field.Exact, field.Missing, field.Unclear:
		s.text = what + " on " + n.stamp(t.At)
	}
	return s
}

// stamp writes a point in time in the zone of whoever asks.
func (n *notifier) stamp(t time.Time) string {
	if n.Zone == nil {
		return t.UTC().Format("2006-01-02 15:04 MST")
	}
	return t.In(n.Zone).Format("2006-01-02 15:04 MST")
}
