package trends

import "testing"

// TestClock reads the clock of the people, whatever the day in UTC is.
func TestClock(t *testing.T) {
	for text, want := range map[string]Clock{
		"timeline: [{at: \"2026-03-02T23:30:00-05:00\", event: a, milestone: detected}]":                                                      {"monday", "23", false},
		"timeline: [{at: \"2026-03-01T23:30:00Z\", event: a, milestone: detected}]":                                                           {"sunday", "23", true},
		"timezone: Europe/Berlin\ntimeline: [{at: \"2026-03-03 00:30\", event: a, milestone: detected}]":                                      {"tuesday", "00", false},
		"timeline: [{at: 2026-03-03, event: a, milestone: detected}]":                                                                         {"tuesday", "", false},
		"timeline: [{at: unknown, event: a, milestone: detected}]":                                                                            {"monday", "", false}, // by the id
		"timeline: [{at: \"2026-03-04T09:00:00+09:00\", event: b}, {at: \"2026-03-04T00:00:00Z\", event: a, milestone: detected}]":            {"wednesday", "00", true},
		"timeline: [{at: unknown, event: a, milestone: detected}, {at: \"2026-03-05T07:59:00+02:00\", event: b}, {at: 2026-03-06, event: c}]": {"thursday", "07", false},
	} {
		if got := read("2026-03-02-x.md", "---\ntitle: t\n"+text+"\n---\n"); got.Clock != want {
			t.Errorf("%s: got %+v, want %+v", text, got.Clock, want)
		}
	}
	if got := read("x.md", "---\ntitle: t\n---\n"); got.Clock != (Clock{}) {
		t.Errorf("no date at all: got %+v", got.Clock)
	}
}

func TestSpelled(t *testing.T) {
	list := []string{"binary-push", "Cloud", "user_change"}
	for word, want := range map[string]string{
		"Binary Push": "binary-push", " binary-push ": "binary-push", "CLOUD": "Cloud", "user-change": "user_change", "Own Word": "Own Word", "": "",
	} {
		if got := spelled(word, list, func(w string) string { return w }); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
	for written, want := range map[string]string{
		"RSIT:Other": "rsit:other", "rsit:Availability/Outage": "rsit:availability/outage", "availability/outage": "availability/outage", "Veris:Hacking/X": "Veris:Hacking/X", "\trsit:nothing ": "rsit:nothing", //nolint:gocritic // the blanks are what is tested
	} {
		if got := classType(written); got != want {
			t.Errorf("%q: got %q, want %q", written, got, want)
		}
	}
}
