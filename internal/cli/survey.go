package cli

import (
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/due"
	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/trends"
)

// survey is what the commands about everything keep of the reports, from one reading of each: the facts that actions,
// deadlines, the register and trends are made from.
type survey struct {
	cases     []due.Case
	facts     []coverage.Fact // of reports that belong to an incident
	incidents []trends.Incident
	actions   []actions.Action
	versions  []*history.Version
}

// sighting is the part of a survey that is one report's.
type sighting struct {
	about    due.Case
	fact     coverage.Fact
	known    bool
	incident trends.Incident
	actions  []actions.Action
	version  *history.Version
}

// see takes the facts of one report. Several goroutines may see at once.
func see(rep *report.Report, pol *policy.Policy, reader *history.Reader) sighting {
	fact, known := coverage.Of(rep, pol)
	return sighting{
		about: due.Of(rep, pol), fact: fact, known: known, incident: trends.Of(rep, pol),
		actions: actions.Of(rep, pol), version: reader.Of(rep),
	}
}

// surveyAll reads all reports of a repository once; missing joins those that could not be read.
func (a *app) surveyAll(r *repo, reader *history.Reader) (all survey, missing, err error) {
	reads, missing, err := each(a, r, nil, func(rep *report.Report) sighting { return see(rep, r.policy, reader) })
	for i := range reads {
		all.add(&reads[i])
	}
	return all, missing, err
}

// add takes up what was seen of one report, in the order of the files.
func (s *survey) add(one *sighting) {
	s.cases = append(s.cases, one.about)
	if one.known {
		s.facts = append(s.facts, one.fact)
	}
	s.incidents = append(s.incidents, one.incident)
	s.actions = append(s.actions, one.actions...)
	s.versions = append(s.versions, one.version)
}

// question asks what is due or late on a day, of the reports of a survey and the other files of the repository. now is
// the time of the clock, or zero where the day is another than today. h is what git has recorded, nil for nothing;
// notes say what it lacks.
func (s *survey) question(r *repo, h *history.History, asOf, now time.Time) (q *due.Question, notes []string, err error) {
	q = &due.Question{AsOf: asOf, Moment: now, Ahead: r.policy.Actions.DueSoon, Policy: r.policy, Cases: s.cases}
	if q.People, err = r.people(); err != nil {
		return nil, nil, err
	}
	if q.Records, err = r.records(); err != nil {
		return nil, nil, err
	}
	table, err := r.register()
	if err != nil {
		return nil, nil, err
	}
	if r.partial { // an incident whose report is left out would look as if it had none
		q.LastTouched, notes = lastTouched(h, asOf)
		return q, append(notes, "incidents without a review are not told, because reports are left out by their label"), nil
	}
	q.Uncovered = uncovered(&coverage.Question{AsOf: asOf, Policy: r.policy, Register: table, Facts: s.facts})
	q.LastTouched, notes = lastTouched(h, asOf)
	return q, notes, nil
}
