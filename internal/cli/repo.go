package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// repo is the repository that a command works in.
type repo struct {
	dir        string // where the command was started
	root       string
	policy     *policy.Policy
	policyFile *source.File // nil without a pir.yaml
	finder     corpus.Finder
}

// open finds the repository and reads its policy. A faulty policy is refused with all its faults.
func (a *app) open(ctx context.Context) (*repo, error) {
	dir, err := a.dir()
	if err != nil {
		return nil, err
	}
	root, err := corpus.FindRoot(dir)
	if err != nil {
		return nil, err
	}
	r := &repo{dir: dir, root: root, policy: policy.Default()}
	b, err := os.ReadFile(filepath.Join(root, policy.FileName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("read policy: %w", err)
	default:
		r.policyFile = source.New(policy.FileName, b)
		var problems []diag.Problem
		r.policy, problems = policy.Parse(r.policyFile)
		if len(problems) > 0 {
			return nil, policyError(r.policyFile, problems)
		}
	}
	r.finder = corpus.Finder{Root: root, Ignored: ignored(ctx, root)}
	return r, nil
}

// policyError lists every fault of a policy, one a line.
func policyError(f *source.File, problems []diag.Problem) error {
	lines := make([]string, 0, len(problems))
	for _, p := range problems {
		at := f.Position(p.Span.Start)
		lines = append(lines, fmt.Sprintf("%s:%d:%d: %s", f.Path, at.Line, at.Column, p.Message))
	}
	return usagef("%s", strings.Join(lines, "\n"))
}

// ignored returns what git ignores below root. Without git nothing is ignored.
func ignored(ctx context.Context, root string) func(string) bool {
	names, err := git.Repo{Dir: root}.Ignored(ctx)
	if err != nil || len(names) == 0 {
		return nil
	}
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[strings.TrimSuffix(n, "/")] = true
	}
	return func(name string) bool { return set[name] }
}

// paths returns the report files that the arguments name, or all of the repository.
func (r *repo) paths(args []string) ([]corpus.Path, error) {
	if len(args) > 0 {
		paths, err := r.finder.Named(r.dir, args)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, usagef("%w", err)
		}
		return paths, err
	}
	paths, err := r.finder.Folders(r.policy.Reports)
	if errors.Is(err, corpus.ErrNoFolder) {
		return nil, usagef("%w; `pir init` makes one, `pir demo` an example, or name files and folders as arguments", err)
	}
	return paths, err
}

// each reads every report of the arguments once and returns what fn makes of it, in the order of the files.
// When some files cannot be read, the others are returned together with the error.
func each[T any](a *app, cmdCtx context.Context, args []string, fn func(*repo, *report.Report) T) (*repo, []T, error) {
	r, err := a.open(cmdCtx)
	if err != nil {
		return nil, nil, err
	}
	paths, err := r.paths(args)
	if err != nil {
		return nil, nil, err
	}
	results, err := corpus.Map(paths, func(rep *report.Report) T { return fn(r, rep) })
	return r, results, err
}
