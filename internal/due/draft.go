package due

import (
	"fmt"
	"slices"
	"time"
)

// drafts finds reports that are drafts for too long.
func (d *desk) drafts() []Item {
	return d.unfinished(Draft, d.Policy.Review.DraftWithin, "", "draft")
}

// approvals finds reports that wait for approval for too long.
func (d *desk) approvals() []Item {
	return d.unfinished(Approval, d.Policy.Review.ApproveWithin, "in-review")
}

// unfinished finds reports of a status, within days of the review or of the end of the incident. While the review
// is to be held that is the next thing to do, and not this.
func (d *desk) unfinished(kind string, within int, statuses ...string) []Item {
	var items []Item
	for _, c := range d.live {
		if within == 0 || !slices.Contains(statuses, c.status) {
			continue
		}
		from, what := c.standsSince(d.AsOf)
		if from.IsZero() || what != "reviewed" && what != "detected" && c.lacksReview(d.AsOf) {
			continue
		}
		i := c.item(kind)
		switch {
		case kind == Approval:
			i.Message = fmt.Sprintf("%s on %s and still in review; approve it", what, date(from))
		case what == "detected":
			i.Message = fmt.Sprintf("%s on %s and still a draft; finish it, or write when the incident was resolved", what, date(from))
		default:
			i.Message = fmt.Sprintf("%s on %s and still a draft; finish it and set its status to in-review", what, date(from))
		}
		if d.put(&i, from.AddDate(0, 0, within)) {
			items = append(items, i)
		}
	}
	return items
}

// standsSince returns the day from which a report could be finished: that of the review, else of the end of the
// incident, else of the incident.
func (c *Case) standsSince(asOf time.Time) (on time.Time, what string) {
	if c.held.by(asOf) && !c.held.on.IsZero() {
		return c.held.on, "reviewed"
	}
	if over, what, ok := c.over(asOf); ok {
		return over, what
	}
	return c.occurred, "detected"
}
