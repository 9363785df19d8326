package stats

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// waits is what came and what is still open after these times.
func waits(came, open []float64) []Wait {
	all := make([]Wait, 0, len(came)+len(open))
	for _, t := range open { // the open ones first: their order must not matter
		all = append(all, Wait{Time: t})
	}
	for _, t := range came {
		all = append(all, Wait{Time: t, Came: true})
	}
	return all
}

func TestKaplanMeierKnownAnswers(t *testing.T) {
	v := loadVectors(t)
	atLeast(t, len(v.Survival), 2)
	for _, c := range v.Survival {
		s := KaplanMeier(waits(c.Came, c.Open), c.Level)
		if s.N != len(c.Came)+len(c.Open) || s.Came != len(c.Came) || len(s.Steps) != len(c.Steps) {
			t.Fatalf("%s: %d waits, %d came, %d steps", c.Note, s.N, s.Came, len(s.Steps))
		}
		for i, p := range s.Steps {
			got := [6]float64{p.Time, float64(p.AtRisk), float64(p.Came), p.Share, p.Low, p.High}
			for j, want := range c.Steps[i] {
				if !near(got[j], want, v.Head.Tolerance) {
					t.Errorf("%s: step %d is %v, want %v", c.Note, i, got, c.Steps[i])
					break
				}
			}
		}
		if s.Median != orInf(c.Median) || s.Low != orInf(c.Low) || s.High != orInf(c.High) {
			t.Errorf("%s: median %v (%v to %v), want %v (%v to %v)", c.Note, s.Median, s.Low, s.High, orInf(c.Median), orInf(c.Low), orInf(c.High))
		}
	}
}

func TestKaplanMeierCorners(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, tt := range []struct {
		name              string
		came, open        []float64
		level             float64
		median, low, high float64
	}{
		{"nothing", nil, nil, 0.95, nan, nan, nan},
		{"one came", []float64{3}, nil, 0.95, 3, 3, inf},
		{"one open", nil, []float64{3}, 0.95, inf, inf, inf},
		{"all at once", []float64{7, 7, 7, 7}, nil, 0.95, 7, 7, inf},
		{"on the first day", []float64{0, 0}, nil, 0.95, 0, 0, inf},
		{"exactly a half", []float64{1, 2, 3, 4, 5}, []float64{9, 9, 9, 9, 9}, 0.95, 5, 1, inf},
		{"more than a half open", []float64{1, 2}, []float64{9, 9, 9}, 0.95, inf, 1, inf},
		{"open before all came", []float64{5, 6}, []float64{1, 2, 3}, 0.95, 5, 5, inf},
		{"negative", []float64{-1}, nil, 0.95, nan, nan, nan},
		{"no number", []float64{1}, []float64{nan}, 0.95, nan, nan, nan},
		{"endless", []float64{1}, []float64{inf}, 0.95, nan, nan, nan},
		{"no level", []float64{1}, nil, 1, nan, nan, nan},
	} {
		s := KaplanMeier(waits(tt.came, tt.open), tt.level)
		same := func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
		if !same(s.Median, tt.median) || !same(s.Low, tt.low) || !same(s.High, tt.high) {
			t.Errorf("%s: median %v (%v to %v), want %v (%v to %v)", tt.name, s.Median, s.Low, s.High, tt.median, tt.low, tt.high)
		}
		if math.IsNaN(tt.median) && len(s.Steps) != 0 {
			t.Errorf("%s: %d steps of bad input", tt.name, len(s.Steps))
		}
	}
}

// TestKaplanMeierProperties draws waits: the curve falls from 1 and stays in 0 to 1 with its limits around it, the
// order of the waits does not matter, and without open ones the share is that of the waits that are longer.
func TestKaplanMeierProperties(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		all := make([]Wait, 1+random.IntN(40))
		censored := random.Float64()
		for i := range all {
			all[i] = Wait{Time: float64(random.IntN(30)), Came: random.Float64() >= censored}
		}
		before := slices.Clone(all)
		s := KaplanMeier(all, 0.95)
		if !slices.Equal(before, all) {
			t.Fatal("the waits were put into another order")
		}
		last := 1.0
		for _, p := range s.Steps {
			if !(p.Share < last && p.Share >= 0 && p.Low >= 0 && p.Low <= p.Share) || p.High < p.Share || p.High > 1 {
				t.Fatalf("%v: step %+v after a share of %v", all, p, last)
			}
			last = p.Share
		}
		if !(s.Low <= s.Median && s.Median <= s.High) {
			t.Fatalf("%v: median %v (%v to %v)", all, s.Median, s.Low, s.High)
		}
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if again := KaplanMeier(all, 0.95); again.Median != s.Median || again.Low != s.Low || again.High != s.High {
			t.Fatalf("%v: another order gives %v", all, again)
		}
		for i := range all {
			all[i].Came = true
		}
		for _, p := range KaplanMeier(all, 0.95).Steps {
			longer := 0
			for _, w := range all {
				if w.Time > p.Time {
					longer++
				}
			}
			if want := float64(longer) / float64(len(all)); !near(p.Share, want, 1e-12) {
				t.Fatalf("%v: share %v after %v, want %v", all, p.Share, p.Time, want)
			}
		}
	}
}
