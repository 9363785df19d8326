// Package edit changes the bytes of a file that must change and no others; it knows nothing of what they mean.
package edit

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"github.com/pir-cli/pir/internal/diag"
)

// Apply returns b with every edit made; b itself stays as it is. The same edit twice counts once. Edits that
// overlap, that insert at one place, or that lie outside b are refused, because their order would matter.
func Apply(b []byte, edits []diag.Edit) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(len(b))
	done := 0
	edits = ordered(edits)
	for i, e := range edits {
		if e.Span.Start < 0 || e.Span.Start > e.Span.End || e.Span.End > len(b) {
			return nil, fmt.Errorf("edit bytes %d to %d: the file has only %d", e.Span.Start, e.Span.End, len(b))
		}
		if i > 0 && clash(edits[i-1], e) {
			return nil, fmt.Errorf("edit bytes %d to %d: another edit changes them too", e.Span.Start, e.Span.End)
		}
		out.Write(b[done:e.Span.Start])
		out.WriteString(e.New)
		done = e.Span.End
	}
	out.Write(b[done:])
	return out.Bytes(), nil
}

// Choose returns the edits of as many fixes as can be made at once, in the order given: a fix is made whole
// or not at all, and one that clashes with an earlier one is left for another time.
func Choose(fixes [][]diag.Edit) []diag.Edit {
	var chosen []diag.Edit
	for _, fix := range fixes {
		all := ordered(slices.Concat(chosen, fix))
		fits := true
		for i := 1; i < len(all); i++ {
			fits = fits && !clash(all[i-1], all[i])
		}
		if fits {
			chosen = all
		}
	}
	return chosen
}

// ordered returns the edits by their place, each once.
func ordered(edits []diag.Edit) []diag.Edit {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b diag.Edit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), cmp.Compare(a.New, b.New))
	})
	return slices.Compact(edits)
}

// clash reports whether b, which does not start before a, changes what a changes, or starts where a does.
func clash(a, b diag.Edit) bool {
	return b.Span.Start < a.Span.End || b.Span.Start == a.Span.Start
}
