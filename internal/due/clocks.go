package due

import (
	"cmp"
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// ClockState is how the notification of a clock stands.
type ClockState string

// The states of a clock.
const (
	ClockSent      ClockState = "sent"       // in time, or there was no fixed time
	ClockSentLate  ClockState = "sent-late"  // sent after the deadline
	ClockOpen      ClockState = "open"       // not sent, and there is time
	ClockLate      ClockState = "late"       // not sent, and the deadline is over
	ClockUnknown   ClockState = "unknown"    // not sent, and nobody can tell when it is due
	ClockExempt    ClockState = "exempt"     // the report says why it does not apply
	ClockNoStart   ClockState = "no-start"   // nothing has started it
	ClockSentAtUnk ClockState = "sent-no-at" // sent, and the time of it is not known
)

// ClockRow is one notification that a regime asks for about an incident, sent or not.
type ClockRow struct {
	Report, Title string
	Clock         taxonomy.Clock
	State         ClockState
	Started       string    // what started the clock and when
	Due           time.Time // midnight UTC of the day; zero for none
	DueAt         time.Time // the point in time; zero for a deadline that is a day
	Sent          time.Time // zero when it was not sent, or nobody can tell when
	LateBy        time.Duration
	Reference     string // the receiver's
	Reason        string // why it does not apply, or why it was late
	Assumptions   []string
	Line          int
}

// Clocks returns every notification of the incidents up to the day, by report, regime and stage.
func Clocks(q *Question) []ClockRow {
	n := newNotifier(newDesk(q))
	var rows []ClockRow
	for _, c := range n.live {
		if c.kind == "exercise" {
			continue
		}
		for _, regime := range n.named(c) {
			for i := range n.clocks[regime] {
				rows = append(rows, n.row(c, &n.clocks[regime][i]))
			}
		}
		rows = n.unclocked(rows, c)
	}
	slices.SortStableFunc(rows, func(a, b ClockRow) int { return cmp.Compare(a.Report, b.Report) })
	return rows
}

// unclocked adds the notifications that a report names and for which there is no clock.
func (n *notifier) unclocked(rows []ClockRow, c *Case) []ClockRow {
	for i := range c.notices {
		e := &c.notices[i]
		if n.clocked(e) || e.at.Precision != field.Missing {
			continue
		}
		r := ClockRow{Report: c.id, Title: c.title, Clock: unknownClock(e), Reference: e.ref, Reason: e.reason, Line: e.line}
		r.State = n.clockState(&r, e, &started{at: n.AsOf})
		rows = append(rows, r)
	}
	return rows
}

// row says how one notification stands.
func (n *notifier) row(c *Case, clock *taxonomy.Clock) ClockRow {
	r := ClockRow{Report: c.id, Title: c.title, Clock: *clock, Line: c.line}
	entry := c.notice(clock.Regime, clock.Stage)
	if entry != nil {
		r.Reference, r.Reason, r.Line = entry.ref, entry.reason, entry.line
	} else if whole := c.notice(clock.Regime, ""); whole != nil && whole.reason != "" {
		r.Reason, r.Line, r.State = whole.reason, whole.line, ClockExempt
		return r
	}
	s := n.start(c, clock)
	r.Started, r.Assumptions = cmp.Or(s.text, s.missing), s.assumptions
	if !s.due.on.IsZero() {
		due := n.calendar.rolled(s.due, clock.Roll)
		r.Due, r.DueAt = due.on, due.at
	}
	r.State = n.clockState(&r, entry, &s)
	return r
}

func (n *notifier) clockState(r *ClockRow, entry *notice, s *started) ClockState {
	end := r.DueAt
	if end.IsZero() && !r.Due.IsZero() {
		end = r.Due.Add(day) // the day counts in full
	}
	switch {
	case entry != nil && n.sent(entry):
		if entry.sent.Precision == field.Unclear {
			return ClockSentAtUnk
		}
		r.Sent = entry.sent.At.UTC()
		if !end.IsZero() && r.Sent.After(end) {
			r.LateBy = r.Sent.Sub(end)
			return ClockSentLate
		}
		return ClockSent
	case r.Reason != "":
		return ClockExempt
	case s.missing != "":
		return ClockUnknown
	case s.at.IsZero():
		return ClockNoStart
	case !end.IsZero() && !end.After(n.end()):
		r.LateBy = n.end().Sub(end)
		return ClockLate
	}
	return ClockOpen
}

// notice returns the entry of a report about a stage; of several the first that was sent, else the first.
func (c *Case) notice(regime, stage string) *notice {
	var found *notice
	for i := range c.notices {
		e := &c.notices[i]
		if e.regime != regime || e.stage != stage {
			continue
		}
		if e.sent.Precision != field.Missing {
			return e
		}
		if found == nil {
			found = e
		}
	}
	return found
}
