package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/due"
	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/site"
	"github.com/pir-cli/pir/internal/trends"
)

// siteOptions are the flags of `pir site`.
type siteOptions struct {
	folder string
	asOf   time.Time
	tlpMax []string
	url    string
	title  string
}

func newSite(a *app) *cobra.Command {
	var opts siteOptions
	cmd := &cobra.Command{
		Use:   "site",
		Short: "Write a static web site: what is late, what came back, what was learnt, and every report",
		Long: `Write a web site into a folder: an overview, the register, every report, the actions, trends with
charts, what was learnt by control, cause and service, all lessons, and a feed of them.

The pages work from a file, under any address and without JavaScript, and ask nothing of
another host. A page that is the same is not written again, and pages that are no more are
removed; a folder with files of others is refused.

With --tlp-max only reports are shown whose label is that or a lower one: nothing of the others
is in any figure, list or search. A report without a label counts as red. The register has no
labels and is left out with them.

` + exitHelp,
		Example: `  pir site -o site
  pir site -o public --url https://reviews.example/ --tlp-max green
  pir site -o site --as-of 2026-09-30 --rev v2026.9`,
		Args: cobra.NoArgs,
		RunE: body(func(cmd *cobra.Command, _ []string) error { return a.site(cmd.Context(), &opts) }),
	}
	flags := cmd.Flags()
	flags.StringVarP(&opts.folder, "output", "o", "", "write the site into this `folder`")
	addAsOf(cmd, &opts.asOf)
	a.addRev(cmd)
	addChoice(cmd, &opts.tlpMax, "tlp-max", "show only reports with this label of the Traffic Light Protocol or a lower one", report.TLPs.List)
	flags.StringVar(&opts.url, "url", "", "absolute `address` under which the site will be, for the feed")
	flags.StringVar(&opts.title, "title", "", "`name` of the site (default by organisation of pir.yaml)")
	return cmd
}

func (a *app) site(ctx context.Context, opts *siteOptions) error {
	if opts.folder == "" {
		return usagef("say where to write the site, such as `pir site -o site`")
	}
	base, err := address(opts.url)
	if err != nil {
		return err
	}
	dir, err := a.dir()
	if err != nil {
		return err
	}
	folder := opts.folder
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(dir, folder)
	}
	r, err := a.open(ctx)
	if err != nil {
		return err
	}
	facts, err := a.siteFacts(ctx, r, opts)
	if err != nil {
		return err
	}
	facts.URL, facts.Title, facts.Version = base, opts.title, version()
	pages, err := site.Build(facts)
	if err != nil {
		return fmt.Errorf("make the site: %w", err)
	}
	return a.writeSite(opts.folder, folder, pages, &facts.Left)
}

// address checks the address of a site, and ends it with a slash.
func address(url string) (string, error) {
	if url == "" {
		return "", nil
	}
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") || strings.ContainsAny(url, " \t\"<>?#") {
		return "", usagef("--url %s: write the address of the site's folder, such as https://reviews.example/", url)
	}
	return strings.TrimSuffix(url, "/") + "/", nil
}

// siteRead is what is kept of one report.
type siteRead struct {
	sighting
	report *report.Report
}

// siteFacts reads everything that the site shows, each file once.
func (a *app) siteFacts(ctx context.Context, r *repo, opts *siteOptions) (*site.Facts, error) {
	f := &site.Facts{Policy: r.policy, AsOf: a.asOf(opts.asOf)}
	reader := history.NewReader()
	reads, missing, err := each(a, r, nil, func(rep *report.Report) siteRead { return siteRead{see(rep, r.policy, reader), rep} })
	if err := errors.Join(err, missing); err != nil {
		return nil, err // pages that leave reports out would not say so for long
	}
	var all survey
	for _, one := range shown(reads, first(opts.tlpMax), &f.Left) {
		all.add(&one.sighting)
		f.Entries = append(f.Entries, site.Entry{Report: one.report, Incident: one.incident})
	}
	past, err := a.readHistory(ctx, r, reader, all.versions)
	if err != nil {
		return nil, err
	}
	givePast(all.actions, past)
	f.Records = actions.At(all.actions, f.AsOf, r.policy)
	if err := a.siteDue(r, &all, past, f); err != nil {
		return nil, err
	}
	siteTrends(&all, f)
	commit, dirty, err := a.dataCommit(ctx, r)
	f.Commit, f.Dirty = commit, len(dirty)
	return f, err
}

// siteDue finds what is due and how the incidents stand with their reviews.
func (a *app) siteDue(r *repo, all *survey, past *history.History, f *site.Facts) error {
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
	f.Due = due.At(q)
	f.Due.Notes = append(f.Due.Notes, notes...)
	result := coverage.At(c)
	f.Coverage = &result
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
	highest := slices.Index(report.TLPs.List, tlpMax)
	red := len(report.TLPs.List) - 1
	left.TLPMax = strings.ToUpper(tlpMax)
	left.Register = highest >= 0 && highest < red
	hidden := map[string]bool{}
	var list []*siteRead
	for i := range reads {
		rep := reads[i].report
		if !rep.HasFrontMatter {
			left.Unread++
			continue
		}
		level := slices.Index(report.TLPs.List, rep.TLP.Value)
		if level < 0 {
			level = red // who says nothing about who may read it, may not have thought of it
		}
		if highest >= 0 && level > highest {
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

// writeSite brings the pages into the folder and says what was done. named is the folder as the user typed it.
func (a *app) writeSite(named, folder string, pages []site.Page, left *site.Left) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("write %s: %w", named, pathError(err))
	}
	unlock, err := edit.Lock(a.locks(), filepath.Join(folder, site.ManifestName))
	if err != nil {
		return fmt.Errorf("write %s: %w", named, err)
	}
	defer unlock()
	done, err := site.Write(folder, pages, "", nil)
	switch {
	case errors.Is(err, site.ErrForeign):
		return usagef("%s: %w", named, err)
	case err != nil:
		return fmt.Errorf("write %s: %w", named, err)
	}
	for _, name := range done.Kept {
		a.hint("%s is no page any more and was changed since it was made, so it stays; remove it", filepath.Join(named, name))
	}
	if left.TLP > 0 {
		a.hint("reports left out by --tlp-max: %d, of which %d without a label", left.TLP, left.Unlabelled)
	}
	_, err = fmt.Fprintf(a.env.Stdout, "%s: %d files, %d written, %d removed\n", render.Visible(named), done.Pages, done.Written, done.Removed)
	return err
}
