package due

import "fmt"

// left finds actions that are left to do and whose owner has left, or is about to.
func (d *desk) left() []Item {
	if d.People == nil {
		return nil
	}
	var items []Item
	for _, t := range d.open {
		owner, ok := d.People.Find(t.Owner)
		if !ok || !owner.ActiveUntil.Known {
			continue
		}
		last := owner.ActiveUntil.Day
		i := t.item(OwnerLeft)
		i.Message = fmt.Sprintf("%s is active until %s; name another owner", handleText(t.Owner), date(last))
		if d.put(&i, last) {
			items = append(items, i)
		}
	}
	return items
}
