package due

import (
	"fmt"
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/actions"
)

// blocked finds blocked actions about which nobody was asked for a decision since. A decision before that was about
// something else.
func (d *desk) blocked() []Item {
	var items []Item
	for _, t := range d.open {
		asked := slices.ContainsFunc(t.more.escalations, func(e escalation) bool { return d.past(e.on) && !e.on.Before(t.more.since) })
		if t.Status != actions.Blocked || asked {
			continue
		}
		i := t.item(ActionBlocked)
		i.Message = fmt.Sprintf("blocked since %s; unblock it, or ask somebody for a decision", date(t.more.since))
		due := t.more.since.AddDate(0, 0, d.Policy.Actions.EscalateAfter)
		if t.more.since.IsZero() {
			i.Message, due = "blocked, and nobody wrote since when; write blocked.since, and ask somebody for a decision", time.Time{}
		}
		if d.put(&i, due) {
			items = append(items, i)
		}
	}
	return items
}
