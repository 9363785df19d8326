package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/coverage"
)

// registerRow is a report, or an incident of the register that has none.
type registerRow struct {
	Ref                                      ref
	Day, Year, Key, Severity, Kind, Services string
	ServiceWords, Status, Actions            string
	Rank, ActionSort                         int
	Review                                   state

	day time.Time
	id  string
}

func (b *builder) register() ([]Page, error) {
	states := map[string]*coverage.Incident{}
	var rows []registerRow
	alone := 0
	for i := range b.Coverage.Incidents {
		in := &b.Coverage.Incidents[i]
		if b.byID[in.Report] != nil {
			states[in.Report] = in
			continue
		}
		alone++
		rows = append(rows, registerRow{
			Ref: ref{Text: text(cmp.Or(in.Title, in.Key))}, Key: text(in.Key), Severity: text(in.Severity), Rank: b.Policy.Rank(in.Severity),
			Kind: "incident", Status: "no report", Review: reviewState(in), day: in.Detected, id: in.Key,
		})
	}
	for _, e := range b.entries {
		rows = append(rows, b.reportRow(e, states[e.Report.ID]))
	}
	slices.SortStableFunc(rows, func(x, y registerRow) int { return cmp.Or(y.day.Compare(x.day), strings.Compare(x.id, y.id)) })
	for i := range rows {
		rows[i].Day = isoDay(rows[i].day)
		rows[i].Year = rows[i].Day[:min(4, len(rows[i].Day))]
	}
	lead := "Every " + "report"
	if b.Coverage.HasRegister {
		lead += fmt.Sprintf(", and %s of the register without one", count(alone, "incident"))
	}
	s := b.Coverage.Summary
	lead += fmt.Sprintf(": %d rows. Of %s, %d need a review: %d held, %d missing, %d late, %d waived.", len(rows), count(s.Population, "incident"), s.Required, s.Held(), s.Missing, s.Late, s.Waived)
	return b.one("incidents.html", "register", frame{Title: "Register of incidents", AsOf: isoDay(b.AsOf), Page: map[string]any{"Lead": lead, "Rows": rows, "Notes": b.Coverage.Notes}})
}

func (b *builder) reportRow(e *entry, in *coverage.Incident) registerRow {
	rep := e.Report
	row := registerRow{
		Ref: ref{e.title, e.page}, Key: text(rep.Incident.Value), Severity: b.severity(rep), Rank: b.Policy.Rank(rep.Severity.Value),
		Kind: e.Incident.Kind, Services: texts(e.Incident.Services), ServiceWords: words(e.Incident.Services), Status: text(rep.Status.Value), day: e.day, id: rep.ID,
	}
	if in != nil {
		row.Review = reviewState(in)
	}
	left := 0
	for _, r := range e.records {
		if r.Left() {
			left++
		}
	}
	row.ActionSort = left
	switch {
	case len(e.records) == 0:
	case left == 0:
		row.Actions = fmt.Sprintf("all %d done", len(e.records))
	default:
		row.Actions = fmt.Sprintf("%d of %d to do", left, len(e.records))
	}
	return row
}

// reviewState is how an incident stands with its review, as a badge.
func reviewState(in *coverage.Incident) state {
	s := state{Text: strings.ReplaceAll(string(in.State), "-", " "), Class: "muted"}
	switch in.State {
	case coverage.Missing, coverage.Late:
		s.Class = "bad"
	case coverage.Pending:
		s.Class = "warn"
	case coverage.Reviewed:
		s.Class = "ok"
	case coverage.Waived, coverage.NotRequired:
	}
	return s
}
