package compare

import (
	"slices"

	"github.com/pir-cli/pir/internal/diag"
)

// Findings returns the findings that only the second state has, and those that only the first has, each in its
// order. A finding is the same when its rule, file and line of text are, or its rule, file and message: whoever
// edits a faulty line and leaves the fault has neither mended nor added one. renamed says what a file of the
// first state is called in the second.
func Findings(before, after []diag.Diagnostic, renamed map[string]string) (added, removed []diag.Diagnostic) {
	then := make([]diag.Diagnostic, 0, len(before))
	for _, d := range before {
		if now, ok := renamed[d.File]; ok {
			d.File = now
		}
		then = append(then, d)
	}
	added, removed = unmatched(then, after, diag.Fingerprints)
	return unmatched(removed, added, func(ds []diag.Diagnostic) []string {
		keys := make([]string, 0, len(ds))
		for _, d := range ds {
			keys = append(keys, d.Rule+"\x00"+d.File+"\x00"+d.Message)
		}
		return keys
	})
}

// unmatched returns what remains of both lists when every finding is taken away together with one of the same key.
func unmatched(before, after []diag.Diagnostic, keys func([]diag.Diagnostic) []string) (added, removed []diag.Diagnostic) {
	open := map[string]int{}
	for _, k := range keys(before) {
		open[k]++
	}
	for i, k := range keys(after) {
		if open[k] > 0 {
			open[k]--
		} else {
			added = append(added, after[i])
		}
	}
	// Of findings alike, the first are matched and the last remain.
	kept := keys(before)
	for i, b := range slices.Backward(before) {
		if open[kept[i]] > 0 {
			open[kept[i]]--
			removed = append(removed, b)
		}
	}
	slices.Reverse(removed)
	return added, removed
}
