package cli

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/trends"
)

// trendsOptions are the flags of `pir trends`.
type trendsOptions struct {
	out     output
	asOf    time.Time
	period  periodFlags
	by      []string
	over    []string
	within  string
	all     bool
	repeats []string
	risk    bool
	write   bool
}

func newTrends(a *app) *cobra.Command {
	var opts trendsOptions
	cmd := &cobra.Command{
		Use:   "trends [PATH…]",
		Short: "Patterns across incidents for a period against the one before",
		Long: `Read all reports together: what came back, which finished actions did not hold, how many
incidents there were of which kind and when, how long they took, and how far their actions
are.

An incident belongs to the period in which it was detected, in UTC; else its first known
timeline entry decides, else the date in its id. Near misses and exercises are counted
apart. Counts come with limits, and the verdict says when there are too few to tell. Counts
over time go back eight whole quarters, or 24 months with --interval month. --by of two
breakdowns crosses them.

Without a flag the period is the 12 months up to today. A calendar year, half-year, quarter or
month is compared with the one before, any other period with as many days before it.

What came back shares a root cause, a technique on the same service or a failed control with
an incident of the 12 months before it; trends.repeat_within in pir.yaml or --within says
otherwise. --repeats assesses recurring incidents as a law asks for, by quarter (nis2) or
month (dora): the last one that is over, or those of the period. It is no legal advice.

--risk says what the incidents mean for the risk assessment, with a question a row, by risk,
cause, control and service; its formats are text, json, md, csv and xlsx.

--write keeps a report with charts in trends.folder of pir.yaml, named after its period, as
of its last day: the last period of trends.every that is over, or the one that is named.
What people write into its places stays when it is written again.

` + exitHelp,
		Example: `  pir trends
  pir trends --year 2026
  pir trends --quarter 2026Q2 --by cause --by service
  pir trends --interval month --by hour
  pir trends --last 24m --as-of 2026-09-30 --format md --output trends.md
  pir trends --repeats nis2 --quarter 2026Q2
  pir trends --risk --year 2026 --format xlsx --output risk-feed.xlsx
  pir trends --write --half 2026H1`,
		RunE: body(func(cmd *cobra.Command, args []string) error { return a.trends(cmd, &opts, args) }),
	}
	addOutput(cmd, &opts.out, render.Trends())
	addPeriod(cmd, &opts.period)
	addAsOf(cmd, &opts.asOf)
	a.addRev(cmd)
	addChoices(cmd, &opts.by, "by", "only these breakdowns, and two of them crossed", trends.Dimensions())
	addChoice(cmd, &opts.over, "interval", "counts over time by this, usually quarter", trends.SeriesSpans())
	cmd.Flags().StringVar(&opts.within, "within", "", "two incidents at most so far apart can be a repeat: 12m, 18 months or 180d (default by pir.yaml)")
	complete(cmd, "within", nil)
	cmd.Flags().BoolVar(&opts.all, "all", false, "list all that came back and did not hold in the text")
	addChoice(cmd, &opts.repeats, "repeats", "assess recurring incidents as this law asks for", laws())
	addRisk(cmd, &opts.risk)
	cmd.Flags().BoolVar(&opts.write, "write", false, "keep a report with charts in the folder of the policy")
	return cmd
}

func (a *app) trends(cmd *cobra.Command, opts *trendsOptions, args []string) error {
	if opts.write {
		return a.keepTrends(cmd, opts, args)
	}
	if law := first(opts.repeats); law != "" {
		return a.recurrence(cmd, opts, law, args)
	}
	if opts.risk {
		return a.risk(cmd, opts, args)
	}
	sinks, err := pick(opts.out, render.Trends())
	if err != nil {
		return err
	}
	t, missing, err := a.computeTrends(cmd, opts, args)
	if err != nil {
		return err
	}
	return errors.Join(write(a, sinks, t), missing)
}

// computeTrends reads the reports and counts them; missing is about paths that could not be read.
func (a *app) computeTrends(cmd *cobra.Command, opts *trendsOptions, args []string) (t trends.Trends, missing, err error) {
	asOf := a.asOf(opts.asOf)
	period, previous, err := opts.period.period(cmd, asOf)
	if err != nil {
		return t, nil, err
	}
	if period.From.After(asOf) {
		return t, nil, usagef("the period begins on %s, after --as-of %s; nothing of it can be counted yet", period.From.Format(time.DateOnly), asOf.Format(time.DateOnly))
	}
	r, err := a.open(cmd.Context())
	if err != nil {
		return t, nil, err
	}
	pol, err := repeatWithin(r.policy, opts.within)
	if err != nil {
		return t, nil, err
	}
	incidents, missing, err := each(a, r, args, func(rep *report.Report) trends.Incident { return trends.Of(rep, pol) })
	if err != nil {
		return t, nil, err
	}
	t = trends.Compute(incidents, period, previous, asOf, pol).Only(opts.by)
	t.All = opts.all
	if span := first(opts.over); span != "" {
		t = t.Over(span)
	}
	return t, missing, nil
}
