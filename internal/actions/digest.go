package actions

import (
	"slices"
	"time"
)

// Digest is what one owner should know of the own actions on a day. Every action is in one list at most, in the
// order of the records.
type Digest struct {
	AsOf    time.Time
	Owner   string // as written in the first of the records
	Overdue []Record
	DueSoon []Record
	Blocked []Record // neither overdue nor due soon
	Verify  []Record // done, and nobody has checked that it works
	Later   int      // left to do besides these
}

// Digests returns one digest an owner, by handle, for the owners that have something to do. Actions without an
// owner are in none; unowned counts those that would be.
func Digests(records []Record, asOf time.Time) (digests []Digest, unowned int) {
	byOwner := map[string]int{}
	for i := range records {
		r := &records[i]
		key := handle(r.Owner)
		at, known := byOwner[key]
		if !known {
			at = len(digests)
			byOwner[key] = at
			digests = append(digests, Digest{AsOf: asOf, Owner: r.Owner})
		}
		digests[at].add(r)
	}
	if at, ok := byOwner[""]; ok {
		unowned = digests[at].len()
		digests = slices.Delete(digests, at, at+1)
	}
	digests = slices.DeleteFunc(digests, func(d Digest) bool { return d.len() == 0 })
	slices.SortFunc(digests, func(a, b Digest) int { return compareWords(handle(a.Owner), handle(b.Owner)) })
	return digests, unowned
}

func (d *Digest) add(r *Record) {
	switch {
	case r.State == Overdue:
		d.Overdue = append(d.Overdue, *r)
	case r.State == DueSoon:
		d.DueSoon = append(d.DueSoon, *r)
	case r.State == Blocked:
		d.Blocked = append(d.Blocked, *r)
	case r.Status == Done:
		d.Verify = append(d.Verify, *r)
	case r.Left():
		d.Later++
	}
}

// len returns how many actions the digest names.
func (d *Digest) len() int {
	return len(d.Overdue) + len(d.DueSoon) + len(d.Blocked) + len(d.Verify)
}
