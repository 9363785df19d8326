package history

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/policy"
)

// LateAfter is how many days may lie between the day on which an action was done and the commit that says so, before
// the commit counts as late: a sprint of two weeks.
const LateAfter = 14

// late observes a done date that came into git long after the day, or before it. A day may begin in one zone while
// it is still the day before in another, so one day early is not early.
func (w *walker) late(action string, done time.Time) {
	if w.commit == nil || w.commit.committed.IsZero() {
		return
	}
	switch n := days(done, w.commit.committed.Truncate(24*time.Hour)); {
	case n > LateAfter:
		w.observe(DoneLate, action, "done on %s, and recorded on %s, %s later", done.Format(time.DateOnly), w.commit.committed.Format(time.DateOnly), daysText(n))
	case n < -1:
		w.observe(DoneEarly, action, "done on %s, and recorded on %s already, %s before", done.Format(time.DateOnly), w.commit.committed.Format(time.DateOnly), daysText(-n))
	}
}

// fell observes a severity that asks for less of a review than the one before.
func (w *walker) fell(old, now *state) {
	if w.policy == nil {
		return
	}
	order := []policy.Level{policy.None, policy.Recommended, policy.Required} // no entry of the scale: less than none
	before, after := w.policy.Needs(old.severity, old.kind).Review, w.policy.Needs(now.severity, now.kind).Review
	if max(0, slices.Index(order, after)) < slices.Index(order, before) {
		w.observe(BelowReview, "", "severity fell from %s to %s: a review was %s, and is %s now", quote(old.severity), quote(now.severity), levelText(before), levelText(after))
	}
}

func levelText(l policy.Level) string {
	if l == policy.Required || l == policy.Recommended {
		return string(l)
	}
	return "not asked for"
}

// progress is what is expected to change after a report is approved: how far its actions are.
var progress = []string{"owner", "due", "status", "ticket", "rollout", "blocked", "done", "evidence", "verified", "declined", "escalations"}

// afterApproval reports whether a change of an approved report is one of what was approved. now is the state of the
// report itself after the change; it counts for an action of "" only.
func afterApproval(action, field, from string, now *state) bool {
	if action != "" {
		return !slices.Contains(progress, field)
	}
	switch field {
	case "status":
		return !now.approved // back to the review
	case "approvals":
		return !strings.HasPrefix(now.value("approvals", reportFields), from) // one more is expected
	case "closed":
		return from != "" // it may be closed after the approval
	}
	return true
}

// fieldText names a field in a sentence.
func fieldText(field string) string {
	switch field {
	case "closed":
		return "time of closing"
	case "held":
		return "day of the review"
	case "waived":
		return "waiver of the review"
	}
	return strings.ReplaceAll(field, "_", " ")
}

// quote writes a value in a sentence: in quotes, and not longer than a line.
func quote(value string) string {
	const longest = 60
	if value == "" {
		return "nothing"
	}
	runes := []rune(value)
	if len(runes) > longest {
		value = strings.TrimSpace(string(runes[:longest])) + "…"
	}
	return `"` + value + `"`
}

func daysText(n int) string {
	if n == 1 {
		return "1 day"
	}
	return strconv.Itoa(n) + " days"
}

func commas(list ...string) string {
	return strings.Join(slices.DeleteFunc(list, func(s string) bool { return s == "" }), ", ")
}
