package trends

import (
	"testing"
	"time"
)

func TestPeriodName(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct{ from, to, name, before string }{
		{"2026-03-01", "2026-03-31", "2026-03", "2026-02"},
		{"2024-02-01", "2024-02-29", "2024-02", "2024-01"},
		{"2026-01-01", "2026-01-31", "2026-01", "2025-12"},
		{"2026-01-01", "2026-03-31", "2026-Q1", "2025-Q4"},
		{"2026-10-01", "2026-12-31", "2026-Q4", "2026-Q3"},
		{"2026-01-01", "2026-06-30", "2026-H1", "2025-H2"},
		{"2026-07-01", "2026-12-31", "2026-H2", "2026-H1"},
		{"2026-01-01", "2026-12-31", "2026", "2025"},
		{"2026-02-01", "2026-04-30", "2026-02-01..2026-04-30", "2025-11-04..2026-01-31"},
		{"2025-10-01", "2026-09-30", "2025-10-01..2026-09-30", "2024-10-01..2025-09-30"},
		{"2026-03-01", "2026-03-30", "2026-03-01..2026-03-30", "2026-01-30..2026-02-28"},
		{"2026-03-05", "2026-03-05", "2026-03-05..2026-03-05", "2026-03-04..2026-03-04"},
	} {
		p := Period{From: day(c.from), To: day(c.to)}
		if got := p.Name(); got != c.name {
			t.Errorf("%s: name %s", c.name, got)
		}
		if got := p.CalendarBefore().Name(); got != c.before {
			t.Errorf("%s: before is %s, want %s", c.name, got, c.before)
		}
	}
	if Half(2026, 0) != Half(2025, 2) || Month(2026, 0) != Month(2025, 12) || Half(2026, 2).Name() != "2026-H2" || Month(2026, 11).Name() != "2026-11" {
		t.Error("the one before the first is not the last of the year before")
	}
}
