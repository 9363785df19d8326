package trends_test

import (
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/trends"
)

// TestNamed holds that the name of a period gives the period again, and that other texts give none.
func TestNamed(t *testing.T) {
	for y := 2024; y < 2026; y++ {
		for m := 1; m <= 12; m++ {
			for _, p := range []trends.Period{
				trends.Year(y), trends.Half(y, (m+5)/6), trends.Quarter(y, (m+2)/3), trends.Month(y, m),
				{From: time.Date(y, time.Month(m), 2, 0, 0, 0, 0, time.UTC), To: time.Date(y, time.Month(m), 20, 0, 0, 0, 0, time.UTC)},
			} {
				if got, ok := trends.Named(p.Name()); !ok || got != p {
					t.Errorf("%s: %v, %v", p.Name(), got, ok)
				}
			}
		}
	}
	for _, name := range []string{"", "2026-Q5", "2026-13", "2026-H3", "0000", "26", "2026-01-01", "2026-02-01..2026-01-01", "2026-02-30..2026-03-01", "x2026", "2026-Q1-by-hand"} {
		if p, ok := trends.Named(name); ok {
			t.Errorf("%q is %v", name, p)
		}
	}
}
