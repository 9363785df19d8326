package due

import (
	"fmt"
	"time"

	"github.com/pir-cli/pir/internal/actions"
)

const day = 24 * time.Hour

// desk is a question with what every kind of item needs.
type desk struct {
	*Question
	live []*Case // the incidents up to the day
	open []task  // their actions that are not done, verified or declined
	done []task  // those that are done or verified
	gone []task  // those that are declined
}

// task is an action as it is on the day.
type task struct {
	actions.Record
	more   *action
	report *Case
}

func newDesk(q *Question) *desk {
	d := &desk{Question: q}
	for i := range q.Cases {
		c := &q.Cases[i]
		if c.id == "" || c.occurred.After(q.AsOf) {
			continue
		}
		d.live = append(d.live, c)
		for j := range c.actions {
			a := &c.actions[j]
			for _, r := range actions.At([]actions.Action{a.Action}, q.AsOf, q.Policy) {
				t := task{Record: r, more: a, report: c}
				switch {
				case r.Left():
					d.open = append(d.open, t)
				case r.Status == actions.Declined:
					d.gone = append(d.gone, t)
				default:
					d.done = append(d.done, t)
				}
			}
		}
	}
	return d
}

// past reports whether a day is known and not after the day that is asked about.
func (d *desk) past(on time.Time) bool { return !on.IsZero() && !on.After(d.AsOf) }

// end is the point in time up to which things have happened.
func (d *desk) end() time.Time { return d.AsOf.Add(day) }

// put sets the due day of an item and reports whether it is late or so near that it is shown.
func (d *desk) put(i *Item, on time.Time) bool {
	i.Due = on
	if on.IsZero() {
		return true
	}
	i.Days = daysBetween(on, d.AsOf)
	i.Late = i.Days > 0
	return i.Days >= -d.Ahead
}

// item returns an item about an action.
func (t *task) item(kind string) Item {
	return Item{Kind: kind, ID: t.ID, Report: t.Report, Title: t.Title, Owner: t.Owner, File: t.File, Line: t.Line}
}

// daysBetween returns the whole days from one midnight UTC to another, which may lie further apart than a
// time.Duration can hold.
func daysBetween(from, to time.Time) int {
	return int((to.Unix() - from.Unix()) / int64(day/time.Second))
}

// inDays returns a limit in whole days, a part of a day counted as one: limits are compared with days, and the last
// one counts in full.
func inDays(limit time.Duration) int { return int((limit + day - 1) / day) }

func date(t time.Time) string { return t.Format(time.DateOnly) }

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
