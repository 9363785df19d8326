package export

import (
	"fmt"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/trends"
)

// The regime and the stages by which the record of breaches knows what was notified to whom.
const (
	regimeGDPR     = "gdpr"
	stageAuthority = "authority" // Art. 33
	stageSubjects  = "subjects"  // Art. 34
)

// Why an incident stands in the record of breaches.
const (
	basisNotification = "notification" // its report names the regime, with a notification or with why there is none
	basisRecords      = "records"      // records were hit in confidentiality, integrity or availability, and its report does not name the regime
)

// basis says why an incident stands in the record, or "" for one that does not. An exercise is no breach.
func (f *facts) basis() string {
	if f.in.Kind == trends.KindExercise {
		return ""
	}
	for _, n := range f.report.Notifications {
		if n.Regime.Value == regimeGDPR {
			return basisNotification
		}
	}
	i := &f.report.Impact
	records := i.Records.Num > 0 || unclear(i.Records.Text)
	if records && (harmed(i.Confidentiality) || harmed(i.Integrity) || harmed(i.Availability)) {
		return basisRecords
	}
	return ""
}

// harmed reports whether an effect is stated that is more than none.
func harmed(level field.Text) bool { return !level.Empty() && level.Value != "none" }

// notified returns the last entry of the report for a stage of the regime that was sent, else the last one for it.
func (f *facts) notified(stage string) (found report.Notification) {
	for _, n := range f.report.Notifications {
		if n.Regime.Value != regimeGDPR || n.Stage.Value != stage {
			continue
		}
		if found.Sent.Empty() || !n.Sent.Empty() {
			found = n
		}
	}
	return found
}

// notNotified returns why a stage was not notified: by itself or with the whole regime.
func (f *facts) notNotified(stage string) string {
	for _, n := range f.report.Notifications {
		if n.Regime.Value == regimeGDPR && (n.Stage.Value == stage || n.Stage.Empty()) && !n.Reason.Empty() {
			return n.Reason.Value
		}
	}
	return ""
}

// aware returns when the organisation became aware: the milestone, else the detection.
func (f *facts) aware() (at field.Time, by string) {
	for _, name := range []string{"aware", "detected"} {
		if e, ok := f.report.Milestone(name); ok {
			return e.At, name
		}
	}
	return field.Time{}, ""
}

// toAuthority returns the time from awareness to the notification, if both are exact.
func (f *facts) toAuthority() (time.Duration, bool) {
	aware, _ := f.aware()
	sent := f.notified(stageAuthority).Sent
	if !aware.Known() || !sent.Known() {
		return 0, false
	}
	return sent.At.Sub(aware.At), true
}

// authorityLimit is the time of Art. 33(1).
const authorityLimit = 72 * time.Hour

// breachColumns are the record of breaches that Art. 33(5) of Regulation (EU) 2016/679 asks for: the facts, the effects
// and the remedial action. The texts of remedial actions are added by breachRow.
func breachColumns() []column[*facts] {
	return columns(
		reportColumn(func(f *facts) string { return f.report.ID }),
		text("incident", "key in the incident register", func(f *facts) string { return f.report.Incident.Value }),
		text("title", "what happened, in one line", func(f *facts) string { return f.report.Title.Value }),
		text("kind", "incident or near-miss", func(f *facts) string { return f.in.Kind }),
		text("severity", "id of the policy's scale", func(f *facts) string { return f.in.Severity }),
		text("status", "how far the review is", func(f *facts) string { return f.report.Status.Value }),
		text("basis", "notification: the report names gdpr; records: records were hit, and it does not say whether gdpr applies", (*facts).basis),
		moment("started_at", "when it started", milestone("started")),
		moment("detected_at", "when it was detected", milestone("detected")),
		moment("aware_at", "when the organisation became aware: the milestone aware, else detected", func(f *facts) field.Time { at, _ := f.aware(); return at }),
		text("aware_by", "which of the two milestones that is", func(f *facts) string { _, by := f.aware(); return by }),
		moment("contained_at", "when it was contained", milestone("contained")),
		moment("resolved_at", "when it was resolved", milestone("resolved")),
		text("type", "kind of incident", func(f *facts) string { return f.report.Classification.Type.Value }),
		text("vector", "how an attacker came in", func(f *facts) string { return f.in.Vector }),
		texts("causes", "statements of the root causes", func(f *facts) []string {
			var all []string
			for i, c := range f.report.Causes {
				if f.in.Causes[i].Root {
					all = append(all, values([]field.Text{c.Statement})...)
				}
			}
			return all
		}),
		text("effects", "the impact in one sentence", func(f *facts) string { return f.report.Impact.Summary.Value }),
		text("confidentiality", "effect: none, low or high", func(f *facts) string { return f.report.Impact.Confidentiality.Value }),
		text("integrity", "effect: none, low or high", func(f *facts) string { return f.report.Impact.Integrity.Value }),
		text("availability", "effect: none, low or high", func(f *facts) string { return f.report.Impact.Availability.Value }),
		number("customers", "number of customers hit", func(f *facts) field.Number { return f.report.Impact.Customers }),
		number("records", "number of records hit", func(f *facts) field.Number { return f.report.Impact.Records }),
		texts("services", "services that were hit", func(f *facts) []string { return f.in.Services }),
		texts("suppliers", "suppliers that were involved", func(f *facts) []string { return f.in.Suppliers }),
		moment("authority_at", "when the authority was notified", func(f *facts) field.Time { return f.notified(stageAuthority).Sent }),
		text("authority_ref", "the authority's reference", func(f *facts) string { return f.notified(stageAuthority).Ref.Value }),
		text("authority_not_notified", "why the authority was not notified", func(f *facts) string { return f.notNotified(stageAuthority) }),
		[]column[*facts]{
			{Column{"authority_hours", Number, "hours from awareness to the notification, when both are exact"}, func(f *facts) any {
				if d, ok := f.toAuthority(); ok {
					return d.Hours()
				}
				return nil
			}},
			{Column{"authority_within_72h", Flag, "the notification came within the 72 hours of Art. 33(1)"}, func(f *facts) any {
				if d, ok := f.toAuthority(); ok {
					return d <= authorityLimit
				}
				return nil
			}},
		},
		moment("subjects_at", "when the people concerned were told (Art. 34)", func(f *facts) field.Time { return f.notified(stageSubjects).Sent }),
		text("subjects_not_told", "why they were not told", func(f *facts) string { return f.notNotified(stageSubjects) }),
	)
}

func breachTable() Table {
	return Table{
		Name: "breaches", Doc: "an incident that is, or may be, a breach of personal data",
		Columns: append(heads(breachColumns()),
			Column{"remedial_actions", Texts, "each corrective action with its id, its state on the day, and what it is"},
			Column{"as_of", Day, "that day"}),
	}
}

// remedial says what was done.
func remedial(records []actions.Record) []string {
	list := make([]string, 0, len(records))
	for i := range records {
		r := &records[i]
		list = append(list, fmt.Sprintf("%s (%s): %s", r.ID[len(r.Report)+1:], r.State, r.Title))
	}
	return list
}
