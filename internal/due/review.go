package due

import (
	"fmt"
	"time"

	"github.com/pir-cli/pir/internal/policy"
)

// reviews finds incidents that are over, of which the policy asks a review, and none was held.
func (d *desk) reviews() []Item {
	var items []Item
	for _, c := range d.live {
		over, what, ok := c.over(d.AsOf)
		if !ok || !c.lacksReview(d.AsOf) {
			continue
		}
		due := over.AddDate(0, 0, inDays(c.needs.ReviewWithin))
		if c.needs.ReviewWithin == 0 {
			due = time.Time{} // the policy sets no limit
		}
		i := c.item(Review)
		i.Line = c.reviewLine
		i.Message = fmt.Sprintf("%s on %s; hold the review and write its day as review.held", what, date(over))
		if d.put(&i, due) {
			items = append(items, i)
		}
	}
	return items
}

// lacksReview reports whether the policy asks for a review that was not held by a day.
func (c *Case) lacksReview(asOf time.Time) bool {
	return c.needs.Review == policy.Required && !c.held.by(asOf)
}
