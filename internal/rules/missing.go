package rules

import (
	"slices"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// missing reports whether nothing is written where t stands. A value that the reader has refused is there:
// that is a finding already.
func missing(r *report.Report, t field.Text) bool {
	if !t.Empty() {
		return false
	}
	for _, problem := range r.Problems {
		if t.Present() && problem.Span.Start == t.Span.Start {
			return false
		}
	}
	return true
}

// refused reports whether the reader has refused something below a top-level key. A list that is empty for
// that reason is not missing.
func refused(r *report.Report, key string) bool {
	_, block, ok := r.Key(key)
	return ok && slices.ContainsFunc(r.Problems, func(problem diag.Problem) bool {
		return problem.Rule == field.RuleWrongType && block.Start <= problem.Span.Start && problem.Span.Start < block.End
	})
}

// place returns where to report something missing below a top-level key: at the key, or at the opening
// delimiter when the file does not have it.
func place(r *report.Report, key string) source.Span {
	if at, _, ok := r.Key(key); ok {
		return at
	}
	return r.Opening()
}

// isWord reports whether a value is a word of its list. The reader reports one that is not.
func isWord(t field.Text, words field.Words) bool { return slices.Contains(words.List, t.Value) }
