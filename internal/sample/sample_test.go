package sample_test

import (
	"slices"
	"testing"

	"github.com/pir-cli/pir/internal/sample"
)

// TestChoose holds the ranks against those of another program: printf '%s' ID | openssl dgst -sha256 -hmac key.
func TestChoose(t *testing.T) {
	s := sample.Choose([]string{"b", "a", "c", "a"}, 2, "key")
	if s.Population != 3 || s.Hash != "880553fca8fcea94e325ee2cfb48e5a985cc797f39a14cc6d3cedecfeb2ae4d2" {
		t.Errorf("population %d, %s", s.Population, s.Hash)
	}
	want := []sample.Item{
		{ID: "c", Rank: "3ce40a0edc208379991d07674df03ea00875cb3810336bc550a7f37741591d0a"},
		{ID: "a", Rank: "780c3db4ce3de5b9e55816fba98f590631d96c075271b26976238d5f4444219b"},
	}
	if !slices.Equal(s.Chosen, want) {
		t.Errorf("%v, want %v", s.Chosen, want)
	}
}

// TestChooseFew shows that a sample grows by adding to it, and is never more than there is.
func TestChooseFew(t *testing.T) {
	ids := []string{"INC-1", "INC-2", "INC-3", "INC-4"}
	few, all := sample.Choose(ids, 2, "k"), sample.Choose(ids, 9, "k")
	if len(all.Chosen) != 4 || !slices.Equal(few.Chosen, all.Chosen[:2]) {
		t.Errorf("%v is not the beginning of %v", few.Chosen, all.Chosen)
	}
	slices.Reverse(ids)
	if again := sample.Choose(ids, 2, "k"); !slices.Equal(again.Chosen, few.Chosen) || again.Hash != few.Hash {
		t.Errorf("the order of the ids matters: %v, %v", again, few)
	}
	if other := sample.Choose(ids, 4, "l"); slices.Equal(other.Chosen, all.Chosen) {
		t.Error("the key does not matter")
	}
	if none := sample.Choose(nil, 3, "k"); len(none.Chosen) != 0 || none.Population != 0 {
		t.Errorf("of nothing: %v", none)
	}
}
