package schema

import (
	"maps"
	"regexp"
	"slices"
	"testing"
	"unicode"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// TestHintsMeetTheirField finds a hint for a key that was renamed.
func TestHintsMeetTheirField(t *testing.T) {
	for _, c := range []struct {
		hints  map[string]hint
		fields []field.Description
	}{
		{reportHints(policy.Default(), nil), report.Fields()},
		{policyHints(nil), policy.Fields()},
	} {
		b := newBuilder(c.hints)
		b.object("", c.fields)
		for _, path := range slices.Sorted(maps.Keys(c.hints)) {
			if !b.used[path] {
				t.Errorf("there is a hint for %s, and no such field", path)
			}
		}
	}
}

// TestClass compares the characters that a pattern takes for a letter with those that the reader does.
func TestClass(t *testing.T) {
	byFold := map[rune][]rune{}
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if low := unicode.ToLower(r); low != r {
			byFold[low] = append(byFold[low], r)
		}
	}
	for low, upper := range byFold {
		if unicode.ToLower(low) != low {
			continue // never in a folded word
		}
		p := regexp.MustCompile("^" + class(low) + "$")
		for _, r := range append(upper, low) {
			if !p.MatchString(string(r)) {
				t.Errorf("%q is not read as %q", r, low)
			}
		}
	}
	for _, s := range []string{"+", ".", "(", "\\", "'"} {
		if r := []rune(s)[0]; !regexp.MustCompile("^" + class(r) + "$").MatchString(s) {
			t.Errorf("%s is not read as itself", s)
		}
	}
}

func TestUnquoted(t *testing.T) {
	list := unquoted([]string{"1", "10", "2", "3", "07", "true", "x", "1e3", "123456789012345678901"})
	var got [][2]float64
	for _, s := range list {
		if s.Type != nil {
			got = append(got, [2]float64{*s.Minimum, *s.Maximum})
		}
	}
	if want := [][2]float64{{1, 3}, {10, 10}}; !slices.Equal(got, want) || len(list) != 3 {
		t.Errorf("%d schemas with the ranges %v, want 3 with %v", len(list), got, want)
	}
}
