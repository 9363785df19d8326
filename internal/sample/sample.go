// Package sample chooses from a population in a way that everybody can repeat; it knows nothing of what it chooses.
package sample

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Method says in one sentence how a sample is chosen.
const Method = "Every id is ranked by HMAC-SHA-256 of it under the key, in hexadecimal; the sample is the n smallest."

// PopulationMethod says in one sentence what the hash of a population is.
const PopulationMethod = "SHA-256 of the ids, sorted by their bytes, each followed by a line feed."

// Sample is what was chosen.
type Sample struct {
	Key        string
	Asked      int    // how many were asked for
	Population int    // how many different ids there are
	Hash       string // of the population, in hexadecimal
	Chosen     []Item // smallest rank first; all when fewer than asked for are there
}

// Item is one id of the sample.
type Item struct {
	ID   string
	Rank string // in hexadecimal
}

// Choose chooses n of the ids under a key. The order of the ids, and how often each is in the list, does not matter.
func Choose(ids []string, n int, key string) Sample {
	all := slices.Clone(ids)
	slices.Sort(all)
	all = slices.Compact(all)
	s := Sample{Key: key, Asked: n, Population: len(all), Hash: populationHash(all)}
	ranked := make([]Item, 0, len(all))
	for _, id := range all {
		ranked = append(ranked, Item{id, rank(key, id)})
	}
	slices.SortFunc(ranked, func(a, b Item) int { return cmp.Or(strings.Compare(a.Rank, b.Rank), strings.Compare(a.ID, b.ID)) })
	s.Chosen = ranked[:min(max(n, 0), len(ranked))]
	return s
}

func rank(key, id string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(id))
	return hex.EncodeToString(mac.Sum(nil))
}

func populationHash(sorted []string) string {
	h := sha256.New()
	for _, id := range sorted {
		h.Write([]byte(id + "\n"))
	}
	return hex.EncodeToString(h.Sum(nil))
}
