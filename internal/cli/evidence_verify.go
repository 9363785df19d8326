package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/evidence"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/pack"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/rules"
)

func newEvidenceVerify(a *app) *cobra.Command {
	var out output
	var dir string
	cmd := &cobra.Command{
		Use:   "verify PACK",
		Short: "Check a pack: every hash, every figure, and with the repository every byte",
		Long: `Check a pack, a folder or a zip file: every hash of its manifest, that nothing was added, removed or
stands in it twice, and that no path leads out of it. Every page, table and figure is then made again from
the reports, the register, the policy and the history in the pack, and compared byte for byte: an edited
figure is found, also when the manifest was made to fit.

With the repository at hand, here or at --repo, the pack is made again from its commit and compared, so an
edited report or history is found as well.

` + exitHelp,
		Example: `  pir evidence verify evidence-2026-Q1
  pir evidence verify audit-2026.zip --repo ../pir-demo --format json`,
		Args: cobra.ExactArgs(1),
		RunE: body(func(cmd *cobra.Command, args []string) error {
			return a.verifyEvidence(cmd.Context(), out, args[0], dir)
		}),
	}
	addOutput(cmd, &out, render.Verdicts())
	cmd.Flags().StringVar(&dir, "repo", "", "the `folder` of the repository (default the current one, when it has the commit)")
	return cmd
}

func (a *app) verifyEvidence(ctx context.Context, out output, name, dir string) error {
	sinks, err := pick(out, render.Verdicts())
	if err != nil {
		return err
	}
	full, err := a.absolute(name)
	if err != nil {
		return err
	}
	files, problems, err := pack.Read(full)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usagef("%s: there is no such file or folder", name)
	case errors.Is(err, pack.ErrNoPack):
		return usagef("%s: %w", name, err)
	case errors.Is(err, pack.ErrTooLarge):
		return write(a, sinks, pack.Verdict{Problems: append(problems, pack.Problem{Message: err.Error()})})
	case err != nil:
		return fmt.Errorf("read %s: %w", name, pathError(err))
	}
	verdict, in := evidence.Verify(files, rules.All(), cmp.Or(a.env.Version, version()))
	verdict.Problems = pack.Sorted(append(verdict.Problems, problems...))
	if in != nil {
		if err := a.verifyWithRepo(ctx, &verdict, files, in, dir); err != nil {
			return err
		}
	}
	if err := write(a, sinks, verdict); err != nil {
		return err
	}
	if len(verdict.Problems) > 0 {
		return errGate
	}
	return nil
}

// verifyWithRepo makes a pack again from the repository, when it is at hand, and compares.
func (a *app) verifyWithRepo(ctx context.Context, verdict *pack.Verdict, files []pack.File, in *evidence.Inputs, dir string) error {
	note := func(format string, args ...any) { verdict.Notes = append(verdict.Notes, fmt.Sprintf(format, args...)) }
	const missed = "What the reports and the history said at the commit was not compared: "
	if in.Request.Dirty {
		note(missed + "the pack was made from files that no commit has.")
		return nil
	}
	there := &app{env: a.env, chdir: a.chdir, quiet: true}
	if dir != "" {
		there.chdir = dir
		if !filepath.IsAbs(dir) && a.chdir != "" {
			there.chdir = filepath.Join(a.chdir, dir)
		}
	}
	defer func() { a.atEnd(there.end) }()
	root, err := there.root()
	if err != nil {
		return err
	}
	place, err := git.Repo{Dir: root}.Place(ctx)
	if err == nil {
		_, err = git.Repo{Dir: root}.Commit(ctx, in.Request.Commit)
	}
	switch {
	case err != nil && dir != "":
		return usagef("--repo %s: it does not have the commit %s of the pack: %w", dir, in.Request.Commit, err)
	case err != nil:
		note(missed+"no repository with the commit %s is here; --repo names one.", in.Request.Commit)
		return nil
	case in.Request.Shallow != (len(place.Boundary) > 0):
		note(missed + "one of the clone here and the one of the pack is shallow, and the other has the whole history.")
		return nil
	}
	r, err := there.openAt(ctx, in.Request.Commit)
	if err != nil {
		return err
	}
	again, err := there.evidenceInputs(ctx, r, in.Request)
	if err != nil {
		return err
	}
	made, err := evidence.Build(again, rules.All())
	if err != nil {
		return fmt.Errorf("make the pack again: %w", err)
	}
	verdict.Problems = pack.Sorted(append(verdict.Problems, evidence.Compare(files, made, "it is not what the commit gives")...))
	note("The pack was made again from commit %s of the repository, and compared byte for byte.", in.Request.Commit)
	return nil
}
