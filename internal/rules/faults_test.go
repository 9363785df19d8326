package rules_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/rules"
	"github.com/pir-cli/pir/internal/source"
)

// lintOne returns the findings of one report, hints left out.
func lintOne(t *testing.T, text string) []diag.Diagnostic {
	t.Helper()
	l, problems := lint.New(rules.All(), policy.Default())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	r := report.NewParser().Parse(source.New("reports/2026-03-02-leaked-ci-token.md", []byte(text)))
	var found []diag.Diagnostic
	for _, d := range l.Finish([]lint.Checked{l.Check(r)}).Diagnostics {
		if d.Severity > diag.Info {
			found = append(found, d)
		}
	}
	return found
}

// TestPlantedFaults plants one fault at a time into a report as a person types it, and holds that it is
// reported on its line, by the rule that is about it, and that nothing else is.
func TestPlantedFaults(t *testing.T) {
	b, err := os.ReadFile("testdata/typed_by_hand.md")
	if err != nil {
		t.Fatal(err)
	}
	clean := string(b)
	if found := lintOne(t, clean); len(found) > 0 {
		t.Fatalf("the report without a fault has findings: %v", found)
	}
	for _, f := range []struct {
		rule     string
		line     int
		old, new string
	}{
		{"front-matter-unclosed", 1, "---\n\n## Summary", "\n## Summary"},
		{"front-matter-syntax", 2, "title: Leaked", "title: Outage: leaked"},
		{"front-matter-syntax", 56, `owner: "@platform-lead"`, "owner: @platform-lead"},
		{"front-matter-syntax", 53, "    kind: control ", "   kind: control "},
		{"front-matter-syntax", 25, `milestone: started, source: "commit:ab12cd3"}`, `milestone: started, source: "commit:ab12cd3"`},
		{"duplicate-key", 7, "tlp: amber", "tlp: amber\ntitle: amber"},
		{"unknown-field", 8, "services:", "service:"},
		{"unknown-field", 57, "priority: P1", "prio: P1"},
		{"wrong-type", 9, "teams: [platform]", "teams: {platform: x}"},
		{"wrong-type", 42, "responders: [{", "responders: {x: 1}\n#"},
		{"invalid-value", 3, "kind: incident ", "kind: accident "},
		{"invalid-value", 5, "in-review", "nearly"},
		{"invalid-value", 6, "tlp: amber", "tlp: orange"},
		{"invalid-value", 11, "detection: customer", "detection: chance"},
		{"invalid-value", 20, "customers: 1200", "customers: many"},
		{"invalid-value", 27, "2026-03-03T06:40:00Z", "2026-03-03T06:40 CET"},
		{"invalid-value", 28, "milestone: resolved", "milestone: over"},
		{"invalid-value", 41, "verdict: failed", "verdict: broken"},
		{"invalid-value", 45, "held: 2026-03-10", "held: 2026-02-30"},
		{"required-field", 1, "title: Leaked CI token exposed customer exports\n", ""},
		{"severity-unknown", 4, "sev1 ", "sev7 "},
		{"vocabulary-unknown", 12, "configuration-push", "configuration-psh"},
		{"vocabulary-unknown", 15, "stolen-credentials", "stolen-credential"},
		{"timeline-zone", 23, "Europe/Berlin", "Europe/Berln"},
		{"timeline-order", 28, "  - {at: 2026-03-03T09:15:00Z", "  - {at: 2026-03-03T05:40:00Z, event: Logs read, source: log}\n  - {at: 2026-03-03T09:15:00Z"},
		{"milestone-missing", 24, ", milestone: closed", ""},
		{"milestone-order", 28, "2026-03-03T09:15:00Z", "2026-03-03T06:30:00Z"},
		{"milestone-duplicate", 29, "Incident closed, milestone: closed}", "Follow-up, milestone: resolved}\n  - {at: 2026-03-05T17:00:00Z, event: Incident closed, milestone: closed}"},
		{"date-impossible", 26, "2026-03-03T06:02", "22025-03-03T06:02"},
		{"review-late", 45, "held: 2026-03-10", "held: 2026-03-30"},
		{"hot-wash-late", 44, "hot_wash: 2026-03-04", "hot_wash: 2026-03-08"},
		{"responder-absent", 42, `participants: ["@platform-lead", "@sre-1"]`, `participants: ["@platform-lead"]`},
		{"cause-missing", 30, "role: root ", "role: contributing "},
		{"cause-category-unknown", 33, "secrets-exposure ", "secret-exposure "},
		{"cause-is-person", 34, "statement: The build prints its environment when a step is re-run in debug mode", "statement: The engineer forgot to mask the token"},
		{"cause-without-action", 31, "addresses: [C1, ", "addresses: ["},
		{"whys-short", 31, "      - The token was public because the job log is public and showed it\n", ""},
		{"whys-repeat", 38, "The log showed it because debug mode prints the environment", "The token was public because the job log is public and showed it"},
		{"action-owner", 51, "    owner: \"@platform-lead\"\n", ""},
		{"action-priority", 51, "    priority: P1\n", ""},
		{"action-due", 51, "    due: 2026-03-31\n", ""},
		{"action-due", 58, "due: 2026-03-31", "due:"},
		{"action-due-before-review", 58, "due: 2026-03-31", "due: 2026-03-01"},
		{"action-due-far", 58, "due: 2026-03-31", "due: 2026-12-31"},
		{"action-kind", 51, "    kind: control              #", "    #"},
		{"action-status", 51, "    status: open               #", "    #"},
		{"action-state", 59, "status: open ", "status: done "},
		{"action-state", 59, "status: open ", "status: blocked "},
		{"action-state", 59, "status: open ", "status: declined "},
		{"action-addresses", 55, "[C1, ", "[C1, C9, "},
		{"tlp-missing", 1, "tlp: amber                     # TLP 2.0: clear | green | amber | amber+strict | red\n", ""},
		{"classification-type", 14, "application-compromise", "application-compromised"},
		{"attack-id", 16, "T1552.001,", "T155,"},
		{"date-outlier", 72, "on: 2026-03-20, audience", "on: 2016-03-20, audience"},
		{"review-before-resolved", 45, "held: 2026-03-10", "held: 2026-03-02"},
		{"timeline-entry", 27, "event: Token revoked, ", ""},
		{"stated-duration", 84, "Detection came from a customer.", "It was detected after 30 hours."},
		{"cause-category", 31, "    category: secrets-exposure ", "    #"},
		{"cause-statement", 31, "    statement: The build prints its environment when a step is re-run in debug mode\n", ""},
		{"blame-counterfactual", 36, "because a token with export scope was public", "because the token should have been masked"},
		{"control-unknown", 41, "iso27001:A.8.4\", verdict", "iso27001:A.8.99\", verdict"},
		{"control-without-action", 41, "  - {ref: \"iso27001:A.8.4\"", "  - {ref: \"iso27001:A.8.9\", verdict: failed}\n  - {ref: \"iso27001:A.8.4\""},
		{"control-incomplete", 41, "verdict: failed, note", "note"},
		{"hot-wash-missing", 44, "  hot_wash: 2026-03-04\n", ""},
		{"waiver-incomplete", 49, "waived: null  ", "waived: {by: \"@ciso\"} #"},
		{"action-id", 51, "id: A1", "id: first"},
		{"action-title", 51, "    title: Mask secrets in debug logs of every pipeline\n", ""},
		{"action-record", 59, "    done: null  ", "    done: 2026-03-20 #"},
		{"escalation-undecided", 68, "escalations: []", "escalations: [{on: 2026-03-20, to: \"@ciso\", ask: Money, decision: fund}] #"},
		{"duplicate-item-id", 32, "  - id: C1\n", "  - {id: C1, role: contributing, category: secrets-exposure, statement: The log is public}\n  - id: C1\n"},
		{"placeholder", 80, "A build token was pushed", "TODO: a build token was pushed"},
		{"suppression-unknown", 75, "rule: training-only", "rule: training-alone"},
		{"suppression-reason", 75, "reason: …}]", "reason: \"\"}]"},
		{"section-missing", 1, "## What went well\n\nThe token was revoked within an hour of the first report.\n\n", ""},
		{"section-empty", 94, "The exports held no passwords.\n", ""},
	} {
		t.Run(fmt.Sprintf("%s %s", f.rule, f.new), func(t *testing.T) {
			text := strings.Replace(clean, f.old, f.new, 1)
			if text == clean {
				t.Fatalf("the report does not contain %q", f.old)
			}
			found := lintOne(t, text)
			if len(found) != 1 || found[0].Rule != f.rule || found[0].Range.Start.Line != f.line {
				t.Errorf("found %v, want one %s in line %d", found, f.rule, f.line)
			}
		})
	}
}
