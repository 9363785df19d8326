package due

import (
	"fmt"

	"github.com/pir-cli/pir/internal/actions"
)

// overdue finds actions whose due date is over.
func (d *desk) overdue() []Item {
	var items []Item
	for _, t := range d.open {
		if t.State != actions.Overdue {
			continue
		}
		i := t.item(ActionOverdue)
		i.Message = fmt.Sprintf("was due on %s; finish it, agree on another date, or escalate", date(t.Due))
		d.put(&i, t.Due)
		items = append(items, i)
	}
	return items
}

// dueSoon finds actions whose due date comes.
func (d *desk) dueSoon() []Item {
	var items []Item
	for _, t := range d.open {
		if t.Due.IsZero() || t.State == actions.Overdue {
			continue
		}
		i := t.item(ActionDueSoon)
		i.Message = "due on " + date(t.Due)
		if d.put(&i, t.Due) {
			items = append(items, i)
		}
	}
	return items
}
