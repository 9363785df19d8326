package due

import (
	"fmt"
	"slices"
)

// stale finds actions that are left to do, that nobody has touched for long, and about which no decision is asked for.
func (d *desk) stale() []Item {
	after := d.Policy.Actions.StaleAfter
	if d.LastTouched == nil || after == 0 {
		return nil
	}
	var items []Item
	for _, t := range d.open {
		at, ok := d.LastTouched(t.ID)
		if !ok || slices.ContainsFunc(t.more.escalations, func(e escalation) bool { return d.pending(&e) }) {
			continue
		}
		last := at.UTC().Truncate(day)
		i := t.item(ActionStale)
		i.Message = fmt.Sprintf("last changed on %s; say how it stands, or escalate", date(last))
		// Nobody plans to let an action go stale, so one that is not yet so is no item.
		if d.put(&i, last.AddDate(0, 0, after)) && i.Late {
			items = append(items, i)
		}
	}
	return items
}
