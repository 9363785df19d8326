package rules

import (
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
)

// dated reports whether a time names a day at least.
func dated(t field.Time) bool {
	switch t.Precision {
	case field.Missing, field.Unclear:
		return false
	case field.Day, field.Floating, field.Ambiguous, field.Skipped, field.Exact:
		return true
	}
	return false
}

// clocked reports whether a time can be put in order: an exact one, or a local one among others of its kind.
func clocked(t field.Time) bool { return t.Precision == field.Exact || t.Precision == field.Floating }

// after reports whether a is known to be later than b. Times of different precision have no order.
func after(a, b field.Time) bool {
	return clocked(a) && a.Precision == b.Precision && a.At.After(b.At)
}

// plausible tells for each timeline entry whether its date can be right: there is one, it is no outlier
// and no slip. A date that is wrong is one finding and takes no part in comparisons.
func plausible(r *report.Report) []bool {
	ok := make([]bool, len(r.Timeline))
	near, anchored := anchor(r)
	for i := range r.Timeline {
		at := &r.Timeline[i].At
		if !dated(*at) || impossible(at.At) || anchored && near.outlies(at.At, outlierYears) {
			continue
		}
		_, slipped := slip(r, i)
		ok[i] = !slipped
	}
	return ok
}

// ordered tells for each timeline entry whether it takes part in the order of the timeline: its date is
// plausible, its time exact, and its milestone not in the wrong place, which is a finding of its own.
func ordered(r *report.Report) []bool {
	ok := plausible(r)
	for _, m := range misplaced(r, ok) {
		ok[m.entry] = false
	}
	for i := range r.Timeline {
		ok[i] = ok[i] && clocked(r.Timeline[i].At)
	}
	return ok
}
