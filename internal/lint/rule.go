// Package lint runs rules over reports: it gives findings their level, honours suppressions, and lets
// rules compare reports with each other. It knows what a rule is, and none of the rules.
package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// Rule is one check. Its name is stable: it stands in policies, suppressions and other people's scripts.
type Rule struct {
	Name     string
	Severity diag.Severity // the level unless the policy says otherwise
	Since    string        // version that brought it
	Page     string        // markdown: why, what to do, bad and good example
	Subject  string        // heading under which lists of rules have it
	Applies  Applies       // which reports it is meant for

	// Unfinished marks a rule about something that is not there yet. A draft may be unfinished, so in a
	// draft such a finding is information.
	Unfinished bool
	// Raw marks a rule about the file itself. All other rules run only on reports whose front matter
	// can be read, so that one fault is not reported thirty times.
	Raw bool

	Check      func(*Pass) // looks at one report; nil for a rule that only compares
	across     *across
	Repository func(*RepositoryPass) // looks once at files that are no reports; nil for nearly all rules
}

// Title returns the first sentence of the rule's page.
func (r Rule) Title() string {
	for line := range strings.Lines(r.Page) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "#") {
			return strings.TrimSuffix(line, ".")
		}
	}
	return ""
}

// across is the part of a rule that compares reports, with the type of its facts erased.
type across struct {
	collect func(*Pass) (fact any, ok bool)
	compare func(facts []any, find Find)
}

// Fact is what a comparing rule keeps of one report.
type Fact[T any] struct {
	Report string // id
	File   string // path
	Mark   Mark   // where findings about this fact go
	Value  T
}

// Find reports a finding at a mark.
type Find func(at Mark, format string, args ...any)

// Across turns r into a rule that compares reports. collect runs on each report and keeps little, because
// the report is gone afterwards; compare runs once, on the facts in the order of the files.
func Across[T any](r Rule, collect func(*Pass) (Fact[T], bool), compare func(facts []Fact[T], find Find)) Rule {
	r.across = &across{
		collect: func(p *Pass) (any, bool) {
			fact, ok := collect(p)
			fact.Report, fact.File = p.Report.ID, p.Report.File.Path
			return fact, ok
		},
		compare: func(facts []any, find Find) {
			typed := make([]Fact[T], 0, len(facts))
			for _, f := range facts {
				typed = append(typed, f.(Fact[T])) // collect above made it
			}
			compare(typed, find)
		},
	}
	return r
}

// Pass is one report as a rule sees it.
type Pass struct {
	Report *report.Report
	Policy *policy.Policy
	World  World

	rule  *active
	names []string
	needs policy.Needs
	where *origin
	found *Checked

	shared map[string]any // by Shared
}

// Reportf reports a finding at a span of the report. The message names the thing, the value, and what to
// write instead; it has no final period.
func (p *Pass) Reportf(at source.Span, format string, args ...any) {
	p.found.add(p.rule.finish(p.Mark(at), fmt.Sprintf(format, args...)))
}

// ReportFix is Reportf for a finding with one right answer: the edits that give it. nil edits are none.
func (p *Pass) ReportFix(at source.Span, fix []diag.Edit, format string, args ...any) {
	d := p.rule.finish(p.Mark(at), fmt.Sprintf(format, args...))
	for _, e := range fix {
		e.Range = p.Report.File.Range(e.Span)
		d.Fix = append(d.Fix, e)
	}
	p.found.add(d)
}

// Needs returns what the policy asks of a report of this severity and kind.
func (p *Pass) Needs() policy.Needs { return p.needs }

// Mark remembers a place beyond the life of the report.
func (p *Pass) Mark(at source.Span) Mark {
	return Mark{place: diag.At(p.Report.File, at), offset: at.Start, where: p.where}
}

// Mark is a place in a report that may be gone.
type Mark struct {
	place  diag.Diagnostic
	offset int
	where  *origin
	also   []told
}

// told is how a finding is told at another place than its own.
type told struct {
	at      Mark
	message string
}

// With returns the mark for a finding in which the report of another mark takes part. When only that report is asked
// about, the finding stands there, with this message.
func (m Mark) With(other Mark, format string, args ...any) Mark {
	m.also = append(slices.Clone(m.also), told{other, fmt.Sprintf(format, args...)})
	return m
}

// String returns file:line.
func (m Mark) String() string { return fmt.Sprintf("%s:%d", m.place.File, m.place.Range.Start.Line) }

// origin is what deciding on a finding needs to know of its report.
type origin struct {
	id          string
	draft       bool
	levels      map[string]diag.Severity // levels that the policy sets for such a report alone; may be nil
	suppression []suppression
}

// FromReader is the Check of rules whose findings the reader of the file made.
func FromReader(p *Pass) {
	for _, problem := range p.Report.Problems {
		if problem.Rule == p.rule.Name {
			p.ReportFix(problem.Span, problem.Fix, "%s", problem.Message)
		}
	}
}
