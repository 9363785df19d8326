package stats

import (
	"encoding/json"
	"math"
	"os"
	"testing"
)

// vectors is testdata/vectors.json; a nil pointer is its null.
type vectors struct {
	Head struct {
		About     string            `json:"about"`
		Sources   map[string]string `json:"sources"`
		Tolerance float64           `json:"tolerance"`
	} `json:"head"`
	Poisson []struct {
		K        int     `json:"k"`
		Level    float64 `json:"level"`
		Exposure float64 `json:"exposure"`
		Low      float64 `json:"low"`
		High     float64 `json:"high"`
		Note     string  `json:"note"`
	} `json:"poisson"`
	RateRatio []struct {
		X1    int      `json:"x1"`
		T1    float64  `json:"t1"`
		X2    int      `json:"x2"`
		T2    float64  `json:"t2"`
		Level float64  `json:"level"`
		Ratio *float64 `json:"ratio"`
		Low   float64  `json:"low"`
		High  *float64 `json:"high"`
		P     float64  `json:"p"`
		Note  string   `json:"note"`
	} `json:"rate_ratio"`
	Proportion []struct {
		K      int        `json:"k"`
		N      int        `json:"n"`
		Level  float64    `json:"level"`
		Exact  [2]float64 `json:"exact"`
		Wilson [2]float64 `json:"wilson"`
	} `json:"proportion"`
	Increase []told `json:"increase"`
	Decrease []told `json:"decrease"`
	Quantile []struct {
		Values   []float64 `json:"values"`
		P        float64   `json:"p"`
		Quantile float64   `json:"quantile"`
	} `json:"quantile"`
	MedianInterval []struct {
		Values []float64 `json:"values"`
		Level  float64   `json:"level"`
		Low    float64   `json:"low"`
		High   float64   `json:"high"`
	} `json:"median_interval"`
	MedianRanks []struct {
		N        int      `json:"n"`
		Level    float64  `json:"level"`
		LowRank  *int     `json:"low_rank"`
		HighRank *int     `json:"high_rank"`
		Coverage *float64 `json:"coverage"`
	} `json:"median_ranks"`
	Survival []struct {
		Note   string       `json:"note"`
		Level  float64      `json:"level"`
		Came   []float64    `json:"came"`
		Open   []float64    `json:"open"`
		Steps  [][6]float64 `json:"steps"` // time, at risk, came, share, low, high
		Median *float64     `json:"median"`
		Low    *float64     `json:"low"`
		High   *float64     `json:"high"`
	} `json:"survival"`
}

type told struct {
	Earlier int  `json:"earlier"`
	Later   *int `json:"later"`
}

func loadVectors(t *testing.T) vectors {
	t.Helper()
	f, err := os.Open("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	var v vectors
	dec := json.NewDecoder(f)
	dec.DisallowUnknownFields() // a key misspelt in the file would otherwise test nothing
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	if v.Head.Tolerance <= 0 || v.Head.Tolerance > 1e-4 || len(v.Head.Sources) == 0 {
		t.Fatalf("head = %+v, want a tolerance of at most 1e-4 and the sources", v.Head)
	}
	return v
}

// orInf is *p, or +Inf for a null.
func orInf(p *float64) float64 {
	if p == nil {
		return math.Inf(1)
	}
	return *p
}

// near reports whether got is want within tol; infinities must be equal.
func near(got, want, tol float64) bool {
	return got == want || math.Abs(got-want) <= tol
}

func TestKnownAnswers(t *testing.T) {
	v := loadVectors(t)
	tol := v.Head.Tolerance

	t.Run("poisson", func(t *testing.T) {
		atLeast(t, len(v.Poisson), 48)
		for _, c := range v.Poisson {
			low, high := PoissonInterval(c.K, c.Level)
			if c.Exposure > 0 {
				low, high = low/c.Exposure, high/c.Exposure
			}
			if !near(low, c.Low, tol) || !near(high, c.High, tol) {
				t.Errorf("PoissonInterval(%d, %v) = %v, %v, want %v, %v %s", c.K, c.Level, low, high, c.Low, c.High, c.Note)
			}
		}
	})
	t.Run("rate ratio", func(t *testing.T) {
		atLeast(t, len(v.RateRatio), 5)
		for _, c := range v.RateRatio {
			got := RateRatio(c.X1, c.T1, c.X2, c.T2, c.Level)
			if !near(got.Ratio, orInf(c.Ratio), tol) || !near(got.Low, c.Low, tol) || !near(got.High, orInf(c.High), tol) || !near(got.P, c.P, tol) {
				t.Errorf("RateRatio(%d, %v, %d, %v, %v) = %+v, want %v (%v to %v), p %v", c.X1, c.T1, c.X2, c.T2, c.Level, got, orInf(c.Ratio), c.Low, orInf(c.High), c.P)
			}
			if got.Defined() != (c.Ratio != nil) {
				t.Errorf("RateRatio(%d, %v, %d, %v, %v).Defined() = %v", c.X1, c.T1, c.X2, c.T2, c.Level, got.Defined())
			}
		}
	})
	t.Run("proportion", func(t *testing.T) {
		atLeast(t, len(v.Proportion), 6)
		for _, c := range v.Proportion {
			if low, high := ProportionInterval(c.K, c.N, c.Level); !near(low, c.Exact[0], tol) || !near(high, c.Exact[1], tol) {
				t.Errorf("ProportionInterval(%d, %d, %v) = %v, %v, want %v", c.K, c.N, c.Level, low, high, c.Exact)
			}
			if low, high := WilsonInterval(c.K, c.N, c.Level); !near(low, c.Wilson[0], tol) || !near(high, c.Wilson[1], tol) {
				t.Errorf("WilsonInterval(%d, %d, %v) = %v, %v, want %v", c.K, c.N, c.Level, low, high, c.Wilson)
			}
		}
	})
	t.Run("distinguishable", func(t *testing.T) {
		atLeast(t, len(v.Increase), 11)
		atLeast(t, len(v.Decrease), 19)
		check := func(name string, f func(int) (int, bool), cases []told) {
			for _, c := range cases {
				got, ok := f(c.Earlier)
				if ok != (c.Later != nil) || (ok && got != *c.Later) {
					t.Errorf("%s(%d) = %d, %v, want %v", name, c.Earlier, got, ok, c.Later)
				}
			}
		}
		check("DistinguishableIncrease", DistinguishableIncrease, v.Increase)
		check("DistinguishableDecrease", DistinguishableDecrease, v.Decrease)
	})
	t.Run("quantile", func(t *testing.T) {
		atLeast(t, len(v.Quantile), 9)
		for _, c := range v.Quantile {
			if got := Quantile(c.Values, c.P); !near(got, c.Quantile, tol) {
				t.Errorf("Quantile(%v, %v) = %v, want %v", c.Values, c.P, got, c.Quantile)
			}
			if c.P == 0.5 && !near(Median(c.Values), c.Quantile, tol) {
				t.Errorf("Median(%v) = %v, want %v", c.Values, Median(c.Values), c.Quantile)
			}
		}
	})
	t.Run("median interval", func(t *testing.T) {
		atLeast(t, len(v.MedianInterval), 1)
		for _, c := range v.MedianInterval {
			if low, high, ok := MedianInterval(c.Values, c.Level); !ok || low != c.Low || high != c.High {
				t.Errorf("MedianInterval(%v, %v) = %v, %v, %v, want %v, %v", c.Values, c.Level, low, high, ok, c.Low, c.High)
			}
		}
	})
	t.Run("median ranks", func(t *testing.T) {
		atLeast(t, len(v.MedianRanks), 38)
		for _, c := range v.MedianRanks {
			ranks := upTo(c.N) // each value is its own rank
			low, high, ok := MedianInterval(ranks, c.Level)
			switch {
			case c.LowRank == nil || c.HighRank == nil || c.Coverage == nil:
				if ok {
					t.Errorf("MedianInterval of %d values = %v, %v, want none", c.N, low, high)
				}
			case !ok || low != float64(*c.LowRank) || high != float64(*c.HighRank):
				t.Errorf("MedianInterval of %d values = %v, %v, %v, want %d, %d", c.N, low, high, ok, *c.LowRank, *c.HighRank)
			default:
				if cover := 1 - 2*binomialSum(c.N, *c.LowRank-1, 0.5); !near(cover, *c.Coverage, tol) {
					t.Errorf("ranks %v and %v of %d cover %v, want %v", low, high, c.N, cover, *c.Coverage)
				}
			}
		}
	})
}

// atLeast fails when a section of the file has lost cases.
func atLeast(t *testing.T, got, want int) {
	t.Helper()
	if got < want {
		t.Fatalf("%d cases, want at least %d", got, want)
	}
}

// upTo is 1, 2, …, n.
func upTo(n int) []float64 {
	values := make([]float64, n)
	for i := range values {
		values[i] = float64(i + 1)
	}
	return values
}
