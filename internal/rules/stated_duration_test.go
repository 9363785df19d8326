package rules

import (
	"strings"
	"testing"
)

// TestStatedDurations runs the rule over sentences about the incident of the base: started 08:00, detected 08:04,
// acknowledged 08:10, contained 08:50, resolved 10:15, closed two days later.
func TestStatedDurations(t *testing.T) {
	const silent, hint, wrong = "", "info", "warning"
	for text, want := range map[string]string{
		// What the timeline says, exactly or rounded.
		"The outage lasted 2 h 15 min.":                         silent,
		"The outage lasted two hours.":                          silent,
		"The outage lasted about an hour and a half.":           silent, // contained to resolved
		"It was resolved within two hours and a half.":          silent,
		"Detected after 4 minutes, contained after 50 minutes.": silent,
		"Time to detect: 4 min":                                 silent,
		"**Detection delay:** 4 minutes":                        silent,
		"From detection to resolution it took 131 minutes.":     silent,
		"Contained within 46 minutes of the alert.":             silent,
		"It took us 46 minutes to contain the incident.":        silent,
		"A 50-minute outage.":                                   silent,
		"The incident was closed after two days.":               silent,
		"The incident lasted more than 2 hours.":                silent,
		"The incident lasted less than 3 hours.":                silent,
		"Downtime of 2-3 hours.":                                silent,
		"The alert came four minutes after the first failure.":  silent,
		"tracking-api was down for 2h15.":                       silent,
		// What it does not say.
		"The outage lasted 47 minutes. Then all was well.":                     silent, // near enough to detected to contained
		"The outage lasted 25 minutes.":                                        wrong,
		"The outage lasted\n7 hours.":                                          wrong,
		"Total duration: 5 hours 26 minutes":                                   wrong,
		"We had 8 hours of downtime.":                                          wrong,
		"A 30-minute outage.":                                                  wrong,
		"The outage was detected after 35 minutes.":                            wrong,
		"Time to detect: 35 min":                                               wrong,
		"**Detection delay:** 4 hours 14 minutes":                              wrong,
		"Detection took 20 minutes.":                                           wrong,
		"The problem went unnoticed for three hours.":                          wrong,
		"From detection to containment it took 131 minutes.":                   wrong,
		"It took 131 minutes from the start of the incident to its detection.": wrong,
		"It took 4 minutes from the start to the detection.":                   silent,
		"A workaround was discovered 3 hours after the outage began.":          silent,
		"Detected → resolved: 20 min":                                          wrong,
		"The incident was contained within 20 minutes of the alert.":           wrong,
		"It took us 9 hours to resolve the incident.":                          wrong,
		"The incident was resolved in about 40 minutes.":                       wrong,
		"The incident lasted more than 5 hours.":                               silent, // until it was closed
		"The incident was resolved after more than 5 hours.":                   wrong,
		"The incident was resolved in less than an hour.":                      wrong,
		"tracking-api was down for 7 hours.":                                   hint,
		"Sign-in was restored after 20 minutes.":                               hint,
		"It took 9 hours to restore the old address book.":                     hint,
		// What is about something else.
		"An outage should be detected within 15 minutes.":                 silent,
		"The target is to have an incident resolved in 30 minutes.":       silent,
		"An uptime of 99.9 % corresponds to approx. 8 hours of downtime.": silent,
		"Our annual downtime budget is 4 hours of downtime.":              silent,
		"The incident of 2025-09-14-token-in-wiki lasted 7 hours.":        silent,
		"The certificate of the second gateway was 60 days younger.":      silent,
		"Logs are kept for 14 days.":                                      silent,
		"The page went out seven minutes after the end date.":             silent,
		"The retry waits for 30 seconds.":                                 silent,
		"A replica that is paused for two minutes pages the on-call.":     silent,
		"> The outage lasted 9 hours.":                                    silent,
		"`The outage lasted 9 hours.`":                                    silent,
		"Anonymous lookups were answered from a cache of five minutes.":   silent,
	} {
		body := "kind: incident\n---\n\n## Summary\n\n" + text + "\n"
		var levels []string
		for _, m := range messages(t, "stated-duration", body) {
			level, _, _ := strings.Cut(m, ":")
			levels = append(levels, level)
		}
		if got := strings.Join(levels, " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestStatedDurationInFrontMatter(t *testing.T) {
	checkCorners(t, "stated-duration", []corner{
		{"title", "title: Tracking down for 7 hours\n", []string{`"7 hours" disagrees with the timeline, where started to resolved took 2 h 15 min, detected to resolved 2 h 11 min`}},
		{"impact", "impact: {summary: \"Outage of 35 min\"}\n", []string{`"35 min"`}},
		{"agrees", "impact: {summary: Tracking down for two hours}\n", nil},
		{"no milestone pair", "impact: {summary: Tracking down for 7 hours}\ntimeline:\n  - {at: 2026-03-02T08:04:00Z, event: E, milestone: detected}\n", nil},
		{"days only", "impact: {summary: Tracking down for 7 hours}\n" + timeline("2026-03-02 detected", "2026-03-03 resolved"), nil},
		{"local times", "impact: {summary: Outage of 7 hours}\n" + timeline("2026-03-02T08:00:00 detected", "2026-03-02T09:00:00 resolved"), []string{"detected to resolved took 1 h"}},
		{"local and exact", "impact: {summary: Outage of 7 hours}\n" + timeline("2026-03-02T08:00:00 detected", "2026-03-02T09:00:00Z resolved"), nil},
		{"from the first entry", "impact: {summary: Outage of 5 h 26 min}\n" + timeline("2026-03-02T10:45:00Z", "2026-03-02T16:11:00Z contained", "2026-03-02T16:25:00Z closed"), nil},
		{"to the last entry", "impact: {summary: Outage of 7 h}\n" + timeline("2026-03-02T08:00:00Z started", "2026-03-02T09:00:00Z detected", "2026-03-02T15:00:00Z"), nil},
		{"from first to last proves nothing", "impact: {summary: Outage of 3 h}\n" + timeline("2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z"), nil},
		{"first entry, and it was said when it started", "impact: {summary: Outage of 7 h}\n" + timeline("2026-03-02T08:00:00Z", "2026-03-02T12:00:00Z started", "2026-03-02T15:00:00Z resolved"), []string{"started to resolved took 3 h"}},
		{"readable for", "impact: {summary: Exports of 1 200 customers readable for 30 h}\n", []string{`info: "30 h" is no interval of the timeline, where started to resolved took 2 h 15 min`}},
		{"readable for two hours", "impact: {summary: Exports readable for 2 h}\n", nil},
	})
}

// TestManyDurations holds that a text of nothing but durations is given up on.
func TestManyDurations(t *testing.T) {
	body := "kind: incident\n---\n\n## Summary\n\n" + strings.Repeat("an outage of 7 h and ", 50_000) + "\n"
	if n := len(messages(t, "stated-duration", body)); n != maxDurations {
		t.Errorf("%d findings, want %d", n, maxDurations)
	}
}
