package stats

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"
)

var levels = []float64{0.5, 0.8, 0.9, 0.95, 0.99, 0.999}

// binomialSum is P(X ≤ k) of Bin(n, p) term by term, so that the tests do not rest on the library under them.
func binomialSum(n, k int, p float64) float64 {
	sum := 0.0
	for i := 0; i <= min(k, n); i++ {
		all, _ := math.Lgamma(float64(n + 1))
		in, _ := math.Lgamma(float64(i + 1))
		out, _ := math.Lgamma(float64(n - i + 1))
		sum += math.Exp(all - in - out + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
	}
	return sum
}

// poissonSum is P(X ≤ k) of Poisson(mean) term by term.
func poissonSum(k int, mean float64) float64 {
	sum, term := 0.0, math.Exp(-mean)
	for i := 0; i <= k; i++ {
		sum += term
		term *= mean / float64(i+1)
	}
	return sum
}

func TestPoissonInterval(t *testing.T) {
	for _, level := range levels {
		lowBefore, highBefore := -1.0, -1.0
		for k := range 300 {
			low, high := PoissonInterval(k, level)
			if !(low <= float64(k) && float64(k) < high) {
				t.Fatalf("PoissonInterval(%d, %v) = %v, %v, does not hold %d", k, level, low, high, k)
			}
			if low <= lowBefore || high <= highBefore {
				t.Fatalf("PoissonInterval(%d, %v) = %v, %v, not above %v, %v of the count before", k, level, low, high, lowBefore, highBefore)
			}
			lowBefore, highBefore = low, high
			out := (1 - level) / 2
			if got := poissonSum(k, high); !near(got, out, 1e-8) {
				t.Fatalf("at the upper limit of %d (%v) a count this small has probability %v, want %v", k, level, got, out)
			}
			if k == 0 {
				if low != 0 {
					t.Fatalf("the lower limit of 0 is %v, want 0", low)
				}
				continue
			}
			if got := 1 - poissonSum(k-1, low); !near(got, out, 1e-8) {
				t.Fatalf("at the lower limit of %d (%v) a count this great has probability %v, want %v", k, level, got, out)
			}
		}
	}
	narrow, wide := widths(PoissonInterval(7, 0.8)), widths(PoissonInterval(7, 0.95))
	if narrow >= wide {
		t.Errorf("the 80 %% interval is %v wide, the 95 %% one %v", narrow, wide)
	}
}

func widths(low, high float64) float64 { return high - low }

func TestProportionIntervals(t *testing.T) {
	for name, f := range map[string]func(int, int, float64) (float64, float64){
		"ProportionInterval": ProportionInterval, "WilsonInterval": WilsonInterval,
	} {
		for _, level := range levels {
			for _, n := range []int{1, 2, 3, 5, 20, 100, 1000} {
				lowBefore, highBefore := -1.0, -1.0
				for k := range n + 1 {
					low, high := f(k, n, level)
					share := float64(k) / float64(n)
					if !(0 <= low && low <= share && share <= high && high <= 1) {
						t.Fatalf("%s(%d, %d, %v) = %v, %v, does not hold %v or leaves 0 to 1", name, k, n, level, low, high, share)
					}
					if low <= lowBefore || high <= highBefore {
						t.Fatalf("%s(%d, %d, %v) = %v, %v, not above %v, %v of the count before", name, k, n, level, low, high, lowBefore, highBefore)
					}
					lowBefore, highBefore = low, high
					if l, h := f(n-k, n, level); !near(l, 1-high, 1e-12) || !near(h, 1-low, 1e-12) {
						t.Fatalf("%s(%d, %d, %v) = %v, %v, want the mirror of %v, %v", name, n-k, n, level, l, h, low, high)
					}
					if k == 0 && low != 0 || k == n && high != 1 {
						t.Fatalf("%s(%d, %d, %v) = %v, %v, want exact ends", name, k, n, level, low, high)
					}
				}
			}
		}
		if low, high := f(0, 0, 0.95); low != 0 || high != 1 {
			t.Errorf("%s(0, 0) = %v, %v, want 0, 1", name, low, high)
		}
	}
	for _, level := range levels {
		for k := 1; k < 40; k++ {
			low, high := ProportionInterval(k, 40, level)
			if got := 1 - binomialSum(40, k-1, low); !near(got, (1-level)/2, 1e-8) {
				t.Errorf("at the lower limit of %d of 40 (%v) as many have probability %v", k, level, got)
			}
			if got := binomialSum(40, k, high); !near(got, (1-level)/2, 1e-8) {
				t.Errorf("at the upper limit of %d of 40 (%v) as few have probability %v", k, level, got)
			}
		}
	}
}

func TestRateRatio(t *testing.T) {
	exposures := [][2]float64{{1, 1}, {90, 92}, {30, 365}, {365, 30}}
	for _, level := range levels {
		for _, e := range exposures {
			for x1 := range 30 {
				for x2 := range 30 {
					r := RateRatio(x1, e[0], x2, e[1], level)
					checkRatio(t, r, x1, e[0], x2, e[1], level)
				}
			}
		}
	}
}

func checkRatio(t *testing.T, r Ratio, x1 int, t1 float64, x2 int, t2, level float64) {
	t.Helper()
	if x1+x2 == 0 {
		if !math.IsNaN(r.Ratio) || r.Low != 0 || !math.IsInf(r.High, 1) || r.P != 1 {
			t.Fatalf("0 against 0: %+v, want NaN, 0 to +Inf, p 1", r)
		}
		return
	}
	if !(r.Low <= r.Ratio && r.Ratio <= r.High) {
		t.Fatalf("%d/%v against %d/%v: %+v does not hold its own ratio", x1, t1, x2, t2, r)
	}
	// 0 against 2 at 50 % touches 1 exactly; there the last bit decides on either side.
	if outside := r.Low > 1 || r.High < 1; outside != (r.P <= 1-level) && !same(r.P, 1-level) {
		t.Fatalf("%d/%v against %d/%v at %v: %+v, interval and p disagree", x1, t1, x2, t2, level, r)
	}
	share, n := t1/(t1+t2), x1+x2
	want := min(1, 2*min(binomialSum(n, x1, share), 1-binomialSum(n, x1-1, share)))
	if !near(r.P, want, 1e-9) {
		t.Fatalf("%d/%v against %d/%v: p = %v, want %v", x1, t1, x2, t2, r.P, want)
	}
	swapped := RateRatio(x2, t2, x1, t1, level)
	if !same(swapped.Ratio, 1/r.Ratio) || !same(swapped.Low, 1/r.High) || !same(swapped.High, 1/r.Low) || !same(swapped.P, r.P) {
		t.Fatalf("%d/%v against %d/%v: %+v, swapped %+v, want the reciprocals", x1, t1, x2, t2, r, swapped)
	}
	hours := RateRatio(x1, 24*t1, x2, 24*t2, level)
	if !same(hours.Ratio, r.Ratio) || !same(hours.Low, r.Low) || !same(hours.High, r.High) || !same(hours.P, r.P) {
		t.Fatalf("%d/%v against %d/%v: %+v in days, %+v in hours", x1, t1, x2, t2, r, hours)
	}
}

// same reports whether two numbers agree to nine digits.
func same(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*math.Abs(b)
}

func TestDistinguishable(t *testing.T) {
	for earlier := range 200 {
		up, ok := DistinguishableIncrease(earlier)
		if !ok || RateRatio(up, 1, earlier, 1, 0.95).P > 0.05 || RateRatio(up-1, 1, earlier, 1, 0.95).P <= 0.05 {
			t.Errorf("DistinguishableIncrease(%d) = %d, %v, not the smallest count told apart", earlier, up, ok)
		}
		down, ok := DistinguishableDecrease(earlier)
		switch {
		case !ok:
			if RateRatio(0, 1, earlier, 1, 0.95).P <= 0.05 {
				t.Errorf("DistinguishableDecrease(%d) finds none, but 0 is told apart", earlier)
			}
		case down >= earlier || RateRatio(down, 1, earlier, 1, 0.95).P > 0.05 || RateRatio(down+1, 1, earlier, 1, 0.95).P <= 0.05:
			t.Errorf("DistinguishableDecrease(%d) = %d, not the greatest count told apart", earlier, down)
		}
	}
	for _, earlier := range []int{-1, math.MinInt, 1_000_000_001, math.MaxInt} {
		if got, ok := DistinguishableIncrease(earlier); ok || got != 0 {
			t.Errorf("DistinguishableIncrease(%d) = %d, %v, want 0, false", earlier, got, ok)
		}
		if got, ok := DistinguishableDecrease(earlier); ok || got != 0 {
			t.Errorf("DistinguishableDecrease(%d) = %d, %v, want 0, false", earlier, got, ok)
		}
	}
	if up, ok := DistinguishableIncrease(1_000_000_000); !ok || up <= 1_000_000_000 {
		t.Errorf("DistinguishableIncrease(1e9) = %d, %v", up, ok)
	}
}

func TestCompareRates(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name  string
		x1    int
		t1    float64
		x2    int
		t2    float64
		level float64
		want  Verdict
	}{
		{"nothing at all", 0, 90, 0, 90, 0.95, TooFew},
		{"five, all now", 5, 90, 0, 90, 0.95, TooFew},
		{"five, all before", 0, 90, 5, 90, 0.95, TooFew},
		{"six, all now", 6, 90, 0, 90, 0.95, MoreThanChance},
		{"six, all before", 0, 90, 6, 90, 0.95, LessThanChance},
		{"six, spread", 4, 90, 2, 90, 0.95, NoChange},
		{"nine after one", 9, 90, 1, 90, 0.95, MoreThanChance},
		{"seven after one", 7, 90, 1, 90, 0.95, NoChange},
		{"eight after one", 8, 90, 1, 90, 0.95, MoreThanChance},
		{"many, less than double", 150, 90, 100, 90, 0.95, MoreThanChance},
		{"many, more than half", 100, 90, 150, 90, 0.95, LessThanChance},
		{"ten after three, interval holds 1", 10, 90, 3, 90, 0.95, NoChange},
		{"ten after three at 90 %", 10, 90, 3, 90, 0.9, MoreThanChance},
		{"six are too few at 99 %", 6, 90, 0, 90, 0.99, TooFew},
		{"eight are enough at 99 %", 8, 90, 0, 90, 0.99, MoreThanChance},
		{"same rate in a partial period", 3, 30, 9, 90, 0.95, NoChange},
		{"five in a tenth of the time are told apart", 5, 30, 0, 300, 0.95, MoreThanChance},
		{"zero exposure", 5, 0, 9, 90, 0.95, TooFew},
		{"negative count", -5, 90, 90, 90, 0.95, TooFew},
		{"NaN exposure", 50, nan, 1, 90, 0.95, TooFew},
		{"level of 1", 50, 90, 1, 90, 1, TooFew},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, got := CompareRates(c.x1, c.t1, c.x2, c.t2, c.level)
			if got != c.want {
				t.Errorf("CompareRates = %+v, %q, want %q", r, got, c.want)
			}
			if want := RateRatio(c.x1, c.t1, c.x2, c.t2, c.level); !identical(r, want) {
				t.Errorf("CompareRates gives %+v, RateRatio %+v", r, want)
			}
		})
	}
}

// identical compares two ratios, NaN being itself.
func identical(a, b Ratio) bool {
	eq := func(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) }
	return eq(a.Ratio, b.Ratio) && eq(a.Low, b.Low) && eq(a.High, b.High) && eq(a.P, b.P)
}

func TestCompareRatesAgreesWithInterval(t *testing.T) {
	for _, e := range [][2]float64{{90, 90}, {30, 90}, {90, 30}} {
		for x1 := range 25 {
			for x2 := range 25 {
				r, got := CompareRates(x1, e[0], x2, e[1], 0.95)
				want := NoChange
				switch {
				case r.Low > 1:
					want = MoreThanChance
				case r.High < 1:
					want = LessThanChance
				case x1+x2 < 6:
					want = TooFew
				}
				if got != want {
					t.Fatalf("%d/%v against %d/%v: %q, want %q for %+v", x1, e[0], x2, e[1], got, want, r)
				}
			}
		}
	}
}

func TestVerdictWords(t *testing.T) {
	for v, want := range map[Verdict]string{
		"more-than-chance": "more than chance would explain",
		"less-than-chance": "fewer than chance would explain",
		"no-change":        "compatible with no change",
		"too-few":          "too few to tell",
		"":                 "",
		"significant":      "",
	} {
		if got := v.Words(); got != want {
			t.Errorf("Verdict(%q).Words() = %q, want %q", string(v), got, want)
		}
	}
}

func TestQuantile(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		name   string
		values []float64
		p      float64
		want   float64
	}{
		{"none", nil, 0.5, nan},
		{"one", []float64{3}, 0.9, 3},
		{"two, middle", []float64{1, 2}, 0.5, 1.5},
		{"two, quarter", []float64{1, 2}, 0.25, 1.25},
		{"first", []float64{1, 2, 9}, 0, 1},
		{"last", []float64{1, 2, 9}, 1, 9},
		{"exact rank beside an infinity", []float64{1, 2, inf}, 0.5, 2},
		{"between infinities", []float64{inf, inf}, 0.5, inf},
		{"no overflow", []float64{-math.MaxFloat64, math.MaxFloat64}, 0.5, 0},
		{"NaN in the way", []float64{nan, 2}, 0.5, nan},
		{"NaN elsewhere", []float64{nan, 2, 3}, 1, 3},
		{"p below", []float64{1, 2}, -0.01, nan},
		{"p above", []float64{1, 2}, 1.01, nan},
		{"p NaN", []float64{1, 2}, nan, nan},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Quantile(c.values, c.p)
			if got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
				t.Errorf("Quantile(%v, %v) = %v, want %v", c.values, c.p, got, c.want)
			}
		})
	}
	if got := Median([]float64{1, 2, 3, 10}); got != 2.5 {
		t.Errorf("Median(1 2 3 10) = %v, want 2.5", got)
	}
	if got := Median(nil); !math.IsNaN(got) {
		t.Errorf("Median of none = %v, want NaN", got)
	}
}

func TestMedianInterval(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name   string
		values []float64
		level  float64
		ok     bool
	}{
		{"none", nil, 0.95, false},
		{"five", upTo(5), 0.95, false},
		{"six", upTo(6), 0.95, true},
		{"five at 90 %", upTo(5), 0.9, true},
		{"coverage equal to the level", upTo(5), 0.9375, true},
		{"level of 1", upTo(50), 1, false},
		{"level of 0", upTo(50), 0, false},
		{"level NaN", upTo(50), nan, false},
		{"limit NaN", append([]float64{nan}, upTo(5)...), 0.95, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			low, high, ok := MedianInterval(c.values, c.level)
			if ok != c.ok || ok == (math.IsNaN(low) || math.IsNaN(high)) {
				t.Errorf("MedianInterval(%v, %v) = %v, %v, %v, want ok %v", c.values, c.level, low, high, ok, c.ok)
			}
		})
	}
	for _, level := range levels {
		for n := range 400 {
			values := upTo(n)
			low, high, ok := MedianInterval(values, level)
			if !ok {
				if cover := 1 - math.Exp2(1-float64(n)); n > 1 && cover >= level {
					t.Errorf("no interval of %d values at %v, though all of them cover %v", n, level, cover)
				}
				continue
			}
			if m := Median(values); low > m || m > high || low+high != float64(n+1) {
				t.Errorf("MedianInterval of %d at %v = %v, %v, want it symmetric about %v", n, level, low, high, m)
			}
			if cover := 1 - 2*binomialSum(n, int(low)-1, 0.5); cover < level-1e-9 {
				t.Errorf("MedianInterval of %d at %v covers only %v", n, level, cover)
			}
			if inner := 1 - 2*binomialSum(n, int(low), 0.5); low < math.Floor(float64(n)/2) && inner >= level+1e-9 {
				t.Errorf("MedianInterval of %d at %v starts at rank %v, though the next covers %v", n, level, low, inner)
			}
		}
	}
}

// TestMedianIntervalAtItsOwnCoverage asks for exactly the coverage that a rank has: the answer must be that rank.
func TestMedianIntervalAtItsOwnCoverage(t *testing.T) {
	for n := 2; n <= 50; n++ {
		outside, term := int64(0), int64(1) // of the 2^n ways, those up to a rank, and the next binomial coefficient
		for r := 1; 2*r <= n; r++ {
			outside += term
			term = term * int64(n-r+1) / int64(r)
			level := 1 - math.Ldexp(float64(2*outside), -n) // exact: n is below 53
			if level <= 0 || level > maxLevel {
				continue
			}
			if low, _, ok := MedianInterval(upTo(n), level); !ok || low != float64(r) {
				t.Errorf("MedianInterval of %d at %v starts at %v, %v, want rank %d", n, level, low, ok, r)
			}
		}
	}
}

func TestBadInputIsNaN(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	type pair struct {
		name      string
		low, high float64
	}
	var got []pair
	add := func(name string) func(low, high float64) {
		return func(low, high float64) { got = append(got, pair{name, low, high}) }
	}
	for _, k := range []int{-1, math.MinInt, 1_000_000_001, math.MaxInt} {
		add("poisson")(PoissonInterval(k, 0.95))
		add("share")(ProportionInterval(0, k, 0.95))
		add("wilson")(WilsonInterval(0, k, 0.95))
		for _, r := range []Ratio{RateRatio(k, 1, 5, 1, 0.95), RateRatio(1, 1, k, 1, 0.95)} {
			add("ratio")(r.Low, r.High)
			add("ratio, p")(r.Ratio, r.P)
		}
	}
	add("share of -1")(ProportionInterval(-1, 5, 0.95))
	add("share of 6 in 5")(ProportionInterval(6, 5, 0.95))
	add("wilson of -1")(WilsonInterval(-1, 5, 0.95))
	add("wilson of 6 in 5")(WilsonInterval(6, 5, 0.95))
	for _, level := range []float64{-1, 0, 0.9995, 1, 95, nan, inf} {
		add("poisson, level")(PoissonInterval(3, level))
		add("share, level")(ProportionInterval(3, 5, level))
		add("wilson, level")(WilsonInterval(3, 5, level))
		r := RateRatio(3, 1, 5, 1, level)
		add("ratio, level")(r.Low, r.High)
		add("ratio, level, p")(r.Ratio, r.P)
	}
	for _, days := range []float64{0, -1, nan, inf} {
		for _, r := range []Ratio{RateRatio(3, days, 5, 1, 0.95), RateRatio(3, 1, 5, days, 0.95), RateRatio(0, 1, 0, days, 0.95)} {
			add("ratio, exposure")(r.Low, r.High)
			add("ratio, exposure, p")(r.Ratio, r.P)
		}
	}
	for _, p := range got {
		if !math.IsNaN(p.low) || !math.IsNaN(p.high) {
			t.Errorf("%s: %v, %v, want NaN, NaN", p.name, p.low, p.high)
		}
	}
}

// TestEndsOfTheRange holds the greatest and smallest good input to "no panic, no NaN".
func TestEndsOfTheRange(t *testing.T) {
	exposures := []float64{math.SmallestNonzeroFloat64, 1, math.MaxFloat64}
	for _, level := range levels {
		counts := []int{0, 1, 2, 1000, 1_000_000}
		if level == 0.95 {
			counts = append(counts, 1_000_000_000) // takes long
		}
		for _, x := range counts {
			if low, high := PoissonInterval(x, level); !(low <= high) {
				t.Errorf("PoissonInterval(%d, %v) = %v, %v", x, level, low, high)
			}
			if low, high := ProportionInterval(x/2, x, level); !(low <= high) {
				t.Errorf("ProportionInterval(%d, %d, %v) = %v, %v", x/2, x, level, low, high)
			}
			for _, y := range counts {
				for _, t1 := range exposures {
					for _, t2 := range exposures {
						if r, v := CompareRates(x, t1, y, t2, level); (x+y > 0 && !(r.Low <= r.Ratio && r.Ratio <= r.High)) || !(r.Low <= r.High) || !(r.P >= 0 && r.P <= 1) || v.Words() == "" {
							t.Errorf("CompareRates(%d, %v, %d, %v, %v) = %+v, %q", x, t1, y, t2, level, r, v)
						}
					}
				}
			}
		}
	}
}

func FuzzQuantileAndMedianInterval(f *testing.F) {
	seed := func(values ...float64) []byte {
		var b []byte
		for _, v := range values {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
		}
		return b
	}
	f.Add([]byte(nil), 0.5, 0.95)
	f.Add(seed(1), 0.0, 0.95)
	f.Add(seed(math.NaN()), 1.0, 0.5)
	f.Add(seed(math.NaN(), 1, 2, 3, 4, 5, 6, 7), 0.1, 0.95)
	f.Add(seed(math.Inf(-1), -1, 0, 1, math.Inf(1)), 0.9, 0.9)
	f.Add(seed(9, 8, 7, 6, 5, 4, 3, 2, 1), 0.333, 0.8)
	f.Add(seed(1, 2, 3), math.NaN(), math.NaN())
	f.Fuzz(func(t *testing.T, data []byte, p, level float64) {
		var values []float64
		for ; len(data) >= 8; data = data[8:] {
			values = append(values, math.Float64frombits(binary.LittleEndian.Uint64(data)))
		}
		// Unsorted input has no meaning, but must not panic either.
		Quantile(values, p)
		MedianInterval(values, level)

		values = slices.DeleteFunc(values, math.IsNaN)
		slices.Sort(values)
		q := Quantile(values, p)
		if good := len(values) > 0 && p >= 0 && p <= 1; good && !slices.ContainsFunc(values, func(v float64) bool { return math.IsInf(v, 0) }) {
			if !(values[0] <= q && q <= values[len(values)-1]) {
				t.Errorf("Quantile(%v, %v) = %v, outside the values", values, p, q)
			}
			if next := Quantile(values, min(1, p+0.1)); next < q {
				t.Errorf("Quantile(%v) falls from %v to %v between %v and %v", values, q, next, p, p+0.1)
			}
		} else if !good && !math.IsNaN(q) {
			t.Errorf("Quantile(%v, %v) = %v, want NaN", values, p, q)
		}
		low, high, ok := MedianInterval(values, level)
		if m := Median(values); ok && (low > m || m > high) {
			t.Errorf("MedianInterval(%v, %v) = %v, %v, does not hold the median %v", values, level, low, high, m)
		}
		if !ok && !(math.IsNaN(low) && math.IsNaN(high)) {
			t.Errorf("MedianInterval(%v, %v) = %v, %v, want NaN when not ok", values, level, low, high)
		}
	})
}
