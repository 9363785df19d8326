package cli

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/due"
	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/render"
)

// statusOptions are the flags of `pir status`.
type statusOptions struct {
	out    output
	asOf   time.Time
	ahead  string
	owners []string
	group  []string
	failOn []string
	report bool
}

// The words of --group and the word of --fail-on for every kind.
const (
	groupNext  = "next"
	groupOwner = "owner"
	failAny    = "any"
)

func newStatus(a *app) *cobra.Command {
	var opts statusOptions
	cmd := &cobra.Command{
		Use:   "status",
		Short: "What is due or late, in one list: what to do next, and by whom",
		Long: `List what is due or late: reviews to hold, reports to finish, decisions to take, actions to
do, verify or hand over, notifications of authorities, and reports about all incidents.
What comes in the next days is shown as well; it is never late, and no gate looks at it.

` + kindsHelp() + `
Deadlines of notifications are facts with their references and no legal advice. The
earliest reading is taken unless pir.yaml says otherwise.

With --as-of the list is that of another day. The status of reports, owners and due
dates are those of the files as they are now. Stale actions need the git history.

With --report a report to management is written into its folder, and never over another.

` + exitHelp,
		Example: `  pir status
  pir status --owner platform-lead --group owner
  pir status --fail-on review,notification --quiet
  pir status --ahead 90d --format ics --output due.ics
  pir status --report --as-of 2026-09-30`,
		Args: cobra.NoArgs,
		RunE: body(func(cmd *cobra.Command, _ []string) error { return a.status(cmd, &opts) }),
	}
	addOutput(cmd, &opts.out, render.Statuses())
	addAsOf(cmd, &opts.asOf)
	a.addTimezone(cmd, "UTC")
	a.addRev(cmd)
	flags := cmd.Flags()
	flags.StringVar(&opts.ahead, "ahead", "", "show what is due in so much `time`, such as 90d (default due_soon of the policy)")
	addTexts(cmd, &opts.owners, "owner", "handles", "only what is up to these, with or without @; none: up to nobody")
	completeFrom(cmd, "owner", a.handles)
	addChoice(cmd, &opts.group, "group", "put under headings by what to do next or by owner", []string{groupNext, groupOwner})
	addChoices(cmd, &opts.failOn, "fail-on", "exit with status 1 when an item of one of these kinds is late", gateKinds())
	flags.BoolVar(&opts.report, "report", false, "write a dated report to management and keep it as a record")
	for _, other := range []string{"rev", "owner", "group", "format", "output"} {
		cmd.MarkFlagsMutuallyExclusive("report", other) // the record is of everything, in one form
	}
	return cmd
}

// kindsHelp lists the kinds for the help.
func kindsHelp() string {
	var b strings.Builder
	b.WriteString("Kinds:\n")
	for _, k := range due.Kinds() {
		b.WriteString("  " + k.Name + strings.Repeat(" ", 19-len(k.Name)) + k.Doc + "\n")
	}
	return b.String()
}

// gateKinds are the words that --fail-on takes.
func gateKinds() []string {
	words := []string{failAny}
	for _, k := range due.Kinds() {
		if k.Gate {
			words = append(words, k.Name)
		}
	}
	return words
}

func (a *app) status(cmd *cobra.Command, opts *statusOptions) error {
	sinks, err := pick(opts.out, render.Statuses())
	if err != nil {
		return err
	}
	r, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	q, notes, missing, err := a.question(cmd, r, opts)
	if err != nil {
		return err
	}
	all := due.At(q)
	all.Notes = append(all.Notes, notes...)
	list := all
	if len(opts.owners) > 0 {
		list = all.Of(opts.owners)
		a.hintOwners(opts.owners, q, &all)
	}
	if opts.report {
		err = a.keepManagementReport(r, due.Manage(q, all))
	} else {
		err = write(a, sinks, render.Status{List: list, ByOwner: first(opts.group) == groupOwner})
	}
	if err := errors.Join(err, missing); err != nil {
		return err
	}
	kinds := opts.failOn
	if slices.Contains(kinds, failAny) {
		kinds = nil
	}
	if len(opts.failOn) > 0 && list.Late(kinds...) {
		return errGate
	}
	return nil
}

// hintOwners tells owners whom nothing in the repository names.
func (a *app) hintOwners(owners []string, q *due.Question, all *due.List) {
	var known []string
	for i := range q.Cases {
		known = append(known, q.Cases[i].Owners()...)
	}
	for i := range all.Items {
		known = append(known, all.Items[i].Owner)
	}
	if q.People != nil {
		for i := range q.People.People {
			known = append(known, q.People.People[i].Handle.Value)
		}
	}
	a.hintUnknown("owner", owners, known, samePerson)
}

// question reads everything that the list is made from, each file once. notes say what could not be read; missing
// joins the reports that could not.
func (a *app) question(cmd *cobra.Command, r *repo, opts *statusOptions) (q *due.Question, notes []string, missing, err error) {
	ahead := time.Duration(-1)
	if opts.ahead != "" {
		if ahead, err = policy.ParseDuration(opts.ahead); err != nil {
			return nil, nil, nil, usagef("--ahead %s: %w", opts.ahead, err)
		}
	}
	reader := history.NewReader()
	all, missing, err := a.surveyAll(r, reader)
	if err != nil {
		return nil, nil, nil, err
	}
	var now time.Time
	if opts.asOf.IsZero() {
		now = a.env.Now()
	}
	var past *history.History
	if r.policy.Actions.StaleAfter > 0 { // nothing else asks for it, and reading it takes longest
		if past, err = a.readHistory(cmd.Context(), r, reader, all.versions); err != nil {
			return nil, nil, nil, err
		}
	}
	if q, notes, err = all.question(r, past, a.asOf(opts.asOf), now); err != nil {
		return nil, nil, nil, err
	}
	q.Zone = a.zone
	if ahead >= 0 {
		q.Ahead = int(ahead / (24 * time.Hour))
	}
	return q, notes, missing, nil
}
