package rules

import (
	"testing"
	"time"
)

func TestTypedDurations(t *testing.T) {
	const h, m = time.Hour, time.Minute
	for _, tt := range []struct {
		text      string
		low, high time.Duration // 0 for none
		rounding  time.Duration
		typed     string
	}{
		{"for 3 h", 3 * h, 3 * h, 30 * m, "3 h"},
		{"for 3h.", 3 * h, 3 * h, 30 * m, "3h"},
		{"lasted 47 minutes", 47 * m, 47 * m, 30 * time.Second, "47 minutes"},
		{"1h 20m of it", 80 * m, 80 * m, 30 * time.Second, "1h 20m"},
		{"1h50m", 110 * m, 110 * m, 30 * time.Second, "1h50m"},
		{"2h30 in all", 150 * m, 150 * m, 30 * time.Second, "2h30"},
		{"5 hours and 26 minutes", 326 * m, 326 * m, 30 * time.Second, "5 hours and 26 minutes"},
		{"1 hour, 48 minutes", 108 * m, 108 * m, 30 * time.Second, "1 hour, 48 minutes"},
		{"two days 3 hours", 51 * h, 51 * h, 30 * m, "two days 3 hours"},
		{"half an hour", 30 * m, 30 * m, 15 * m, "half an hour"},
		{"an hour and a half", 90 * m, 90 * m, 15 * m, "an hour and a half"},
		{"1.5 hours", 90 * m, 90 * m, 15 * m, "1.5 hours"},
		{"4,2 hours", 252 * m, 252 * m, 3 * m, "4,2 hours"},
		{"a 30-minute outage", 30 * m, 30 * m, 30 * time.Second, "30-minute"},
		{"two-hour outage", 2 * h, 2 * h, 30 * m, "two-hour"},
		{"10-30 minutes", 10 * m, 30 * m, 30 * time.Second, "10-30 minutes"},
		{"2 to 3 hours", 2 * h, 3 * h, 30 * m, "2 to 3 hours"},
		{"three days", 72 * h, 72 * h, 24 * h, "three days"},
		{"a week", 168 * h, 168 * h, 84 * h, "a week"},
		{"forty\nminutes", 40 * m, 40 * m, 30 * time.Second, "forty\nminutes"},
		{"45 min outage", 45 * m, 45 * m, 30 * time.Second, "45 min"},
		{"5 m users", 0, 0, 0, ""},
		{"2026-03-02 h", 0, 0, 0, ""},
		{"version 1.5 hours", 90 * m, 90 * m, 15 * m, "1.5 hours"},
		{"sev-1 hours", 0, 0, 0, ""},
		{"at 10:30 h", 0, 0, 0, ""},
		{"some days", 0, 0, 0, ""},
		{"0 minutes", 0, 0, 0, ""},
		{"24/7 days", 0, 0, 0, ""},
		{"a handful", 0, 0, 0, ""},
		{"1 200 customers", 0, 0, 0, ""},
	} {
		got := typedDurations(tt.text, -1)
		if tt.high == 0 {
			if len(got) > 0 {
				t.Errorf("%q: %+v", tt.text, got)
			}
			continue
		}
		if len(got) != 1 {
			t.Errorf("%q: %+v", tt.text, got)
			continue
		}
		d := got[0]
		if d.low != tt.low || d.high != tt.high || d.rounding != tt.rounding || tt.text[d.from:d.to] != tt.typed {
			t.Errorf("%q: %v to %v, rounding %v, typed %q", tt.text, d.low, d.high, d.rounding, tt.text[d.from:d.to])
		}
	}
}
