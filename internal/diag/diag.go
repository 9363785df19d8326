// Package diag holds what was found in a file: which rule, where, how bad, and what to do about it.
package diag

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/pir-cli/pir/internal/source"
)

// Severity says how much a finding matters. The order is Off < Info < Warning < Error.
type Severity int

// The severities of a finding. Off is the level of a rule that does not run; no finding carries it.
const (
	Off Severity = iota
	Info
	Warning
	Error
)

// String returns the severity as it is written in pir.yaml, in flags and in JSON.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	case Info:
		return "info"
	default:
		return "off"
	}
}

// ParseSeverity returns the severity of that name, or false for a word that is none.
func ParseSeverity(name string) (Severity, bool) {
	for s := Off; s <= Error; s++ {
		if s.String() == name {
			return s, true
		}
	}
	return Off, false
}

// Problem is something wrong at a span of one file, before the policy gives it a severity.
type Problem struct {
	Rule    string
	Span    source.Span
	Message string // what is wrong and what to write instead, without a final period
	Fix     []Edit // what to change in the file, where there is one right answer; else nil
}

// Edit replaces the bytes of a span by a new text.
type Edit struct {
	Span  source.Span
	New   string
	Range source.Range // the span as positions, once it stands in a Diagnostic
}

// Diagnostic is a finding as it is reported. It needs neither the file nor the report any more, so that
// a run over many files keeps only what it found.
type Diagnostic struct {
	Rule     string
	Severity Severity
	Message  string
	File     string
	Range    source.Range
	Report   string // id of the report, "" when the file is none
	Excerpt  string // the source line of Range.Start
	Reason   string // why the finding is suppressed; "" for one that counts

	Also []Diagnostic // the same finding as it is told in another report that takes part, for a rule that compares reports
	Fix  []Edit       // what to change in File, as it was when this was found; nil where a person must decide
}

// At resolves a span of f into a diagnostic without rule, severity and message.
func At(f *source.File, s source.Span) Diagnostic {
	r := f.Range(s)
	return Diagnostic{File: f.Path, Range: r, Excerpt: f.Line(r.Start.Line)}
}

// Sort orders diagnostics by file, place, rule and message, and drops exact repetitions.
func Sort(ds []Diagnostic) []Diagnostic {
	slices.SortFunc(ds, compare)
	return slices.CompactFunc(ds, func(a, b Diagnostic) bool { return compare(a, b) == 0 })
}

func compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Range.Start.Line, b.Range.Start.Line),
		cmp.Compare(a.Range.Start.Column, b.Range.Start.Column),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Message, b.Message),
		cmp.Compare(b.Severity, a.Severity),
	)
}

// String returns "file:line:column: severity: message [rule]", the form that editors and terminals link.
func (d Diagnostic) String() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s [%s]", d.File, d.Range.Start.Line, d.Range.Start.Column, d.Severity, d.Message, d.Rule)
}
