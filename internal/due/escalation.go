package due

import (
	"fmt"
	"strconv"
	"time"
)

// escalations finds decisions that were asked for about actions which are left to do, and not taken. The one who was
// asked is the one to act.
func (d *desk) escalations() []Item {
	within := d.Policy.Actions.DecideWithin
	var items []Item
	for _, t := range d.open {
		for n := range t.more.escalations {
			e := &t.more.escalations[n]
			if !d.pending(e) {
				continue
			}
			i := t.item(Escalation)
			i.Owner, i.Line, i.part = e.to, e.line, strconv.Itoa(n+1)
			i.Message = "asked for a decision"
			due := time.Time{}
			if !e.on.IsZero() {
				i.Message += " on " + date(e.on)
				if within > 0 {
					due = e.on.AddDate(0, 0, within)
				}
			}
			if e.ask != "" {
				i.Message += fmt.Sprintf(" (%s)", e.ask)
			}
			i.Message += "; decide, and write decision and decided"
			if d.put(&i, due) {
				items = append(items, i)
			}
		}
	}
	return items
}

// pending reports whether an escalation had been made on the day and not yet been decided. One without a day has been.
func (d *desk) pending(e *escalation) bool {
	decided := e.decision && !e.decided.After(d.AsOf)
	return !e.on.After(d.AsOf) && !decided
}
