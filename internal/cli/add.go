package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/scaffold"
	"github.com/pir-cli/pir/internal/transition"
)

func newAdd(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "add",
		Short: "Add an action or timeline entries to a report",
		Long:  "Add a corrective action or entries of the timeline to a report, without opening an editor.\n\n" + exitHelp,
		Example: `  pir add action 2026-09-08-mobile --title "Alert when phones cannot sign in" --owner platform-lead --due 2026-11-30 --kind control --priority P1
  pir add event 2026-09-08-mobile --at 2026-09-08T09:35:00Z --event "Incident declared" --milestone declared`,
	}
	cmd.AddCommand(newAddAction(a), newAddEvent(a))
	return cmd
}

// addActionOptions are the flags of `pir add action`.
type addActionOptions struct {
	amendOptions
	transition.Action
	kind, effect, priority []string
}

func newAddAction(a *app) *cobra.Command {
	var o addActionOptions
	cmd := &cobra.Command{
		Use:   "action REPORT",
		Short: "Add a corrective action to a report",
		Long: `Add a corrective action at the end of a report's list, with the next free id. REPORT is the id of
a report, a beginning of it that no other has, or its path. On a terminal what is missing is
asked for.

` + exitHelp,
		Example:           `  pir add action 2026-09-08-mobile --title "Alert when phones cannot sign in" --owner platform-lead --due 2026-11-30 --kind control --priority P1 --addresses C1`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeReportIDs(),
		RunE:              body(func(cmd *cobra.Command, args []string) error { return a.addAction(cmd.Context(), args[0], &o) }),
	}
	flags := cmd.Flags()
	flags.StringVar(&o.Title, "title", "", "what will be done, verb first")
	addChoice(cmd, &o.kind, "kind", "what is improved", report.ActionKinds.List)
	addChoice(cmd, &o.effect, "effect", "what it does", report.Effects.List)
	addTexts(cmd, &o.Addresses, "addresses", "ids", "causes and controls that it addresses, such as C1,iso27001:A.8.4")
	flags.StringVar(&o.Owner, "owner", "", "`handle` of the one who sees it done")
	addChoice(cmd, &o.priority, "priority", "how urgent it is", report.Priorities.List)
	addDay(cmd, &o.Due, "due", "day by which it is done")
	flags.StringVar(&o.DoneWhen, "done-when", "", "how one can tell that it is done")
	flags.StringVar(&o.Ticket, "ticket", "", "`link` to the tracker")
	addAmend(cmd, &o.amendOptions)
	completeFrom(cmd, "owner", a.handles)
	return cmd
}

func (a *app) addAction(ctx context.Context, name string, o *addActionOptions) error {
	o.Kind, o.Effect, o.Priority = first(o.kind), first(o.effect), first(o.priority)
	planning := func(_ *policy.Policy, known *people.List) plan {
		return func(rep *report.Report) (transition.Step, error) {
			act := o.Action
			for _, text := range []*string{&act.Title, &act.DoneWhen, &act.Ticket} {
				*text = scaffold.Clean(*text)
			}
			act.Owner, act.Addresses = handle(act.Owner, known), cleaned(act.Addresses)
			return transition.AddAction(rep, act, a.asOf(o.asOf))
		}
	}
	return a.amendReport(ctx, name, &o.amendOptions, planning, func(p *prompter, need transition.Need) error {
		var err error
		switch need.Name {
		case "due":
			return p.day(&o.Due, "The due date, such as 2026-03-31")
		case "kind":
			return p.word(&o.Kind, "What is improved", report.ActionKinds.List)
		case "priority":
			return p.word(&o.Priority, "How urgent it is", report.Priorities.List)
		case "owner":
			o.Owner, err = p.line(question(need))
		default:
			o.Title, err = p.line(question(need))
		}
		return err
	})
}

// addEventOptions are the flags of `pir add event`.
type addEventOptions struct {
	amendOptions
	transition.Event
	milestone []string
	stdin     bool
}

func newAddEvent(a *app) *cobra.Command {
	var o addEventOptions
	cmd := &cobra.Command{
		Use:   "event REPORT",
		Short: "Add entries to the timeline of a report",
		Long: `Add an entry to the timeline of a report, in the order of time. REPORT is the id of a report, a
beginning of it that no other has, or its path. A time has an offset, or is in the time zone that
the report names; now and unknown are times too. On a terminal what is missing is asked for.

With --stdin there is one entry a line on standard input: the time, and what happened. Empty
lines and lines that start with # are left out. One faulty line, and nothing is written.

` + exitHelp,
		Example: `  pir add event 2026-09-08-mobile --at now --event "Support told the last shops" --source chat:ops
  pir add event 2026-03-02-leaked --stdin < notes.txt`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeReportIDs(),
		RunE:              body(func(cmd *cobra.Command, args []string) error { return a.addEvent(cmd.Context(), args[0], &o) }),
	}
	flags := cmd.Flags()
	flags.StringVar(&o.At, "at", "", "`time` such as 2026-03-03T06:40:00Z, now, or unknown")
	flags.StringVar(&o.Event.Event, "event", "", "what happened, as a fact")
	addChoice(cmd, &o.milestone, "milestone", "which milestone of the incident it is", report.Milestones.List)
	flags.StringVar(&o.Source, "source", "", "where it comes from, such as commit:ab12cd3 or ticket:SUP-88")
	flags.BoolVar(&o.stdin, "stdin", false, "read entries from standard input, one a line: TIME TEXT")
	addDryRun(cmd, &o.amendOptions)
	for _, flag := range []string{"at", "event", "milestone", "source"} {
		cmd.MarkFlagsMutuallyExclusive("stdin", flag)
	}
	return cmd
}

func (a *app) addEvent(ctx context.Context, name string, o *addEventOptions) error {
	o.Milestone = first(o.milestone)
	var events []transition.Event
	if o.stdin {
		var err error
		if events, err = readEvents(a.env.Stdin); err != nil {
			return err
		}
	}
	now := a.env.Now().Format(time.RFC3339)
	planning := func(*policy.Policy, *people.List) plan {
		return func(rep *report.Report) (transition.Step, error) {
			all := events
			if !o.stdin {
				e := o.Event
				e.Event, e.Source = scaffold.Clean(e.Event), scaffold.Clean(e.Source)
				if e.At == "now" {
					e.At = now
				}
				all = []transition.Event{e}
			}
			return transition.AddEvents(rep, all)
		}
	}
	return a.amendReport(ctx, name, &o.amendOptions, planning, func(p *prompter, need transition.Need) error {
		var err error
		if need.Name == "at" {
			o.At, err = p.line("The time, such as 2026-03-03T06:40:00Z, now or unknown")
		} else {
			o.Event.Event, err = p.line(question(need))
		}
		return err
	})
}

// readEvents reads one entry a line: the time, and behind it what happened.
func readEvents(in io.Reader) ([]transition.Event, error) {
	const most = 1 << 20 // bytes; the front matter may have no more
	b, err := io.ReadAll(io.LimitReader(bufio.NewReader(in), most+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read standard input: %w", err)
	case len(b) > most:
		return nil, usagef("standard input has more than %d MB", most>>20)
	case !utf8.Valid(b):
		return nil, usagef("standard input is not UTF-8")
	}
	var events []transition.Event
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		at, text := cutTime(line)
		events = append(events, transition.Event{At: at, Event: scaffold.Clean(text), Line: n})
	}
	if len(events) == 0 {
		return nil, usagef("there is no entry on standard input; write one a line: 2026-03-03T06:40:00Z Token revoked")
	}
	return events, nil
}

// cutTime parts a line behind its time. The time of day may stand behind a space.
func cutTime(line string) (at, text string) {
	line = strings.ReplaceAll(line, "\t", " ")
	at, rest, _ := strings.Cut(line, " ")
	clock, text, _ := strings.Cut(strings.TrimLeft(rest, " "), " ")
	if len(at) == len("2026-03-03") && len(clock) >= len("06:40") && clock[2] == ':' && clock[0] >= '0' && clock[0] <= '9' {
		return at + "T" + clock, text
	}
	return at, rest
}
