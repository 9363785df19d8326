package rules

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/language"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// blameRule is a rule about words that blame. It has its level where its patterns are strict, which is in causes, and
// suggests elsewhere. What it looks for stands in the data of package language, under its name.
func blameRule(name string, level diag.Severity) lint.Rule {
	return lint.Rule{
		Name: name, Severity: level, Since: "0.1.0",
		Applies: lint.Applies{Hint: "outside causes"},
		Check: func(p *lint.Pass) {
			for _, b := range blames(p) {
				if b.hit.Rule != name {
					continue
				}
				say := p.Suggestf
				if b.hit.Strict {
					say = p.Reportf
				}
				say(b.at, "%s%q %s; for example not %q but %q", b.where, shorten(b.hit.Words), b.hit.Advice, b.hit.Rewrite.From, b.hit.Rewrite.To)
			}
		},
	}
}

// blaming is a hit with its place in the file.
type blaming struct {
	hit   language.Hit
	at    source.Span
	in    source.Span // the value of the front matter that it is in; a rule speaks once about each
	where string      // "cause C1: " before a message about it; "" elsewhere
}

// blames returns all hits of a report, found once for all rules. A cause that points at a person is left out: cause-is-person
// says so, and whoever mends that writes the sentence anew.
func blames(p *lint.Pass) []blaming {
	return lint.Shared(p, "blames", func() []blaming {
		var found []blaming
		check := language.New(participants(p.Report))
		inText := func(t field.Text, place language.Place, where func() string) {
			for i, hit := range check.Check(t.Value, place) {
				if i == 0 && place == language.Cause && blamed(t.Value) != "" {
					return
				}
				if !slices.ContainsFunc(found, func(b blaming) bool { return b.hit.Rule == hit.Rule && b.in == t.Span }) {
					found = append(found, blaming{hit: hit, at: wordsIn(p.Report.File, t, hit.Words), in: t.Span, where: where()})
				}
			}
		}
		nowhere := func() string { return "" }
		r := p.Report
		inText(r.Title, language.Summary, nowhere)
		inText(r.Impact.Summary, language.Summary, nowhere)
		for i := range r.Timeline {
			inText(r.Timeline[i].Event, language.Timeline, nowhere)
		}
		eachCause(p, func(c *report.Cause, name item) {
			inText(c.Statement, language.Cause, func() string { return name.String() + ": " })
			for i, why := range c.Whys {
				inText(why, language.Cause, func() string { return fmt.Sprintf("why %d of %s: ", i+1, name) })
			}
		})
		for i := range r.Controls {
			inText(r.Controls[i].Note, language.Prose, nowhere)
		}
		eachAction(p, func(a *report.Action, name item) {
			inText(a.Title, language.Action, func() string { return name.String() + ": " })
		})
		inText(r.Elsewhere, language.Prose, nowhere)
		section, place := "", language.Prose
		for _, passage := range r.Prose() {
			if passage.Quote {
				continue
			}
			if passage.Section != section {
				section, place = passage.Section, language.Prose
				if name, _ := taxonomy.Section(section); name == "Summary" {
					place = language.Summary
				}
			}
			for _, hit := range check.Check(withCode(r.File, passage), place) {
				start := passage.Span.Start
				found = append(found, blaming{hit: hit, at: source.Span{Start: start + hit.Start, End: start + hit.End}})
			}
		}
		return found
	})
}

// participants returns those who take part in a report, as it writes them.
func participants(r *report.Report) []string {
	people := make([]string, 0, 1+len(r.Responders)+len(r.Review.Participants)+len(r.Review.Absent)+len(r.Actions))
	people = append(people, r.Review.Facilitator.Value)
	for _, who := range r.Responders {
		people = append(people, who.Who.Value)
	}
	for _, who := range r.Review.Participants {
		people = append(people, who.Value)
	}
	for _, who := range r.Review.Absent {
		people = append(people, who.Who.Value)
	}
	for i := range r.Actions {
		people = append(people, r.Actions[i].Owner.Value)
	}
	return people
}

// wordsIn returns where words stand in a value: the value as a whole when it is written so that they are not to be found.
func wordsIn(f *source.File, t field.Text, words string) source.Span {
	if i := bytes.Index(f.Bytes[t.Span.Start:t.Span.End], []byte(words)); i >= 0 {
		return source.Span{Start: t.Span.Start + i, End: t.Span.Start + i + len(words)}
	}
	return t.Span
}

// withCode returns the text of a passage with backticks where code was blanked out: what the code names may be the
// subject of the sentence.
func withCode(f *source.File, passage report.Passage) string {
	written := f.Bytes[passage.Span.Start:passage.Span.End]
	if bytes.IndexByte(written, '`') < 0 {
		return passage.Text
	}
	var b strings.Builder
	b.Grow(len(passage.Text))
	inCode := false
	for i := range len(passage.Text) {
		c := passage.Text[i]
		switch blank := c == ' ' && written[i] > ' '; {
		case blank && (inCode || written[i] == '`'):
			inCode = true
			c = '`'
		case c != ' ':
			inCode = false
		}
		b.WriteByte(c)
	}
	return b.String()
}
