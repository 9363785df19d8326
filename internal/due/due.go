// Package due tells what is due or late on a calendar day: reviews, actions, decisions, notifications, and reports about
// all incidents. It knows no clock, no file and no history: the day and what was read are arguments.
//
// Days are midnight UTC of a calendar day; the zero time stands for a day that nobody can tell. What happened after
// the day that is asked about has not happened yet. The status of a report, its owners and its due dates are those of
// the file as it is now, because the files do not say when they became so.
package due

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// Question is what At answers.
type Question struct {
	AsOf   time.Time      // the day
	Moment time.Time      // point in time from which a deadline in hours is over; zero: it is over on the day after
	Zone   *time.Location // in which messages write points in time; nil: UTC. Days do not depend on it
	Ahead  int            // days before the due day from which an item is shown

	Policy  *policy.Policy
	People  *people.List // nil without the file
	Cases   []Case
	Records []Record // kept reports about all incidents

	Uncovered []Uncovered // incidents of the register that need a review and have no report; the caller compares them

	// LastTouched returns when an action was changed last, on AsOf or before, by its full id; false when the
	// history does not say. It is nil when no history was read: then nothing is stale.
	LastTouched func(actionID string) (time.Time, bool)
}

// Item is one thing to do.
type Item struct {
	Kind    string // name of a Kind
	ID      string // the report, the action as REPORT/A1, or the period of a report about all incidents
	Report  string // "" for reports about all incidents
	Title   string // of the report or the action
	Owner   string // handle of whom to ask; "" when nobody is named
	Message string // what is to be done, without a final period
	File    string // "" when there is none yet
	Line    int    // from 1; 0 without a file

	Due  time.Time // zero: nobody can tell, or there is no limit
	At   time.Time // point in time when the deadline counts in hours, else zero
	Days int       // days since Due when it is over, as a negative number the days until then; 0 without Due
	Late bool      // Due is over; an item without Due is not late

	Clock       *taxonomy.Clock // of a notification
	Assumptions []string        // what was assumed about the deadline of a notification

	part string // tells items of one kind and id apart
}

// Key returns what tells an item from all others, and stays the same from day to day.
func (i *Item) Key() string { return i.Kind + "\n" + i.ID + "\n" + i.part }

// List is everything that is due, late or coming, in the order of Kinds; of a kind the late items first, the longest
// late on top.
type List struct {
	AsOf  time.Time
	Items []Item
	Notes []string // what a reader has to know, each a sentence with its period
}

// Late reports whether an item of one of the kinds is late; without kinds, whether any is.
func (l *List) Late(kinds ...string) bool {
	return slices.ContainsFunc(l.Items, func(i Item) bool { return i.Late && (len(kinds) == 0 || slices.Contains(kinds, i.Kind)) })
}

// Of returns the items of one of the owners; handles are compared without their @ and whatever their case. The word
// NoOwner stands for items of nobody.
func (l *List) Of(owners []string) List {
	kept := *l
	kept.Items = slices.DeleteFunc(slices.Clone(l.Items), func(i Item) bool {
		return !slices.ContainsFunc(owners, func(o string) bool {
			return people.Bare(o) == people.Bare(i.Owner) || o == NoOwner && i.Owner == ""
		})
	})
	return kept
}

// NoOwner is the word for items of nobody.
const NoOwner = actions.NoOwner

// At returns what is due.
func At(q *Question) List {
	d := newDesk(q)
	l := List{AsOf: q.AsOf}
	rank := map[string]int{}
	for i, k := range Kinds() {
		rank[k.Name] = i
		l.Items = append(l.Items, k.find(d)...)
	}
	slices.SortStableFunc(l.Items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(rank[a.Kind], rank[b.Kind]), compareUrgency(&a, &b),
			cmp.Compare(a.ID, b.ID), cmp.Compare(a.part, b.part), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	l.Notes = d.notes(l.Items)
	return l
}

// compareUrgency puts what is late first, the longest late on top, and what has no due day last.
func compareUrgency(a, b *Item) int {
	if a.Due.IsZero() != b.Due.IsZero() {
		if a.Due.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(a.Due.Compare(b.Due), a.At.Compare(b.At))
}

// notes says what the list leaves out and what it takes for granted.
func (d *desk) notes(items []Item) []string {
	var notes []string
	if d.LastTouched == nil && d.Policy.Actions.StaleAfter > 0 && len(d.open) > 0 {
		notes = append(notes, "Stale actions are left out: when an action was last changed is in the git history, which was not read.")
	}
	laws := make([]string, 0, len(items))
	for _, i := range items {
		if i.Clock != nil {
			laws = append(laws, lawText(i.Clock))
		}
	}
	if len(laws) == 0 {
		return notes
	}
	notes = append(notes, "Deadlines of notifications are no legal advice. "+weekendText(d.Policy.Notifications.Weekends))
	slices.Sort(laws)
	return append(notes, slices.Compact(laws)...)
}

// lawText says where a deadline comes from and how that was checked.
func lawText(c *taxonomy.Clock) string {
	ref := c.Ref
	if ref == "" {
		ref = "no reference given"
	}
	text := c.Regime + ": " + ref + "; "
	switch c.Checked {
	case taxonomy.CheckedText:
		return text + "compared with the legal text."
	case taxonomy.CheckedOwn:
		return text + "as your pir.yaml says."
	default:
		return text + "not compared with the legal text."
	}
}

func weekendText(weekends string) string {
	if weekends == policy.WeekendsRoll {
		return "Those that fall on a weekend or holiday roll to the next working day where the law says so; that rule (Regulation 1182/71 Art. 3) was not compared with the legal text."
	}
	return "The earliest reading is taken: hours run from the event, and weekends and holidays move nothing."
}

// handleText names an owner in a sentence.
func handleText(owner string) string {
	if strings.TrimSpace(owner) == "" {
		return "nobody"
	}
	return owner
}
