package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/report"
)

// scope says which reports a check is about, besides the paths that are named.
type scope struct {
	changed   string // revision, defaultBase for the usual one, or ""
	staged    bool
	stdin     bool
	stdinName string
}

// defaultBase is the value of --changed without a revision. No revision can be called so.
const defaultBase = "."

func (s *scope) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&s.changed, "changed", "", "only reports that differ from where this branch left `base` (default the main branch)")
	flags.Lookup("changed").NoOptDefVal = defaultBase
	flags.BoolVar(&s.staged, "staged", false, "only reports that the next commit changes, as they are staged; for a hook of git")
	flags.BoolVar(&s.stdin, "stdin", false, "check one report from standard input")
	flags.StringVar(&s.stdinName, "stdin-filename", "", "the `path` that the report from standard input will have")
	cmd.MarkFlagsMutuallyExclusive("changed", "staged", "stdin")
}

// selection is the reports to read, and those of them whose findings count; nil for all.
type selection struct {
	paths []corpus.Path
	named map[string]bool
	other map[string]bool // files that are no reports and whose findings count too, when only some do
}

// counts reports whether the findings in a file count, when only some do.
func (s selection) counts(file string) bool { return s.named[file] || s.other[file] }

// selectReports finds the reports that a check reads. When only some count, the others of the repository
// are read all the same, for the rules that compare reports.
func (a *app) selectReports(ctx context.Context, r *repo, s scope, args []string) (selection, error) {
	var named []corpus.Path
	var other map[string]bool
	var err error
	switch {
	case s.stdin:
		if len(args) > 0 {
			return selection{}, usagef("--stdin checks one report; leave out %s", args[0])
		}
		named, err = a.fromStdin(r, s.stdinName)
	case s.staged:
		named, other, err = a.stagedReports(ctx, r, args)
	case s.changed != "":
		named, other, err = a.changedReports(ctx, r, s.changed, args)
	case len(args) > 0:
		named, err = a.reports(r, args)
	default:
		paths, err := a.reports(r, nil)
		return selection{paths: paths}, err
	}
	if err != nil {
		return selection{}, err
	}
	all, err := r.files.folders(r.policy.Reports)
	if err != nil && !errors.Is(err, corpus.ErrNoFolder) {
		return selection{}, err
	}
	sel := selection{paths: named, named: make(map[string]bool, len(named)), other: other}
	for _, p := range named {
		sel.named[p.Name] = true
	}
	for _, p := range all {
		if !sel.named[p.Name] {
			sel.paths = append(sel.paths, p)
		}
	}
	slices.SortFunc(sel.paths, corpus.ByName)
	return sel, nil
}

// fromStdin returns the report on standard input as a file of that name.
func (a *app) fromStdin(r *repo, name string) ([]corpus.Path, error) {
	if name == "" {
		name = "stdin.md"
	}
	b, err := io.ReadAll(io.LimitReader(a.env.Stdin, report.MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read standard input: %w", err)
	}
	return []corpus.Path{{Name: r.finder.Name(r.dir, name), Size: int64(len(b)), Read: func() ([]byte, error) { return b, nil }}}, nil
}

// changedReports returns the reports of the repository, or of the paths, that the branch changes. files are all that it
// changes, reports or not; nil when paths are named.
func (a *app) changedReports(ctx context.Context, r *repo, base string, args []string) (paths []corpus.Path, files map[string]bool, err error) {
	if base == defaultBase && len(args) > 0 { // pir lint --changed main
		if _, err := os.Stat(filepath.Join(r.dir, args[0])); err != nil {
			base, args = args[0], args[1:]
		}
	}
	repo := git.Repo{Dir: r.root}
	if base == defaultBase {
		if base, err = mainBranch(ctx, repo, "--changed", "--changed=trunk"); err != nil {
			return nil, nil, err
		}
	}
	names, err := repo.Changed(ctx, base)
	if err != nil {
		return nil, nil, baseError("--changed", err)
	}
	paths, files, err = r.among(names, args)
	if err == nil && len(paths) == 0 {
		a.hint("no report differs from %s", base)
	}
	return paths, files, err
}

// stagedReports returns the reports of the repository, or of the paths, that the next commit changes. files are all
// that it changes, reports or not; nil when paths are named.
func (a *app) stagedReports(ctx context.Context, r *repo, args []string) (paths []corpus.Path, files map[string]bool, err error) {
	names, err := git.Repo{Dir: r.root}.Staged(ctx)
	if err != nil {
		return nil, nil, err
	}
	return r.among(names, args)
}

// among returns the reports of the repository, or of the paths, that have one of the names. files are the names; nil when
// paths are named.
func (r *repo) among(names, args []string) (paths []corpus.Path, files map[string]bool, err error) {
	changed := make(map[string]bool, len(names))
	for _, name := range names {
		changed[name] = true
	}
	if paths, err = r.paths(args); err != nil {
		return nil, nil, err
	}
	paths = slices.DeleteFunc(paths, func(p corpus.Path) bool { return !changed[p.Name] })
	if len(args) > 0 {
		return paths, nil, nil
	}
	return paths, changed, nil
}

// mainBranch returns the branch that pull requests go into; without one, what asks for it says how to name another.
func mainBranch(ctx context.Context, repo git.Repo, what, example string) (string, error) {
	found, err := repo.DefaultBase(ctx)
	switch {
	case err != nil:
		return "", baseError(what, err)
	case found == "":
		return "", usagef("%s: there is no branch main or master to compare with; name one, as in %s, or make a first commit", what, example)
	}
	return found, nil
}

// withoutGit says what to do where git cannot be asked.
func withoutGit(err error) string {
	if errors.Is(err, git.ErrNoProgram) {
		return "install git, and look whether it is on the PATH"
	}
	return "start with `git init` and a first commit"
}

// baseError says what to do about a comparison that git cannot make.
func baseError(what string, err error) error {
	switch {
	case errors.Is(err, git.ErrNone):
		return usagef("%s: %w; it compares with what git has: %s", what, err, withoutGit(err))
	case errors.Is(err, git.ErrNoRevision):
		return usagef("%s: %w; `git branch --all` lists the branches; in a shallow clone, fetch more of it", what, err)
	case errors.Is(err, git.ErrNoBase):
		return usagef("%s: %w; in a shallow clone, fetch more of it", what, err)
	}
	return err
}
