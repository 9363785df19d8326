// Package field reads YAML into typed values that know where they stand in their file, by tables of
// fields that say once what a key is called, what it means and where its value goes.
//
// It is the only package that sees YAML nodes. A value that cannot be read becomes a diag.Problem and
// stays zero; reading never stops at the first one.
package field

import (
	"time"

	"github.com/pir-cli/pir/internal/source"
)

// The names of the rules under which this package reports.
const (
	RuleSyntax       = "front-matter-syntax"
	RuleDuplicateKey = "duplicate-key"
	RuleUnknownField = "unknown-field"
	RuleWrongType    = "wrong-type"
	RuleInvalidValue = "invalid-value"
	RuleSecondDoc    = "second-document"
)

// Unknown is the word for a value that a person cannot know; it is legal wherever a time, date or number is.
const Unknown = "unknown"

// Text is a scalar as it was written. Present tells a key that is there (perhaps empty) from one that is not.
type Text struct {
	Value string
	Span  source.Span
}

// Present reports whether the key is in the file.
func (t Text) Present() bool { return t.Span.Present() }

// Empty reports whether there is no value: the key is missing, or nothing but null or "" stands behind it.
func (t Text) Empty() bool { return t.Value == "" }

// Number is a number, such as an amount or a count.
type Number struct {
	Text
	Known bool    // Value could be read as a number; false for unknown
	Num   float64 // meaningful when Known
}

// Date is a calendar day.
type Date struct {
	Text
	Known bool      // false when missing, unknown or unreadable
	Day   time.Time // midnight UTC of that day when Known
}

// Precision says how much of a point in time is known.
type Precision int

// The precisions of a Time. Only Exact times measure intervals.
const (
	Missing   Precision = iota // the key is not there, or its value is unreadable (a Problem then says so)
	Unclear                    // `unknown`
	Day                        // a date without a time of day; At is its midnight in the zone
	Floating                   // a local time whose zone nobody states; At is that wall time read as UTC
	Ambiguous                  // a local time that exists twice, when clocks go back; At is the earlier one
	Skipped                    // a local time that does not exist, when clocks go forward; At is that time with the offset before the switch
	Exact                      // a point in time
)

// Time is a point in time.
type Time struct {
	Text
	Precision Precision
	At        time.Time // in UTC for Exact, Ambiguous, Skipped; zero for Missing and Unclear
}

// Known reports whether the time is a point in time that can be compared and measured.
func (t Time) Known() bool { return t.Precision == Exact }

// Words is a closed vocabulary: the words as they are written in JSON, and other spellings that are read as one of them.
type Words struct {
	List    []string
	Aliases map[string]string // lower-case spelling with hyphens -> a word of List
}
