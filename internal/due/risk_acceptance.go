package due

import "fmt"

// acceptances finds actions that were declined until a day, on which the risk is to be looked at again.
func (d *desk) acceptances() []Item {
	var items []Item
	for _, t := range d.gone {
		if t.more.until.IsZero() {
			continue
		}
		i := t.item(RiskAcceptance)
		if t.more.declinedBy != "" {
			i.Owner = t.more.declinedBy
		}
		i.Message = fmt.Sprintf("declined until %s; decide again, and write a new until or another status", date(t.more.until))
		if d.put(&i, t.more.until) {
			items = append(items, i)
		}
	}
	return items
}
