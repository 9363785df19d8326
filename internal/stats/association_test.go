package stats

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/combin"
	"gonum.org/v1/gonum/stat/distuv"
)

// TestFisherExact compares every table of up to 24 things with probabilities from binomial coefficients of gonum.
func TestFisherExact(t *testing.T) {
	for n := range 25 {
		for row := range n + 1 {
			for column := range n + 1 {
				low, high := max(0, row+column-n), min(row, column)
				ps := map[int]float64{}
				for x := low; x <= high; x++ {
					ps[x] = math.Exp(combin.LogGeneralizedBinomial(float64(row), float64(x)) +
						combin.LogGeneralizedBinomial(float64(n-row), float64(column-x)) -
						combin.LogGeneralizedBinomial(float64(n), float64(column)))
				}
				for a := low; a <= high; a++ {
					var less, more, two float64
					for x := low; x <= high; x++ {
						if x <= a {
							less += ps[x]
						}
						if x >= a {
							more += ps[x]
						}
						if ps[x] <= ps[a]*(1+1e-7) {
							two += ps[x]
						}
					}
					p := FisherExact(a, row-a, column-a, n-row-column+a)
					if !near(p.Less, less, 1e-10) || !near(p.Greater, more, 1e-10) || !near(p.Two, two, 1e-10) {
						t.Fatalf("FisherExact(%d, %d, %d, %d) = %+v, want %v, %v, %v", a, row-a, column-a, n-row-column+a, p, more, less, two)
					}
				}
			}
		}
	}
}

func TestFisherExactLarge(t *testing.T) {
	// A hypergeometric of few draws from very many is a binomial: 3 of 10 draws, a third of the things.
	p := FisherExact(3, 7, 333_333_330, 666_666_660)
	if want := binomialSum(10, 3, 1.0/3); !near(p.Less, want, 1e-6) {
		t.Errorf("few of very many: %v, want %v", p.Less, want)
	}
	// With great counts it is a normal: the corrected z of the table is near enough to five digits of p.
	p = FisherExact(500_040_000, 500_000_000, 500_000_000, 500_000_000)
	n, r, c := 2_000_040_000.0, 1_000_040_000.0, 1_000_040_000.0
	sd := math.Sqrt(r * c * (n - r) * (n - c) / n / n / (n - 1))
	if want := distuv.UnitNormal.Survival((500_040_000 - r*c/n - 0.5) / sd); !near(p.Greater/want, 1, 1e-4) {
		t.Errorf("great counts: %v, want %v", p.Greater, want)
	}
	big := 1_000_000_000
	if p := FisherExact(big, big, big, big); !near(p.Two, 1, 1e-9) || !(p.Greater > 0.5 && p.Greater < 0.51) || !near(p.Greater, p.Less, 1e-9) {
		t.Errorf("all equal: %+v", p)
	}
	if p := FisherExact(big, 0, 0, big); p.Greater != 0 || p.Two != 0 || p.Less != 1 {
		t.Errorf("altogether: %+v, want a p of 0, which is under 1e-300", p)
	}
	for _, bad := range [][4]int{{-1, 1, 1, 1}, {1, -1, 1, 1}, {1, 1, -1, 1}, {1, 1, 1, -1}, {big + 1, 1, 1, 1}} {
		if p := FisherExact(bad[0], bad[1], bad[2], bad[3]); !math.IsNaN(p.Greater) || !math.IsNaN(p.Less) || !math.IsNaN(p.Two) {
			t.Errorf("FisherExact(%v) = %+v, want NaN", bad, p)
		}
	}
	for _, empty := range [][4]int{{0, 0, 0, 0}, {5, 3, 0, 0}, {0, 5, 0, 3}} {
		if p := FisherExact(empty[0], empty[1], empty[2], empty[3]); p != (FisherP{1, 1, 1}) {
			t.Errorf("FisherExact(%v) = %+v, want 1", empty, p)
		}
	}
}

func TestAssociate(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name                      string
		a, b, both, n             int
		lift, support, confidence float64
		enough, bad               bool
	}{
		{"chance", 10, 10, 5, 20, 1, 0.25, 0.5, true, false},
		{"none", 0, 0, 0, 0, nan, nan, nan, false, false},
		{"none with either", 0, 0, 0, 20, nan, 0, nan, false, false},
		{"all with both", 20, 20, 20, 20, 1, 1, 1, true, false},
		{"two together", 2, 2, 2, 40, 20, 0.05, 1, false, false},
		{"too few in all", 4, 4, 4, 19, 4.75, 4.0 / 19, 1, false, false},
		{"never together", 5, 5, 0, 20, 0, 0, 0, false, false},
		{"a thousand million", 1e9, 1e9, 1e9, 1e9, 1, 1, 1, true, false},
		{"more both than one", 3, 5, 4, 20, nan, nan, nan, false, true},
		{"more than there are", 15, 15, 4, 20, nan, nan, nan, false, true},
		{"negative", -1, 5, -1, 20, nan, nan, nan, false, true},
	} {
		s := Associate(c.a, c.b, c.both, c.n)
		eq := func(a, b float64) bool { return near(a, b, 1e-9) || math.IsNaN(a) && math.IsNaN(b) }
		if !eq(s.Lift, c.lift) || !eq(s.Support, c.support) || !eq(s.Confidence, c.confidence) || s.Enough != c.enough || math.IsNaN(s.Fisher.Two) != c.bad {
			t.Errorf("%s: %+v", c.name, s)
		}
		swapped := Associate(c.b, c.a, c.both, c.n)
		if !eq(s.Lift, swapped.Lift) || !eq(s.Fisher.Greater, swapped.Fisher.Greater) || !eq(s.Fisher.Two, swapped.Fisher.Two) {
			t.Errorf("%s: %+v, swapped %+v", c.name, s, swapped)
		}
	}
}

// bootstrapMedian is the probability that the median of a resample of an odd number of values is the first, second, …
// of them: P(M ≤ k) is that of at least (n+1)/2 draws among the k smallest.
func bootstrapMedian(n int) []float64 {
	ps, before := make([]float64, n), 0.0
	for k := range ps {
		upTo := 1.0
		if k < n-1 {
			upTo = 1 - binomialSum(n, (n-1)/2, float64(k+1)/float64(n))
		}
		ps[k], before = upTo-before, upTo
	}
	return ps
}

// TestBootstrapMedian counts all resamples of five values, and shows why the interval of the median is not a bootstrap
// one: of seven values it would be the second to the sixth, which covers 87.5 % instead of 95 %.
func TestBootstrapMedian(t *testing.T) {
	var counts [5]float64
	for code := range 3125 {
		var below [5]int // how often each value was drawn
		for rest, i := code, 0; i < 5; i++ {
			below[rest%5]++
			rest /= 5
		}
		for k, seen := 0, 0; k < 5; k++ {
			if seen += below[k]; seen >= 3 {
				counts[k]++
				break
			}
		}
	}
	for k, p := range bootstrapMedian(5) {
		if !near(p, counts[k]/3125, 1e-12) {
			t.Errorf("value %d: %v, counted %v", k+1, p, counts[k]/3125)
		}
	}
	ps := bootstrapMedian(7)
	if outer := ps[0]; outer >= 0.025 || outer+ps[1] <= 0.025 {
		t.Errorf("the 95 %% percentile interval of seven does not start at the second: %v", ps)
	}
	if cover := 1 - 2*binomialSum(7, 1, 0.5); !near(cover, 0.875, 1e-12) {
		t.Errorf("ranks 2 to 6 of 7 cover %v", cover)
	}
	if low, high, ok := MedianInterval(upTo(7), 0.95); !ok || low != 1 || high != 7 {
		t.Errorf("MedianInterval of 7 = %v, %v, %v, want the extremes", low, high, ok)
	}
}
