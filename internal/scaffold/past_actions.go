package scaffold

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
)

// slips are due dates that were moved: what the date was until the day of the change.
var slips = map[string][]struct{ until, due string }{
	"2025-10-20-billing-double-charge/A2": {{"2025-12-12", "2025-12-15"}, {"2026-01-30", "2026-01-31"}},
}

// additions are actions that came after the review.
var additions = map[string]string{"2024-12-10-tracking-peak-outage/A5": "2025-01-31"}

var (
	decisionPart = regexp.MustCompile(`, decision: .*\}`)
	rolledOut    = regexp.MustCompile(`\bdone: \d+`)
)

// actionSteps is how many moments of one action fit into a day.
const actionSteps = 10

// action gives the lines of the action with that index their texts over time: open at the review, and then step by
// step as the dates in it say.
func (p *past) action(index, first, end int) {
	a := &p.r.Actions[index]
	id := p.r.FullID(a)
	on := func(d field.Date, step int) moment {
		return later(p.reviewed, moment{day: d.Day, seq: (index+1)*actionSteps + step})
	}
	begin := p.reviewed
	if added, ok := additions[id]; ok {
		begin = on(tableDate(added), 0)
		p.event(begin, a.Owner.Value, id+": add the action")
	}
	for i := first; i < end; i++ {
		p.from(i, begin)
	}
	steps := p.actionSteps(a, id, on)
	status := line{{begin, "    status: open"}}
	finish := begin // from when the rollout is what it is in the end
	for _, s := range steps {
		status = append(status, variant{s.at, "    status: " + s.status})
		finish = s.at
		if s.status == "done" {
			break
		}
	}
	for _, s := range steps {
		if s.status == "verified" {
			status = append(status, variant{s.at, "    status: verified"})
		}
	}
	key := ""
	for i := first; i < end; i++ {
		text := p.lines[i][0].text
		if strings.HasPrefix(text, "    ") && !strings.HasPrefix(text, "     ") {
			key, _, _ = strings.Cut(strings.TrimSpace(text), ":")
		}
		switch key {
		case "status":
			p.lines[i] = status
		case "done", "evidence":
			p.from(i, finish)
		case "verified":
			p.from(i, on(a.Verified.On, 2))
		case "declined":
			p.from(i, on(a.Declined.On, 1))
		case "blocked":
			p.from(i, on(a.Blocked.Since, 1))
		case "rollout":
			p.lines[i] = line{{begin, rolledOut.ReplaceAllString(text, "done: 0")}, {finish, text}}
		case "due":
			p.due(i, a, id, begin, on)
		}
	}
	p.escalations(a, id, on)
}

// step is a change of an action's status.
type step struct {
	at     moment
	status string
}

func (p *past) actionSteps(a *report.Action, id string, on func(field.Date, int) moment) []step {
	var steps []step
	add := func(d field.Date, order int, status, author, message string) {
		if d.Known {
			steps = append(steps, step{on(d, order), status})
			p.event(on(d, order), author, id+": "+message)
		}
	}
	if a.Status.Value == "in-progress" {
		started := field.Date{Known: true, Day: day(p.reviewed.day, 14)}
		if started.Day.After(lastDay) {
			started.Day = lastDay
		}
		add(started, 1, "in-progress", a.Owner.Value, "started")
	}
	add(a.Blocked.Since, 1, "blocked", a.Owner.Value, "blocked")
	add(a.Declined.On, 1, "declined", a.Declined.By.Value, "declined, on record")
	add(a.Done, 1, "done", a.Owner.Value, "done")
	add(a.Verified.On, 2, "verified", a.Verified.By.Value, "verified, "+a.Verified.Result.Value)
	return steps
}

// due gives a due date that was moved its earlier dates.
func (p *past) due(i int, a *report.Action, id string, begin moment, on func(field.Date, int) moment) {
	moved := slips[id]
	if moved == nil {
		return
	}
	final := p.lines[i][0].text
	from, l := begin, line{}
	for n, s := range moved {
		l = append(l, variant{from, "    due: " + s.due})
		from = on(tableDate(s.until), 5)
		next := a.Due.Value
		if n+1 < len(moved) {
			next = moved[n+1].due
		}
		p.event(from, a.Owner.Value, fmt.Sprintf("%s: due %s instead of %s", id, next, s.due))
	}
	p.lines[i] = append(l, variant{from, final})
}

// escalations lets each escalation appear on its day, and its decision on the day of the decision.
func (p *past) escalations(a *report.Action, id string, on func(field.Date, int) moment) {
	for n, e := range a.Escalations {
		asked, i := on(e.On, 3), p.number(e.Span.Start)
		p.event(asked, a.Owner.Value, id+": put to "+e.To.Value)
		text := p.lines[i][0].text
		p.from(i, asked)
		if n == 0 {
			p.from(i-1, asked) // the key above the list
		}
		if e.Decided.Known {
			decided := on(e.Decided, 4)
			p.event(decided, e.To.Value, id+": decided, "+e.Decision.Value)
			p.lines[i] = line{{asked, decisionPart.ReplaceAllString(text, "}")}, {decided, text}}
		}
	}
}

// tableDate reads a date of the tables above.
func tableDate(s string) field.Date {
	t, err := time.Parse(time.DateOnly, s)
	return field.Date{Known: err == nil, Day: t}
}
