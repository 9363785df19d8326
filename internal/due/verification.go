package due

import (
	"fmt"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
)

// tooEarly is the result of a check that could not tell yet.
const tooEarly = "too-early"

// verifications finds actions that are done and that nobody has checked, or for which the check came too early, in
// reports of which the policy asks a review: ISO/IEC 27001:2022 10.2 wants the effectiveness of corrective actions
// reviewed. They are shown from the day on which a check can say something.
func (d *desk) verifications() []Item {
	limits := d.Policy.Actions
	var items []Item
	for _, t := range d.done {
		if limits.VerifyWithin == 0 || t.report.needs.Review != policy.Required || len(t.Addresses) == 0 {
			continue
		}
		from, what := t.Done, "done"
		if t.Result == tooEarly && d.past(t.Verified) {
			from, what = t.Verified, "checked too early"
		} else if t.Status == actions.Verified {
			continue
		}
		i := t.item(Verification)
		if t.more.verifier != "" {
			i.Owner = t.more.verifier
		}
		if from.IsZero() {
			i.Message = "done, and nobody wrote when; write done, and have somebody other than the owner check that it works"
			d.put(&i, from)
			items = append(items, i)
			continue
		}
		i.Message = fmt.Sprintf("%s on %s; have somebody other than %s check that it works", what, date(from), handleText(t.Owner))
		shown := d.put(&i, from.AddDate(0, 0, limits.VerifyWithin))
		if shown || !from.AddDate(0, 0, limits.VerifyAfter).After(d.AsOf) {
			items = append(items, i)
		}
	}
	return items
}
