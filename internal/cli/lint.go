package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/render"
)

// lintOptions are the flags of `pir lint`.
type lintOptions struct {
	out            output
	failOn         string
	scope          scope
	baseline       string
	writeBaseline  bool
	showSuppressed bool
	fix            bool
	diff           bool
}

func newLint(a *app) *cobra.Command {
	var opts lintOptions
	cmd := &cobra.Command{
		Use:   "lint [PATH…]",
		Short: "Check reports: the file, the timeline, causes, actions, the review",
		Long: `Check reports, all findings in one run. Without PATH every report of the repository is
checked; a PATH is a file, whatever its extension, or a folder. Rules that compare
reports see all of the repository, also when only some are checked; findings are printed
of those alone.

Findings do not depend on today's date: the verdict on a commit stays the same.

A report suppresses a finding with a reason, under lint.ignore in its front matter or by
the comment <!-- pir:ignore RULE REASON --> before a block or heading of its text. The
findings in .pir-baseline.json, which --write-baseline makes, are accepted as they are.

With --fix, findings that have one right answer are mended: a misspelt key or word, another
spelling of a known word, a table that is made from the front matter. Only the bytes that
must change do. What remains is printed, and decides the exit status; with --diff nothing
is written, and the changes are printed instead of what would remain.

` + exitHelp,
		Example: `  pir lint
  pir lint reports/2026-03-02-leaked-ci-token.md
  pir lint --changed=main
  pir lint --staged
  pir lint --format json --output findings.json
  pir lint --format github --output sarif:pir.sarif
  pir lint --fail-on warning
  pir lint --fix --diff`,
		RunE: body(func(cmd *cobra.Command, args []string) error { return a.lint(cmd.Context(), &opts, args) }),
	}
	addOutput(cmd, &opts.out, render.Findings())
	levels := []string{"error", "warning", "info", "off"}
	flags := cmd.Flags()
	flags.StringVar(&opts.failOn, "fail-on", levels[0], "exit with status 1 from this severity on: "+strings.Join(levels, ", "))
	complete(cmd, "fail-on", levels)
	opts.scope.add(cmd)
	a.addRev(cmd)
	flags.StringVar(&opts.baseline, "baseline", "", "accept the findings in this `file` (default "+baselineName+" in the root, if it is there)")
	flags.BoolVar(&opts.writeBaseline, "write-baseline", false, "accept all present findings: write them to the baseline file")
	flags.BoolVar(&opts.showSuppressed, "show-suppressed", false, "list suppressed findings too, each with its reason")
	flags.BoolVar(&opts.fix, "fix", false, "mend the findings that have one right answer, and print what remains")
	flags.BoolVar(&opts.diff, "diff", false, "with --fix: print what would change, and write nothing")
	cmd.MarkFlagsMutuallyExclusive("diff", "format")
	cmd.MarkFlagsMutuallyExclusive("diff", "output")
	for _, other := range []string{"changed", "staged", "stdin", "fix", "write-baseline"} {
		cmd.MarkFlagsMutuallyExclusive("rev", other) // they are about the work tree
	}
	for _, other := range []string{"fix", "write-baseline"} {
		cmd.MarkFlagsMutuallyExclusive("staged", other) // what is staged is not written
	}
	return cmd
}

func (a *app) lint(ctx context.Context, opts *lintOptions, args []string) error {
	sinks, err := pick(opts.out, render.Findings())
	if err != nil {
		return err
	}
	threshold, ok := diag.ParseSeverity(opts.failOn)
	if !ok {
		return usagef("--fail-on %s: use error, warning, info or off", opts.failOn)
	}
	if err := opts.fixFlags(); err != nil {
		return err
	}
	if opts.scope.staged {
		if idle, err := a.nothingStaged(ctx); idle || err != nil {
			return err
		}
		a.rev = stagedRev
	}
	r, err := a.open(ctx)
	if err != nil {
		return err
	}
	world, err := r.world()
	if err != nil {
		return err
	}
	r.linter = r.linter.In(world)
	base, err := r.baseline(opts)
	if err != nil {
		return err
	}
	sel, err := a.selectReports(ctx, r, opts.scope, args)
	if err != nil {
		return err
	}
	checked, unread := a.check(r, sel, opts, base)
	result := r.linter.Finish(checked).Accept(base) // before any is left out or told elsewhere: a baseline knows where it was found
	if sel.named != nil {
		result = result.Only(sel.counts, len(sel.named))
	}
	if opts.writeBaseline {
		return errors.Join(a.saveBaseline(r, opts, result), unread)
	}
	if sel.named != nil {
		result = result.Told(sel.counts)
	}
	result.ShowSuppressed = opts.showSuppressed
	if slices.ContainsFunc(sinks, func(s sink[lint.Result]) bool { return render.FromTop(s.format.Name) }) {
		result.Below = belowTop(ctx, r.root)
	}
	if !opts.diff {
		if err := write(a, sinks, result); err != nil {
			return errors.Join(err, unread)
		}
		a.hintFixable(result)
	}
	if unread != nil {
		return unread
	}
	if threshold != diag.Off && result.Worst() >= threshold {
		return errGate
	}
	return nil
}

// belowTop returns where the root lies in its git repository, "" for its top. Where git does not answer, as without a work
// tree, there is no other top: a check needs no git.
func belowTop(ctx context.Context, root string) string {
	folder, err := git.Repo{Dir: root}.Below(ctx)
	if err != nil {
		return ""
	}
	return folder
}

// check runs the rules that look at one report over all that are selected, after mending them with --fix.
// failed joins what could not be read, mended or written.
func (a *app) check(r *repo, sel selection, opts *lintOptions, base lint.Baseline) (checked []lint.Checked, failed error) {
	if !opts.fix {
		return readAll(a, sel.paths, r.linter.Check)
	}
	checked, changes, failed := a.mend(r, sel, base)
	if opts.diff {
		return checked, errors.Join(failed, a.showDiff(changes))
	}
	return checked, errors.Join(failed, a.save(changes))
}
