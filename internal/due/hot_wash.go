package due

import "fmt"

// hotWashes finds incidents of which the policy asks a first look that is not on record. After the review there is
// no point in one any more; that it is missing is then a finding of the report.
func (d *desk) hotWashes() []Item {
	var items []Item
	for _, c := range d.live {
		detected, ok := c.milestone("detected")
		if c.needs.HotWash == 0 || !ok || !d.past(detected.on) || c.hotWash.by(d.AsOf) || c.held.by(d.AsOf) {
			continue
		}
		i := c.item(HotWash)
		i.Line = c.reviewLine
		i.Message = fmt.Sprintf("detected on %s; take a first look and write its day as review.hot_wash", date(detected.on))
		if d.put(&i, detected.on.AddDate(0, 0, inDays(c.needs.HotWash))) {
			items = append(items, i)
		}
	}
	return items
}
