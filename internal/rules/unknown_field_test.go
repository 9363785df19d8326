package rules

import "testing"

// TestUnknownFieldSays holds that a key of another habit is answered with what to write in its place.
func TestUnknownFieldSays(t *testing.T) {
	checkCorners(t, "unknown-field", []corner{
		{"a misspelling", "tittle: x\n", []string{`no key "tittle"; did you mean "title"?`}},
		{"a time of its own", "resolved: 2026-03-02T21:14:00Z\n", []string{"no key \"resolved\"; write it as an entry of `timeline` with `milestone: resolved`"}},
		{"in another spelling", "Root Cause: x\n", []string{"write it under `causes`, such as `{id: C1, role: root"}},
		{"derived", "duration: 2 h\n", []string{"durations are computed from `timeline`; take it out"}},
		{"people", "authors: [a]\n", []string{"write who led the review as `facilitator` under `review`"}},
		{"no counterpart", "weight: 3\n", []string{`no key "weight"; take it out, or say it in the text below`}},
		{"an entry", "timeline: [{time: 2026-03-02T21:14:00Z, what: Sign-in fails}]\n", []string{`no key "time"; did you mean "at"?`, `no key "what"; did you mean "event"?`}},
		{"an action", "actions: [{id: A1, assignee: \"@sre-1\", deadline: 2026-04-01}]\n", []string{`did you mean "owner"?`, `did you mean "due"?`}},
		{"two keys in one", "actions: [{id: A1, type: mitigate}]\n", []string{"no key \"type\"; write what is improved as `kind`, and prevent, detect, mitigate or repair as `effect`"}},
		{"a short list of keys", "impact: {users: 3}\n", []string{`impact has no key "users"; known keys: summary, `}},
	})
	checkCorners(t, "timeline-entry", []corner{{"read as the key that was meant", "timeline: [{time: 2026-03-02T21:14:00Z, what: Sign-in fails}]\n", nil}})
	checkCorners(t, "action-owner", []corner{{"read as the key that was meant", "actions: [{id: A1, status: open, assignee: \"@sre-1\"}]\n", nil}})
}
