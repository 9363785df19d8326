package rules

import "testing"

func TestDateOutlier(t *testing.T) {
	const at = "2026-03-02T08:00:00Z"
	checkCorners(t, "date-outlier", []corner{
		{"a month early", timeline(at, "2026-02-02T08:05:00Z", "2026-03-02T08:10:00Z"), []string{"is 2026-03-02 meant?"}},
		{"a month late", timeline(at, "2026-04-02T08:05:00Z", "2026-03-02T08:10:00Z"), []string{"is 2026-03-02 meant?"}},
		{"a day that the other month has not", timeline("2026-02-28T08:00:00Z", "2026-03-31T08:05:00Z", "2026-02-28T08:10:00Z"), []string{"is 2026-02-28 meant?"}},
		{"the day as it is written", timeline(at, "2026-02-02T00:05:00+09:00", "2026-03-02T08:10:00Z"), []string{"is 2026-03-02 meant?"}},
		{"a year late", timeline(at, "2027-03-02T08:05:00Z", "2026-03-02T08:10:00Z"), []string{"is 2026-03-02 meant?"}},
		{"a week late", timeline(at, "2026-03-09T08:05:00Z", "2026-03-02T08:10:00Z"), nil},
		{"a long incident", timeline(at, "2026-04-01T08:00:00Z", "2026-05-01T08:00:00Z"), nil},
		{"closed a month later", timeline(at, "2026-03-02T08:05:00Z", "2026-04-01T08:00:00Z"), nil},
		{"closed a year earlier", timeline(at, "2026-03-02T08:05:00Z", "2025-03-04T08:00:00Z"), []string{"is 2026-03-04 meant?"}},
		{"started a month before", timeline("2026-02-01T08:00:00Z", at, at), nil},
		{"started a year after", timeline("2027-03-02T08:00:00Z", at, at), []string{"is 2026-03-02 meant?"}},
		{"neighbours past an unknown time", timeline(at, "unknown", "2026-02-02T08:05:00Z", "2026-03-02T08:10:00Z"), []string{"is 2026-03-02 meant?"}},
		{"one entry alone", timeline(at), nil},
		{"started two years before", timeline("2024-03-02T08:00:00Z", at, at), nil},
		{"started longer before", timeline("2024-03-01T08:00:00Z", at, at), []string{"more than 2 years before the incident of 2026-03-02"}},
		{"two years after", "sharing: [{on: 2028-03-02, audience: all}]\n", nil},
		{"longer after", "sharing: [{on: 2028-03-04, audience: all}]\n", []string{"sharing 2028-03-04 is more than 2 years after"}},
		{"the name is wrong and not the times", timeline("2021-03-02T08:00:00Z", "2021-03-02T08:05:00Z", "2021-03-02T08:10:00Z") + "review: {held: 2021-03-10}\nactions: []\nsharing: []\napprovals: []\n", nil},
		{"an action may be planned for years", "actions: [{id: A1, due: 2031-03-02, declined: {on: 2026-03-10, until: 2031-03-02}}]\n", nil},
		{"but not for ten", "actions: [{id: A1, due: 2036-03-02, declined: {on: 2029-03-10, until: 2036-03-02}}]\n", []string{"due date 2036-03-02 is more than 5 years after", "decision to decline 2029-03-10", "until 2036-03-02"}},
	})
}

func TestDateImpossible(t *testing.T) {
	checkCorners(t, "date-impossible", []corner{
		{"limits", "sharing: [{on: 2000-01-01, audience: all}, {on: 2200-12-31, audience: all}]\n", nil},
		{"beyond them", "sharing: [{on: 1999-12-31, audience: all}, {on: 2201-01-01, audience: all}]\n", []string{"error: sharing 1999-12-31 is in the year 1999", "in the year 2201"}},
		{"five digits", timeline("22026-03-02T08:00:00Z"), []string{"in the year 22026"}},
		{"unknown", timeline("unknown"), nil},
	})
	expect(t, messages(t, "date-outlier", "sharing: [{on: 1999-12-31, audience: all}]\n"), nil)
}
