package similar

import (
	"slices"
	"strings"
	"testing"
)

// TestRarePairs finds what Pairs finds while no word is common, and of many texts all pairs that share a rare word.
func TestRarePairs(t *testing.T) {
	few := New(made(Rare, 8))
	for _, threshold := range []float64{0.05, Threshold, 1} {
		want := few.Pairs(threshold)
		if got := few.RarePairs(threshold); !slices.Equal(got, want) || threshold < 1 && len(want) == 0 {
			t.Errorf("at %v: %d pairs, want %d", threshold, len(got), len(want))
		}
	}
	many := New(made(2000, 8))
	frequency := map[int]int{}
	for _, vector := range many.vectors {
		for _, t := range vector {
			frequency[t.word]++
		}
	}
	all := many.Pairs(Threshold)
	want := slices.DeleteFunc(slices.Clone(all), func(p Pair) bool {
		return !slices.ContainsFunc(many.shared(p.First, p.Second), func(t term) bool { return frequency[t.word] <= Rare })
	})
	if got := many.RarePairs(Threshold); !slices.Equal(got, want) || len(want) == 0 {
		t.Errorf("%d pairs, want the %d of %d that share a rare word", len(got), len(want), len(all))
	}
	t.Logf("%d of %d pairs of 2000 short texts share a rare word", len(want), len(all))
	if got := few.RarePairs(0); got == nil || len(got) != 0 {
		t.Errorf("at 0: %v", got)
	}
	common := slices.Repeat([]string{"disk full"}, Rare+1)
	if got := New(common).RarePairs(Threshold); len(got) != 0 {
		t.Errorf("%d pairs of texts that are all the same", len(got))
	}
	common[3], common[47] = common[3]+" "+strings.Repeat("x", 40), common[47]+" "+strings.Repeat("x", 40)
	if got := New(common).RarePairs(Threshold); len(got) != 1 || got[0].First != 3 || got[0].Second != 47 {
		t.Errorf("pairs %v, want the two with a word of their own", got)
	}
}

func BenchmarkRarePairs(b *testing.B) {
	texts := made(10_000, 25)
	for b.Loop() {
		New(texts).RarePairs(Threshold)
	}
}

func BenchmarkRarePairs100k(b *testing.B) {
	texts := made(100_000, 25)
	for b.Loop() {
		New(texts).RarePairs(Threshold)
	}
}
