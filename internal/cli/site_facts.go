package cli

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/due"
	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/site"
	"github.com/pir-cli/pir/internal/trends"
)

// siteRead is what is kept of one report.
type siteRead struct {
	sighting
	report *report.Report
}

// siteFacts reads everything that the site shows, each file once.
func (a *app) siteFacts(ctx context.Context, r *repo, opts *siteOptions, paths []corpus.Path) (*site.Facts, error) {
	f := &site.Facts{Policy: r.policy, AsOf: a.asOf(opts.asOf), Picture: r.picture}
	reader := history.NewReader()
	var people *redaction // nil when they are shown
	if opts.redact {
		var err error
		if people, err = r.redaction(reader, first(opts.tlpMax)); err != nil {
			return nil, err
		}
		paths, f.Picture = people.reports(paths), nil
	}
	reads, missing := eachOf(a, paths, func(rep *report.Report) siteRead {
		one := siteRead{see(rep, r.policy, reader), rep}
		if people != nil {
			one.version = people.version(rep)
		}
		return one
	})
	if missing != nil {
		return nil, missing // pages that leave reports out would not say so for long
	}
	var all survey
	for _, one := range shown(reads, first(opts.tlpMax), &f.Left) {
		all.add(&one.sighting)
		f.Entries = append(f.Entries, site.Entry{Report: one.report, Incident: one.incident})
	}
	if people != nil {
		people.count(f)
	}
	past, err := a.readHistory(ctx, r, reader, all.versions)
	if err != nil {
		return nil, err
	}
	givePast(all.actions, past)
	f.Records = actions.At(all.actions, f.AsOf, r.policy)
	if err := a.siteDue(r, &all, past, people, f); err != nil {
		return nil, err
	}
	siteTrends(&all, f)
	commit, dirty, err := a.dataCommit(ctx, r)
	f.Commit, f.Dirty = commit, len(dirty)
	return f, err
}

// siteDue finds what is due and how the incidents stand with their reviews.
func (a *app) siteDue(r *repo, all *survey, past *history.History, people *redaction, f *site.Facts) error {
	q, notes, err := all.question(r, past, f.AsOf, time.Time{})
	if err != nil {
		return err
	}
	c := &coverage.Question{AsOf: f.AsOf, Today: f.AsOf, Policy: r.policy, Facts: all.facts}
	if f.Left.Register {
		q.Uncovered = nil
	} else if c.Register, err = r.register(); err != nil {
		return err
	}
	result := coverage.At(c)
	if people != nil {
		q.People = nil // roles are not in the list, and would look like people who have left
		people.register(&result, q.Uncovered)
	}
	f.Coverage, f.Due = &result, due.At(q)
	f.Due.Notes = append(f.Due.Notes, notes...)
	return nil
}

// siteTrends counts the incidents of the last 12 months, and those of all time.
func siteTrends(all *survey, f *site.Facts) {
	const months = 12
	period := trends.LastMonths(months, f.AsOf)
	now := trends.Compute(all.incidents, period, period.Before(), f.AsOf, f.Policy)
	begin := f.AsOf
	for i := range all.incidents {
		if at := all.incidents[i].At; !at.IsZero() && trends.Day(at).Before(begin) {
			begin = trends.Day(at)
		}
	}
	ever := trends.Period{From: begin, To: f.AsOf}
	whole := trends.Compute(all.incidents, ever, ever.Before(), f.AsOf, f.Policy)
	f.Trends, f.All = &now, &whole
}

// shown returns the reports that may be shown, and counts the others. What says of a report that is left out what it has
// to do with it, is left out as well.
func shown(reads []siteRead, tlpMax string, left *site.Left) []*siteRead {
	left.TLPMax = strings.ToUpper(tlpMax)
	left.Register = report.AboveTLP("red", tlpMax) // it has no labels
	hidden := map[string]bool{}
	var list []*siteRead
	for i := range reads {
		rep := reads[i].report
		if !rep.HasFrontMatter {
			left.Unread++
			continue
		}
		if report.AboveTLP(rep.TLP.Value, tlpMax) {
			left.TLP++
			if !slices.Contains(report.TLPs.List, rep.TLP.Value) {
				left.Unlabelled++
			}
			hidden[rep.ID] = true
			continue
		}
		list = append(list, &reads[i])
	}
	for _, one := range list {
		delete(hidden, one.report.ID) // another file has the same id
	}
	for _, one := range list {
		one.report.Related = slices.DeleteFunc(one.report.Related, func(r report.Relation) bool { return hidden[r.ID.Value] })
		one.incident.Related = slices.DeleteFunc(one.incident.Related, func(r trends.Relation) bool { return hidden[r.Report] })
	}
	return list
}
