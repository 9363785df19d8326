package cli

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/compare"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
)

func newDiff(a *app) *cobra.Command {
	var out output
	cmd := &cobra.Command{
		Use:   "diff [BASE]",
		Short: "Say what a branch changes in meaning, for a pull request",
		Long: `Say what the work tree changes in meaning against the point where this branch left BASE, which
is the main branch if it is not named: reports that came or went, their status and severity,
actions added, done or put off, causes and controls, evidence, and the findings of lint that
came or went. With --rev it is that revision instead of the work tree.

The format md is meant as a comment on a pull request. Differences that mean nothing, such as
another order of keys, are not told. The exit status is 0 whatever differs: lint is the gate.

` + exitHelp,
		Example: `  pir diff
  pir diff main --format md --output comment.md
  pir diff v1.0 --rev v2.0 --format json`,
		Args: cobra.MaximumNArgs(1),
		RunE: body(func(cmd *cobra.Command, args []string) error { return a.diff(cmd.Context(), out, args) }),
	}
	addOutput(cmd, &out, render.Comparisons())
	a.addRev(cmd)
	return cmd
}

func (a *app) diff(ctx context.Context, out output, args []string) error {
	sinks, err := pick(out, render.Comparisons())
	if err != nil {
		return err
	}
	now, err := a.open(ctx)
	if err != nil {
		return err
	}
	base, err := a.comparisonBase(ctx, now, args)
	if err != nil {
		return err
	}
	c, missing, err := a.compared(ctx, now, base)
	if err != nil {
		return err
	}
	if len(c.Reports)+len(c.Added)+len(c.Removed) == 0 {
		a.hint("no report differs in meaning from %s", base.name)
	}
	return errors.Join(write(a, sinks, c), missing)
}

// comparisonBase is what is compared with: a revision as it was typed, and the commit at which the branch left it.
type comparisonBase struct{ name, commit string }

func (a *app) comparisonBase(ctx context.Context, now *repo, args []string) (comparisonBase, error) {
	repo := git.Repo{Dir: now.root}
	base := comparisonBase{}
	if len(args) > 0 {
		base.name = args[0]
	} else {
		found, err := mainBranch(ctx, repo, "diff", "pir diff trunk")
		if err != nil {
			return base, err
		}
		base.name = found
	}
	head := a.rev
	if head == "" {
		head = "HEAD"
	}
	commit, err := repo.MergeBase(ctx, base.name, head)
	if err != nil {
		return base, baseError("diff", err)
	}
	base.commit = commit
	return base, nil
}

// compared compares the repository with the base. missing joins the reports that could not be read.
func (a *app) compared(ctx context.Context, now *repo, base comparisonBase) (c render.Comparison, missing, err error) {
	files, err := git.Repo{Dir: now.root}.Compare(ctx, base.commit, a.rev)
	if err != nil {
		return c, nil, err
	}
	then, err := a.openAt(ctx, base.commit)
	if err != nil {
		return c, nil, err
	}
	changed := make([]compare.File, 0, len(files))
	old, fresh, renamed := map[string]bool{}, map[string]bool{}, map[string]string{}
	for _, f := range files {
		changed = append(changed, compare.File(f))
		old[f.Before], fresh[f.After] = true, true
		if f.Before != "" && f.After != "" {
			renamed[f.Before] = f.After
		}
	}
	before, unreadThen, err := a.state(then, old)
	if err != nil {
		return c, nil, err
	}
	after, unreadNow, err := a.state(now, fresh)
	if err != nil {
		return c, nil, err
	}
	c = render.Comparison{Base: base.name, Commit: base.commit, Reports: compare.Reports(changed, before.facts, after.facts)}
	c.Added, c.Removed = compare.Findings(before.result.Diagnostics, after.result.Diagnostics, renamed)
	return c, errors.Join(unreadThen, unreadNow), a.addSlips(ctx, now, c.Reports, after.versions)
}

// state is a repository as it is compared: the facts of the reports in some files, and the findings in all.
type state struct {
	facts    []compare.Facts
	versions []*history.Version
	result   lint.Result
}

func (a *app) state(r *repo, changed map[string]bool) (s state, missing, err error) {
	world, err := r.world()
	if err != nil {
		return s, nil, err
	}
	accepted, err := r.baseline(&lintOptions{})
	if err != nil {
		return s, nil, err
	}
	paths, _, err := r.foldersThere(r.policy.Reports) // a branch may bring the folder
	if err != nil {
		return s, nil, err
	}
	a.tuneMemory(len(paths))
	linter := r.linter.In(world)
	type read struct {
		checked lint.Checked
		facts   *compare.Facts
		version *history.Version
	}
	all, missing := readAll(a, paths, func(rep *report.Report) read {
		one := read{checked: linter.Check(rep)}
		if changed[rep.File.Path] {
			facts := compare.Of(rep, r.policy)
			one.facts, one.version = &facts, history.Of(rep)
		}
		return one
	})
	checked := make([]lint.Checked, 0, len(all))
	for _, one := range all {
		checked = append(checked, one.checked)
		if one.facts != nil {
			s.facts, s.versions = append(s.facts, *one.facts), append(s.versions, one.version)
		}
	}
	s.result = linter.Finish(checked).Accept(accepted)
	return s, missing, nil
}

// addSlips tells due dates that moved to a later day how often they did, from the history.
func (a *app) addSlips(ctx context.Context, now *repo, reports []compare.Difference, current []*history.Version) error {
	var ids []string
	for _, d := range reports {
		if slices.ContainsFunc(d.Changes, compare.Change.Postpones) {
			ids = append(ids, d.Report.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	if a.rev != "" {
		current = nil
	}
	past, err := a.pastOf(ctx, git.Repo{Dir: now.root}, history.Options{Rev: a.rev, Folders: now.policy.Reports, Reports: ids, Current: current})
	if err != nil {
		return err
	}
	for i := range reports {
		for j := range reports[i].Changes {
			change := &reports[i].Changes[j]
			action, ok := past.Action(reports[i].Report.ID + "/" + change.ID)
			if !ok || !change.Postpones() {
				continue
			}
			change.Slip = &compare.Slip{Times: action.Slips}
			if !action.Cut {
				change.Slip.Original = action.OriginalDue
			}
		}
	}
	return nil
}
