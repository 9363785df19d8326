package rules

import (
	"strings"
	"testing"
)

// corner is a case beyond the page of a rule: a fragment over the base, and a part of each message in the
// order of the file.
type corner struct {
	name     string
	fragment string
	want     []string
}

// checkCorners runs one rule over fragments.
func checkCorners(t *testing.T, rule string, cases []corner) {
	t.Helper()
	for _, c := range cases {
		t.Run(rule+"/"+c.name, func(t *testing.T) {
			expect(t, messages(t, rule, c.fragment), c.want)
		})
	}
}

// expect compares findings with a part of each.
func expect(t *testing.T, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("findings: %q, want %d: %q", got, len(want), want)
	}
	for i := range want {
		if !strings.Contains(got[i], want[i]) {
			t.Errorf("finding %d: %q, want %q in it", i+1, got[i], want[i])
		}
	}
}

// line is a timeline entry of a test: "TIME" or "TIME milestone".
func line(entry string) string {
	at, milestone, tagged := strings.Cut(entry, " ")
	if tagged {
		milestone = ", milestone: " + milestone
	}
	return "  - {at: " + at + ", event: E, source: \"log:x\"" + milestone + "}\n"
}

func timeline(entries ...string) string {
	var b strings.Builder
	b.WriteString("timeline:\n")
	for _, e := range entries {
		b.WriteString(line(e))
	}
	return b.String()
}
