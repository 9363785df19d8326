package field

import (
	"testing"
	"time"
)

func TestReadTime(t *testing.T) {
	utc := func(s string) time.Time {
		at, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			t.Fatal(err)
		}
		return at.UTC()
	}
	tests := []struct {
		in        string
		precision Precision
		at        time.Time
	}{
		{"2026-03-02T21:14:00Z", Exact, utc("2026-03-02T21:14:00Z")},
		{"2026-03-02T21:14:00.25+01:00", Exact, utc("2026-03-02T20:14:00.25Z")},
		{"2026-03-02t21:14:00z", Exact, utc("2026-03-02T21:14:00Z")},
		{"2026-03-02 21:14:00 +1", Exact, utc("2026-03-02T20:14:00Z")},
		{"2026-03-02 21:14:00 -0530", Exact, utc("2026-03-03T02:44:00Z")},
		{"2026-03-02T21:14Z", Exact, utc("2026-03-02T21:14:00Z")},
		{"2026-03-02 21:14 UTC", Exact, utc("2026-03-02T21:14:00Z")},
		{"2026-03-02 21:14", Floating, utc("2026-03-02T21:14:00Z")},
		{"2026-03-02T21:14:05", Floating, utc("2026-03-02T21:14:05Z")},
		{"2026-03-02", Day, utc("2026-03-02T00:00:00Z")},
		{"22025-03-18T10:00:00Z", Exact, time.Date(22025, 3, 18, 10, 0, 0, 0, time.UTC)},
		{"unknown", Unclear, time.Time{}},
		{"Unknown", Unclear, time.Time{}},
	}
	for _, tt := range tests {
		got := Time{Text: Text{Value: tt.in}}
		if err := got.read(); err != nil || got.Precision != tt.precision || !got.At.Equal(tt.at) {
			t.Errorf("%q is %v %v (%v), want %v %v", tt.in, got.Precision, got.At, err, tt.precision, tt.at)
		}
	}
	for _, in := range []string{"yesterday", "2026-13-01", "2026-02-30", "2026-03-02T24:00:00Z", "2026-03-02T10:61Z", "26-03-02", "2026-03-02T10:00 CET", "2026-03-02T10", "2026-03-02T10:00:00+15:00", "14:??", ""} {
		got := Time{Text: Text{Value: in}}
		if err := got.read(); err == nil {
			t.Errorf("%q was read as %v %v", in, got.Precision, got.At)
		}
	}
}

func TestResolve(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	lordHowe, err := time.LoadLocation("Australia/Lord_Howe") // clocks move by half an hour
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		in        string
		zone      *time.Location
		precision Precision
		at        string
	}{
		{"2026-07-01 12:00", berlin, Exact, "2026-07-01T10:00:00Z"},
		{"2026-01-01 12:00", berlin, Exact, "2026-01-01T11:00:00Z"},
		{"2026-03-29 01:59", berlin, Exact, "2026-03-29T00:59:00Z"},
		{"2026-03-29 02:30", berlin, Skipped, "2026-03-29T01:30:00Z"},
		{"2026-03-29 03:00", berlin, Exact, "2026-03-29T01:00:00Z"},
		{"2026-10-25 01:59", berlin, Exact, "2026-10-24T23:59:00Z"},
		{"2026-10-25 02:30", berlin, Ambiguous, "2026-10-25T00:30:00Z"},
		{"2026-10-25 03:00", berlin, Exact, "2026-10-25T02:00:00Z"},
		{"2026-04-05 01:45", lordHowe, Ambiguous, "2026-04-04T14:45:00Z"},
		{"2026-10-04 02:15", lordHowe, Skipped, "2026-10-03T15:45:00Z"},
		{"2026-07-01 12:00", nil, Floating, "2026-07-01T12:00:00Z"},
		{"2026-07-01T12:00:00Z", berlin, Exact, "2026-07-01T12:00:00Z"},
		{"2026-07-01", berlin, Day, "2026-06-30T22:00:00Z"},
	}
	for _, tt := range tests {
		got := Time{Text: Text{Value: tt.in}}
		if err := got.read(); err != nil {
			t.Fatal(err)
		}
		got.Resolve(tt.zone)
		if got.Precision != tt.precision || got.At.Format(time.RFC3339) != tt.at {
			t.Errorf("%q in %v is %v %v, want %v %v", tt.in, tt.zone, got.Precision, got.At, tt.precision, tt.at)
		}
	}
}
