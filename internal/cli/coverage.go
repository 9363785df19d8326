package cli

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/due"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
)

// coverageOptions are the flags of `pir coverage`.
type coverageOptions struct {
	out    output
	period periodFlags
	asOf   time.Time
	failOn []string
}

func newCoverage(a *app) *cobra.Command {
	var opts coverageOptions
	cmd := &cobra.Command{
		Use:   "coverage",
		Short: "The incident register against the reports: which incident was never reviewed",
		Long: `Compare the incident register with the reports, for the incidents of a period: those that were
detected in it. Without a period it is the 12 months up to the day of --as-of.

Every incident is in one state:
  missing       a review is required, its time is over, and there is no report
  late          the review was held after its time, or there is a report and its time is over
  pending       a review is required and there is time for it, or the incident is not over
  waived        not to review it was decided, on record
  reviewed      the review was held
  not-required  none is required and none was held

A report belongs to the incident whose key it names under incident, or to the row that names the
report. Nothing is matched by likeness; what may be meant is told as a hint. Below the incidents
stand the reports that the register does not have, and what the two say differently. Faults of the
register itself are told whatever the period.

` + gatesHelp() + `
Without a register the reports are the population, and the output says so.

` + exitHelp,
		Example: `  pir coverage --year 2026
  pir coverage --fail-on missing,late,mismatch --quiet
  pir coverage --quarter 2026Q3 --format csv --output population.csv
  pir coverage --from 2026-01-01 --to 2026-06-30 --as-of 2026-07-15 --format md`,
		Args: cobra.NoArgs,
		RunE: body(func(cmd *cobra.Command, _ []string) error { return a.coverage(cmd, &opts) }),
	}
	addOutput(cmd, &opts.out, render.Coverages())
	addPeriod(cmd, &opts.period)
	addAsOf(cmd, &opts.asOf)
	a.addRev(cmd)
	addChoices(cmd, &opts.failOn, "fail-on", "exit with status 1 when there is one of", gateWordsOfCoverage())
	return cmd
}

// gateWordsOfCoverage are the words that --fail-on takes.
func gateWordsOfCoverage() []string {
	words := coverage.Gates()
	for _, k := range coverage.Kinds() {
		if !slices.Contains(words, k.Name) {
			words = append(words, k.Name)
		}
	}
	return words
}

// gatesHelp lists the kinds of disagreements under their groups for the help.
func gatesHelp() string {
	var b strings.Builder
	for _, group := range []struct{ name, title string }{
		{coverage.GroupMismatch, "mismatch: the register and a report do not fit"},
		{coverage.GroupRegister, "register: the register itself is faulty"},
	} {
		b.WriteString(group.title + "\n")
		for _, k := range coverage.Kinds() {
			if k.Group == group.name {
				b.WriteString("  " + k.Name + strings.Repeat(" ", 18-len(k.Name)) + k.Doc + "\n")
			}
		}
	}
	return b.String()
}

func (a *app) coverage(cmd *cobra.Command, opts *coverageOptions) error {
	sinks, err := pick(opts.out, render.Coverages())
	if err != nil {
		return err
	}
	asOf := a.asOf(opts.asOf)
	period, _, err := opts.period.period(cmd, asOf)
	if err != nil {
		return err
	}
	r, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	q := &coverage.Question{AsOf: asOf, Today: a.asOf(time.Time{}), From: period.From, To: period.To, Policy: r.policy}
	if q.Register, err = r.register(); err != nil {
		return err
	}
	type read struct {
		fact  coverage.Fact
		known bool
	}
	reads, missing, err := each(a, r, nil, func(rep *report.Report) read {
		fact, known := coverage.Of(rep, r.policy)
		return read{fact, known}
	})
	if err != nil {
		return err
	}
	for _, one := range reads {
		if one.known {
			q.Facts = append(q.Facts, one.fact)
		}
	}
	result := coverage.At(q)
	if err := errors.Join(write(a, sinks, result), missing); err != nil {
		return err
	}
	if slices.ContainsFunc(opts.failOn, result.Is) {
		return errGate
	}
	return nil
}

// uncovered returns the incidents of the register, of any time, that need a review and have no report.
func uncovered(q *coverage.Question) []due.Uncovered {
	if q.Register == nil {
		return nil
	}
	var list []due.Uncovered
	for _, in := range coverage.At(q).Incidents {
		// One that is not over has no report to be late with.
		if in.Report == "" && (in.State == coverage.Missing || in.State == coverage.Pending && !in.Due.IsZero()) {
			list = append(list, due.Uncovered{Key: in.Key, Title: in.Title, File: in.File, Line: in.Line, Closed: in.Closed, Due: in.Due})
		}
	}
	slices.SortFunc(list, func(a, b due.Uncovered) int { return cmp.Compare(a.Key, b.Key) })
	return list
}
