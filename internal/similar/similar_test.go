package similar

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// three are published with their answers.
var three = []string{
	"expired tls certificate on payment gateway monitoring missing",
	"payment gateway certificate expired no alert",
	"phishing mail led to stolen credentials mfa missing",
}

func TestKnownAnswers(t *testing.T) {
	c := New(three)
	for _, k := range []struct {
		first, second   int
		cosine, jaccard float64
	}{
		{0, 1, 0.45892, 0.4},
		{0, 2, 0.086558, 0.066667},
		{1, 2, 0, 0},
		{0, 0, 1, 1},
	} {
		for _, p := range [][2]int{{k.first, k.second}, {k.second, k.first}} {
			if got := c.Cosine(p[0], p[1]); math.Abs(got-k.cosine) > 1e-6 {
				t.Errorf("Cosine(%v) = %v, want %v", p, got, k.cosine)
			}
			if got := c.Jaccard(p[0], p[1]); math.Abs(got-k.jaccard) > 1e-6 {
				t.Errorf("Jaccard(%v) = %v, want %v", p, got, k.jaccard)
			}
		}
	}
	if got := c.Pairs(Threshold); len(got) != 1 || got[0].First != 0 || got[0].Second != 1 {
		t.Errorf("Pairs = %v, want the first two", got)
	}
	if got := c.Shared(0, 1, 9); !slices.Equal(got, []string{"certificate", "expired", "gateway", "payment"}) {
		t.Errorf("Shared = %q", got)
	}
	if got := c.Shared(0, 1, 2); len(got) != 2 {
		t.Errorf("Shared of at most two = %q", got)
	}
	if got := c.Shared(1, 2, 2); got == nil || len(got) != 0 {
		t.Errorf("Shared of nothing = %#v, want an empty list", got)
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "",
		" \n — !":                 "",
		"TLS-Certificate expired": "tls certificate expired",
		"Zugang für Übergabe":     "zugang für übergabe",
		"e\u0301tat":              "e\u0301tat",
		"error 0x80\x00\x1b[31m":  "error 0x80 31m",
		"катастрофа、障害":           "катастрофа 障害",
		"bad \xff byte":           "bad byte",
	} {
		if got := strings.Join(Words(text), " "); got != want {
			t.Errorf("Words(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestCorners(t *testing.T) {
	if got := New(nil).Pairs(0.1); got == nil || len(got) != 0 {
		t.Errorf("Pairs of none = %#v, want an empty list", got)
	}
	c := New([]string{"", "the same", "THE same", "—", "the same the same"})
	for _, k := range []struct {
		first, second int
		want          float64
	}{{0, 0, 0}, {0, 3, 0}, {1, 2, 1}, {1, 4, 1}, {0, 1, 0}, {-1, 0, 0}, {0, 5, 0}} {
		if got := c.Cosine(k.first, k.second); math.Abs(got-k.want) > 1e-12 || got > 1 || math.IsNaN(got) {
			t.Errorf("Cosine(%d, %d) = %v, want %v", k.first, k.second, got, k.want)
		}
		if got := c.Jaccard(k.first, k.second); math.Abs(got-k.want) > 1e-12 {
			t.Errorf("Jaccard(%d, %d) = %v, want %v", k.first, k.second, got, k.want)
		}
	}
	if got := c.Pairs(0.99); len(got) != 3 {
		t.Errorf("Pairs = %v, want the three that are the same", got)
	}
	for _, threshold := range []float64{0, -1, math.NaN(), 1.01} {
		if got := c.Pairs(threshold); len(got) != 0 {
			t.Errorf("Pairs(%v) = %v, want none", threshold, got)
		}
	}
}

// made are texts of words of which few are common and many rare, as in prose.
func made(n, length int) []string {
	random := rand.New(rand.NewPCG(7, 8))
	texts := make([]string, n)
	for i := range texts {
		count := 1 + random.IntN(2*length)
		words := make([]string, 0, count)
		for range count {
			words = append(words, fmt.Sprintf("w%d", int(math.Exp(8*random.Float64()))))
		}
		texts[i] = strings.Join(words, " ")
	}
	return texts
}

// TestPairsIsEachWithEach compares each text with each.
func TestPairsIsEachWithEach(t *testing.T) {
	c := New(made(300, 8))
	for _, threshold := range []float64{0.05, 0.2, Threshold, 0.7, 1} {
		var want []Pair
		for i := range c.vectors {
			for j := i + 1; j < len(c.vectors); j++ {
				if cosine := c.Cosine(i, j); cosine >= threshold {
					want = append(want, Pair{i, j, cosine})
				}
			}
		}
		got := c.Pairs(threshold)
		if len(got) != len(want) {
			t.Fatalf("at %v: %d pairs, each with each gives %d", threshold, len(got), len(want))
		}
		for _, p := range want {
			if !slices.Contains(got, p) {
				t.Errorf("at %v: %v is missing", threshold, p)
			}
		}
		for i := 1; i < len(got); i++ {
			if got[i].Cosine > got[i-1].Cosine {
				t.Errorf("at %v: %v comes after %v", threshold, got[i], got[i-1])
			}
		}
		if threshold == Threshold && len(want) == 0 {
			t.Error("the texts have no pair at the threshold, so this tests nothing")
		}
	}
}

func TestSameBits(t *testing.T) {
	texts := made(100, 20)
	want := New(texts).Pairs(0.05)
	for range 5 {
		if got := New(texts).Pairs(0.05); !slices.Equal(got, want) {
			t.Fatal("the same texts give other pairs")
		}
	}
}

func BenchmarkPairs(b *testing.B) {
	texts := made(10_000, 25)
	for b.Loop() {
		New(texts).Pairs(Threshold)
	}
}
