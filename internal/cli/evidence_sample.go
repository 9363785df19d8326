package cli

import (
	"cmp"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/evidence"
	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/sample"
	"github.com/pir-cli/pir/internal/trends"
)

// What a sample can be of.
const (
	ofIncidents = "incidents"
	ofActions   = "actions"
)

// sampleOptions are the flags of `pir evidence sample`.
type sampleOptions struct {
	out    output
	period periodFlags
	asOf   time.Time
	n      int
	key    string
	of     []string
}

func newEvidenceSample(a *app) *cobra.Command {
	var opts sampleOptions
	cmd := &cobra.Command{
		Use:   "sample",
		Short: "Choose incidents or actions of a period in a way that everybody can repeat",
		Long: `Choose a sample of the incidents that were detected in a period, or of the actions of their reports. The
same key and population give the same sample on every machine: every id is ranked by HMAC-SHA-256 of it
under the key, and the smallest are chosen. So whoever names the key cannot choose, and whoever has the
register cannot either, once the hash of the population is known.

The population is that of ` + "`pir coverage`" + `: the register, or the reports where there is none. Without a
period it is all that is on record.

` + exitHelp,
		Example: `  pir evidence sample --n 5 --key "audit 2026"
  pir evidence sample --n 5 --key "audit 2026" --year 2025
  pir evidence sample --n 5 --key "audit 2026" --year 2025 --of actions --format md`,
		Args: cobra.NoArgs,
		RunE: body(func(cmd *cobra.Command, _ []string) error { return a.sample(cmd, &opts) }),
	}
	addOutput(cmd, &opts.out, render.Samples())
	addNamedPeriod(cmd, &opts.period)
	addDay(cmd, &opts.asOf, "as-of", "tell the state of this day, YYYY-MM-DD (default the last day of the period)")
	a.addRev(cmd)
	cmd.Flags().IntVar(&opts.n, "n", 0, "how many to choose")
	cmd.Flags().StringVar(&opts.key, "key", "", "`text` under which is chosen, such as one that the auditor names")
	addChoice(cmd, &opts.of, "of", "what to choose (default incidents)", []string{ofIncidents, ofActions})
	return cmd
}

func (a *app) sample(cmd *cobra.Command, opts *sampleOptions) error {
	sinks, err := pick(opts.out, render.Samples())
	if err != nil {
		return err
	}
	switch {
	case opts.n < 1:
		return usagef("name how many to choose with --n, such as --n 5")
	case opts.key == "":
		return usagef("name the text under which to choose with --key; let the auditor name it")
	}
	var period trends.Period // without a flag the population is of all time
	asOf := a.asOf(opts.asOf)
	if len(changed(cmd, periodFlagNames()...)) > 0 {
		var err error
		if period, asOf, err = a.evidencePeriod(cmd, &opts.period, opts.asOf); err != nil {
			return err
		}
		asOf = cmp.Or(asOf, a.asOf(time.Time{})) // of a period that is not over, what is known
	}
	r, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	all, missing, err := a.surveyAll(r, history.NewReader())
	if err != nil {
		return err
	}
	table, err := r.register()
	if err != nil {
		return err
	}
	q := &coverage.Question{AsOf: asOf, Today: asOf, From: period.From, To: period.To, Policy: r.policy, Register: table, Facts: all.facts}
	cover := coverage.At(q)
	s := render.Sample{Of: ofIncidents, Source: "the reports"}
	if !period.From.IsZero() {
		s.From, s.To = period.From.Format(time.DateOnly), period.To.Format(time.DateOnly)
	}
	if cover.HasRegister {
		s.Source = cover.File
	}
	ids := evidence.PopulationIDs(cover.Incidents)
	if first(opts.of) == ofActions {
		s.Of, s.Source = ofActions, "the reports"
		ids = nil
		within := map[string]bool{}
		for i := range all.incidents {
			within[all.incidents[i].Report] = period.From.IsZero() || !all.incidents[i].At.IsZero() && period.Contains(all.incidents[i].At)
		}
		for _, rec := range actions.At(all.actions, asOf, r.policy) {
			if within[rec.Report] {
				ids = append(ids, rec.ID)
			}
		}
	}
	s.Sample = sample.Choose(ids, opts.n, opts.key)
	return errors.Join(write(a, sinks, s), missing)
}
