package compare

import (
	"cmp"
	"slices"
	"time"
)

// Change is one field of one item that differs. A field that is a list gives one change for each value that
// came, with an empty From, and one for each that went, with an empty To.
type Change struct {
	Kind  Kind
	ID    string // of the item within its report: A1, C1, iso27001:A.8.4, a heading; "" for the report itself
	Title string // of the item as it is now, or as it was when it is gone
	Field string // Added or Removed when the item itself came or went
	From  string // of an item that went: owner, category, verdict and the like
	To    string // of an item that came: the same
	Slip  *Slip  // for a due date that moved to a later day, when the history knows it
}

// The fields of a change by which an item came or went.
const (
	Added   = "added"
	Removed = "removed"
)

// Slip says which time it is that a due date moved to a later day.
type Slip struct {
	Times    int       // this one included
	Original time.Time // the first due date ever set, midnight UTC; zero when the history does not know it
}

// Postpones reports whether a due date moved to a later day.
func (c Change) Postpones() bool {
	from, err := time.Parse(time.DateOnly, c.From)
	if c.Kind != Action || c.Field != "due" || err != nil {
		return false
	}
	to, err := time.Parse(time.DateOnly, c.To)
	return err == nil && to.After(from)
}

// Status says what happened to a report as a whole.
type Status string

// What can happen to a report.
const (
	Came    Status = "added"
	Went    Status = "removed"
	Renamed Status = "renamed" // its fields may have changed as well
	Changed Status = "changed"
	Broken  Status = "unreadable" // it could be read before, and cannot be any more
)

// Difference is one report that differs.
type Difference struct {
	Report  Facts // as it is now, or as it was when it went
	Status  Status
	From    string // the id that it had, when it was renamed
	Changes []Change
	Causes  int // number of causes of a report that came
	Actions int // number of actions of a report that came
}

// File is one file that differs: its name before and after, "" where it is not there.
type File struct{ Before, After string }

// Reports returns what differs in meaning between two states of the reports in files, by id. A report whose
// bytes changed and whose meaning did not is left out, and so is a file that cannot be read as one.
func Reports(files []File, before, after []Facts) []Difference {
	old, now := byFile(before), byFile(after)
	var all []Difference
	for _, f := range files {
		was, had := old[f.Before]
		is, has := now[f.After]
		if had && has && is.Unread && !was.Unread {
			all = append(all, Difference{Report: is, Status: Broken})
			continue
		}
		had, has = had && !was.Unread, has && !is.Unread
		switch {
		case had && has:
			d := Difference{Report: is, Status: Changed, Changes: changes(was.items, is.items)}
			if was.ID != is.ID {
				d.Status, d.From = Renamed, was.ID
			}
			if len(d.Changes) > 0 || d.Status == Renamed {
				all = append(all, d)
			}
		case has:
			all = append(all, Difference{Report: is, Status: Came, Causes: is.count(Cause), Actions: is.count(Action)})
		case had:
			all = append(all, Difference{Report: was, Status: Went})
		}
	}
	slices.SortFunc(all, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(a.Report.ID, b.Report.ID), cmp.Compare(a.Report.File, b.Report.File))
	})
	return all
}

func byFile(all []Facts) map[string]Facts {
	files := make(map[string]Facts, len(all))
	for _, f := range all {
		files[f.File] = f
	}
	return files
}

// count returns the number of items of a kind.
func (f *Facts) count(k Kind) int {
	n := 0
	for _, i := range f.items {
		if i.kind == k {
			n++
		}
	}
	return n
}

// changes compares the items of a report in the order in which they stand now; those that went come last
// within their kind.
func changes(before, after []item) []Change {
	var all []Change
	for _, kind := range []Kind{Report, Action, Cause, Control, Approval, Section} {
		old, now := ofKind(before, kind), ofKind(after, kind)
		for _, i := range now {
			if was, ok := find(old, i.id); ok {
				all = append(all, fields(was, i)...)
			} else {
				all = append(all, Change{Kind: kind, ID: i.id, Title: i.title, Field: Added, To: i.about})
			}
		}
		for _, i := range old {
			if _, ok := find(now, i.id); !ok {
				all = append(all, Change{Kind: kind, ID: i.id, Title: i.title, Field: Removed, From: i.about})
			}
		}
	}
	return all
}

func ofKind(items []item, k Kind) []item {
	var some []item
	for _, i := range items {
		if i.kind == k {
			some = append(some, i)
		}
	}
	return some
}

// find returns the first item of that id.
func find(items []item, id string) (item, bool) {
	i := slices.IndexFunc(items, func(o item) bool { return o.id == id })
	if i < 0 {
		return item{}, false
	}
	return items[i], true
}

// fields compares two states of one item. Both have the same fields in the same order.
func fields(was, is item) []Change {
	var all []Change
	for i, f := range is.fields {
		old := was.fields[i].values
		change := Change{Kind: is.kind, ID: is.id, Title: is.title, Field: f.name}
		if len(old) <= 1 && len(f.values) <= 1 {
			change.From, change.To = first(old), first(f.values)
			if change.From != change.To {
				all = append(all, change)
			}
			continue
		}
		for _, v := range f.values {
			if !slices.Contains(old, v) {
				change.From, change.To = "", v
				all = append(all, change)
			}
		}
		for _, v := range old {
			if !slices.Contains(f.values, v) {
				change.From, change.To = v, ""
				all = append(all, change)
			}
		}
	}
	return all
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}
