package policy

import (
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// TestRepeatUntil counts calendar months, the last day included.
func TestRepeatUntil(t *testing.T) {
	for _, c := range []struct {
		within        taxonomy.Period
		first, second string
		want          bool
	}{
		{taxonomy.Period{N: 6, Unit: taxonomy.Months}, "2025-01-15", "2025-07-15", true},
		{taxonomy.Period{N: 6, Unit: taxonomy.Months}, "2025-01-15", "2025-07-16", false},
		{taxonomy.Period{N: 6, Unit: taxonomy.Months}, "2025-08-31", "2026-02-28", true},
		{taxonomy.Period{N: 6, Unit: taxonomy.Months}, "2025-08-31", "2026-03-01", false},
		{taxonomy.Period{N: 6, Unit: taxonomy.Months}, "2025-02-28", "2025-08-28", true},
		{taxonomy.Period{N: 6, Unit: taxonomy.Months}, "2025-02-28", "2025-08-31", false},
		{taxonomy.Period{N: 12, Unit: taxonomy.Months}, "2024-02-29", "2025-02-28", true},
		{taxonomy.Period{N: 30, Unit: taxonomy.Days}, "2025-02-28", "2025-03-30", true},
		{taxonomy.Period{N: 30, Unit: taxonomy.Days}, "2025-02-28", "2025-03-31", false},
	} {
		p := &Policy{RepeatWithin: c.within}
		first, err := time.Parse(time.DateOnly, c.first)
		if err != nil {
			t.Fatal(err)
		}
		second, err := time.Parse(time.DateOnly, c.second)
		if err != nil {
			t.Fatal(err)
		}
		if got := !second.After(p.RepeatUntil(first.Add(23 * time.Hour))); got != c.want {
			t.Errorf("%s within %s of %s: %v", c.second, c.within, c.first, got)
		}
	}
}

func TestParseReach(t *testing.T) {
	for text, want := range map[string]string{"": "12 months", "18 months": "18 months", "6months": "6 months", "90d": "90d", "12m": "12 months", "0d": "12 months", "4h": "12 months", "3 business days": "12 months"} {
		p, problems := Parse(source.New("pir.yaml", []byte("trends: {repeat_within: "+text+"}\n")))
		if p.RepeatWithin.String() != want || (len(problems) > 0) != (text != "" && want == "12 months") {
			t.Errorf("%q: %s, %v", text, p.RepeatWithin, problems)
		}
		if p.Trends != Default().Trends {
			t.Errorf("%q: the cadence is %+v", text, p.Trends)
		}
	}
}
