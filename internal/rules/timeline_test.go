package rules

import "testing"

func TestTimelineOrder(t *testing.T) {
	checkCorners(t, "timeline-order", []corner{
		{"equal times", timeline("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z"), nil},
		{"other offsets", timeline("2026-03-02T09:00:00+01:00", "2026-03-02T08:30:00Z"), nil},
		{"offset the wrong way", timeline("2026-03-02T08:30:00Z", "2026-03-02T09:00:00+01:00"), []string{"2026-03-02T09:00:00+01:00 is earlier"}},
		{"past entries that take no part", timeline("2026-03-02T08:30:00Z", "unknown", "2026-03-02", "2026-03-02T08:00:00Z"), []string{"2026-03-02T08:00:00Z is earlier"}},
		{"a date only", timeline("2026-03-02T08:30:00Z", "2026-03-02"), nil},
		{"local with local", timeline("2026-03-02T08:30:00", "2026-03-02T08:00:00"), []string{"2026-03-02T08:00:00 is earlier"}},
		{"local with exact", timeline("2026-03-02T08:30:00Z", "2026-03-02T08:00:00"), nil},
		{"one entry too high", timeline("2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z", "2026-03-02T08:10:00Z", "2026-03-02T08:20:00Z"), []string{"08:10:00Z is earlier"}},
		{"a year off", timeline("2026-03-02T08:00:00Z", "2025-03-02T08:05:00Z", "2026-03-02T08:10:00Z"), nil},
		{"a milestone at the wrong time", timeline("2026-03-02T08:00:00Z started", "2026-03-02T08:10:00Z resolved", "2026-03-02T08:05:00Z closed"), nil},
		{"the hour that is there twice", "timezone: Europe/Berlin\n" + timeline("2026-10-25T02:40:00", "2026-10-25T02:20:00"), nil},
	})
}

func TestTimelineZone(t *testing.T) {
	checkCorners(t, "timeline-zone", []corner{
		{"no such zone", "timezone: Berlin\n" + timeline("2026-03-02T08:00:00"), []string{`no time zone "Berlin"`}},
		{"zone of the machine", "timezone: Local\n" + timeline("2026-03-02T08:00:00"), []string{`no time zone "Local"`}},
		{"zone of another form", "timezone: [Europe/Berlin]\n" + timeline("2026-03-02T08:00:00"), nil},
		{"one local time", timeline("2026-03-02T08:00:00Z", "2026-03-02T08:00:00"), []string{"2026-03-02T08:00:00 has no time zone"}},
		{"two local times are one finding", timeline("2026-03-02T08:00:00", "2026-03-02T09:00"), []string{"2 times have no time zone, 2026-03-02T08:00:00 first"}},
		{"a date needs no zone", timeline("2026-03-02", "unknown"), nil},
		{"twice", "timezone: Europe/Berlin\n" + timeline("2026-10-25T02:30:00", "2026-10-25T03:30:00"), []string{"+02:00 for the first or +01:00 for the second"}},
		{"never", "timezone: Europe/Berlin\n" + timeline("2026-03-29T01:59:59", "2026-03-29T02:30:00", "2026-03-29T03:00:00"), []string{"no 2026-03-29T02:30:00 in Europe/Berlin, where clocks go forward that night; correct the time, or write the offset that the clock had, +01:00 or +02:00"}},
		{"in the south", "timezone: Australia/Lord_Howe\n" + timeline("2026-04-05T01:45:00"), []string{"+11:00 for the first or +10:30 for the second"}},
		{"a notification", "notifications: [{regime: gdpr, stage: authority, sent: 2026-03-03 10:00}]\n", []string{"2026-03-03 10:00 has no time zone"}},
	})
}

func TestTimelineEntry(t *testing.T) {
	checkCorners(t, "timeline-entry", []corner{
		{"neither", "timeline:\n  - {source: x}\n", []string{"entry 1 has neither"}},
		{"no event", "timeline:\n  - {at: unknown}\n", []string{"entry 1 has no event"}},
		{"empty values", "timeline:\n  - {at: null, event: \"\"}\n", []string{"entry 1 has neither"}},
		{"a time that cannot be read is there", "timeline:\n  - {at: yesterday, event: E}\n", nil},
		{"a time of another form is there", "timeline:\n  - {at: [2026-03-02], event: {x: y}}\n", nil},
	})
}

func TestTimelineMissing(t *testing.T) {
	checkCorners(t, "timeline-missing", []corner{
		{"empty list", "timeline: []\n", []string{"error: the report has no timeline"}},
		{"null", "timeline:\n", []string{"error: the report has no timeline"}},
		{"in a draft", "timeline: []\nstatus: draft\n", []string{"info: the report has no timeline"}},
		{"a text", "timeline: see the chat\n", nil},
		{"a list of texts", "timeline:\n  - 08:00 page\n  - 08:10 restart\n", nil},
		{"another key is a text", "services: api\ntimeline: []\n", []string{"no timeline"}},
		{"severity unknown", "timeline: []\nseverity: sev9\n", nil},
	})
}

func TestTimelineShort(t *testing.T) {
	checkCorners(t, "timeline-short", []corner{
		{"just enough", timeline("unknown", "unknown", "unknown", "unknown"), nil},
		{"one too few", timeline("unknown", "unknown", "unknown"), []string{"warning: the timeline has 3 of the 4 entries"}},
		{"near misses need one", "kind: near-miss\n" + timeline("unknown"), nil},
		{"in a draft", "status: draft\n" + timeline("unknown"), []string{"info: "}},
		{"an entry that was refused", timeline("unknown", "unknown") + "  - text\n", nil},
	})
}

func TestTimelineGap(t *testing.T) {
	const detected, contained = "2026-03-02T08:00:00Z detected", "2026-03-02T12:01:00Z contained"
	checkCorners(t, "timeline-gap", []corner{
		{"at the limit", timeline(detected, "2026-03-02T12:00:00Z contained"), nil},
		{"over it", timeline(detected, contained), []string{"info: nothing is told of the 4 h 1 min since 2026-03-02T08:00:00Z"}},
		{"two gaps", timeline(detected, "2026-03-02T14:00:00Z", "2026-03-04T15:00:00Z contained"), []string{"6 h since", "2 d 1 h since"}},
		{"explained without a time", timeline(detected, "unknown", contained), nil},
		{"not contained", timeline(detected, "2026-03-02T16:00:00Z resolved"), []string{"8 h since"}},
		{"after containment", timeline(detected, "2026-03-02T08:10:00Z contained", "2026-03-02T18:00:00Z resolved"), nil},
		{"detection unknown", timeline("unknown detected", contained), nil},
		{"contained before detected", timeline("2026-03-02T18:00:00Z detected", "2026-03-02T08:00:00Z contained"), nil},
		{"out of order in the file", timeline(detected, contained, "2026-03-02T10:00:00Z"), nil},
	})
}

func TestTimelineSource(t *testing.T) {
	const bare = "timeline:\n  - {at: unknown, event: E}\n  - {at: unknown, event: E, milestone: closed}\n"
	checkCorners(t, "timeline-source", []corner{
		{"closed needs none", bare, []string{"info: 1 of 2"}},
		{"minor", "severity: sev3\n" + bare, nil},
	})
}
