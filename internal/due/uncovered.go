package due

import (
	"fmt"
	"time"
)

// Uncovered is an incident of the register of which the policy asks a review and that has no report.
type Uncovered struct {
	Key, Title, File string
	Line             int
	Closed           time.Time // day on which it was over; zero when nobody can tell
	Due              time.Time // last day for the review; zero when there is no limit
}

// uncovered finds incidents of the register that need a review and have no report.
func (d *desk) uncovered() []Item {
	var items []Item
	for _, u := range d.Uncovered {
		i := Item{Kind: NoReport, ID: u.Key, Title: u.Title, File: u.File, Line: u.Line}
		i.Message = "in the register without a report; `pir new` writes one"
		if !u.Closed.IsZero() {
			i.Message = fmt.Sprintf("over on %s and without a report; `pir new` writes one", date(u.Closed))
		}
		if d.put(&i, u.Due) {
			items = append(items, i)
		}
	}
	return items
}
