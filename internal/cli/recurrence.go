package cli

import (
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
	"github.com/pir-cli/pir/internal/trends"
)

// laws returns the names of the laws that --repeats knows.
func laws() []string {
	all := taxonomy.Recurrences()
	names := make([]string, 0, len(all))
	for _, r := range all {
		names = append(names, r.Regime)
	}
	return names
}

// repeatWithin returns the policy with the time of --within over its own. As with --last, m stands for months.
func repeatWithin(pol *policy.Policy, within string) (*policy.Policy, error) {
	if within == "" {
		return pol, nil
	}
	text := strings.TrimSpace(within)
	if n, ok := strings.CutSuffix(text, "m"); ok {
		text = n + " months"
	}
	reach, err := policy.ParseReach(text)
	if err != nil {
		return nil, usagef("--within %s: %v", within, err)
	}
	own := *pol
	own.RepeatWithin = reach
	return &own, nil
}

// recurrence runs `pir trends --repeats`.
func (a *app) recurrence(cmd *cobra.Command, opts *trendsOptions, name string, args []string) error {
	for _, flag := range []string{"by", "interval", "within", "all", "risk"} {
		if cmd.Flags().Changed(flag) {
			return usagef("--%s does not go with --repeats, which assesses what the law says", flag)
		}
	}
	sinks, err := pick(opts.out, render.Recurrence())
	if err != nil {
		return err
	}
	law, ok := taxonomy.LookupRecurrence(name)
	if !ok {
		return usagef("there is no law %q, use %s", name, strings.Join(laws(), ", "))
	}
	asOf := a.asOf(opts.asOf)
	period, _, err := opts.period.period(cmd, asOf)
	if err != nil {
		return err
	}
	if len(changed(cmd, periodFlagNames()...)) == 0 {
		period = trends.LastWhole(law.Every, asOf)
	}
	if period.From.After(asOf) {
		return usagef("the period begins on %s, after --as-of %s; nothing of it can be assessed yet", period.From.Format(time.DateOnly), asOf.Format(time.DateOnly))
	}
	r, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	incidents, missing, err := each(a, r, args, func(rep *report.Report) trends.Incident { return trends.Of(rep, r.policy) })
	if err != nil {
		return err
	}
	return errors.Join(write(a, sinks, trends.Recur(incidents, law, period, asOf, r.policy)), missing)
}

// changed returns those of the flags that were typed.
func changed(cmd *cobra.Command, names ...string) []string {
	var used []string
	for _, name := range names {
		if cmd.Flags().Changed(name) {
			used = append(used, name)
		}
	}
	return used
}
