package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/rules"
	"github.com/pir-cli/pir/internal/source"
)

// repo is the repository that a command works in.
type repo struct {
	dir    string // where the command was started
	root   string
	policy *policy.Policy
	linter *lint.Linter // all rules at the policy's levels
	finder corpus.Finder
	files  files // where they are read from

	idsOnly bool // see app
	partial bool // reports are left out by their label
}

// root returns the root of the repository.
func (a *app) root() (string, error) {
	dir, err := a.dir()
	if err != nil {
		return "", err
	}
	return corpus.FindRoot(dir)
}

// open finds the repository and reads its policy, from the work tree or the revision that --rev names. A faulty
// policy is refused with all its faults.
func (a *app) open(ctx context.Context) (*repo, error) { return a.openAt(ctx, a.rev) }

// openAt opens the repository as it is at a revision; "" is the work tree.
func (a *app) openAt(ctx context.Context, rev string) (*repo, error) {
	dir, err := a.dir()
	if err != nil {
		return nil, err
	}
	root, err := corpus.FindRoot(dir)
	if err != nil {
		return nil, err
	}
	r := &repo{dir: dir, root: root, finder: corpus.Finder{Root: root}}
	if rev != "" {
		r.files, err = a.openRevision(ctx, root, rev)
	} else {
		r.finder.Ignored = ignored(ctx, root)
		r.files = workTree{root: root, finder: r.finder}
	}
	if err != nil {
		return nil, err
	}
	r.idsOnly = a.idsOnly
	if a.tlpMax != "" {
		r.files, r.partial = belowTLP{files: r.files, limit: a.tlpMax}, true
	}
	file, err := r.files.side(policy.FileName, maxSide)
	if err != nil {
		return nil, err
	}
	if file == nil {
		file = source.New(policy.FileName, nil) // empty, and the policy the default
	}
	pol, problems := policy.Parse(file)
	linter, unknown := lint.New(rules.All(), pol)
	if len(problems)+len(unknown) > 0 {
		return nil, policyError(file, slices.Concat(problems, unknown))
	}
	r.policy, r.linter = pol, linter
	return r, nil
}

// policyError lists every fault of a file that the program is set up by, one a line.
func policyError(f *source.File, problems []diag.Problem) error {
	slices.SortStableFunc(problems, func(a, b diag.Problem) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
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
		paths, err := r.files.named(r.dir, args)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, r.missingFile(args, err)
		}
		return paths, err
	}
	paths, err := r.files.folders(r.policy.Reports)
	if errors.Is(err, corpus.ErrNoFolder) {
		return nil, usagef("%w; %s", err, r.withoutFolder())
	}
	return paths, err
}

// foldersThere returns the reports of the folders that are there, and the other folders: git has none without files. One
// that is there and has no files behind it, such as a link at a revision, is an error.
func (r *repo) foldersThere(folders []string) (paths []corpus.Path, missing []string, err error) {
	paths, err = r.files.folders(folders)
	if !errors.Is(err, corpus.ErrNoFolder) {
		return paths, nil, err
	}
	var there []string
	for _, folder := range folders {
		_, err := r.files.folders([]string{folder})
		switch {
		case err == nil:
			there = append(there, folder)
		case !errors.Is(err, corpus.ErrNoFolder):
			return nil, nil, err
		case r.files.exists(folder):
			return nil, nil, usagef("%w; under `reports` in %s name the folder itself, and no link to it", err, policy.FileName)
		default:
			missing = append(missing, folder)
		}
	}
	if len(there) > 0 {
		paths, err = r.files.folders(there)
		return paths, missing, err
	}
	return nil, missing, nil
}

// withoutFolder says what to do where the folder of reports is not there.
func (r *repo) withoutFolder() string {
	if r.files.exists(policy.FileName) {
		return "`pir init` makes it; or mend `reports` in " + policy.FileName
	}
	return "`pir init` sets up " + r.root + " for reviews, -C names another folder, `pir demo` writes an example to look at"
}

// reports returns the report files that the arguments name, and says so when there are none: a check of
// nothing must not look like a check that went well.
func (a *app) reports(r *repo, args []string) ([]corpus.Path, error) {
	paths, err := r.paths(args)
	if err == nil && len(paths) == 0 {
		where := args
		if len(where) == 0 {
			where = r.policy.Reports
		}
		a.hint("there is no report in %s; `pir new` writes one, `pir import` adopts one that was written before", strings.Join(where, ", "))
	}
	a.tuneMemory(len(paths))
	return paths, err
}

// each reads every report that the arguments name once and returns what fn makes of it, in the order of the
// files. Files without front matter that can be read are told in a hint, because nothing of them counts.
// missing joins the files that could not be read at all; the others are found nevertheless.
func each[T any](a *app, r *repo, args []string, fn func(*report.Report) T) (found []T, missing, err error) {
	paths, err := a.reports(r, args)
	if err != nil {
		return nil, nil, err
	}
	found, missing = eachOf(a, paths, fn)
	return found, missing, nil
}

// eachOf is each for reports that are known already.
func eachOf[T any](a *app, paths []corpus.Path, fn func(*report.Report) T) (found []T, missing error) {
	type read struct {
		value  T
		unread string
	}
	reads, missing := readAll(a, paths, func(rep *report.Report) read { return read{fn(rep), unread(rep)} })
	found = make([]T, 0, len(reads))
	var skipped []string
	for _, r := range reads {
		found = append(found, r.value)
		if r.unread != "" {
			skipped = append(skipped, r.unread)
		}
	}
	a.hintUnread(skipped)
	return found, missing
}
