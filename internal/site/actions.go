package site

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/actions"
)

// actionView is an action as a row or an item.
type actionView struct {
	Ref                              ref
	ID, Words                        string
	State                            state
	Rank                             int
	Due, Late, Owner, Priority, Kind string
	Slips                            string
}

type ownerView struct {
	Name, Anchor string
	Actions      []actionView
}

func (b *builder) actions() ([]Page, error) {
	list := actions.Listing{AsOf: b.AsOf, Records: slices.Clone(b.Records)}
	actions.Sort(list.Records, "")
	rows := make([]actionView, 0, len(list.Records))
	for i := range list.Records {
		v := b.actionView("", &list.Records[i])
		v.Rank = i
		rows = append(rows, v)
	}
	sum := list.Summary()
	lead := fmt.Sprintf("%s on %s: %d to do (%d overdue, %d due soon, %d blocked), %d done and not verified, %d verified, %d declined.",
		count(sum.Total, "action"), isoDay(b.AsOf), sum.Open, sum.Overdue, sum.DueSoon, sum.Blocked, sum.Done, sum.Verified, sum.Declined)
	if !slices.ContainsFunc(list.Records, func(r actions.Record) bool { return r.Past != nil }) && sum.Total > 0 {
		lead += " How often a due date slipped is in the git history, which was not read."
	}
	return b.one("actions.html", "actions", frame{Title: "Corrective actions", AsOf: isoDay(b.AsOf), Page: map[string]any{"Lead": lead, "Rows": rows, "Owners": b.owners(list.Records), "Redacted": b.Left.Redacted}})
}

// leftOver reports whether an action is still to be done, or to be verified.
func leftOver(r *actions.Record) bool { return r.Left() || r.Status == actions.Done }

// owners puts what is left to do or to verify under the names of those who can be asked.
func (b *builder) owners(records []actions.Record) []ownerView {
	left := slices.DeleteFunc(slices.Clone(records), func(r actions.Record) bool { return !leftOver(&r) })
	groups := actions.GroupBy(left, "owner", b.Policy)
	owners := make([]ownerView, 0, len(groups))
	for _, g := range groups {
		o := ownerView{Name: text(g.Key), Anchor: ownerAnchor(g.Key)}
		if o.Name == "" {
			o = ownerView{Name: "Without an owner", Anchor: "owner"}
		}
		for i := range g.Records {
			o.Actions = append(o.Actions, b.actionView("", &g.Records[i]))
		}
		owners = append(owners, o)
	}
	return owners
}

func (b *builder) actionView(root string, r *actions.Record) actionView {
	v := actionView{
		Ref: b.toAction(root, r.ID), ID: text(r.ID), State: stateOf(r), Due: isoDay(r.Due),
		Owner: text(r.Owner), Priority: text(r.Priority), Kind: text(r.Kind),
	}
	v.Words = strings.ReplaceAll(string(r.State), "-", " ")
	if r.Left() && r.State != actions.Open {
		v.Words += "\x1fopen" // as `pir actions --state open` has it: everything that is not yet done
	}
	if r.DaysOverdue > 0 {
		v.Late = count(r.DaysOverdue, "day")
	}
	if n := r.Slips(); n != nil && *n > 0 {
		v.Slips = strconv.Itoa(*n)
		if first, ok := r.OriginalDue(); ok {
			v.Slips += ", first due " + isoDay(first)
		}
	}
	return v
}
