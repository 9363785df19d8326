package actions

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// Listing is what `pir actions` shows: the selected actions in their order.
type Listing struct {
	AsOf      time.Time // midnight UTC of the day
	Records   []Record  // each once
	GroupedBy string    // one of GroupWords, or ""
	Groups    []Group   // the same records under headings; empty when GroupedBy is ""

	// Statistics are those of all actions that match the filter, whatever their state: of open actions alone
	// nothing was ever on time.
	Statistics Statistics
}

// Group is the records that share a value. An action of several services stands in the group of each.
type Group struct {
	Key     string // "" for the records that have no value
	Records []Record
}

// Summary counts actions. Total = Open + Done + Verified + Declined; Overdue, DueSoon and Blocked are parts
// of Open, and a blocked action may be overdue as well.
type Summary struct {
	Total    int
	Open     int // not yet done: open, in progress, blocked, due soon or overdue
	Overdue  int
	DueSoon  int
	Blocked  int // status blocked, overdue or not
	Done     int // done, and not verified
	Verified int
	Declined int
}

// Summary counts the listed actions.
func (l *Listing) Summary() Summary {
	s := Summary{Total: len(l.Records)}
	for i := range l.Records {
		r := &l.Records[i]
		switch r.Status {
		case Done:
			s.Done++
		case Verified:
			s.Verified++
		case Declined:
			s.Declined++
		case Open, InProgress, Blocked, Overdue, DueSoon:
			s.Open++
		}
		if r.Status == Blocked {
			s.Blocked++
		}
		switch r.State {
		case Overdue:
			s.Overdue++
		case DueSoon:
			s.DueSoon++
		case Open, InProgress, Blocked, Done, Verified, Declined:
		}
	}
	return s
}

// SortWords are the words that Sort takes, besides "" for the order of urgency.
func SortWords() []string { return []string{"due", "priority", "owner", "state", "report"} }

// Sort orders records by one of SortWords. Ties, and the order of urgency, go: overdue first, the longest
// overdue on top; then what is left to do by due date; then done, verified and declined; then the id.
// Values that are missing come last.
func Sort(records []Record, by string) {
	slices.SortStableFunc(records, func(a, b Record) int {
		first := 0
		switch by {
		case "due":
			first = compareDays(a.Due, b.Due)
		case "priority":
			first = compareWords(a.Priority, b.Priority)
		case "owner":
			first = compareWords(handle(a.Owner), handle(b.Owner))
		case "state":
			first = cmp.Compare(stateRank(a.State), stateRank(b.State))
		case "report":
			first = cmp.Compare(a.Report, b.Report)
		}
		return cmp.Or(first, cmp.Compare(urgency(a.State), urgency(b.State)), compareDays(a.Due, b.Due),
			cmp.Compare(a.ID, b.ID), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
}

// urgency ranks what has to be done before what is finished.
func urgency(s State) int {
	switch s {
	case Overdue:
		return 0
	case Done:
		return 2
	case Verified:
		return 3
	case Declined:
		return 4
	case DueSoon, Blocked, InProgress, Open:
	}
	return 1
}

func stateRank(s State) int {
	return slices.Index([]State{Overdue, DueSoon, Blocked, InProgress, Open, Done, Verified, Declined}, s)
}

func compareDays(a, b time.Time) int {
	if a.IsZero() != b.IsZero() {
		return last(a.IsZero())
	}
	return a.Compare(b)
}

func compareWords(a, b string) int {
	if (a == "") != (b == "") {
		return last(a == "")
	}
	return cmp.Compare(a, b)
}

func last(missing bool) int {
	if missing {
		return 1
	}
	return -1
}

// GroupWords are the words that GroupBy takes.
func GroupWords() []string {
	return []string{"owner", "state", "priority", "kind", "severity", "report", "service"}
}

// GroupBy puts records under headings by one of GroupWords, in the order of the records within a group.
// Severities stand worst first, states most urgent first, all else by name; no value comes last.
func GroupBy(records []Record, by string, pol *policy.Policy) []Group {
	byKey := map[string]*Group{}
	for _, r := range records {
		for _, key := range groupKeys(&r, by) {
			id := key
			if by == "owner" {
				id = handle(key)
			}
			g := byKey[id]
			if g == nil {
				g = &Group{Key: key}
				byKey[id] = g
			}
			g.Records = append(g.Records, r)
		}
	}
	rank := func(string) int { return 0 }
	switch by {
	case "state":
		rank = func(s string) int { return stateRank(State(s)) }
	case "severity":
		rank = pol.Rank
	}
	ids := slices.SortedFunc(maps.Keys(byKey), func(a, b string) int {
		if (a == "") != (b == "") {
			return last(a == "")
		}
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
	})
	groups := make([]Group, 0, len(ids))
	for _, id := range ids {
		groups = append(groups, *byKey[id])
	}
	return groups
}

func groupKeys(r *Record, by string) []string {
	switch by {
	case "owner":
		return []string{r.Owner}
	case "state":
		return []string{string(r.State)}
	case "priority":
		return []string{r.Priority}
	case "kind":
		return []string{r.Kind}
	case "severity":
		return []string{r.Severity}
	case "service":
		if keys := slices.Compact(slices.Sorted(slices.Values(r.Services))); len(keys) > 0 {
			return keys
		}
		return []string{""}
	default:
		return []string{r.Report}
	}
}

// handle returns a handle as it is compared: without the @, in lower case.
func handle(s string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s), "@"))
}

// StateWords are the words by which Is selects.
func StateWords() []string {
	return append(slices.Clone(report.ActionStates.List), string(Overdue), string(DueSoon), Unverified)
}

// Unverified is the word for an action that is done and that nobody has verified.
const Unverified = "unverified"

// Is reports whether a word of StateWords holds: open for everything that is not yet done, unverified for
// what is done and not verified, and else a status or a state. A blocked action that is overdue is both.
func (r *Record) Is(word string) bool {
	switch word {
	case string(Open):
		return r.Left()
	case Unverified:
		return r.Status == Done
	default:
		return string(r.Status) == word || string(r.State) == word
	}
}
