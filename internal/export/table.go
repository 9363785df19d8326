// Package export turns reports into flat tables, so that a database can take over where a folder of files ends. What it
// counts is what `pir trends` and `pir actions` count.
package export

import (
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
)

// Kind is what a column holds.
type Kind int

// The kinds of columns, with the type of a cell. Every cell may be nil: not there, or not known.
const (
	Text   Kind = iota // string, never empty
	Texts              // []string, never nil: a list that is not there is empty
	Number             // float64, finite
	Count              // int
	Day                // time.Time, midnight UTC of a calendar day
	Moment             // time.Time in UTC
	Flag               // bool
)

// String returns the word for a kind, as the documents have it.
func (k Kind) String() string {
	return [...]string{"text", "list of texts", "number", "whole number", "date", "timestamp in UTC", "true or false"}[k]
}

// Column is one column of a table.
type Column struct {
	Name string // in snake case; it keeps its meaning
	Kind Kind
	Doc  string
}

// Table is a flat table.
type Table struct {
	Name    string
	Doc     string // what a row is
	Columns []Column
	Rows    [][]any // cells as the kind of their column says
}

// column is a column of a table that is made from Ts.
type column[T any] struct {
	Column
	of func(T) any
}

// columns joins columns, some of which come in groups.
func columns[T any](groups ...[]column[T]) []column[T] {
	var all []column[T]
	for _, g := range groups {
		all = append(all, g...)
	}
	return all
}

// heads returns the columns without the functions that fill them.
func heads[T any](list []column[T]) []Column {
	out := make([]Column, 0, len(list))
	for _, c := range list {
		out = append(out, c.Column)
	}
	return out
}

// row fills the cells of one row.
func row[T any](list []column[T], v T) []any {
	cells := make([]any, 0, len(list))
	for _, c := range list {
		cells = append(cells, c.of(v))
	}
	return cells
}

func text[T any](name, doc string, of func(T) string) []column[T] {
	return []column[T]{{Column{name, Text, doc}, func(v T) any { return textCell(of(v)) }}}
}

func texts[T any](name, doc string, of func(T) []string) []column[T] {
	return []column[T]{{Column{name, Texts, doc}, func(v T) any { return append([]string{}, of(v)...) }}}
}

func count[T any](name, doc string, of func(T) int) []column[T] {
	return []column[T]{{Column{name, Count, doc}, func(v T) any { return of(v) }}}
}

func flag[T any](name, doc string, of func(T) bool) []column[T] {
	return []column[T]{{Column{name, Flag, doc}, func(v T) any { return of(v) }}}
}

// number makes two columns: the number, and whether it is written as unknown.
func number[T any](name, doc string, of func(T) field.Number) []column[T] {
	return []column[T]{
		{Column{name, Number, doc}, func(v T) any {
			if n := of(v); n.Known {
				return n.Num
			}
			return nil
		}},
		unknown(name, func(v T) bool { return unclear(of(v).Text) }),
	}
}

// date makes two columns: the day, and whether it is written as unknown.
func date[T any](name, doc string, of func(T) field.Date) []column[T] {
	return []column[T]{
		{Column{name, Day, doc}, func(v T) any {
			if d := of(v); d.Known {
				return d.Day
			}
			return nil
		}},
		unknown(name, func(v T) bool { return unclear(of(v).Text) }),
	}
}

// day makes a column of a day that has no other state than known.
func day[T any](name, doc string, of func(T) time.Time) []column[T] {
	return []column[T]{{Column{name, Day, doc}, func(v T) any { return dayCell(of(v)) }}}
}

// moment makes three columns: the point in time, how it is written, and whether it is named and not exactly known.
func moment[T any](name, doc string, of func(T) field.Time) []column[T] {
	return []column[T]{
		{Column{name, Moment, doc}, func(v T) any {
			if t := of(v); t.Known() {
				return t.At.UTC()
			}
			return nil
		}},
		{Column{name + "_written", Text, "the same as the report writes it, with its offset"}, func(v T) any { return textCell(of(v).Value) }},
		unknown(name, func(v T) bool { t := of(v); return !t.Empty() && !t.Known() }),
	}
}

// unknown is the column that tells an unknown value from one that nobody stated.
func unknown[T any](name string, of func(T) bool) column[T] {
	return column[T]{Column{name + "_unknown", Flag, "true: `" + name + "` is stated as unknown, or not exactly"}, func(v T) any { return of(v) }}
}

// unclear reports whether a value is there that says nothing exact: the word unknown, or something that cannot be read.
// It is asked of values that are not known.
func unclear(t field.Text) bool { return field.Fold(t.Value) == field.Unknown }

func textCell(s string) any {
	if s = strings.TrimSpace(s); s != "" {
		return s
	}
	return nil
}

func dayCell(d time.Time) any {
	if d.IsZero() {
		return nil
	}
	return d
}

func values(list []field.Text) []string {
	out := make([]string, 0, len(list))
	for _, t := range list {
		if s := strings.TrimSpace(t.Value); s != "" {
			out = append(out, s)
		}
	}
	return out
}
