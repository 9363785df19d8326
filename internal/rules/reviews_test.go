package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tally is a corner case of a rule: a fragment over the base, and how many findings it gives.
type tally struct {
	name, fragment string
	without        string
	want           int
}

func checkTallies(t *testing.T, rule string, cases []tally) {
	t.Helper()
	for _, c := range cases {
		t.Run(rule+"/"+c.name, func(t *testing.T) {
			if got := messages(t, rule, c.fragment, c.without); len(got) != c.want {
				t.Errorf("%d findings, want %d: %q", len(got), c.want, got)
			}
		})
	}
}

func TestReviewMissing(t *testing.T) {
	checkTallies(t, "review-missing", []tally{
		{name: "no review at all", without: "review", want: 1},
		{name: "held is null", fragment: "review: {held: null}\n", want: 1},
		{name: "held on an unknown day", fragment: "review: {held: unknown}\n", want: 0},
		{name: "held on an unreadable day", fragment: "review: {held: last week}\n", want: 0},
		{name: "review of the wrong type", fragment: "review: 2026-03-10\n", want: 0},
		{name: "waived, even without a reason", fragment: "review: {waived: {by: \"@ciso\"}}\n", want: 0},
		{name: "not approved yet", fragment: "status: in-review\n", without: "review", want: 0},
		{name: "closed", fragment: "status: closed\n", without: "review", want: 1},
		{name: "small", fragment: "severity: sev4\n", without: "review", want: 0},
		{name: "near miss", fragment: "kind: near-miss\n", without: "review", want: 0},
		{name: "an alias of the severity", fragment: "severity: P2\n", without: "review", want: 1},
	})
}

func TestReviewDeadlines(t *testing.T) {
	closedAt := func(at, held string) string {
		return "timeline:\n  - {at: 2026-03-02T08:04:00Z, event: Alert, milestone: detected}\n" +
			"  - {at: 2026-03-02T10:15:00Z, event: Mended, milestone: resolved}\n" +
			"  - {at: " + at + ", event: Closed, milestone: closed}\n" +
			"review: {held: " + held + "}\n"
	}
	checkTallies(t, "review-late", []tally{
		{name: "last day", fragment: closedAt("2026-03-04T00:10:00Z", "2026-03-18"), want: 0},
		{name: "day after", fragment: closedAt("2026-03-04T23:50:00Z", "2026-03-19"), want: 1},
		{name: "day as written, with an offset", fragment: closedAt("2026-03-05T00:30:00+02:00", "2026-03-19"), want: 0},
		{name: "closed on a day", fragment: closedAt("2026-03-04", "2026-03-19"), want: 1},
		{name: "closed at an unknown time, so from resolution", fragment: closedAt("unknown", "2026-03-17"), want: 1},
		{name: "closed in another century, which is a finding of its own", fragment: closedAt("1926-03-04T08:00:00Z", "2026-05-17"), want: 0},
		{name: "held in another century", fragment: closedAt("2026-03-04T08:00:00Z", "2126-03-10"), want: 0},
		{name: "no deadline for small ones", fragment: "severity: sev4\n" + closedAt("2026-03-04T08:00:00Z", "2026-05-10"), want: 0},
	})
	checkTallies(t, "review-too-soon", []tally{
		{name: "same day", fragment: closedAt("2026-03-04T00:10:00Z", "2026-03-04"), want: 1},
		{name: "next day", fragment: closedAt("2026-03-04T23:50:00Z", "2026-03-05"), want: 0},
		{name: "before closing", fragment: closedAt("2026-03-10T08:00:00Z", "2026-03-09"), want: 1},
		{name: "before resolution is another rule", fragment: closedAt("2026-03-10T08:00:00Z", "2026-03-01"), want: 0},
		{name: "exercise", fragment: "kind: exercise\n" + closedAt("2026-03-04T00:10:00Z", "2026-03-04"), want: 0},
	})
	checkTallies(t, "review-before-resolved", []tally{
		{name: "day before", fragment: closedAt("2026-03-04T08:00:00Z", "2026-03-01"), want: 1},
		{name: "same day", fragment: closedAt("2026-03-04T08:00:00Z", "2026-03-02"), want: 0},
	})
}

func TestHotWash(t *testing.T) {
	checkTallies(t, "hot-wash-missing", []tally{
		{name: "review not held yet", fragment: "status: in-review\nreview: {facilitator: \"@sre-1\"}\n", want: 0},
		{name: "review held", fragment: "status: in-review\nreview: {held: 2026-03-10}\n", want: 1},
		{name: "approved without any review", without: "review", want: 1},
		{name: "waived", fragment: "review: {waived: {by: \"@ciso\", reason: Same as before}}\n", want: 0},
		{name: "moderate", fragment: "severity: sev3\nreview: {held: 2026-03-10}\n", want: 0},
		{name: "unknown day", fragment: "review: {held: 2026-03-10, hot_wash: unknown}\n", want: 0},
	})
	checkTallies(t, "hot-wash-late", []tally{
		{name: "second day", fragment: "review: {hot_wash: 2026-03-04}\n", want: 0},
		{name: "third day", fragment: "review: {hot_wash: 2026-03-05}\n", want: 1},
		{name: "not asked for", fragment: "severity: sev3\nreview: {hot_wash: 2026-03-05}\n", want: 0},
	})
}

func TestWaiver(t *testing.T) {
	checkTallies(t, "waiver-incomplete", []tally{
		{name: "null is none", fragment: "review: {waived: null}\n", want: 0},
		{name: "neither", fragment: "review: {waived: {}}\n", want: 2},
		{name: "blank reason", fragment: "review: {waived: {by: \"@ciso\", reason: \"\"}}\n", want: 1},
		{name: "name of the wrong type", fragment: "review: {waived: {by: [\"@ciso\"], reason: Same as before}}\n", want: 0},
	})
	waived := "review: {waived: {by: \"@ciso\", reason: Same as before}}\nrisks: [R-017]\n---\n\n## Summary\n\nText.\n"
	for _, rule := range []string{"cause-missing", "contributing-missing", "action-missing", "section-missing", "review-missing", "recommended-missing"} {
		if got := messages(t, rule, waived, "causes", "actions"); len(got) > 0 {
			t.Errorf("a waived review is asked for what only a review finds: %q", got)
		}
	}
	if got := messages(t, "section-missing", "review: {waived: {by: \"@ciso\", reason: Same as before}}\n---\n\nText.\n"); len(got) != 1 {
		t.Errorf("a waived review needs a summary still: %q", got)
	}
}

func TestResponderAbsent(t *testing.T) {
	review := func(rest string) string {
		return "responders: [{who: \"@Platform-Lead\"}, {who: sre-1, role: scribe}, {who: \"@sre-1\", role: operations}]\nreview:\n  held: 2026-03-10\n" + rest
	}
	checkTallies(t, "responder-absent", []tally{
		{name: "spellings of one handle", fragment: review("  participants: [\"@platform-lead\", \"@SRE-1\"]\n"), want: 0},
		{name: "once for two roles", fragment: review("  participants: [\"@platform-lead\"]\n"), want: 1},
		{name: "nobody at all is one finding", fragment: review(""), want: 1},
		{name: "facilitator", fragment: review("  facilitator: \"@sre-1\"\n  participants: [\"@platform-lead\"]\n"), want: 0},
		{name: "absent with input", fragment: review("  participants: [\"@platform-lead\"]\n  absent: [{who: \"@sre-1\", input: a talk}]\n"), want: 0},
		{name: "absent without input", fragment: review("  participants: [\"@platform-lead\"]\n  absent: [{who: \"@sre-1\"}]\n"), want: 1},
		{name: "not held", fragment: "review: {facilitator: \"@security-lead\"}\n", want: 0},
		{name: "no responders named", without: "responders", want: 0},
	})
}

func TestRecommended(t *testing.T) {
	got := messages(t, "recommended-missing", "kind: exercise\nstatus: in-review\n", "review")
	if d := cmp.Diff([]string{}, got); d != "" {
		t.Errorf("before approval (-want +got):\n%s", d)
	}
	got = messages(t, "recommended-missing", "kind: exercise\n", "review")
	want := []string{"warning: the policy recommends a review and this report is approved without one; hold it and write `review.held`, or say in `review.waived` why not"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("after approval (-want +got):\n%s", d)
	}
}
