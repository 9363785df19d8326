package trends

import (
	"testing"
	"time"
)

func day(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse("2006-01-02", s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func at(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestPeriods(t *testing.T) {
	for _, c := range []struct {
		name       string
		period     Period
		from, to   string
		days       int
		before     string // first day of the period before
		beforeDays int
	}{
		{"year", Year(2026), "2026-01-01", "2026-12-31", 365, "2025-01-01", 365},
		{"leap year", Year(2024), "2024-01-01", "2024-12-31", 366, "2022-12-31", 366},
		{"first quarter", Quarter(2026, 1), "2026-01-01", "2026-03-31", 90, "2025-10-03", 90},
		{"first quarter of a leap year", Quarter(2024, 1), "2024-01-01", "2024-03-31", 91, "2023-10-02", 91},
		{"fourth quarter", Quarter(2026, 4), "2026-10-01", "2026-12-31", 92, "2026-07-01", 92},
		{"quarter before the first", Quarter(2026, 0), "2025-10-01", "2025-12-31", 92, "2025-07-01", 92},
		{"12 months to the end of a month", LastMonths(12, day(t, "2026-09-30")), "2025-10-01", "2026-09-30", 365, "2024-10-01", 365},
		{"12 months to a leap day", LastMonths(12, day(t, "2024-02-29")), "2023-03-01", "2024-02-29", 366, "2022-02-28", 366},
		{"12 months to the day before", LastMonths(12, day(t, "2024-02-28")), "2023-03-01", "2024-02-28", 365, "2022-03-01", 365},
		{"a month of a short one", LastMonths(1, day(t, "2026-03-30")), "2026-03-01", "2026-03-30", 30, "2026-01-30", 30},
		{"a month to the end of one", LastMonths(1, day(t, "2026-02-28")), "2026-02-01", "2026-02-28", 28, "2026-01-04", 28},
		{"90 days", LastDays(90, day(t, "2026-03-31")), "2026-01-01", "2026-03-31", 90, "2025-10-03", 90},
		{"a day", LastDays(1, at(t, "2026-03-31T23:59:59Z")), "2026-03-31", "2026-03-31", 1, "2026-03-30", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := c.period
			if p.From != day(t, c.from) || p.To != day(t, c.to) || p.Days() != c.days {
				t.Errorf("got %s, %d days; want %s to %s, %d days", p, p.Days(), c.from, c.to, c.days)
			}
			b := p.Before()
			if b.From != day(t, c.before) || b.To != p.From.AddDate(0, 0, -1) || b.Days() != c.beforeDays {
				t.Errorf("before it: got %s, %d days; want %d from %s", b, b.Days(), c.beforeDays, c.before)
			}
		})
	}
}

func TestPeriodContains(t *testing.T) {
	p := Year(2026)
	for when, want := range map[string]bool{
		"2026-01-01T00:00:00Z":      true,
		"2025-12-31T23:59:59Z":      false,
		"2026-12-31T23:59:59Z":      true,
		"2027-01-01T00:00:00Z":      false,
		"2026-01-01T00:30:00+01:00": false, // 23:30 of the day before in UTC
		"2025-12-31T23:30:00-01:00": true,
		"2026-12-31T23:30:00-01:00": false,
		"2027-01-01T00:30:00+01:00": true,
	} {
		if got := p.Contains(at(t, when)); got != want {
			t.Errorf("%s: got %v, want %v", when, got, want)
		}
	}
}

func TestPeriodUntil(t *testing.T) {
	for asOf, want := range map[string]int{"2025-12-31": 0, "2026-01-01": 1, "2026-12-30": 364, "2026-12-31": 365, "2027-05-01": 365, "1900-01-01": 0} {
		if got := Year(2026).Until(day(t, asOf)).Days(); got != want {
			t.Errorf("until %s: got %d days, want %d", asOf, got, want)
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2024-01-31", 1, "2024-02-29"},
		{"2024-02-29", -12, "2023-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-05-15", -12, "2025-05-15"},
		{"2026-01-15", -1, "2025-12-15"},
		{"2026-12-31", 2, "2027-02-28"},
	} {
		if got := AddMonths(day(t, c.from), c.n); got != day(t, c.want) {
			t.Errorf("%s and %d months: got %s, want %s", c.from, c.n, got.Format("2006-01-02"), c.want)
		}
	}
}

func TestPeriodString(t *testing.T) {
	if got, want := LastMonths(12, day(t, "2026-09-30")).String(), "1 October 2025 – 30 September 2026"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
