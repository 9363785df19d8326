package due_test

import (
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/due"
)

const over = `timeline:
  - {at: 2026-03-02T08:00:00Z, event: e, milestone: detected}
  - {at: 2026-03-02T12:00:00Z, event: e, milestone: resolved}
  - {at: 2026-03-05T23:30:00-05:00, event: e, milestone: closed}
`

func TestHotWash(t *testing.T) {
	check(t, []example{
		{"coming", "", over, "2026-03-02", "hot-wash 2026-03-04 -2 coming"},
		{"last day", "", over, "2026-03-04", "hot-wash 2026-03-04 0 coming"},
		{"late", "", over + "review: {facilitator: \"@a\"}\n", "2026-03-05", "hot-wash 2026-03-04 1 late @a"},
		{"held on that day", "", over + "review: {hot_wash: 2026-03-05}\n", "2026-03-05", ""},
		{"held the day after", "", over + "review: {hot_wash: 2026-03-06}\n", "2026-03-05", "hot-wash 2026-03-04 1 late"},
		{"held, nobody knows when", "", over + "review: {hot_wash: unknown}\n", "2026-03-08", ""},
		{"review held without one", "", over + "review: {held: 2026-03-08}\n", "2026-03-08", ""},
		{"waived", "", over + "review: {waived: {by: \"@a\", reason: b}}\n", "2026-04-08", ""},
		{"not asked for", "", "severity: sev3\n" + over, "2026-03-05", ""},
		{"near miss", "", "kind: near-miss\n" + over, "2026-04-05", ""},
		{"detected at an unknown time", "", "timeline: [{at: unknown, event: e, milestone: detected}]\n", "2026-04-05", ""},
		{"before the incident", "", over, "2026-03-01", ""},
	})
}

func TestReview(t *testing.T) {
	sev3 := "severity: sev3\n" + over
	check(t, []example{
		{"far", "", sev3, "2026-03-11", ""},
		{"from closing, in the zone of those who wrote it", "", sev3, "2026-03-12", "review 2026-03-19 -7 coming"},
		{"from resolution while it is not closed", "actions: {due_soon: 14d}\n", sev3, "2026-03-04", "review 2026-03-16 -12 coming"},
		{"last day", "", sev3, "2026-03-19", "review 2026-03-19 0 coming"},
		{"late", "", sev3, "2026-03-20", "review 2026-03-19 1 late"},
		{"over 60 days", "", sev3 + "responders: [{who: \"@s\"}, {who: \"@ic\", role: incident-commander}]\n", "2026-05-20", "review 2026-03-19 62 late @ic"},
		{"held later", "", sev3 + "review: {held: 2026-03-21}\n", "2026-03-20", "review 2026-03-19 1 late"},
		{"held that day", "", sev3 + "review: {held: 2026-03-20}\n", "2026-03-20", ""},
		{"held, nobody knows when", "", sev3 + "review: {held: unknown}\n", "2026-03-20", ""},
		{"waived", "", sev3 + "review: {waived: {by: \"@a\", reason: b}}\n", "2026-04-20", ""},
		{"not asked for", "", "severity: sev4\n" + over, "2026-04-20", ""},
		{"recommended only", "", "kind: exercise\n" + over, "2026-04-20", ""},
		{"a kind that there is not", "", "kind: near-miss\n" + over, "2026-04-20", ""},
		{"an alias", "", "severity: P3\n" + over, "2026-03-20", "review 2026-03-19 1 late"},
		{"the incident goes on", "", "severity: sev3\ntimeline: [{at: 2026-03-02T08:00:00Z, event: e, milestone: detected}]\n", "2026-04-20", ""},
		{"no limit", "severities: [{id: sev3, review_within: 0d}]\n", sev3, "2026-04-20", "review - 0 coming"},
	})
}

func TestDraft(t *testing.T) {
	small := "severity: sev4\nstatus: draft\n" + over
	check(t, []example{
		{"coming", "", small, "2026-03-12", "draft 2026-03-19 -7 coming"},
		{"late", "", small, "2026-03-20", "draft 2026-03-19 1 late"},
		{"no status is a draft", "", "severity: sev4\nstatus:\n" + over, "2026-03-20", "draft 2026-03-19 1 late"},
		{"review first", "", "severity: sev3\nstatus: draft\n" + over, "2026-03-20", "review 2026-03-19 1 late"},
		{"after the review", "", "severity: sev3\nstatus: draft\n" + over + "review: {held: 2026-03-10}\n", "2026-03-25", "draft 2026-03-24 1 late"},
		{"waived, and still a record", "", "severity: sev3\nstatus: draft\n" + over + "review: {waived: {by: \"@a\", reason: b}}\n", "2026-03-20", "draft 2026-03-19 1 late"},
		{"the incident goes on", "", "severity: sev3\nstatus: draft\ntimeline: [{at: 2026-03-02T08:00:00Z, event: e, milestone: detected}]\n", "2026-03-17", "draft 2026-03-16 1 late"},
		{"only an id", "", "severity: sev3\nstatus: draft\n", "2026-03-17", "draft 2026-03-16 1 late"},
		{"another limit", "review: {draft_within: 3d}\n", small, "2026-03-09", "draft 2026-03-08 1 late"},
		{"no limit", "review: {draft_within: 0d}\n", small, "2027-03-09", ""},
		{"in review", "", "severity: sev4\nstatus: in-review\n" + over, "2026-04-05", "approval 2026-04-04 1 late"},
		{"in review after the review", "", "status: in-review\n" + over + "review: {held: 2026-03-10, hot_wash: 2026-03-03}\n", "2026-04-09", "approval 2026-04-09 0 coming"},
		{"approved", "", "severity: sev4\nstatus: approved\n" + over, "2026-06-05", ""},
	})
}

// TestUncovered holds that incidents of the register without a report are late after their day, and come before it.
func TestUncovered(t *testing.T) {
	q := question(t, off, "severity: sev4\n", "2026-04-10")
	q.Uncovered = []due.Uncovered{
		{Key: "INC-1", Title: "Late", File: "incidents.csv", Line: 2, Closed: date(t, "2026-03-20"), Due: date(t, "2026-04-03")},
		{Key: "INC-2", Title: "Soon", File: "incidents.csv", Line: 3, Closed: date(t, "2026-04-01"), Due: date(t, "2026-04-15")},
		{Key: "INC-3", Title: "Far", File: "incidents.csv", Line: 4, Closed: date(t, "2026-04-09"), Due: date(t, "2026-04-23")},
		{Key: "INC-4", Title: "No limit", File: "incidents.csv", Line: 5},
	}
	l := due.At(q)
	want := "uncovered INC-1 2026-04-03 7 late|uncovered INC-2 2026-04-15 -5 coming|uncovered INC-4 - 0 coming"
	if got := strings.Join(lines(l.Items), "|"); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if l.Late(due.Review) || !l.Late(due.NoReport) || !strings.Contains(l.Items[0].Message, "over on 2026-03-20 and without a report") {
		t.Errorf("%+v", l.Items)
	}
}
