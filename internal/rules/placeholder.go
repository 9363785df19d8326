package rules

import (
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

const leftOpen = "%q is left to be written; write what is true, or take it out"

var _ = add(lint.Rule{
	Name: "placeholder", Severity: diag.Error, Since: "0.1.0", Unfinished: true,
	Check: func(p *lint.Pass) {
		told(p.Report, func(t field.Text) {
			if at, ok := placeholder(t.Value); ok {
				p.Reportf(inValue(p.Report, t, at), leftOpen, shorten(t.Value[at.Start:at.End]))
			}
		})
		sections, _ := p.Report.Sections()
		for _, s := range sections {
			heading := string(p.Report.File.Bytes[s.Span.Start:s.Span.End])
			for _, at := range inText(heading) {
				p.Reportf(partOf(s.Span, at), leftOpen, shorten(heading[at.Start:at.End]))
			}
		}
		for _, passage := range p.Report.Prose() {
			found, hint := placeholders(passage)
			for _, at := range found {
				message := leftOpen
				if hint {
					message = "%q is a hint of the template; write the answer in its place, or take it out"
				}
				p.Reportf(partOf(passage.Span, at), message, shorten(oneLine(passage.Text[at.Start:at.End])))
			}
		}
	},
})

// told calls f for each value of the front matter that somebody has to write in words, and for the handles.
func told(r *report.Report, f func(t field.Text)) {
	all := func(texts ...field.Text) {
		for _, t := range texts {
			if !t.Empty() {
				f(t)
			}
		}
	}
	all(r.Title, r.Incident, r.Impact.Summary)
	for i := range r.Timeline {
		e := &r.Timeline[i]
		all(e.Event, e.Source)
	}
	for i := range r.Causes {
		c := &r.Causes[i]
		all(c.Statement)
		all(c.Whys...)
	}
	for _, c := range r.Controls {
		all(c.Ref, c.Note)
	}
	for _, p := range r.Responders {
		all(p.Who)
	}
	all(r.Review.Facilitator, r.Review.Waived.By, r.Review.Waived.Reason)
	all(r.Review.Participants...)
	for _, p := range r.Review.Absent {
		all(p.Who, p.Input)
	}
	for i := range r.Actions {
		a := &r.Actions[i]
		all(a.Title, a.Owner, a.DoneWhen, a.Ticket, a.Blocked.Reason, a.Verified.By, a.Verified.Method, a.Declined.By, a.Declined.Reason, a.Declined.Risk)
		all(a.Evidence...)
		for _, e := range a.Escalations {
			all(e.To, e.Ask)
		}
	}
	all(r.Elsewhere)
	all(r.Risks...)
	for _, o := range r.Related {
		all(o.Reason)
	}
	for _, a := range r.Approvals {
		all(a.By)
	}
}

// inValue returns the place of a part of a value: the part itself where the file has it as it was read, else the value.
func inValue(r *report.Report, t field.Text, at source.Span) source.Span {
	end := t.Span.End
	if c := r.File.Bytes[t.Span.Start]; c == '>' || c == '|' {
		end = r.FrontMatter.End // the span of a block is its mark; the lines follow
	}
	written := string(r.File.Bytes[t.Span.Start:end])
	if i := strings.Index(written, t.Value[at.Start:at.End]); i >= 0 {
		return partOf(t.Span, source.Span{Start: i, End: i + at.End - at.Start})
	}
	return t.Span
}

// partOf returns the place of a part of something that stands at a span.
func partOf(whole, part source.Span) source.Span {
	return source.Span{Start: whole.Start + part.Start, End: whole.Start + part.End}
}

// oneLine makes line ends and runs of spaces one space, for a message.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
