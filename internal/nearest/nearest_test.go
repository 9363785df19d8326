package nearest

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNearest(t *testing.T) {
	keys := []string{"title", "kind", "severity", "status", "incident", "services", "teams", "due", "owner", "actions", "misconfiguration"}
	for _, c := range []struct {
		name, word string
		candidates []string
		want       string
		ok         bool
	}{
		{"substitution", "kinf", keys, "kind", true},
		{"transposition", "tiltes", keys, "title", true},
		{"transposition counts one", "kidn", keys, "kind", true},
		{"insertion", "severrity", keys, "severity", true},
		{"deletion", "sevrity", keys, "severity", true},
		{"exact", "owner", keys, "owner", true},
		{"case", "OWNER", keys, "owner", true},
		{"candidate keeps its case", "a.5.27", []string{"A.5.27"}, "A.5.27", true},
		{"two edits are too many for four letters", "kxxd", keys, "", false},
		{"one edit is the limit of four letters", "dui", keys, "due", true},
		{"two edits in eight letters", "incidant", []string{"accident", "incident"}, "incident", true},
		{"three edits are too many for eight letters", "sevxxity", []string{"severest"}, "", false},
		{"two edits are the limit of eight letters", "sxvxrity", keys, "severity", true},
		{"three edits in nine letters", "xncxdxnts", []string{"incidents"}, "incidents", true},
		{"three edits in a long word", "misconfigurashin", keys, "misconfiguration", true},
		{"four edits are too many in a long word", "mizkonfigurashin", keys, "", false},
		{"closest, not first", "action", []string{"acton", "actions", "auctions"}, "actions", true},
		{"closer one later", "statuus", []string{"states", "status"}, "status", true},
		{"tie by bytes", "cat", []string{"rat", "bat", "hat"}, "bat", true},
		{"nothing in common", "x", []string{"y"}, "", false},
		{"one letter added to one", "x", []string{"xy"}, "xy", true},
		{"empty word", "", keys, "", false},
		{"empty candidate", "x", []string{""}, "", false},
		{"no candidates", "kind", nil, "", false},
		{"letters, not bytes", "größe", []string{"grösse"}, "grösse", true},
		{"case beyond ASCII", "ÜBERSICHT", []string{"übersicht"}, "übersicht", true},
		{"64 letters", strings.Repeat("a", 64), []string{strings.Repeat("a", 63)}, strings.Repeat("a", 63), true},
		{"65 letters", strings.Repeat("a", 65), []string{strings.Repeat("a", 64)}, "", false},
		{"candidate of 65 letters", strings.Repeat("a", 64), []string{strings.Repeat("a", 65)}, "", false},
		{"very long", strings.Repeat("kind", 1<<20), keys, "", false},
		{"not UTF-8", "kin\xff", keys, "kind", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := Nearest(c.word, c.candidates)
			if got != c.want || ok != c.ok {
				t.Errorf("Nearest(%.80q) = %.80q, %v, want %.80q, %v", c.word, got, ok, c.want, c.ok)
			}
			backwards := slices.Clone(c.candidates)
			slices.Reverse(backwards)
			if again, _ := Nearest(c.word, backwards); again != got {
				t.Errorf("Nearest(%.80q) = %.80q with the candidates backwards, %.80q forwards", c.word, again, got)
			}
		})
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"a", "a", 0},
		{"a", "b", 1},
		{"ab", "ba", 1},
		{"ca", "abc", 2}, // 3 where a transposed pair may not be edited again
		{"kitten", "sitting", 3},
		{"abcdef", "badcfe", 3},
		{"abc", "xyz", 3},
		{"abc", "abcdefgh", 5},
	} {
		for _, pair := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
			if got := distance([]rune(pair[0]), []rune(pair[1])); got != c.want {
				t.Errorf("distance(%q, %q) = %d, want %d", pair[0], pair[1], got, c.want)
			}
		}
	}
}

func FuzzNearest(f *testing.F) {
	f.Add("kidn", "kind,title")
	f.Add("", "")
	f.Add("\xff\xfe", "a,b,\xff")
	f.Add(strings.Repeat("ß", 64), strings.Repeat("s", 64))
	f.Fuzz(func(t *testing.T, word, list string) {
		candidates := strings.Split(list, ",")
		got, ok := Nearest(word, candidates)
		if ok != (got != "") || ok && !slices.Contains(candidates, got) {
			t.Fatalf("Nearest(%q, %q) = %q, %v", word, candidates, got, ok)
		}
		slices.Reverse(candidates)
		if again, _ := Nearest(word, candidates); again != got {
			t.Fatalf("Nearest(%q) = %q or %q by order of %q", word, got, again, candidates)
		}
		if n := utf8.RuneCountInString(word); n > 0 && n <= maxRunes && slices.Contains(candidates, word) {
			if d := distance(mustFold(got), mustFold(word)); d != 0 {
				t.Fatalf("Nearest(%q) = %q although the word itself is a candidate", word, got)
			}
		}
	})
}

func mustFold(s string) []rune {
	r, _ := folded(s)
	return r
}

func BenchmarkNearestLong(b *testing.B) {
	word, candidates := strings.Repeat("ab", 32), make([]string, 200)
	for i := range candidates {
		candidates[i] = strings.Repeat("ba", 32)
	}
	for b.Loop() {
		Nearest(word, candidates)
	}
}

func TestSlips(t *testing.T) {
	words := []string{"effective", "ineffective", "partly", "staff", "audit", "low", "draft", "drift"}
	for _, c := range []struct {
		word string
		want []string
	}{
		{"partyl", []string{"partly"}},
		{"stafff", []string{"staff"}},
		{"udit", []string{"audit"}},
		{"AUDET", []string{"audit"}},
		{"staff", nil},  // it is the word
		{"stuph", nil},  // two letters
		{"audt x", nil}, // two letters
		{"lov", nil},    // too short to be sure
		{"", nil},
		{"neffective", []string{"effective", "ineffective"}},
		{"drxft", []string{"draft", "drift"}},
	} {
		if got := Slips(c.word, words); !slices.Equal(got, c.want) {
			t.Errorf("Slips(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}
