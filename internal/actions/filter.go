package actions

import (
	"slices"
	"strings"
	"time"
)

// Filter selects records. Each field that is set must hold; of several words in a field one is enough.
type Filter struct {
	Owners     []string // handles with or without @, whatever the case; NoOwner for actions without owner
	States     []string // StateWords
	Priorities []string
	Kinds      []string
	Severities []string  // ids of the policy
	Services   []string  // whatever the case
	Reports    []string  // report ids, action ids, or the beginnings of them
	DueAfter   time.Time // that day included; an action without due date is not selected
	DueBefore  time.Time // that day included; an action without due date is not selected
}

// NoOwner is the word for actions that have no owner.
const NoOwner = "none"

// Select returns the records that the filter lets through, in their order.
func (f *Filter) Select(records []Record) []Record {
	kept := make([]Record, 0, len(records))
	for i := range records {
		if f.match(&records[i]) {
			kept = append(kept, records[i])
		}
	}
	return kept
}

// AnyState returns the filter without its States.
func (f *Filter) AnyState() *Filter {
	all := *f
	all.States = nil
	return &all
}

func (f *Filter) match(r *Record) bool {
	return anyOf(f.Owners, func(w string) bool { return handle(w) == handle(r.Owner) || w == NoOwner && handle(r.Owner) == "" }) &&
		anyOf(f.States, r.Is) &&
		anyOf(f.Priorities, func(w string) bool { return w == r.Priority }) &&
		anyOf(f.Kinds, func(w string) bool { return w == r.Kind }) &&
		anyOf(f.Severities, func(w string) bool { return w == r.Severity }) &&
		anyOf(f.Services, func(w string) bool {
			return slices.ContainsFunc(r.Services, func(s string) bool { return strings.EqualFold(s, w) })
		}) &&
		anyOf(f.Reports, func(w string) bool { return strings.HasPrefix(r.ID, w) }) &&
		(f.DueAfter.IsZero() || !r.Due.IsZero() && !r.Due.Before(f.DueAfter)) &&
		(f.DueBefore.IsZero() || !r.Due.IsZero() && !r.Due.After(f.DueBefore))
}

// anyOf reports whether one of the words holds, or there are none.
func anyOf(words []string, holds func(string) bool) bool {
	return len(words) == 0 || slices.ContainsFunc(words, holds)
}
