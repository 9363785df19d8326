package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/mcp"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/trends"
)

// mcpOptions are the flags of `pir mcp`.
type mcpOptions struct {
	write  bool
	tlpMax []string
}

func newMCP(a *app) *cobra.Command {
	var opts mcpOptions
	cmd := &cobra.Command{
		Use:   "mcp",
		Short: "Serve assistants: search, read, check drafts",
		Long: `Speak the Model Context Protocol on standard input and output, for assistants. The tools read
the repository: search, report, actions, status, trends, rules; check holds the draft of a report
to the same rules as pir lint. Their answers have the JSON of the commands. Nothing outside of the
repository is read.

Without --allow-write there is no tool that writes. With it there are two more: new_report, and
action_step, which changes one action as pir actions does.

What reports say is then told to the assistant, and to whoever runs it. With --tlp-max, reports are
left out whose label is higher; one without a label counts as red. Commit nothing unread that an
assistant wrote.

` + exitHelp,
		Example: `  pir mcp
  pir mcp --tlp-max green
  pir mcp --allow-write`,
		Args: cobra.NoArgs,
		RunE: body(func(cmd *cobra.Command, _ []string) error { return a.mcp(cmd.Context(), &opts) }),
	}
	cmd.Flags().BoolVar(&opts.write, "allow-write", false, "offer the tools that start a report and change an action")
	addTLPMax(cmd, &opts.tlpMax)
	return cmd
}

func (a *app) mcp(ctx context.Context, opts *mcpOptions) error {
	root, err := a.root()
	if err != nil {
		return err
	}
	return mcp.Serve(ctx, io.NopCloser(a.env.Stdin), unclosed{a.env.Stdout}, mcp.Options{
		Version: version(), Write: opts.write, Shapes: render.Shapes(), Words: toolWords(),
		Run: func(ctx context.Context, c mcp.Call) mcp.Answer {
			var out, errs bytes.Buffer
			inner := a.inside(root, first(opts.tlpMax))
			inner.env.Stdin, inner.env.Stdout, inner.env.Stderr = strings.NewReader(c.Stdin), &out, &errs
			status := inner.main(ctx, c.Args)
			return mcp.Answer{Out: out.Bytes(), Err: errs.Bytes(), Status: status}
		},
		Search: func(ctx context.Context, q mcp.Query) (mcp.Found, error) {
			inner := a.inside(root, first(opts.tlpMax))
			inner.env.Stderr = io.Discard
			return inner.search(ctx, q)
		},
	})
}

// inside returns a run of the program for an assistant: in the root, by ids alone, and without anybody to ask.
func (a *app) inside(root, tlpMax string) *app {
	env := a.env
	env.Dir, env.Terminal, env.Interactive = root, false, false
	return &app{env: env, tlpMax: tlpMax, idsOnly: true}
}

// search looks through all reports of the repository.
func (a *app) search(ctx context.Context, q mcp.Query) (mcp.Found, error) {
	r, err := a.open(ctx)
	if err != nil {
		return mcp.Found{}, err
	}
	type read struct {
		hit mcp.Hit
		ok  bool
	}
	words := q.Words()
	reads, missing, err := each(a, r, nil, func(rep *report.Report) read {
		hit, ok := mcp.Match(rep, words)
		return read{hit, ok}
	})
	if err != nil || missing != nil {
		return mcp.Found{}, errors.Join(err, missing)
	}
	hits := make([]mcp.Hit, 0, len(reads))
	for _, one := range reads {
		if one.ok {
			hits = append(hits, one.hit)
		}
	}
	return mcp.Collect(q, hits), nil
}

// toolWords are the closed lists of the tools' arguments.
func toolWords() map[string][]string {
	steps := moves()
	verbs := make([]string, 0, len(steps))
	for _, m := range steps {
		verbs = append(verbs, string(m.verb))
	}
	return map[string][]string{
		"state": actions.StateWords(), "priority": report.Priorities.List, "kind": report.ActionKinds.List, "by": trends.Dimensions(),
		"report_kind": report.Kinds.List, "step": verbs, "result": report.Results.List, "decision": report.Decisions.List,
	}
}

// unclosed is standard output, which the end of a session does not close.
type unclosed struct{ io.Writer }

// Close does nothing.
func (unclosed) Close() error { return nil }
