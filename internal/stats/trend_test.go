package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// untied is n groups of one value each.
func untied(n int) []int {
	return slices.Repeat([]int{1}, n)
}

// fraction is "a/b" as a number.
func fraction(t *testing.T, s string) float64 {
	t.Helper()
	var a, b float64
	if n, err := fmt.Sscanf(s, "%g/%g", &a, &b); n != 2 || err != nil {
		t.Fatalf("%q is no fraction", s)
	}
	return a / b
}

// permutations visits all orders of values.
func permutations(values []float64, visit func([]float64)) {
	var place func(i int)
	place = func(i int) {
		if i == len(values) {
			visit(values)
			return
		}
		for j := i; j < len(values); j++ {
			values[i], values[j] = values[j], values[i]
			place(i + 1)
			values[i], values[j] = values[j], values[i]
		}
	}
	place(0)
}

// kendallS is S by its definition.
func kendallS(values []float64) int {
	s := 0
	for i, a := range values {
		for _, b := range values[i+1:] {
			switch {
			case b > a:
				s++
			case b < a:
				s--
			}
		}
	}
	return s
}

// TestMannKendallPermutation counts all orders of the values, with ties and without, and takes the variance of S from
// them too.
func TestMannKendallPermutation(t *testing.T) {
	for _, values := range [][]float64{
		{1},
		{1, 2},
		{2, 2},
		{3, 1, 2},
		{1, 1, 2},
		{2, 1, 1, 2},
		{5, 4, 3, 2, 1},
		{0, 0, 0, 1},
		{1, 3, 2, 5, 4, 6},
		{1, 2, 2, 3, 4, 3, 5},
		{3, 1, 4, 2, 3, 2, 4, 3},
		{1, 2, 2, 3, 4, 3, 5, 6},
		{0, 0, 0, 0, 1, 0, 2, 1},
	} {
		m := MannKendall(values)
		all, beyond, squares := 0, 0, 0
		permutations(slices.Clone(values), func(p []float64) {
			s := kendallS(p)
			all++
			squares += s * s
			if s >= max(m.S, -m.S) {
				beyond++
			}
		})
		if want := min(1, 2*float64(beyond)/float64(all)); !near(m.Permutation, want, 1e-12) {
			t.Errorf("MannKendall(%v).Permutation = %v, want %v", values, m.Permutation, want)
		}
		if want := float64(squares) / float64(all); !near(m.Var, want, 1e-9) {
			t.Errorf("MannKendall(%v).Var = %v, want %v", values, m.Var, want)
		}
		if m.S != kendallS(values) || m.Exact == m.Tied || m.Exact && m.P != m.Permutation {
			t.Errorf("MannKendall(%v) = %+v", values, m)
		}
	}
}

func TestMannKendall(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 40 {
		values := make([]float64, n)
		for i := range values {
			values[i] = float64(random.IntN(9))
		}
		m := MannKendall(values)
		if !(m.P >= 0 && m.P <= 1) || m.Enough != (n >= 8) || n > 10 != math.IsNaN(m.Permutation) || math.IsNaN(m.Slope) || math.Abs(m.Tau) > 1 {
			t.Errorf("MannKendall(%v) = %+v", values, m)
		}
		back, less, scaled := slices.Clone(values), slices.Clone(values), slices.Clone(values)
		slices.Reverse(back)
		for i, v := range values {
			less[i], scaled[i] = -v, 1000*v+7
		}
		for name, o := range map[string]MannKendallTrend{"backwards": MannKendall(back), "negated": MannKendall(less)} {
			if o.S != -m.S || !same(o.Z, -m.Z) || !same(o.P, m.P) || !same(o.Slope, -m.Slope) || !same(o.Tau, -m.Tau) {
				t.Errorf("%v %s: %+v, want the opposite of %+v", values, name, o, m)
			}
		}
		if o := MannKendall(scaled); o.S != m.S || o.P != m.P || !same(o.Slope, 1000*m.Slope) {
			t.Errorf("%v scaled: %+v, want the same as %+v", values, o, m)
		}
	}
	// The shortest series that can be told apart from chance are five values in strict order.
	if p := MannKendall(upTo(4)).P; p <= 0.05 {
		t.Errorf("four rising values: p = %v", p)
	}
	if p := MannKendall(upTo(5)).P; !near(p, 2.0/120, 1e-12) {
		t.Errorf("five rising values: p = %v, want 2/5!", p)
	}
	if m := MannKendall([]float64{2, 2, 2, 2}); m.S != 0 || m.Var != 0 || m.Z != 0 || m.P != 1 || m.Permutation != 1 || m.Slope != 0 {
		t.Errorf("all equal: %+v", m)
	}
	huge := make([]float64, 12)
	for i := range huge {
		huge[i] = 1e9 * float64(i%5)
	}
	if m := MannKendall(huge); math.IsNaN(m.P) || math.IsInf(m.Slope, 0) {
		t.Errorf("counts of a thousand million: %+v", m)
	}
	for _, values := range [][]float64{{1, math.NaN()}, {math.Inf(1), 2}, {2e100}, make([]float64, 5001)} {
		if m := MannKendall(values); !math.IsNaN(m.P) || !math.IsNaN(m.Z) || !math.IsNaN(m.Slope) || !math.IsNaN(m.Permutation) || m.Enough || m.N != len(values) {
			t.Errorf("bad input of %d: %+v, want NaN", len(values), m)
		}
	}
}

// uniformSum is the probability that n numbers between 0 and 1 sum to at most x (Irwin and Hall).
func uniformSum(n int, x float64) float64 {
	sum, choose, factorial := 0.0, 1.0, 1.0
	for k := 0; float64(k) <= x && k <= n; k++ {
		sum += choose * math.Pow(x-float64(k), float64(n))
		choose *= -float64(n-k) / float64(k+1)
	}
	for k := 2; k <= n; k++ {
		factorial *= float64(k)
	}
	return sum / factorial
}

// TestLaplaceExact compares the normal p with the exact one of a sum of uniform times.
func TestLaplaceExact(t *testing.T) {
	for n := laplaceEvents; n <= 12; n++ {
		for share := 0.02; share < 0.5; share += 0.02 {
			times := slices.Repeat([]float64{share * 365}, n)
			exact := min(1, 2*uniformSum(n, share*float64(n)))
			if got := Laplace(times, 365).P; !near(got, exact, 0.02) {
				t.Errorf("%d events at a mean of %.2f: p = %v, exact %v", n, share, got, exact)
			}
		}
	}
}

func TestLaplace(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		name   string
		times  []float64
		end    float64
		u, p   float64
		enough bool
	}{
		{"none", nil, 365, 0, 1, false},
		{"one in the middle", []float64{50}, 100, 0, 1, false},
		{"three", []float64{10, 20, 30}, 100, -1.8, twoSided(1.8), false},
		{"four, even", []float64{20, 40, 60, 80}, 100, 0, 1, true},
		{"all at the end", []float64{100, 100, 100}, 100, 3, twoSided(3), false},
		{"all at the start", []float64{0, 0, 0}, 100, -3, twoSided(3), false},
		{"out of order", []float64{80, 20, 60, 40}, 100, 0, 1, true},
		{"end of 0", []float64{0}, 0, nan, nan, false},
		{"end negative", nil, -1, nan, nan, false},
		{"end NaN", nil, nan, nan, nan, false},
		{"end infinite", []float64{1}, inf, nan, nan, false},
		{"time before", []float64{-1, 2, 3, 4, 5}, 100, nan, nan, false},
		{"time after", []float64{1, 2, 3, 4, 101}, 100, nan, nan, false},
		{"time NaN", []float64{1, 2, 3, 4, nan}, 100, nan, nan, false},
	} {
		got := Laplace(c.times, c.end)
		eq := func(a, b float64) bool { return near(a, b, 1e-12) || math.IsNaN(a) && math.IsNaN(b) }
		if !eq(got.U, c.u) || !eq(got.P, c.p) || got.Enough != c.enough {
			t.Errorf("%s: %+v, want %v, %v, %v", c.name, got, c.u, c.p, c.enough)
		}
	}
	random := rand.New(rand.NewPCG(3, 4))
	for n := 1; n < 50; n++ {
		times, mirror, hours := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range times {
			times[i] = 365 * random.Float64()
			mirror[i], hours[i] = 365-times[i], 24*times[i]
		}
		l, m, h := Laplace(times, 365), Laplace(mirror, 365), Laplace(hours, 24*365)
		if !near(m.U, -l.U, 1e-9) || !near(m.P, l.P, 1e-9) || !near(h.U, l.U, 1e-9) {
			t.Errorf("%v: %+v, mirrored %+v, in hours %+v", times, l, m, h)
		}
	}
	million := make([]float64, 1_000_000)
	for i := range million {
		million[i] = float64(i) + 0.5
	}
	if l := Laplace(million, 1e6); !near(l.U, 0, 1e-6) {
		t.Errorf("a million even times: %+v", l)
	}
}

func TestHolm(t *testing.T) {
	nan := math.NaN()
	if got := Holm(nil); len(got) != 0 {
		t.Errorf("Holm of none = %v", got)
	}
	got := Holm([]float64{0.01, nan, 0.2, 1.5, -0.1, 0.02})
	for i, want := range []float64{0.03, nan, 0.2, nan, nan, 0.04} {
		if !near(got[i], want, 1e-12) && !(math.IsNaN(want) && math.IsNaN(got[i])) {
			t.Errorf("Holm[%d] = %v, want %v: what is no p must not count", i, got[i], want)
		}
	}
	random := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		ps := make([]float64, 1+random.IntN(30))
		for i := range ps {
			ps[i] = math.Pow(random.Float64(), 4)
		}
		adjusted := Holm(ps)
		smallest := slices.Min(ps)
		for i, p := range ps {
			if bonferroni := min(1, p*float64(len(ps))); !(p <= adjusted[i] && adjusted[i] <= bonferroni+1e-15) {
				t.Fatalf("Holm(%v)[%d] = %v, want %v to %v", ps, i, adjusted[i], p, bonferroni)
			}
			for j, q := range ps {
				if p < q && adjusted[i] > adjusted[j] {
					t.Fatalf("Holm(%v): %v comes out above %v", ps, p, q)
				}
			}
			if p == smallest && !near(adjusted[i], min(1, p*float64(len(ps))), 1e-15) {
				t.Fatalf("Holm(%v): the smallest is %v", ps, adjusted[i])
			}
			// The step-down procedure: reject in order while p·(m-rank) stays within 0.05.
			if want := stepDown(ps, p); want != (adjusted[i] <= chance) {
				t.Fatalf("Holm(%v)[%d] = %v, but the steps say %v", ps, i, adjusted[i], want)
			}
		}
	}
}

// stepDown tells whether the steps of Holm's procedure reach p at 0.05.
func stepDown(ps []float64, p float64) bool {
	for i, q := range slices.Sorted(slices.Values(ps)) {
		if q*float64(len(ps)-i) > chance {
			return false
		}
		if q == p {
			return true
		}
	}
	return false
}

func TestDispersion(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name          string
		counts        []int
		exposures     []float64
		n             int
		mean, chi2, p float64
		enough        bool
	}{
		{"none", nil, nil, 0, 0, 0, 1, false},
		{"one", []int{7}, nil, 1, 7, 0, 1, false},
		{"all zero", make([]int, 8), nil, 8, 0, 0, 1, false},
		{"all equal", []int{3, 3, 3, 3, 3}, nil, 5, 3, 0, 1, true},
		{"in step with exposure", []int{1, 2, 3, 4, 5}, []float64{10, 20, 30, 40, 50}, 5, 3, 0, 1, true},
		{"no exposure in one", []int{3, 3, 3, 0, 3, 3}, []float64{1, 1, 1, 0, 1, 1}, 5, 3, 0, 1, true},
		{"no exposure", []int{0, 0}, []float64{0, 0}, 0, 0, 0, 1, false},
		{"tiny exposures", []int{2, 2}, []float64{1e-300, 1e-300}, 2, 2, 0, 1, false},
		{"events without exposure", []int{1, 2}, []float64{0, 1}, 0, nan, nan, nan, false},
		{"negative", []int{-1, 2}, nil, 0, nan, nan, nan, false},
		{"negative exposure", []int{1, 2}, []float64{-1, 2}, 0, nan, nan, nan, false},
		{"NaN exposure", []int{1, 2}, []float64{nan, 2}, 0, nan, nan, nan, false},
		{"lengths differ", []int{1, 2}, []float64{1}, 0, nan, nan, nan, false},
	} {
		d := Dispersion(c.counts, c.exposures)
		eq := func(a, b float64) bool { return near(a, b, 1e-9) || math.IsNaN(a) && math.IsNaN(b) }
		if d.N != c.n || !eq(d.Mean, c.mean) || !eq(d.Chi2, c.chi2) || !eq(d.P, c.p) || d.Enough != c.enough {
			t.Errorf("%s: %+v", c.name, d)
		}
	}
	if d := Dispersion([]int{1e9, 1e9 - 1, 1e9 - 50_000, 1e9, 1e9 - 70_000}, nil); !(d.P > 0 && d.P < 1) || math.IsInf(d.Chi2, 0) {
		t.Errorf("counts of a thousand million: %+v", d)
	}
	unequal := []float64{31, 28, 31, 30, 31}
	a, b := Dispersion([]int{4, 1, 7, 2, 3}, unequal), Dispersion([]int{3, 2, 7, 1, 4}, []float64{31, 30, 31, 28, 31})
	if !near(a.Chi2, b.Chi2, 1e-9) {
		t.Errorf("the order of periods changes %v to %v", a.Chi2, b.Chi2)
	}
}

// TestDispersionExact counts the ways in which five events fall into five periods, which is the least that is shown: by
// chance alone the test must not call many more than one in twenty clustered.
func TestDispersionExact(t *testing.T) {
	periods := dispersionPeriods
	ways, called := 0, 0
	counts := make([]int, periods)
	var fall func(left int)
	fall = func(left int) {
		if left == 0 {
			ways++
			if d := Dispersion(counts, nil); d.P <= chance {
				called++
			} else if !d.Enough {
				t.Fatalf("%+v is not enough", d)
			}
			return
		}
		for i := range counts {
			counts[i]++
			fall(left - 1)
			counts[i]--
		}
	}
	fall(periods)
	if share := float64(called) / float64(ways); share > 0.06 {
		t.Errorf("%d of %d ways are called clustered, %.3f", called, ways, share)
	}
}
