package cli

import (
	"strings"
	"testing"
	"time"
)

// TestTimezone holds that points in time are shown in the zone that is asked for, and that days and programs' formats
// do not depend on it.
func TestTimezone(t *testing.T) {
	dir := exampleRepository(t, nil)
	const id = "2026-03-02-leaked-ci-token"
	show := func(args ...string) string {
		t.Helper()
		got := run(t, dir, args...)
		if got.status != ExitOK {
			t.Fatalf("%q: status %d: %s", args, got.status, got.stderr)
		}
		return got.stdout
	}
	plain := show("show", id)
	for zone, want := range map[string]string{
		"UTC": "2026-03-02 21:14 UTC", "Europe/Berlin": "2026-03-02 22:14 CET", "+05:30": "2026-03-03 02:44 +05:30", "America/Sao_Paulo": "2026-03-02 18:14 -03:00",
		"local": time.Date(2026, 3, 2, 21, 14, 0, 0, time.UTC).Local().Format("2006-01-02 15:04"),
	} {
		if got := show("show", id, "--timezone", zone); !strings.Contains(got, want) {
			t.Errorf("in %s: no %s in\n%s", zone, want, got)
		}
		if got := show("show", id, "--timezone", zone, "--format", "json"); got != show("show", id, "--format", "json") {
			t.Errorf("in %s: the JSON is another", zone)
		}
	}
	if !strings.Contains(plain, "2026-03-02 21:14 UTC") {
		t.Errorf("without a zone:\n%s", plain)
	}
	for _, zone := range []string{"", "Nowhere/None", "CST", "25:00"} {
		if got := run(t, dir, "show", id, "--timezone", zone); got.status != ExitUsage || !strings.Contains(got.stderr, "--timezone "+zone+": ") {
			t.Errorf("%q: status %d: %s", zone, got.status, got.stderr)
		}
	}
	// A deadline in hours, in the table and in the sentence beside it; the day does not move.
	writeFile(t, dir, "pir.yaml", "notifications: {regimes: [gdpr]}\n")
	writeFile(t, dir, "reports/2026-09-29-x.md", "---\ntitle: T\nseverity: sev1\nstatus: draft\ntimeline:\n  - {at: 2026-09-29T22:30:00Z, event: x, milestone: aware}\n---\n")
	utc, berlin := show("status", "--as-of", "2026-09-30"), show("status", "--as-of", "2026-09-30", "--timezone", "Europe/Berlin")
	for _, want := range [][2]string{{"2026-10-02 22:30 UTC", "2026-10-03 00:30 CEST"}, {"aware on 2026-09-29 22:30 UTC", "aware on 2026-09-30 00:30 CEST"}} {
		if !strings.Contains(utc, want[0]) || !strings.Contains(berlin, want[1]) {
			t.Errorf("no %q in\n%s\nor no %q in\n%s", want[0], utc, want[1], berlin)
		}
	}
}
