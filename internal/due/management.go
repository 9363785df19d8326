package due

import (
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
)

// Management is what a report to management says about a day.
type Management struct {
	Organisation string
	From         time.Time // first day after the last report to management; zero when there is none on record
	Severities   []SeverityCount
	Actions      actions.Summary
	List         List // without the report to management itself
}

// SeverityCount counts the incidents of a severity up to the day; near misses and exercises are none.
type SeverityCount struct {
	ID, Name string // "" for severities that the policy does not have
	Total    int
	Since    int // of them since Management.From, when that is known
	Required int // of all: the policy asks for a review, and it was not waived
	Reviewed int // of the required: it was held
}

// Manage counts what a report to management needs. list is the answer to the same question.
func Manage(q *Question, list List) Management {
	d := newDesk(q)
	m := Management{Organisation: q.Policy.Organisation, List: list}
	m.List.Items = nil
	for _, i := range list.Items {
		if i.Kind != ManagementReport {
			m.List.Items = append(m.List.Items, i)
		}
	}
	if last, ok := d.latest(ManagementReport); ok {
		m.From = last.AddDate(0, 0, 1)
	}
	for _, s := range q.Policy.Severities {
		m.Severities = append(m.Severities, SeverityCount{ID: s.ID, Name: s.Name})
	}
	m.Severities = append(m.Severities, SeverityCount{})
	for _, c := range d.live {
		if c.kind != "" && c.kind != "incident" {
			continue
		}
		n := &m.Severities[q.Policy.Rank(c.severity)]
		n.Total++
		if !m.From.IsZero() && !c.occurred.Before(m.From) {
			n.Since++
		}
		if c.needs.Review != policy.Required {
			continue
		}
		n.Required++
		if c.held.by(q.AsOf) {
			n.Reviewed++
		}
	}
	if other := len(m.Severities) - 1; m.Severities[other].Total == 0 {
		m.Severities = m.Severities[:other]
	}
	var all actions.Listing
	for _, tasks := range [][]task{d.open, d.done, d.gone} {
		for _, t := range tasks {
			all.Records = append(all.Records, t.Record)
		}
	}
	m.Actions = all.Summary()
	return m
}
