package scaffold

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/report"
)

// event is one commit in the life of a report.
type event struct {
	at      moment
	author  string // handle
	message string
}

// past works out from a finished report what it looked like before: the day after the incident a draft with what was
// known, at the review the whole text with open actions, and then one action after the other. It relies on the
// layout that the example reports keep: one timeline entry and one key of an action a line.
type past struct {
	r      *report.Report
	lines  []line
	events []event

	created  moment
	reviewed moment // the review, or for an incident without one the day after its last entry
}

// lastDay is the day on which the example ends. No commit is later.
var lastDay = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)

func newPast(r *report.Report) (*past, error) {
	occurred, ok := r.Occurred()
	if !ok || !r.HasFrontMatter {
		return nil, fmt.Errorf("%s: not a report with a date", r.File.Path)
	}
	p := &past{r: r, created: moment{day: day(occurred, 1)}}
	p.reviewed = moment{day: day(p.created.day, 1)}
	for _, e := range r.Timeline {
		if e.At.Known() {
			p.reviewed = later(p.reviewed, moment{day: day(e.At.At, 1)})
		}
	}
	author := "@security-analyst"
	if len(r.Responders) > 0 {
		author = r.Responders[0].Who.Value
	}
	p.event(p.created, author, "Draft the report of "+r.ID)
	if r.Review.Held.Known {
		p.reviewed = moment{day: r.Review.Held.Day}
		p.event(p.reviewed, r.Review.Facilitator.Value, "Hold the review of "+r.ID)
	} else {
		p.event(p.reviewed, author, "Write up "+r.ID)
	}
	for _, text := range splitLines(r.File.Bytes) {
		p.lines = append(p.lines, line{{from: p.created, text: text}})
	}
	p.frontMatter(author)
	p.body()
	p.status()
	slices.SortStableFunc(p.events, func(a, b event) int { return a.at.compare(b.at) })
	return p, nil
}

func (p *past) event(at moment, author, message string) {
	if author == "" {
		author = "@security-lead"
	}
	p.events = append(p.events, event{at: at, author: author, message: message})
}

// number returns the index in lines of the line that a value starts on.
func (p *past) number(offset int) int { return p.r.File.Position(offset).Line - 1 }

// from lets a line be there from a moment on.
func (p *past) from(i int, m moment) { p.lines[i][0].from = later(p.created, m) }

// blocks calls fn for each top-level key with the range of its lines.
func (p *past) blocks(fn func(key string, first, end int)) {
	end := p.number(p.r.FrontMatter.End)
	for i := p.number(p.r.FrontMatter.Start); i < end; {
		key, _, _ := strings.Cut(p.lines[i][0].text, ":")
		next := i + 1
		for next < end && strings.HasPrefix(p.lines[next][0].text, " ") {
			next++
		}
		fn(key, i, next)
		i = next
	}
}

func (p *past) frontMatter(author string) {
	p.blocks(func(key string, first, end int) {
		switch key {
		case "timeline":
			p.timeline(author)
		case "review":
			p.review(first, end)
		case "trigger", "causes", "controls", "risks", "related":
			for i := first; i < end; i++ {
				p.from(i, p.reviewed)
			}
		case "elsewhere", "sharing", "notifications", "approvals":
			p.dated(key, first, end)
		case "actions":
			for i := first; i < end; i++ {
				p.from(i, p.reviewed)
			}
			for i := range p.r.Actions {
				last := end
				if i+1 < len(p.r.Actions) {
					last = p.number(p.r.Actions[i+1].Span.Start)
				}
				p.action(i, p.number(p.r.Actions[i].Span.Start), last)
			}
		}
	})
}

// timeline lets each entry be written down the day after.
func (p *past) timeline(author string) {
	for _, e := range p.r.Timeline {
		if !e.At.Known() {
			continue
		}
		written := moment{day: day(e.At.At, 1)}
		p.from(p.number(e.Span.Start), written)
		if written.compare(p.created) > 0 {
			p.event(written, author, p.r.ID+": "+e.Event.Value)
		}
	}
}

func (p *past) review(first, end int) {
	since := p.reviewed
	for i := first; i < end; i++ {
		p.from(i, p.reviewed)
	}
	if hot := p.r.Review.HotWash; hot.Known {
		since = later(p.created, moment{day: hot.Day})
		p.from(p.number(hot.Span.Start), since)
		if since.compare(p.created) > 0 {
			p.event(since, p.r.Review.Facilitator.Value, "Hold the hot wash of "+p.r.ID)
		}
	}
	p.from(first, since)
}

// dated lets each line of a block appear on the last day that it names.
func (p *past) dated(key string, first, end int) {
	since := moment{day: lastDay}
	for i := first; i < end; i++ {
		t, ok := latest(p.lines[i][0].text)
		if !ok {
			continue
		}
		m := moment{day: t}
		if key != "notifications" {
			m = later(m, p.reviewed)
		}
		p.from(i, m)
		if m.compare(since) < 0 {
			since = m
		}
		p.event(later(p.created, m), p.signer(key), verbs[key]+" "+p.r.ID)
	}
	if _, ok := latest(p.lines[first][0].text); !ok {
		if key == "elsewhere" {
			since = p.reviewed
		}
		p.from(first, since)
	}
}

var verbs = map[string]string{
	"elsewhere": "Look for the same weakness elsewhere:", "sharing": "Share the lessons of",
	"notifications": "Notify about", "approvals": "Approve",
}

// signer returns who makes the change of a block.
func (p *past) signer(key string) string {
	switch {
	case key == "approvals" && len(p.r.Approvals) > 0:
		return p.r.Approvals[0].By.Value
	case key == "notifications":
		return "@security-lead"
	}
	return p.r.Review.Facilitator.Value
}

// body shows the summary from the draft on, and the rest from the review on. A paragraph that names a later day was
// written then.
func (p *past) body() {
	section := ""
	for i := p.number(p.r.Body.Start); i < len(p.lines); {
		text := p.lines[i][0].text
		if title, ok := strings.CutPrefix(text, "## "); ok {
			section = title
		}
		end := i + 1
		for end < len(p.lines) && p.lines[end-1][0].text != "" {
			end++
		}
		m := p.created
		if section != "" && section != "Summary" {
			m = p.reviewed
		}
		paragraph := make([]string, 0, end-i)
		for _, l := range p.lines[i:end] {
			paragraph = append(paragraph, l[0].text)
		}
		if t, ok := latest(strings.Join(paragraph, "\n")); ok {
			m = later(m, moment{day: t})
		}
		for ; i < end; i++ {
			p.from(i, m)
		}
	}
}

// status gives the status of the report over time. It never runs ahead of what it is in the end.
func (p *past) status() {
	i, final := p.number(p.r.Status.Span.Start), p.r.Status.Value
	end := p.created
	for _, e := range p.events {
		end = later(end, e.at)
	}
	approved := p.reviewed
	for _, a := range p.r.Approvals {
		if a.On.Known {
			approved = later(approved, moment{day: a.On.Day})
		}
	}
	p.lines[i] = line{{p.created, "status: draft"}}
	if final == "draft" {
		return
	}
	p.lines[i] = append(p.lines[i], variant{p.reviewed, "status: in-review"})
	if final == "in-review" {
		return
	}
	p.lines[i] = append(p.lines[i], variant{approved, "status: approved"})
	if final == "closed" {
		p.lines[i] = append(p.lines[i], variant{end, "status: closed"})
	}
}
