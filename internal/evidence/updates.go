package evidence

import (
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/actions"
)

// update is a change of controls, procedures, training or the like that an action brought.
type update struct {
	what   string
	record *actions.Record
}

// updateKinds says what an action of a kind changes.
var updateKinds = []struct{ kind, what string }{
	{"control", "controls"},
	{"detection", "detection"},
	{"response", "procedures"},
	{"policy", "policies"},
	{"training", "training and awareness"},
	{"access", "access rights"},
	{"patching", "patching"},
	{"risk-assessment", "risk assessment"},
	{"supplier", "suppliers"},
	{"other", "other"},
}

// writeUpdates lists what was changed because of incidents: the finished actions of incidents of the period, and those of
// earlier incidents that were finished in it.
func (b *builder) writeUpdates() {
	for _, k := range updateKinds {
		for i := range b.records {
			r := &b.records[i]
			if r.Kind == k.kind && finished(r) && (b.periodHas(r.Report) || b.period.Contains(r.Done)) {
				b.updates = append(b.updates, update{k.what, r})
			}
		}
	}
	head := []string{"what", "action", "title", "in_period", "done", "done_recorded", "how_to_tell", "evidence", "rollout", "controls", "verified", "result", "owner"}
	rows := make([][]any, 0, len(b.updates))
	for _, u := range b.updates {
		raw := b.raw[u.record.ID]
		var recorded any
		if known, _ := b.git.past(u.record.Report, shortID(u.record.ID)); known != nil {
			recorded = known.DoneRecorded
		}
		rows = append(rows, []any{
			u.what, u.record.ID, u.record.Title, b.periodHas(u.record.Report), u.record.Done, recorded, oneLine(raw.DoneWhen.Value), strings.Join(u.record.Evidence, ", "),
			rollout(raw.Rollout.Done.Value, raw.Rollout.Targets.Value), controlsOf(u.record), u.record.Verified, resultOn(u.record, b.asOf), u.record.Owner,
		})
	}
	b.table("07-updates.csv", "updates", head, rows)
}

// finished reports whether an action is done or verified on the day.
func finished(r *actions.Record) bool {
	return r.Status == actions.Done || r.Status == actions.Verified
}

// resultOn is what the verification showed, when it had been made by the day.
func resultOn(r *actions.Record, on time.Time) string {
	if r.Verified.After(on) {
		return ""
	}
	return r.Result
}

// controlsOf returns the controls among what an action addresses: those are written as scheme:id.
func controlsOf(r *actions.Record) string {
	var list []string
	for _, a := range r.Addresses {
		if strings.Contains(a, ":") {
			list = append(list, a)
		}
	}
	return strings.Join(list, ", ")
}

func rollout(done, targets string) string {
	if targets == "" {
		return done
	}
	if done == "" {
		done = "?"
	}
	return done + " of " + targets
}
