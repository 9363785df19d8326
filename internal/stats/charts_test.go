package stats

import (
	"math"
	"slices"
	"testing"
)

func TestXmR(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	eq := func(a, b float64) bool { return near(a, b, 1e-4) || math.IsNaN(a) && math.IsNaN(b) }
	for _, c := range []struct {
		name            string
		values          []float64
		floor           float64
		mean, low, high float64
		signals, ranges []int
		enough          bool
	}{
		{"none", nil, 0, nan, nan, nan, nil, nil, false},
		{"one", []float64{4}, 0, 4, nan, nan, nil, nil, false},
		{"two", []float64{4, 6}, -inf, 5, -0.32, 10.32, nil, nil, false},
		{"all zero", make([]float64, 9), 0, 0, 0, 0, nil, nil, true},
		{"all equal, not exact in binary", slices.Repeat([]float64{0.1}, 11), -inf, 0.1, 0.1, 0.1, nil, nil, true},
		{"the last is out", []float64{3, 1, 4, 2, 3, 2, 4, 3, 11}, 0, 3.6667, 0, 10.3167, []int{8}, nil, true},
		{"the last range nearly", []float64{3, 1, 4, 2, 3, 2, 4, 3, 13}, 0, 3.8889, 0, 11.2039, []int{8}, []int{8}, true},
		{"low", []float64{50, 51, 50, 51, 50, 51, 50, 20}, 0, 46.625, 32.945, 60.305, []int{7}, []int{7}, true},
		{"NaN", []float64{1, nan, 2}, 0, nan, nan, nan, nil, nil, false},
		{"infinite", []float64{1, inf, 2}, 0, nan, nan, nan, nil, nil, false},
	} {
		x := XmR(c.values, c.floor)
		if !eq(x.Mean, c.mean) || !eq(x.Low, c.low) || !eq(x.High, c.high) || !slices.Equal(x.Signals, c.signals) || !slices.Equal(x.RangeSignals, c.ranges) || x.Enough != c.enough {
			t.Errorf("%s: %+v", c.name, x)
		}
	}
	values := []float64{49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 80, 52.1}
	a := XmR(values, -inf)
	for i := range values {
		values[i] = 1e6*values[i] + 5
	}
	if b := XmR(values, -inf); !same(b.Low, 1e6*a.Low+5) || !same(b.High, 1e6*a.High+5) || !slices.Equal(a.Signals, b.Signals) || len(a.Signals) != 1 {
		t.Errorf("%+v, scaled %+v", a, b)
	}
}

func TestCountChart(t *testing.T) {
	nan := math.NaN()
	eq := func(a, b float64) bool { return near(a, b, 1e-9) || math.IsNaN(a) && math.IsNaN(b) }
	for _, c := range []struct {
		name      string
		counts    []int
		exposures []float64
		mean      float64
		exact     bool
		signals   []int
		enough    bool
	}{
		{"none", nil, nil, 0, false, nil, false},
		{"one", []int{3}, nil, 3, true, nil, false},
		{"all zero", make([]int, 8), nil, 0, false, nil, true},
		{"all equal", slices.Repeat([]int{7}, 8), nil, 7, false, nil, true},
		{"eleven of few", []int{3, 1, 4, 2, 3, 2, 4, 3, 11}, nil, 33.0 / 9, true, nil, true},
		{"thirteen of few", []int{3, 1, 4, 2, 3, 2, 4, 3, 13}, nil, 35.0 / 9, true, []int{8}, true},
		{"a short last period", []int{20, 20, 20, 20, 20, 20, 20, 1}, []float64{90, 90, 90, 90, 90, 90, 90, 3}, 141.0 / 8, true, nil, true},
		{"many in a short one", []int{20, 20, 20, 20, 20, 20, 20, 9}, []float64{90, 90, 90, 90, 90, 90, 90, 3}, 149.0 / 8, true, []int{7}, true},
		{"none in a long one", []int{20, 20, 20, 0}, []float64{90, 90, 90, 90}, 15, false, []int{3}, false},
		{"no exposure in one", []int{9, 9, 0}, []float64{90, 90, 0}, 6, false, nil, false},
		{"no exposure", []int{0, 0}, []float64{0, 0}, 0, false, nil, false},
		{"events without exposure", []int{9, 9, 1}, []float64{90, 90, 0}, nan, false, nil, false},
		{"negative", []int{9, -9}, nil, nan, false, nil, false},
		{"too great", []int{9, math.MaxInt}, nil, nan, false, nil, false},
		{"NaN", []int{9, 9}, []float64{nan, 1}, nan, false, nil, false},
		{"a thousand million", slices.Repeat([]int{1e9}, 8), nil, 1e9, false, nil, true},
	} {
		got := CountChart(c.counts, c.exposures)
		if !eq(got.Mean, c.mean) || got.Exact != c.exact || !slices.Equal(got.Signals, c.signals) || got.Enough != c.enough {
			t.Errorf("%s: %+v", c.name, got)
		}
		for _, p := range got.Points {
			if !(0 <= p.Low && p.Low <= p.Expected && p.Expected <= p.High+1) {
				t.Errorf("%s: point %+v", c.name, p)
			}
		}
		if math.IsNaN(c.mean) != (got.Points == nil) && len(c.counts) > 0 {
			t.Errorf("%s: %d points", c.name, len(got.Points))
		}
	}
}

// TestPoissonLimits checks the limits against tails summed term by term, and that they only rise.
func TestPoissonLimits(t *testing.T) {
	lowBefore, highBefore := 0, 0
	for mean := 0.05; mean < 200; mean *= 1.07 {
		low, high := PoissonLimits(mean)
		if low < lowBefore || high < highBefore {
			t.Fatalf("PoissonLimits(%v) = %d, %d, under %d, %d of a smaller mean", mean, low, high, lowBefore, highBefore)
		}
		lowBefore, highBefore = low, high
		if low > 0 && poissonSum(low-1, mean) > sigmaTail || poissonSum(low, mean) <= sigmaTail {
			t.Errorf("PoissonLimits(%v): low %d", mean, low)
		}
		if poissonSum(high, mean) < 1-sigmaTail || high > 0 && poissonSum(high-1, mean) >= 1-sigmaTail {
			t.Errorf("PoissonLimits(%v): high %d", mean, high)
		}
	}
	for _, mean := range []float64{1e6, 1e9} {
		low, high := PoissonLimits(mean)
		l, h := SigmaLimits(mean)
		if math.Abs(float64(low)-l) > 10 || math.Abs(float64(high)-h) > 10 {
			t.Errorf("PoissonLimits(%v) = %d, %d, far from %v, %v", mean, low, high, l, h)
		}
	}
	if low, high := PoissonLimits(0); low != 0 || high != 0 {
		t.Errorf("PoissonLimits(0) = %d, %d", low, high)
	}
	for _, mean := range []float64{-1, math.NaN(), math.Inf(1), 2e9} {
		if low, high := PoissonLimits(mean); low != -1 || high != -1 {
			t.Errorf("PoissonLimits(%v) = %d, %d, want -1, -1", mean, low, high)
		}
		if low, high := SigmaLimits(mean); !math.IsNaN(low) || !math.IsNaN(high) {
			t.Errorf("SigmaLimits(%v) = %v, %v, want NaN", mean, low, high)
		}
	}
}

func TestGapCharts(t *testing.T) {
	nan := math.NaN()
	eq := func(a, b float64) bool { return near(a, b, 1e-9) || math.IsNaN(a) && math.IsNaN(b) }
	for _, c := range []struct {
		name                  string
		gaps                  []float64
		mean, high            float64
		low, centre, highTime float64
		long, out             []int
	}{
		{"none", nil, nan, nan, nan, nan, nan, nil, nil},
		{"one", []float64{1}, 1, 1 + 3*math.Sqrt2, nan, 1, nan, nil, nil},
		{"all zero", make([]float64, 9), 0, 0, 0, 0, 0, nil, nil},
		{"all equal", slices.Repeat([]float64{0.1}, 9), 0.1, 0.1 + 3*math.Sqrt(0.11), 0.1, 0.1, 0.1, nil, nil},
		{"negative", []float64{1, -1}, nan, nan, nan, nan, nan, nil, nil},
		{"NaN", []float64{1, nan}, nan, nan, nan, nan, nan, nil, nil},
		{"infinite", []float64{1, math.Inf(1)}, nan, nan, nan, nan, nan, nil, nil},
	} {
		g, d := GChart(c.gaps), TChart(c.gaps)
		if !eq(g.Mean, c.mean) || !eq(g.High, c.high) || !slices.Equal(g.Signals, c.long) || g.N != len(c.gaps) {
			t.Errorf("%s: GChart %+v", c.name, g)
		}
		if !eq(d.Low, c.low) || !eq(d.Centre, c.centre) || !eq(d.High, c.highTime) || !slices.Equal(d.Signals, c.out) || d.N != len(c.gaps) {
			t.Errorf("%s: TChart %+v", c.name, d)
		}
	}
	gaps := []float64{10, 12, 9, 11, 10, 8, 10, 400}
	if g := GChart(gaps); !slices.Equal(g.Signals, []int{7}) || !g.Enough {
		t.Errorf("one long gap: %+v", g)
	}
	// In hours the limits of the t chart are 24 times those in days; those of the g chart count units and are not.
	hours := slices.Clone(gaps)
	for i := range hours {
		hours[i] *= 24
	}
	if a, b := TChart(gaps), TChart(hours); !same(b.High, 24*a.High) || !same(b.Centre, 24*a.Centre) || !slices.Equal(a.Signals, b.Signals) {
		t.Errorf("%+v in days, %+v in hours", a, b)
	}
}

func TestPareto(t *testing.T) {
	if rows, ok := Pareto(nil); !ok || len(rows) != 0 {
		t.Errorf("Pareto of none = %v, %v", rows, ok)
	}
	for _, n := range []int{-1, math.MinInt, math.MaxInt} {
		if rows, ok := Pareto([]Tally{{"a", 1}, {"b", n}}); ok || rows != nil {
			t.Errorf("Pareto with %d = %v, %v", n, rows, ok)
		}
	}
	rows, ok := Pareto([]Tally{{"b", 0}, {"a", 0}})
	if !ok || rows[0] != (ParetoRow{Tally: Tally{"a", 0}}) || rows[1] != (ParetoRow{Tally: Tally{"b", 0}}) {
		t.Errorf("Pareto of zeros = %+v, %v", rows, ok)
	}
	// Sevenths do not sum to 1 in floating point; the last row must be 1 all the same, and 4 of 5 end the vital few.
	in := []Tally{{"g", 1}, {"f", 1}, {"e", 1}, {"d", 1}, {"c", 1}, {"b", 1}, {"a", 1}}
	rows, _ = Pareto(in)
	if rows[6].Cumulative != 1 || rows[0].Name != "a" || in[0].Name != "g" {
		t.Errorf("Pareto of sevenths = %+v", rows)
	}
	rows, _ = Pareto([]Tally{{"d", 1}, {"a", 1}, {"e", 1}, {"b", 1}, {"c", 1}})
	for i, want := range []bool{true, true, true, true, false} {
		if rows[i].VitalFew != want {
			t.Errorf("row %d of five equal ones: %+v", i, rows[i])
		}
	}
	big := slices.Repeat([]Tally{{"x", 1e9}}, 20)
	if rows, ok := Pareto(big); !ok || rows[19].Cumulative != 1 || rows[0].Share != 0.05 {
		t.Errorf("Pareto of thousand millions = %+v, %v", rows, ok)
	}
}
