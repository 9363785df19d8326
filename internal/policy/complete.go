package policy

import (
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/source"
)

// RuleIncomplete is the rule under which Incomplete reports.
const RuleIncomplete = "policy-incomplete"

// Incomplete returns what an auditor asks of a review policy and pir.yaml does not say itself: from which severity on a
// review is held, by when, and by when the most urgent actions are due (ISO/IEC 27001:2022 A.5.27: mandatory above a
// defined severity, within one to two weeks of closing, a first look at majors within 48 hours). A default holds without
// being written, but then nobody of the organisation has decided on it. Faults that Parse reports are left to it.
func Incomplete(f *source.File) []diag.Problem {
	pol, faults := Parse(f)
	if len(faults) > 0 {
		return nil
	}
	doc, raw := read(f)
	g := gaps{file: f, doc: doc, raw: raw}
	g.threshold(pol)
	if !g.priority("P1") {
		g.add(g.key("actions"), "the policy does not say by when an action of priority P1 is due; write `actions: {due_within: {P1: 30d}}`, with the days that you decide on")
	}
	return g.found
}

// gaps collects what is missing.
type gaps struct {
	file  *source.File
	doc   *field.Document
	raw   *file
	found []diag.Problem
}

func (g *gaps) add(at source.Span, message string) {
	g.found = append(g.found, diag.Problem{Rule: RuleIncomplete, Span: at, Message: message})
}

// key returns where a top-level key stands, or the first line when the file does not have it.
func (g *gaps) key(name string) source.Span {
	for _, k := range g.doc.Keys() {
		if k.Name == name {
			return k.Span
		}
	}
	return g.file.LineSpan(1)
}

func (g *gaps) priority(name string) bool {
	for _, e := range g.raw.actions.dueWithin {
		if e.Key.Value == name && !e.Value.Empty() {
			return true
		}
	}
	return false
}

// threshold looks at the severity scale.
func (g *gaps) threshold(pol *Policy) {
	if len(g.raw.severities) == 0 {
		g.add(g.key("severities"), "the policy does not say which severities need a review, and by when; write `severities` with `review`, `review_within` and `hot_wash`, as `pir init` does in a new folder")
		return
	}
	required := 0
	for i, e := range g.raw.severities {
		needs := pol.Severities[i].Needs // both lists have the entries of the file: Parse had nothing against them
		if needs.Review == Required {
			required++
		}
		var lacks []string
		if e.needs.review.Empty() {
			lacks = append(lacks, "`review: required`, `recommended` or `none`")
		}
		if needs.Review == Required && (e.needs.reviewWithin.Empty() || needs.ReviewWithin == 0) {
			lacks = append(lacks, "`review_within: 14d`")
		}
		if i == 0 && needs.Review == Required && (e.needs.hotWash.Empty() || needs.HotWash == 0) {
			lacks = append(lacks, "`hot_wash: 48h`")
		}
		if len(lacks) > 0 {
			g.add(e.span, "severity "+e.id.Value+" does not say all that an auditor asks for; write "+strings.Join(lacks, " and "))
		}
	}
	if required == 0 {
		g.add(g.key("severities"), "no severity needs a review, so no incident has to be learned from; write `review: required` at the worst at least")
		return
	}
	for i := 1; i < len(pol.Severities); i++ {
		if pol.Severities[i].Needs.Review == Required && pol.Severities[i-1].Needs.Review != Required {
			g.add(g.raw.severities[i-1].span, "severity "+pol.Severities[i-1].ID+" needs no review, and "+pol.Severities[i].ID+", which is milder, does; write `review: required` here, or put the scale in order, worst first")
		}
	}
}
