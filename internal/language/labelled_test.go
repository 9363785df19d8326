package language

import (
	"bytes"
	"encoding/csv"
	"os"
	"slices"
	"testing"
)

// sentence is a row of the labelled set.
type sentence struct{ text, place, rule string }

func labelled(tb testing.TB) []sentence {
	tb.Helper()
	b, err := os.ReadFile("testdata/labelled.csv")
	if err != nil {
		tb.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(b))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	list := make([]sentence, 0, len(rows))
	for _, row := range rows[1:] {
		list = append(list, sentence{row[0], row[1], row[2]})
	}
	return list
}

// rulesOf returns the rules under which a sentence falls, each once.
func rulesOf(s sentence) []string {
	var found []string
	for _, h := range New(nil).Check(s.text, places[s.place]) {
		if !slices.Contains(found, h.Rule) {
			found = append(found, h.Rule)
		}
	}
	return found
}

// TestLabelled holds that of the findings at least 95 % are right, and that at least 90 % of what is to be found is.
func TestLabelled(t *testing.T) {
	var right, wrong, missed int
	byRule := map[string][3]int{}
	for _, s := range labelled(t) {
		found := rulesOf(s)
		for _, rule := range found {
			n := byRule[rule]
			if rule == s.rule {
				right++
				n[0]++
			} else {
				wrong++
				n[1]++
				t.Logf("wrong: %s in a %s text: %q", rule, s.place, s.text)
			}
			byRule[rule] = n
		}
		if s.rule != "" && !slices.Contains(found, s.rule) {
			missed++
			n := byRule[s.rule]
			n[2]++
			byRule[s.rule] = n
			t.Logf("missed: %s in a %s text: %q", s.rule, s.place, s.text)
		}
	}
	precision, recall := float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
	t.Logf("%d right, %d wrong, %d missed: precision %.3f, recall %.3f", right, wrong, missed, precision, recall)
	for rule, n := range byRule {
		t.Logf("%-22s %3d right %2d wrong %2d missed", rule, n[0], n[1], n[2])
	}
	if precision < 0.95 || recall < 0.90 {
		t.Errorf("precision %.3f and recall %.3f, want 0.95 and 0.90", precision, recall)
	}
}
