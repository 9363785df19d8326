package field

import (
	"testing"
	"time"
)

func TestLocalDay(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ value, want string }{
		{"2026-03-02T21:14:00Z", "2026-03-02"},
		{"2026-03-02T00:30:00+01:00", "2026-03-02"}, // in UTC the day before
		{"2026-03-02T23:30:00-05:00", "2026-03-02"}, // in UTC the day after
		{"2026-03-02T00:30:00", "2026-03-02"},       // in the zone of the report
		{"2026-3-2", "2026-03-02"},
		{"2026-03-29T02:30:00", "2026-03-29"}, // skipped when clocks go forward
		{"unknown", ""},
		{"", ""},
		{"last night", ""},
	} {
		at := Time{Text: Text{Value: test.value}}
		if test.value != "" {
			_ = at.read() // a time that cannot be read stays Missing, as in a report
		}
		at.Resolve(berlin)
		got := ""
		if day, ok := at.LocalDay(); ok {
			got = day.Format(time.DateOnly)
			if day.Location() != time.UTC || day.Hour() != 0 {
				t.Errorf("LocalDay of %q is %v, want midnight UTC", test.value, day)
			}
		}
		if got != test.want {
			t.Errorf("LocalDay of %q = %q, want %q", test.value, got, test.want)
		}
	}
}
