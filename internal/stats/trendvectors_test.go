package stats

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/stat"
)

// trendVectors is testdata/trend.json.
type trendVectors struct {
	Head struct {
		About   string            `json:"about"`
		Sources map[string]string `json:"sources"`
	} `json:"head"`
	MannKendall []struct {
		Name string    `json:"name"`
		X    []float64 `json:"x"`
		S    int       `json:"S"`
		Var  float64   `json:"var"`
		Z    float64   `json:"z"`
		P    float64   `json:"p"`
		Tau  float64   `json:"tau_a"`
		Sen  float64   `json:"sen"`
	} `json:"mann_kendall"`
	KendallTails map[string][][3]any `json:"mk_exact_upper_tail"` // s, fraction, probability
	Laplace      []struct {
		Times     []float64 `json:"t"`
		End       float64   `json:"T"`
		U         float64   `json:"u"`
		P         float64   `json:"p"`
		Reversals *int      `json:"reversals"`
	} `json:"laplace"`
	XmR []struct {
		Name  string    `json:"name"`
		X     []float64 `json:"x"`
		Mean  float64   `json:"mean"`
		Range float64   `json:"mr_mean"`
		Low   float64   `json:"lcl_266"`
		High  float64   `json:"ucl_266"`
		Low3  float64   `json:"lcl_3_over_1128"`
		High3 float64   `json:"ucl_3_over_1128"`
		URL   float64   `json:"url"`
	} `json:"xmr"`
	CChart []struct {
		X    []int   `json:"x"`
		Mean float64 `json:"cbar"`
		Low  float64 `json:"lcl"`
		High float64 `json:"ucl"`
		Out  []int   `json:"out"`
	} `json:"c_chart"`
	PoissonLimits []struct {
		Mean  float64 `json:"mean"`
		Below int     `json:"signal_below"`
		Above int     `json:"signal_above"`
		Sigma float64 `json:"three_sigma_ucl"`
	} `json:"c_chart_exact_limits"`
	Between struct {
		Gaps    []float64 `json:"gaps"`
		Mean    float64   `json:"g_mean"`
		High    float64   `json:"g_ucl"`
		TMean   float64   `json:"t_mean_y"`
		TRange  float64   `json:"t_mr"`
		TLow    float64   `json:"t_lcl"`
		TCentre float64   `json:"t_center"`
		THigh   float64   `json:"t_ucl"`
	} `json:"between_events"`
	Dispersion []struct {
		X    []int   `json:"x"`
		Mean float64 `json:"mean"`
		Chi2 float64 `json:"chi2"`
		DF   int     `json:"df"`
		P    float64 `json:"p"`
	} `json:"dispersion"`
	Duration struct {
		Hours    []float64  `json:"hours"`
		Mean     float64    `json:"mean"`
		Median   float64    `json:"median"`
		Q1       float64    `json:"q1"`
		Q3       float64    `json:"q3"`
		P90      float64    `json:"p90"`
		Interval [2]float64 `json:"median_ci95"`
		Coverage float64    `json:"coverage"`
		Geo      float64    `json:"geo_mean"`
	} `json:"duration_example"`
	Quantile7 struct {
		X []float64  `json:"x"`
		Q [5]float64 `json:"q"` // at 0, 1/4, 1/2, 3/4 and 1
	} `json:"quantile7"`
	Bootstrap map[string][]float64 `json:"bootstrap_median_exact"`
	Fisher    []struct {
		T       [4]int   `json:"t"`
		Greater *float64 `json:"greater"`
		Less    *float64 `json:"less"`
		Two     float64  `json:"two"`
	} `json:"fisher"`
	Lift struct {
		N          int     `json:"N"`
		A          int     `json:"a"`
		B          int     `json:"b"`
		Both       int     `json:"ab"`
		Lift       float64 `json:"lift"`
		Support    float64 `json:"support"`
		Confidence float64 `json:"confidence_a_b"`
		Greater    float64 `json:"fisher_greater"`
		Two        float64 `json:"fisher_two"`
	} `json:"lift"`
	Pareto struct {
		Counts map[string]int `json:"counts"`
		Rows   [][4]any       `json:"rows"` // name, count, per cent, cumulative per cent
		Vital  []string       `json:"vital_few"`
	} `json:"pareto"`
	Holm []struct {
		P        []float64 `json:"p"`
		Adjusted []float64 `json:"adjusted"`
	} `json:"holm"`
	Likelihood []struct {
		X1 int     `json:"x1"`
		T1 float64 `json:"t1"`
		X2 int     `json:"x2"`
		T2 float64 `json:"t2"`
		P  float64 `json:"p"`
	} `json:"rate_ratio_minimum_likelihood"`
}

const tol = 1e-4 // of vectors.json; numbers with six digits are held to six

func loadTrendVectors(t *testing.T) trendVectors {
	t.Helper()
	f, err := os.Open("testdata/trend.json")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	var v trendVectors
	dec := json.NewDecoder(f)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestKnownTests(t *testing.T) {
	v := loadTrendVectors(t)
	t.Run("mann-kendall", func(t *testing.T) {
		atLeast(t, len(v.MannKendall), 5)
		for _, c := range v.MannKendall {
			m := MannKendall(c.X)
			if m.S != c.S || !near(m.Var, c.Var, 1e-6) || !near(m.Z, c.Z, 1e-6) || !near(m.P, c.P, 1e-6) || !near(m.Tau, c.Tau, 1e-6) || !near(m.Slope, c.Sen, 1e-6) {
				t.Errorf("%s: %+v, want %+v", c.Name, m, c)
			}
		}
	})
	t.Run("kendall tails", func(t *testing.T) {
		atLeast(t, len(v.KendallTails), 10)
		for name, rows := range v.KendallTails {
			n, err := strconv.Atoi(name)
			if err != nil {
				t.Fatal(err)
			}
			atLeast(t, len(rows), n*(n-1)/4) // from 0 or 1 to all pairs in steps of 2
			for _, row := range rows {
				got := kendallTail(untied(n), int(row[0].(float64)))
				if want := row[2].(float64); !near(got, want, 5e-6) {
					t.Errorf("%d values: P(S ≥ %v) = %v, want %v", n, row[0], got, want)
				}
				if want := fraction(t, row[1].(string)); !near(got, want, 1e-15) {
					t.Errorf("%d values: P(S ≥ %v) = %v, want %v = %v", n, row[0], got, row[1], want)
				}
			}
		}
	})
	t.Run("laplace", func(t *testing.T) {
		atLeast(t, len(v.Laplace), 2)
		for _, c := range v.Laplace {
			l := Laplace(c.Times, c.End)
			if !near(l.U, c.U, 1e-6) || !near(l.P, c.P, 1e-6) || l.N != len(c.Times) || !l.Enough {
				t.Errorf("Laplace(%v, %v) = %+v, want %v, p %v", c.Times, c.End, l, c.U, c.P)
			}
			if c.Reversals == nil {
				continue
			}
			// The same example counts the pairs of gaps that grow, which Mann and Kendall's S of the gaps tells too.
			gaps := slices.Clone(c.Times)
			for i := len(gaps) - 1; i > 0; i-- {
				gaps[i] -= gaps[i-1]
			}
			pairs := 0 // that are not tied
			for i, g := range gaps {
				for _, later := range gaps[i+1:] {
					if later != g {
						pairs++
					}
				}
			}
			if grow := (pairs + MannKendall(gaps).S) / 2; grow != *c.Reversals {
				t.Errorf("%d of %d pairs of gaps grow, want %d", grow, pairs, *c.Reversals)
			}
		}
	})
	t.Run("dispersion", func(t *testing.T) {
		atLeast(t, len(v.Dispersion), 3)
		for _, c := range v.Dispersion {
			d := Dispersion(c.X, nil)
			if !near(d.Mean, c.Mean, 1e-6) || !near(d.Chi2, c.Chi2, 1e-6) || d.DF != c.DF || !near(d.P, c.P, 1e-6) || !d.Enough {
				t.Errorf("Dispersion(%v) = %+v, want %+v", c.X, d, c)
			}
		}
	})
	t.Run("minimum likelihood", func(t *testing.T) {
		atLeast(t, len(v.Likelihood), 5)
		for _, c := range v.Likelihood {
			n, odds := float64(c.X1+c.X2), c.T1/c.T2
			h := &hump{high: n, peak: min(n, math.Floor((n+1)*odds/(1+odds)))}
			h.ratio = func(x float64) float64 { return (n - x) / (x + 1) * odds }
			if _, _, got := h.tails(float64(c.X1)); !near(got, c.P, 1e-6) {
				t.Errorf("%+v: p of the minimum likelihood = %v", c, got)
			}
		}
	})
	t.Run("holm", func(t *testing.T) {
		atLeast(t, len(v.Holm), 2)
		for _, c := range v.Holm {
			for i, p := range Holm(c.P) {
				if !near(p, c.Adjusted[i], 1e-12) {
					t.Errorf("Holm(%v)[%d] = %v, want %v", c.P, i, p, c.Adjusted[i])
				}
			}
		}
	})
}

func TestKnownCharts(t *testing.T) {
	v := loadTrendVectors(t)
	t.Run("xmr", func(t *testing.T) {
		atLeast(t, len(v.XmR), 2)
		for _, c := range v.XmR {
			x := XmR(c.X, math.Inf(-1))
			if !near(x.Mean, c.Mean, 1e-6) || !near(x.Range, c.Range, 1e-6) || !near(x.Low, c.Low, tol) || !near(x.High, c.High, tol) || !near(x.RangeHigh, c.URL, tol) || !x.Enough {
				t.Errorf("%s: %+v, want %+v", c.Name, x, c)
			}
			if k := 3 / 1.128; !near(x.Mean-k*x.Range, c.Low3, tol) || !near(x.Mean+k*x.Range, c.High3, tol) {
				t.Errorf("%s: with 3/1.128 the limits are %v, %v", c.Name, x.Mean-k*x.Range, x.Mean+k*x.Range)
			}
		}
	})
	t.Run("c chart", func(t *testing.T) {
		atLeast(t, len(v.CChart), 2)
		for _, c := range v.CChart {
			low, high := SigmaLimits(c.Mean)
			var out []int
			for i, k := range c.X {
				if float64(k) < low || float64(k) > high {
					out = append(out, i)
				}
			}
			if !near(low, c.Low, tol) || !near(high, c.High, tol) || !slices.Equal(out, c.Out) {
				t.Errorf("SigmaLimits(%v) = %v, %v, out %v, want %v, %v, %v", c.Mean, low, high, out, c.Low, c.High, c.Out)
			}
			chart := CountChart(c.X, nil)
			if !near(chart.Mean, c.Mean, 1e-6) || !chart.Enough {
				t.Errorf("CountChart(%v) = %+v, want mean %v", c.X, chart, c.Mean)
			}
			// From a mean of 5 on the chart says what the published one does; under it the exact limits find no signal.
			if want := c.Out; c.Mean >= 5 && (chart.Exact || !slices.Equal(chart.Signals, want)) || c.Mean < 5 && (!chart.Exact || len(chart.Signals) > 0) {
				t.Errorf("CountChart(%v): exact %v, signals %v", c.X, chart.Exact, chart.Signals)
			}
		}
	})
	t.Run("poisson limits", func(t *testing.T) {
		atLeast(t, len(v.PoissonLimits), 13)
		for _, c := range v.PoissonLimits {
			if low, high := PoissonLimits(c.Mean); low != c.Below || high != c.Above {
				t.Errorf("PoissonLimits(%v) = %d, %d, want %d, %d", c.Mean, low, high, c.Below, c.Above)
			}
			if _, high := SigmaLimits(c.Mean); !near(high, c.Sigma, 1e-3) {
				t.Errorf("SigmaLimits(%v) ends at %v, want %v", c.Mean, high, c.Sigma)
			}
		}
	})
	t.Run("between events", func(t *testing.T) {
		c := v.Between
		if g := GChart(c.Gaps); !near(g.Mean, c.Mean, tol) || !near(g.High, c.High, tol) || !g.Enough || g.Signals != nil {
			t.Errorf("GChart(%v) = %+v, want %+v", c.Gaps, g, c)
		}
		d := TChart(c.Gaps)
		if !near(d.Root.Mean, c.TMean, 1e-6) || !near(d.Root.Range, c.TRange, 1e-6) || !near(d.Low, c.TLow, tol) || !near(d.Centre, c.TCentre, tol) || !near(d.High, c.THigh, tol) || !d.Enough {
			t.Errorf("TChart(%v) = %+v, want %+v", c.Gaps, d, c)
		}
		if want := []int{0, 1, 6, 7}; !slices.Equal(d.Signals, want) { // 75 75 above, 15 15 below
			t.Errorf("TChart(%v) signals at %v, want %v", c.Gaps, d.Signals, want)
		}
	})
}

func TestKnownShares(t *testing.T) {
	v := loadTrendVectors(t)
	t.Run("durations", func(t *testing.T) {
		c := v.Duration
		low, high, ok := MedianInterval(c.Hours, 0.95)
		for _, f := range []struct {
			name      string
			got, want float64
		}{
			{"median", Median(c.Hours), c.Median},
			{"first quartile", Quantile(c.Hours, 0.25), c.Q1},
			{"third quartile", Quantile(c.Hours, 0.75), c.Q3},
			{"90th percentile", Quantile(c.Hours, 0.9), c.P90},
			{"mean", mean(c.Hours), c.Mean},
			{"mean by gonum", stat.Mean(c.Hours, nil), c.Mean},
			{"geometric mean by gonum", stat.GeometricMean(c.Hours, nil), c.Geo},
			{"lower limit", low, c.Interval[0]},
			{"upper limit", high, c.Interval[1]},
			{"coverage", 1 - 2*binomialSum(len(c.Hours), slices.Index(c.Hours, low), 0.5), c.Coverage},
		} {
			if !near(f.got, f.want, tol) || !ok {
				t.Errorf("%s: %v, want %v", f.name, f.got, f.want)
			}
		}
		for i, want := range v.Quantile7.Q {
			if got := Quantile(v.Quantile7.X, float64(i)/4); !near(got, want, 1e-12) {
				t.Errorf("Quantile(%v, %v) = %v, want %v", v.Quantile7.X, float64(i)/4, got, want)
			}
		}
	})
	t.Run("bootstrap", func(t *testing.T) {
		atLeast(t, len(v.Bootstrap), 4)
		for name, want := range v.Bootstrap {
			n, err := strconv.Atoi(name)
			if err != nil || len(want) != n {
				t.Fatalf("bootstrap of %s: %d values, %v", name, len(want), err)
			}
			for k, p := range bootstrapMedian(n) {
				if !near(p, want[k], 1e-6) {
					t.Errorf("the median of a resample of %d is value %d with probability %v, want %v", n, k+1, p, want[k])
				}
			}
		}
	})
	t.Run("fisher", func(t *testing.T) {
		atLeast(t, len(v.Fisher), 3)
		for _, c := range v.Fisher {
			p := FisherExact(c.T[0], c.T[1], c.T[2], c.T[3])
			if c.Greater != nil && !near(p.Greater, *c.Greater, 1e-6) || c.Less != nil && !near(p.Less, *c.Less, 1e-6) || !near(p.Two, c.Two, 1e-6) {
				t.Errorf("FisherExact(%v) = %+v, want %+v", c.T, p, c)
			}
		}
	})
	t.Run("lift", func(t *testing.T) {
		c := v.Lift
		a := Associate(c.A, c.B, c.Both, c.N)
		if !near(a.Lift, c.Lift, 1e-6) || !near(a.Support, c.Support, 1e-6) || !near(a.Confidence, c.Confidence, 1e-6) || !near(a.Fisher.Greater, c.Greater, 1e-6) || !near(a.Fisher.Two, c.Two, 1e-6) || !a.Enough {
			t.Errorf("Associate = %+v, want %+v", a, c)
		}
	})
	t.Run("pareto", func(t *testing.T) {
		tallies := make([]Tally, 0, len(v.Pareto.Counts))
		for name, n := range v.Pareto.Counts { // in whatever order
			tallies = append(tallies, Tally{name, n})
		}
		rows, ok := Pareto(tallies)
		if !ok || len(rows) != len(v.Pareto.Rows) {
			t.Fatalf("Pareto(%v) = %v, %v", tallies, rows, ok)
		}
		for i, want := range v.Pareto.Rows {
			r := rows[i]
			if r.Name != want[0] || float64(r.Count) != want[1] || !near(100*r.Share, want[2].(float64), 1e-9) || !near(100*r.Cumulative, want[3].(float64), 1e-9) || r.VitalFew != slices.Contains(v.Pareto.Vital, r.Name) {
				t.Errorf("row %d: %+v, want %v", i, r, want)
			}
		}
	})
}
