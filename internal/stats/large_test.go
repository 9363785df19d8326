package stats

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// TestBinomialTail holds the sums for great counts against gonum where that is right, against the term-by-term sum, and
// against symmetry: of an odd number of fair coins half the tails are at most half of them.
func TestBinomialTail(t *testing.T) {
	for _, n := range []int{1, 7, 200, 5000} {
		for _, odds := range []float64{0.001, 0.3, 1, 2, 500} {
			h := &hump{high: float64(n), peak: min(float64(n), math.Floor(float64(n+1)*odds/(1+odds)))}
			h.ratio = func(x float64) float64 { return (float64(n) - x) / (x + 1) * odds }
			for _, k := range []int{0, n / 3, n / 2, n - 1, n} {
				less, more, _ := h.tails(float64(k))
				if want := binomialSum(n, k, odds/(1+odds)); !near(less, want, 1e-8) {
					t.Errorf("P(X ≤ %d) of %d at %v = %v, want %v", k, n, odds, less, want)
				}
				if want := 1 - binomialSum(n, k-1, odds/(1+odds)); !near(more, want, 1e-8) {
					t.Errorf("P(X ≥ %d) of %d at %v = %v, want %v", k, n, odds, more, want)
				}
				if got := binomialTail(float64(n), float64(k), odds); !near(got, less, 1e-8) {
					t.Errorf("binomialTail(%d, %d, %v) = %v, the sum says %v", n, k, odds, got, less)
				}
			}
		}
	}
	for _, n := range []float64{100_001, 999_999, 99_999_999, 1_999_999_999} {
		if got := binomialTail(n, (n-1)/2, 1); !near(got, 0.5, 1e-9) {
			t.Errorf("at most half of %v fair coins: %v", n, got)
		}
	}
	// The change of method leaves no step.
	before, after := binomialTail(gonumEvents, 49_800, 1), binomialTail(gonumEvents+1, 49_800, 1)
	if math.Abs(before-after) > 1e-3 {
		t.Errorf("from %v to %v at %d events", before, after, gonumEvents)
	}
}

// TestLargeLimits puts the limits of great counts back into tails that are summed.
func TestLargeLimits(t *testing.T) {
	for _, level := range []float64{0.8, 0.95, 0.999} {
		for _, n := range []int{200_000, 10_000_000, 1_000_000_000} {
			for _, k := range []int{1, 30, n / 1000, n / 3, n / 2, n - 5} {
				low, high := ProportionInterval(k, n, level)
				more := binomialTail(float64(n), float64(n-k), (1-low)/low)
				less := binomialTail(float64(n), float64(k), high/(1-high))
				if out := tail(level); !near(more/out, 1, 1e-4) || !near(less/out, 1, 1e-4) {
					t.Errorf("ProportionInterval(%d, %d, %v) = %v, %v with tails %v, %v", k, n, level, low, high, more, less)
				}
			}
			low, high := PoissonInterval(n, level)
			less, more := distuv.Poisson{Lambda: high}.CDF(float64(n)), distuv.Poisson{Lambda: low}.Survival(float64(n-1))
			if out := tail(level); !near(less/out, 1, 1e-6) || !near(more/out, 1, 1e-6) {
				t.Errorf("PoissonInterval(%d, %v) = %v, %v with tails %v, %v", n, level, low, high, more, less)
			}
		}
	}
	for _, x := range []int{2_000_000, 50_000_000, 1_000_000_000} {
		s := int(4 * math.Sqrt(float64(x)))
		for _, y := range []int{x, x - s, x - s/2} {
			r, v := CompareRates(x, 1, y, 1, 0.95)
			if (r.Low > 1) != (r.P <= 0.05) || (v == MoreThanChance) != (r.Low > 1) || !(r.Low <= r.Ratio && r.Ratio <= r.High) {
				t.Errorf("CompareRates(%d, %d) = %+v, %s", x, y, r, v)
			}
		}
	}
}

func TestDistinguishableOver(t *testing.T) {
	for _, e := range [][2]float64{{90, 90}, {90, 30}, {30, 90}, {365, 1}, {1, 365}} {
		for earlier := range 40 {
			before, after := e[0], e[1]
			p := func(later int) float64 { return RateRatio(later, after, earlier, before, 0.95).P }
			up, ok := DistinguishableIncreaseOver(earlier, before, after)
			expected := float64(earlier) * after / before
			if !ok || float64(up) <= expected || p(up) > 0.05 || (float64(up-1) > expected && p(up-1) <= 0.05) {
				t.Errorf("%d in %v: an increase in %v from %d, %v", earlier, before, after, up, ok)
			}
			down, ok := DistinguishableDecreaseOver(earlier, before, after)
			switch {
			case !ok:
				if expected > 0 && p(0) <= 0.05 {
					t.Errorf("%d in %v: no decrease in %v, though 0 is one", earlier, before, after)
				}
			case float64(down) >= expected || p(down) > 0.05 || (float64(down+1) < expected && p(down+1) <= 0.05):
				t.Errorf("%d in %v: a decrease in %v up to %d", earlier, before, after, down)
			}
		}
	}
	nan, inf := math.NaN(), math.Inf(1)
	for _, e := range [][2]float64{{0, 1}, {1, 0}, {-1, 1}, {nan, 1}, {1, inf}, {1e-300, 1e300}} {
		if got, ok := DistinguishableIncreaseOver(5, e[0], e[1]); ok || got != 0 {
			t.Errorf("exposures %v: an increase from %d", e, got)
		}
		if got, ok := DistinguishableDecreaseOver(5, e[0], e[1]); ok || got != 0 {
			t.Errorf("exposures %v: a decrease up to %d", e, got)
		}
	}
}
