package cli

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
)

// actionsOptions are the flags of `pir actions`.
type actionsOptions struct {
	out    output
	asOf   time.Time
	filter actions.Filter
	group  []string
	sort   []string
	failOn []string
	digest digestOptions
}

func newActions(a *app) *cobra.Command {
	var opts actionsOptions
	cmd := &cobra.Command{
		Use:   "actions [PATH…]",
		Short: "List the corrective actions of all reports, and what is overdue",
		Long: `List the corrective actions of all reports, the longest overdue first, then what is left
to do by due date, then what is done. A PATH is a report or a folder.

With --as-of the list is that of another day: an action counts as done from its done date,
as verified from the day of the check, and so on. Due dates are those of the files as they are now.

Flags select: every one that is given must hold, and one of the words in it is enough.
An action is open until it is done or declined, so --state open lists all that is left to do.
It is unverified when it is done and nobody has checked that it works.

Below the list stands how many were done by their due date, how old what is left to do is, and how
long it takes to get one done. These figures are of all actions that the flags select, whatever
their state.

With --digest there is one message an owner instead: what is overdue, due soon, blocked, or waits to
be verified, and what to type. --output names a folder for them; one message alone goes to standard output.

` + exitHelp,
		Example: `  pir actions --state open
  pir actions --owner platform-lead --due-before 2026-06-30
  pir actions --group owner --format md
  pir actions --fail-on overdue --quiet --format csv --output actions.csv
  pir actions --output xlsx:actions.xlsx --output ics:actions.ics
  pir actions --digest eml --output digests`,
		RunE: body(func(cmd *cobra.Command, args []string) error {
			if err := opts.digest.check(cmd, opts.out); err != nil {
				return err
			}
			return a.actions(cmd.Context(), &opts, args)
		}),
	}
	addOutput(cmd, &opts.out, render.Actions())
	addAsOf(cmd, &opts.asOf)
	a.addRev(cmd)
	f := &opts.filter
	addTexts(cmd, &f.Owners, "owner", "handles", "only actions of these owners, with or without @; none: without an owner")
	addChoices(cmd, &f.States, "state", "only actions in these states", actions.StateWords())
	addChoices(cmd, &f.Priorities, "priority", "only these priorities", report.Priorities.List)
	addChoices(cmd, &f.Kinds, "kind", "only these kinds of action", report.ActionKinds.List)
	addTexts(cmd, &f.Severities, "severity", "words", "only incidents of these severities of the policy, or aliases of them")
	addTexts(cmd, &f.Services, "service", "names", "only incidents of these services")
	addTexts(cmd, &f.Reports, "report", "ids", "only these reports or actions, by id or its beginning, such as 2026-03")
	addDay(cmd, &f.DueAfter, "due-after", "only actions due on this day or later")
	addDay(cmd, &f.DueBefore, "due-before", "only actions due on this day or earlier")
	addChoice(cmd, &opts.group, "group", "put under headings by", actions.GroupWords())
	addChoice(cmd, &opts.sort, "sort", "order by something else than urgency", actions.SortWords())
	addChoices(cmd, &opts.failOn, "fail-on", "exit with status 1 when a listed action is one of", gateWords())
	addDigest(cmd, &opts.digest)
	a.completeActions(cmd)
	return addMoves(a, cmd)
}

// gateWords are the states that --fail-on takes.
func gateWords() []string {
	return []string{string(actions.Overdue), string(actions.DueSoon), string(actions.Blocked), actions.Unverified}
}

func (a *app) actions(ctx context.Context, opts *actionsOptions, args []string) error {
	sinks, err := a.actionSinks(opts)
	if err != nil {
		return err
	}
	r, err := a.open(ctx)
	if err != nil {
		return err
	}
	filter := opts.filter
	if filter.Severities, err = severities(filter.Severities, r.policy); err != nil {
		return err
	}
	all, missing, err := a.readActions(ctx, r, args)
	if err != nil {
		return err
	}
	a.hintFilter(&filter, all, r)
	asOf := a.asOf(opts.asOf)
	records := actions.At(all, asOf, r.policy)
	if later := len(all) - len(records); later > 0 && opts.asOf.IsZero() {
		a.hint("actions left out because their incident lies in the future: %d; a later --as-of shows them", later)
	}
	listing := actions.Listing{AsOf: asOf, Records: filter.Select(records), GroupedBy: first(opts.group)}
	actions.Sort(listing.Records, first(opts.sort))
	if listing.GroupedBy != "" {
		listing.Groups = actions.GroupBy(listing.Records, listing.GroupedBy, r.policy)
	}
	if opts.digest.wanted() {
		err = a.digests(r, &opts.digest, opts.out, listing.Records, asOf)
	} else {
		listing.Statistics = actions.Measure(filter.AnyState().Select(records), asOf, r.policy)
		err = write(a, sinks, listing)
	}
	if err := errors.Join(err, missing); err != nil {
		return err
	}
	for i := range listing.Records {
		if slices.ContainsFunc(opts.failOn, listing.Records[i].Is) {
			return errGate
		}
	}
	return nil
}

// readActions returns the actions of the reports that the arguments name, with what git says of their past.
func (a *app) readActions(ctx context.Context, r *repo, args []string) (all []actions.Action, missing, err error) {
	type read struct {
		actions []actions.Action
		version *history.Version
	}
	reader := history.NewReader()
	reports, missing, err := each(a, r, args, func(rep *report.Report) read { return read{actions.Of(rep, r.policy), reader.Of(rep)} })
	if err != nil {
		return nil, nil, err
	}
	current := make([]*history.Version, 0, len(reports))
	for _, one := range reports {
		all, current = append(all, one.actions...), append(current, one.version)
	}
	a.addPast(ctx, r, reader, all, current, len(args) > 0)
	return all, missing, nil
}

// actionSinks returns the places that a list is written to; none for digests.
func (a *app) actionSinks(opts *actionsOptions) ([]sink[actions.Listing], error) {
	if opts.digest.wanted() {
		return nil, nil
	}
	sinks, err := pick(opts.out, render.Actions())
	for _, s := range sinks {
		if s.format.Name == "xlsx" && s.file == standard && a.env.Terminal {
			return nil, usagef("a workbook is nothing for a terminal; add --output actions.xlsx")
		}
	}
	return sinks, err
}

// severities returns the policy's ids of words that a user typed.
func severities(words []string, pol *policy.Policy) ([]string, error) {
	ids := make([]string, 0, len(words))
	for _, w := range words {
		s, ok := pol.Severity(w)
		if !ok {
			return nil, usagef("--severity %s: the policy has no such severity; %s", w, didYouMean(w, severityIDs(pol), "use "+strings.Join(severityIDs(pol), ", ")))
		}
		ids = append(ids, s.ID)
	}
	return ids, nil
}

func severityIDs(pol *policy.Policy) []string {
	ids := make([]string, 0, len(pol.Severities))
	for _, s := range pol.Severities {
		ids = append(ids, s.ID)
	}
	return ids
}

// completeActions offers the owners, services, reports and severities of the repository to the shell.
func (a *app) completeActions(cmd *cobra.Command) {
	of := func(values func(actions.Action) []string) func(*cobra.Command) []string {
		return func(cmd *cobra.Command) []string {
			r, err := a.open(cmd.Context())
			if err != nil {
				return nil // a shell has no place for errors
			}
			paths, err := r.paths(nil)
			if err != nil {
				return nil
			}
			var words []string
			lists, _ := corpus.Map(paths, func(rep *report.Report) []actions.Action { return actions.Of(rep, r.policy) })
			for _, action := range slices.Concat(lists...) {
				words = append(words, values(action)...)
			}
			return slices.Compact(slices.Sorted(slices.Values(words)))
		}
	}
	completeFrom(cmd, "owner", of(func(act actions.Action) []string { return []string{act.Owner} }))
	completeFrom(cmd, "service", of(func(act actions.Action) []string { return act.Services }))
	completeFrom(cmd, "report", of(func(act actions.Action) []string { return []string{act.Report} }))
	completeFrom(cmd, "severity", func(cmd *cobra.Command) []string {
		r, err := a.open(cmd.Context())
		if err != nil {
			return nil
		}
		return severityIDs(r.policy)
	})
}
