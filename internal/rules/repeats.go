package rules

import (
	"cmp"
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/source"
)

// traits is what is kept of an incident for finding repeats.
type traits struct {
	at      time.Time
	until   time.Time // last day on which another incident can be a repeat of it
	shared  []trait
	related []string // ids of other reports, whatever the relation; not of one that is said to be no repeat without a reason
}

// trait is something that two incidents may have in common, and where it is written.
type trait struct {
	key string
	at  lint.Mark
}

// traitsOf collects the traits of an incident; near misses and exercises have none.
func traitsOf(p *lint.Pass, shared []trait) (lint.Fact[traits], bool) {
	r := p.Report
	at, dated := r.Occurred()
	if !isIncident(r) || !dated {
		shared = nil // the report is there, and may be named
	}
	f := lint.Fact[traits]{Mark: p.Mark(source.Span{}), Value: traits{at: at, until: p.Policy.RepeatUntil(at), shared: shared}}
	for _, o := range r.Related {
		if o.Relation.Value != "not-a-repeat" || !o.Reason.Empty() {
			f.Value.related = append(f.Value.related, o.ID.Value)
		}
	}
	return f, true
}

// hasTrait reports whether a trait of that key is in the list.
func hasTrait(list []trait, key string) bool {
	return slices.ContainsFunc(list, func(t trait) bool { return t.key == key })
}

// traitAt returns where an incident has a trait.
func traitAt(f *lint.Fact[traits], key string) lint.Mark {
	for _, t := range f.Value.shared {
		if t.key == key {
			return t.at
		}
	}
	return f.Mark
}

// eachRepeat calls f for each trait that an incident shares with one of the months before it, when neither of the two
// reports names the other. earlier is the nearest of those that share it. An incident that is related to any of them,
// or to one that names it, has its answer: of a series, each need not name all. So has one that is related to a report
// that cannot be read: nobody knows what that says.
func eachRepeat(facts []lint.Fact[traits], f func(later, earlier *lint.Fact[traits], t trait)) {
	order := make([]*lint.Fact[traits], 0, len(facts))
	named := map[string][]*lint.Fact[traits]{} // id -> the reports that name it
	byID := map[string]*lint.Fact[traits]{}
	for i := range facts {
		order = append(order, &facts[i])
		byID[facts[i].Report] = &facts[i]
		for _, id := range facts[i].Value.related {
			named[id] = append(named[id], &facts[i])
		}
	}
	slices.SortStableFunc(order, func(a, b *lint.Fact[traits]) int {
		return cmp.Or(a.Value.at.Compare(b.Value.at), cmp.Compare(a.Report, b.Report))
	})
	last := map[string]*lint.Fact[traits]{} // trait -> the latest incident so far
	for _, later := range order {
		day := later.Value.at.UTC().Truncate(24 * time.Hour)
		for _, t := range later.Value.shared {
			earlier, ok := last[t.key]
			if !ok || earlier.Report == later.Report || day.After(earlier.Value.until) {
				continue
			}
			argues := func(other *lint.Fact[traits]) bool {
				return other != later && hasTrait(other.Value.shared, t.key) && !other.Value.at.After(later.Value.at)
			}
			answers := func(id string) bool {
				other, readable := byID[id]
				return !readable || argues(other) || other != later && slices.Contains(other.Value.related, earlier.Report)
			}
			if !slices.ContainsFunc(later.Value.related, answers) && !slices.ContainsFunc(named[later.Report], argues) {
				f(later, earlier, t)
			}
		}
		for _, t := range later.Value.shared {
			last[t.key] = later
		}
	}
}

// rootTraits returns the categories of the root causes, each once.
func rootTraits(p *lint.Pass) []trait {
	var list []trait
	for i := range p.Report.Causes {
		c := &p.Report.Causes[i]
		if isRoot(c) && !c.Category.Empty() && !hasTrait(list, c.Category.Value) {
			list = append(list, trait{c.Category.Value, p.Mark(c.Category.Span)})
		}
	}
	return list
}

// controlTraits returns the controls that failed or were missing, each once.
func controlTraits(p *lint.Pass) []trait {
	var list []trait
	for _, c := range p.Report.Controls {
		if v := c.Verdict.Value; (v == "failed" || v == "missing") && !c.Ref.Empty() && !hasTrait(list, c.Ref.Value) {
			list = append(list, trait{c.Ref.Value, p.Mark(c.Ref.Span)})
		}
	}
	return list
}
