package cli

import (
	"context"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/scaffold"
	"github.com/pir-cli/pir/internal/transition"
)

// move is a command that takes an action from one status to another.
type move struct {
	verb    transition.Verb
	short   string
	long    string
	example string
	from    []string // statuses that completion offers
	flags   func(cmd *cobra.Command, o *moveOptions)
}

// moveOptions are the flags of the moves. Words of a list are kept as the list that their flag fills.
type moveOptions struct {
	amendOptions
	transition.Request
	result, decision []string
}

// addMoves adds the commands that change one action to the one that lists them.
func addMoves(a *app, list *cobra.Command) *cobra.Command {
	all := moves()
	verbs := make([]string, 0, len(all))
	for _, m := range all {
		list.AddCommand(newMove(a, m))
		verbs = append(verbs, string(m.verb))
	}
	list.Args = func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		dir, err := a.dir()
		if err != nil {
			return err
		}
		// A word that is no file is a slip of a verb rather than of a path.
		if near, ok := nearest.Nearest(args[0], verbs); ok && absent(lstat(dir, args[0])) {
			return usagef("there is no file and no command %s; did you mean `pir actions %s`?", args[0], near)
		}
		return nil
	}
	return list
}

// lstat returns the error of looking for a file.
func lstat(dir, name string) error {
	_, err := os.Lstat(typedIn(dir, name))
	return err
}

func moves() []move { return slices.Concat(workMoves(), decisionMoves()) }

// leftToDo are the statuses of an action that somebody still has to do.
func leftToDo() []string { return []string{"open", "in-progress", "blocked"} }

// workMoves are what happens to an action while it is worked on and checked.
func workMoves() []move {
	return []move{
		{
			verb: transition.Start, short: "Take an action up", from: []string{"open", "blocked", "done", "verified"},
			long:    "Set an action in progress: one that is open or blocked, or one that a check found wanting.",
			example: "  pir actions start 2026-09-08-mobile-app-login-loop/A1", flags: func(*cobra.Command, *moveOptions) {},
		},
		{
			verb: transition.Block, short: "Say that an action cannot go on, and why", from: []string{"open", "in-progress"},
			long:    "Record that an action cannot go on, since when, and why.",
			example: "  pir actions block 2026-09-08-mobile/A2 --reason \"Waits for the new log service\"",
			flags: func(cmd *cobra.Command, o *moveOptions) {
				addDay(cmd, &o.On, "since", "day since which it is blocked (default today)")
				cmd.Flags().StringVar(&o.Reason, "reason", "", "why it cannot go on")
			},
		},
		{
			verb: transition.Done, short: "Record that an action is done, with evidence", from: leftToDo(),
			long: `Record the day on which an action was done and what shows it: a link, a commit, a path of the
repository. What stands under evidence already counts. Then it says what is to be verified, and when.`,
			example: "  pir actions done 2026-09-08-mobile/A2 --evidence commit:ab12cd3 --evidence https://ci.example/run/17",
			flags: func(cmd *cobra.Command, o *moveOptions) {
				addDay(cmd, &o.On, "on", "day on which it was done (default today)")
				cmd.Flags().StringArrayVar(&o.Evidence, "evidence", nil, "a `link`, commit or path that shows it; the flag may be repeated")
			},
		},
		{
			verb: transition.Verify, short: "Record a check that an action works", from: []string{"done"},
			long: `Record who checked a done action, how, and what the check showed. The owner does not check.
An effective action is verified. One that is too early to tell stays done. One that works partly or
not at all is in progress again, unless another action takes up the rest.`,
			example: "  pir actions verify 2026-03-02-leaked/A4 --by @sre-1 --method control-retest --result effective",
			flags: func(cmd *cobra.Command, o *moveOptions) {
				addDay(cmd, &o.On, "on", "day of the check (default today)")
				cmd.Flags().StringVar(&o.By, "by", "", "`handle` of who checked it, not the owner")
				cmd.Flags().StringVar(&o.Method, "method", "", "how it was checked, such as control-retest or no-recurrence-in-period")
				addChoice(cmd, &o.result, "result", "what the check showed", report.Results.List)
				cmd.Flags().StringArrayVar(&o.Evidence, "evidence", nil, "a `link`, commit or path that shows it; the flag may be repeated")
			},
		},
	}
}

// decisionMoves are what is decided about an action.
func decisionMoves() []move {
	return []move{
		{
			verb: transition.Decline, short: "Record the decision not to do an action", from: leftToDo(),
			long:    "Record who decided not to do an action, why, and when that is looked at again.",
			example: "  pir actions decline 2026-09-08-mobile/A3 --by @ciso --reason \"Costs more than it saves\" --risk R-017 --until 2027-03-31",
			flags: func(cmd *cobra.Command, o *moveOptions) {
				addDay(cmd, &o.On, "on", "day of the decision (default today)")
				addDay(cmd, &o.Until, "until", "day on which the decision is looked at again")
				cmd.Flags().StringVar(&o.By, "by", "", "`handle` of who decided")
				cmd.Flags().StringVar(&o.Reason, "reason", "", "why it is not done")
				cmd.Flags().StringVar(&o.Risk, "risk", "", "`entry` of the risk register that carries what stays")
			},
		},
		{
			verb: transition.Escalate, short: "Ask for a decision about an action, or record it", from: leftToDo(),
			long: `Record that somebody was asked for a decision about an action. With --decision and neither
--to nor --ask, record the decision about what was asked last.`,
			example: `  pir actions escalate 2026-09-08-mobile/A2 --to @cto --ask "Two weeks of a developer, or another date"
  pir actions escalate 2026-08-12-portal/A1 --decision re-date`,
			flags: func(cmd *cobra.Command, o *moveOptions) {
				addDay(cmd, &o.On, "on", "day of it (default today)")
				cmd.Flags().StringVar(&o.To, "to", "", "`handle` of who is asked")
				cmd.Flags().StringVar(&o.Ask, "ask", "", "what is asked for")
				addChoice(cmd, &o.decision, "decision", "what was decided", report.Decisions.List)
			},
		},
		{
			verb: transition.Redate, short: "Agree on another due date", from: leftToDo(),
			long: `Write another due date. The one before stays in the history of the file. With --by and --reason
the agreement is put on record too, as an escalation that was decided.`,
			example: "  pir actions redate 2026-09-08-mobile/A2 --due 2026-12-15 --by @cto --reason \"The log service comes in December\"",
			flags: func(cmd *cobra.Command, o *moveOptions) {
				addDay(cmd, &o.Due, "due", "the new due date")
				addDay(cmd, &o.On, "on", "day of the agreement (default today)")
				cmd.Flags().StringVar(&o.By, "by", "", "`handle` of who agreed")
				cmd.Flags().StringVar(&o.Reason, "reason", "", "why the date moves")
			},
		},
	}
}

func newMove(a *app, m move) *cobra.Command {
	o := moveOptions{Request: transition.Request{Verb: m.verb}}
	cmd := &cobra.Command{
		Use:   string(m.verb) + " REPORT/A1",
		Short: m.short,
		Long: m.long + `

REPORT is the id of a report, a beginning of it that no other has, or its path. Only the lines of
the action change. On a terminal what is missing is asked for.

` + exitHelp,
		Example:           m.example,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeActionIDs(m.from...),
		RunE:              body(func(cmd *cobra.Command, args []string) error { return a.move(cmd.Context(), args[0], &o) }),
	}
	m.flags(cmd, &o)
	addAmend(cmd, &o.amendOptions)
	for _, flag := range []string{"by", "to"} {
		if cmd.Flags().Lookup(flag) != nil {
			completeFrom(cmd, flag, a.handles)
		}
	}
	return cmd
}

// move takes one step with one action.
func (a *app) move(ctx context.Context, address string, o *moveOptions) error {
	name, id := actionAddress(address)
	o.Result, o.Decision = first(o.result), first(o.decision)
	planning := func(pol *policy.Policy, known *people.List) plan {
		return func(rep *report.Report) (transition.Step, error) {
			i, err := actionIndex(rep, id)
			if err != nil {
				return transition.Step{}, err
			}
			r := o.Request
			for _, text := range []*string{&r.Reason, &r.Method, &r.Risk, &r.Ask} {
				*text = scaffold.Clean(*text)
			}
			r.By, r.To, r.Evidence = handle(r.By, known), handle(r.To, known), cleaned(r.Evidence)
			return transition.Plan(transition.Subject{Report: rep, Action: i, Policy: pol, Today: a.asOf(o.asOf)}, r)
		}
	}
	return a.amendReport(ctx, name, &o.amendOptions, planning, func(p *prompter, need transition.Need) error { return o.ask(p, need) })
}

// ask asks for one thing that a step needs.
func (o *moveOptions) ask(p *prompter, need transition.Need) error {
	switch need.Name {
	case "result":
		return p.word(&o.Result, "What the check showed", report.Results.List)
	case "due":
		return p.day(&o.Due, "The new due date, such as 2026-03-31")
	case "evidence":
		line, err := p.line(question(need))
		o.Evidence = append(o.Evidence, line)
		return err
	}
	into := map[string]*string{"by": &o.By, "reason": &o.Reason, "to": &o.To, "ask": &o.Ask}
	var err error
	*into[need.Name], err = p.line(question(need))
	return err
}

// question returns what is needed as the beginning of a line.
func question(need transition.Need) string { return strings.ToUpper(need.What[:1]) + need.What[1:] }

// handle returns a handle as it is written: as the people file has it, else with an @.
func handle(word string, known *people.List) string {
	word = scaffold.Clean(word)
	if known != nil {
		if person, ok := known.Find(word); ok {
			return person.Handle.Value
		}
	}
	if word == "" || strings.ContainsRune(word, ' ') {
		return word // a name or a body, such as Change Advisory Board
	}
	return "@" + strings.TrimPrefix(word, "@")
}

// cleaned makes one line of each text and drops those that are empty.
func cleaned(texts []string) []string {
	kept := make([]string, 0, len(texts))
	for _, t := range texts {
		if t = scaffold.Clean(t); t != "" && !slices.Contains(kept, t) {
			kept = append(kept, t)
		}
	}
	return kept
}

// handles offers the people of the repository to the shell: those of the people file and the owners of actions.
func (a *app) handles(cmd *cobra.Command) []string {
	words := a.fromReports(cmd, func(_ *repo, rep *report.Report) []string {
		owners := make([]string, 0, len(rep.Actions))
		for i := range rep.Actions {
			owners = append(owners, rep.Actions[i].Owner.Value)
		}
		return owners
	})
	if r, err := a.open(cmd.Context()); err == nil {
		if known, err := r.people(); err == nil && known != nil {
			for _, person := range known.People {
				words = append(words, person.Handle.Value)
			}
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// day asks for a day until the answer is one.
func (p *prompter) day(into *time.Time, question string) error {
	for {
		answer, err := p.line(question)
		if err != nil {
			return err
		}
		if err := (day{into}).Set(answer); err == nil {
			return nil
		}
	}
}

// word asks for one of the words of a list.
func (p *prompter) word(into *string, question string, list []string) error {
	choices := make([]choice, 0, len(list))
	for _, w := range list {
		choices = append(choices, choice{word: w})
	}
	var err error
	*into, err = p.choose(question, choices)
	return err
}
