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
	out    output
	asOf   time.Time
	period periodFlags
	by     []string
}

func newTrends(a *app) *cobra.Command {
	var opts trendsOptions
	cmd := &cobra.Command{
		Use:   "trends [PATH…]",
		Short: "Patterns across incidents for a period against the one before",
		Long: `Read all reports together: what came back, which finished actions did not hold, how many
incidents there were of which kind, how long they took, and how far their actions are.

An incident belongs to the period in which it was detected, in UTC; else its first known
timeline entry decides, else the date in its id. Near misses and exercises are counted
apart. Counts come with limits, and the verdict says when there are too few to tell.

Without a flag the period is the 12 months up to today.

` + exitHelp,
		Example: `  pir trends
  pir trends --year 2026
  pir trends --quarter 2026Q2 --by cause --by service
  pir trends --last 24m --as-of 2026-09-30 --format md --output trends.md`,
		RunE: body(func(cmd *cobra.Command, args []string) error { return a.trends(cmd, &opts, args) }),
	}
	addOutput(cmd, &opts.out, render.Trends())
	addPeriod(cmd, &opts.period)
	addAsOf(cmd, &opts.asOf)
	a.addRev(cmd)
	addChoices(cmd, &opts.by, "by", "only these breakdowns", trends.Dimensions())
	return cmd
}

func (a *app) trends(cmd *cobra.Command, opts *trendsOptions, args []string) error {
	sinks, err := pick(opts.out, render.Trends())
	if err != nil {
		return err
	}
	asOf := a.asOf(opts.asOf)
	period, previous, err := opts.period.period(cmd, asOf)
	if err != nil {
		return err
	}
	if period.From.After(asOf) {
		return usagef("the period begins on %s, after --as-of %s; nothing of it can be counted yet", period.From.Format(time.DateOnly), asOf.Format(time.DateOnly))
	}
	r, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	incidents, missing, err := each(a, r, args, func(rep *report.Report) trends.Incident { return trends.Of(rep, r.policy) })
	if err != nil {
		return err
	}
	t := trends.Compute(incidents, period, previous, asOf, r.policy).Only(opts.by)
	return errors.Join(write(a, sinks, t), missing)
}
