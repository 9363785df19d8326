package rules

import (
	"slices"

	"github.com/pir-cli/pir/internal/report"
)

// milestoneOrder says which milestones cannot come before which. Declared and aware are bound to nothing
// but the start: an incident may be declared before it is detected for sure, or long after it was contained.
var milestoneOrder = [...]struct {
	first string
	later []string
}{
	{"started", []string{"detected", "acknowledged", "declared", "aware", "contained", "eradicated", "resolved", "closed"}},
	{"detected", []string{"acknowledged", "contained", "resolved"}},
	{"contained", []string{"eradicated", "resolved"}},
	{"eradicated", []string{"closed"}},
	{"resolved", []string{"closed"}},
}

// conflict is a pair of timeline entries, by index, whose milestones stand in the wrong order of time.
type conflict struct{ first, later int }

// misplacement is an entry whose milestone cannot have come at its time.
type misplacement struct {
	entry  int
	others []int // the entries that say so
}

// misplaced returns the entries with a milestone at an impossible time. One wrong time can contradict all
// others; so the entry with the most contradictions is taken first, and with it all that it is part of. Of
// two that only contradict each other it is the one that should come later.
func misplaced(r *report.Report, usable []bool) []misplacement {
	var list []misplacement
	for open := conflicts(r, usable); len(open) > 0; {
		count := map[int]int{}
		for _, c := range open {
			count[c.first]++
			count[c.later]++
		}
		worst := open[0].later
		for _, c := range open {
			for _, i := range []int{c.later, c.first} {
				if count[i] > count[worst] {
					worst = i
				}
			}
		}
		m := misplacement{entry: worst}
		open = slices.DeleteFunc(open, func(c conflict) bool {
			switch worst {
			case c.first:
				m.others = append(m.others, c.later)
			case c.later:
				m.others = append(m.others, c.first)
			default:
				return false
			}
			return true
		})
		list = append(list, m)
	}
	return list
}

// conflicts returns the pairs of milestones in the wrong order; of a milestone that stands twice the first counts.
func conflicts(r *report.Report, usable []bool) []conflict {
	var list []conflict
	for _, rule := range milestoneOrder {
		first := milestoneEntry(r, rule.first)
		if first < 0 || !usable[first] {
			continue
		}
		for _, name := range rule.later {
			later := milestoneEntry(r, name)
			if later >= 0 && usable[later] && after(r.Timeline[first].At, r.Timeline[later].At) {
				list = append(list, conflict{first: first, later: later})
			}
		}
	}
	return list
}

// milestoneEntry returns the index of the first timeline entry with a milestone, or -1.
func milestoneEntry(r *report.Report, name string) int {
	for i := range r.Timeline { // an entry is too large to copy each
		if r.Timeline[i].Milestone.Value == name {
			return i
		}
	}
	return -1
}
