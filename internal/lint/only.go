package lint

import (
	"slices"

	"github.com/pir-cli/pir/internal/diag"
)

// Only returns the findings in the selected files, and those of comparing rules in which a selected file takes part,
// each where it was found. files is the number of selected files that were checked.
func (r Result) Only(selected func(file string) bool, files int) Result {
	other := func(d diag.Diagnostic) bool {
		_, ok := toldIn(d, selected)
		return !ok && !selected(d.File)
	}
	r.Files = files
	r.Paths = slices.DeleteFunc(slices.Clone(r.Paths), func(file string) bool { return !selected(file) })
	r.Diagnostics = slices.DeleteFunc(slices.Clone(r.Diagnostics), other)
	r.Suppressed = slices.DeleteFunc(slices.Clone(r.Suppressed), other)
	return r
}

// Told returns the result with the findings of comparing rules that stand in a file which is not selected told in the
// selected one that takes part. A finding that counts in neither of the two does not count.
func (r Result) Told(selected func(file string) bool) Result {
	all := slices.Concat(r.Diagnostics, r.Suppressed)
	r.Diagnostics, r.Suppressed = nil, nil
	for _, d := range all {
		if other, ok := toldIn(d, selected); ok && !selected(d.File) {
			if d.Reason != "" {
				other.Reason = d.Reason
			}
			d = other
		}
		if d.Reason != "" {
			r.Suppressed = append(r.Suppressed, d)
		} else {
			r.Diagnostics = append(r.Diagnostics, d)
		}
	}
	r.Diagnostics, r.Suppressed = diag.Sort(r.Diagnostics), diag.Sort(r.Suppressed)
	return r
}

// toldIn returns a finding as it is told in the first selected file that takes part in it.
func toldIn(d diag.Diagnostic, selected func(string) bool) (diag.Diagnostic, bool) {
	i := slices.IndexFunc(d.Also, func(other diag.Diagnostic) bool { return other.Severity != diag.Off && selected(other.File) })
	if i < 0 {
		return diag.Diagnostic{}, false
	}
	return d.Also[i], true
}
