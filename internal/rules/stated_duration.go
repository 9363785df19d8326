package rules

import (
	"strings"
	"sync"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

var _ = add(lint.Rule{
	Name: "stated-duration", Severity: diag.Warning, Since: "0.1.0",
	Applies: lint.Applies{Hint: "where something else may be meant"},
	Check: func(p *lint.Pass) {
		for _, w := range wrongDurations(p.Report) {
			if w.sure {
				p.Reportf(w.at, "%q disagrees with the timeline, where %s; write what is true in both", oneLine(w.text), toldText(w.told))
			} else {
				p.Suggestf(w.at, "%q is no interval of the timeline, where %s; if it is meant to be one, write what is true in both", oneLine(w.text), toldText(w.told))
			}
		}
	},
})

// wrongDuration is a duration in the title, the impact or the text that agrees with no interval of the timeline that
// it can be about.
type wrongDuration struct {
	statement
	at   source.Span
	told []interval // what it can be about
}

// maxDurations bounds how many durations of a report are looked at: one of fifty pages has some dozens, and a file that
// is made to hurt a hundred thousand.
const maxDurations = 500

// wrongDurations returns those of a report.
func wrongDurations(r *report.Report) (list []wrongDuration) {
	intervals := sync.OnceValue(func() []interval { return measured(r) }) // not at all when no duration is stated
	left := maxDurations
	check := func(text string, brief bool, at func(from, to int) source.Span) {
		if left <= 0 {
			return
		}
		found, looked := statements(text, brief, left)
		left -= looked
		for _, s := range found {
			if told := s.disagrees(intervals()); len(told) > 0 {
				list = append(list, wrongDuration{statement: s, at: at(s.from, s.to), told: told})
			}
		}
	}
	for _, t := range []field.Text{r.Title, r.Impact.Summary} {
		check(t.Value, true, func(from, to int) source.Span { return spanIn(r.File, t, t.Value[from:to]) })
	}
	for _, passage := range r.Prose() {
		if !passage.Quote {
			check(passage.Text, false, func(from, to int) source.Span {
				return source.Span{Start: passage.Span.Start + from, End: passage.Span.Start + to}
			})
		}
	}
	return list
}

// spanIn returns where a part of a value stands in the file, or where the value does when it is written otherwise.
func spanIn(f *source.File, t field.Text, part string) source.Span {
	if i := strings.Index(string(f.Bytes[t.Span.Start:t.Span.End]), part); i >= 0 {
		return source.Span{Start: t.Span.Start + i, End: t.Span.Start + i + len(part)}
	}
	return t.Span
}
