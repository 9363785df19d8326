package due_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/due"
)

// TestClocks says how every notification stands: those that were sent as well.
func TestClocks(t *testing.T) {
	for _, c := range []struct{ name, pol, front, asOf, want string }{
		{"nothing named", "", "severity: sev1\n", "2025-03-10", ""},
		{"in time", "", told(aware, "{regime: gdpr, stage: authority, sent: 2025-03-08T00:00:00Z, ref: X-1}"), "2025-04-01", "gdpr/authority sent due 2025-03-10T16:20:00Z ref X-1"},
		{"to the second", "", told(aware, "{regime: gdpr, stage: authority, sent: 2025-03-10T16:20:00Z}"), "2025-04-01", "gdpr/authority sent due 2025-03-10T16:20:00Z"},
		{"late", "", told(aware, "{regime: gdpr, stage: authority, sent: 2025-03-10T18:20:00Z}"), "2025-04-01", "gdpr/authority sent-late due 2025-03-10T16:20:00Z by 2h0m0s"},
		{"sent after the day", "", told(aware, "{regime: gdpr, stage: authority, sent: 2025-03-20T00:00:00Z}"), "2025-03-11", "gdpr/authority late due 2025-03-10T16:20:00Z by 31h40m0s"},
		{"there is time", "", told(aware, "{regime: gdpr}"), "2025-03-08", "gdpr/authority open due 2025-03-10T16:20:00Z"},
		{"sent at an unknown time", "", told(aware, "{regime: gdpr, stage: authority, sent: unknown}"), "2025-04-01", "gdpr/authority sent-no-at due 2025-03-10T16:20:00Z"},
		{"nobody can tell", "", "severity: sev4\nnotifications: [{regime: gdpr}]\n", "2026-03-10", "gdpr/authority unknown due -"},
		{"does not apply", "", told(aware, "{regime: gdpr, reason: No personal data}"), "2025-04-01", "gdpr/authority exempt due - for No personal data"},
		{"a stage does not apply", "", told(aware, "{regime: gdpr, stage: authority, reason: No risk}"), "2025-04-01", "gdpr/authority exempt due 2025-03-10T16:20:00Z for No risk"},
		{"every stage", "", told(aware, "{regime: nis2, stage: notification, sent: 2025-03-08T16:20:00Z}"), "2025-03-09", "nis2/early-warning late due 2025-03-08T16:20:00Z by 31h40m0s; nis2/notification sent due 2025-03-10T16:20:00Z; nis2/intermediate no-start due -; nis2/final open due 2025-04-08"},
		{"no clock", "", told(aware, "{regime: insurer, stage: claim, sent: 2025-03-09T00:00:00Z, ref: C-1}"), "2025-04-01", "insurer/claim sent due - ref C-1"},
		{"no clock, not sent", "", told(aware, "{regime: insurer}"), "2025-04-01", "insurer/ open due -"},
		{"exercise", "", "kind: exercise\n" + told(aware, "{regime: gdpr}"), "2025-03-11", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, r := range due.Clocks(question(t, c.pol, c.front, c.asOf)) {
				line := fmt.Sprintf("%s/%s %s due %s", r.Clock.Regime, r.Clock.Stage, r.State, dueOf(&r))
				if r.LateBy > 0 {
					line += " by " + r.LateBy.String()
				}
				if r.Reference != "" {
					line += " ref " + r.Reference
				}
				if r.Reason != "" {
					line += " for " + r.Reason
				}
				got = append(got, line)
			}
			if said := strings.Join(got, "; "); said != c.want {
				t.Errorf("got  %s\nwant %s", said, c.want)
			}
		})
	}
}

func dueOf(r *due.ClockRow) string {
	switch {
	case !r.DueAt.IsZero():
		return r.DueAt.Format(time.RFC3339)
	case !r.Due.IsZero():
		return r.Due.Format(time.DateOnly)
	}
	return "-"
}
