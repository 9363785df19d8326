package git

import (
	"context"
	"errors"
	"slices"
	"strings"
)

// Last returns the full id of the last commit up to a revision that changes anything at paths, which are relative to
// r.Dir; "" when none does. A revision that is none is ErrNoRevision.
func (r Repo) Last(ctx context.Context, revision string, paths []string) (string, error) {
	commit, err := r.Commit(ctx, revision)
	if err != nil {
		return "", err
	}
	out, err := r.run(ctx, append([]string{"--literal-pathspecs", "log", "-1", "--format=%H", commit, "--"}, paths...)...)
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(string(out)), nil
}

// Touching returns the full ids of the commits up to a revision that change a file, which is relative to r.Dir, parents
// before children.
func (r Repo) Touching(ctx context.Context, revision, file string) ([]string, error) {
	commit, err := r.Commit(ctx, revision)
	if err != nil {
		return nil, err
	}
	out, err := r.run(ctx, "--literal-pathspecs", "log", "--topo-order", "--reverse", "--format=%H", commit, "--", file)
	if err != nil {
		return nil, err
	}
	return strings.Fields(string(out)), nil
}

// Uncommitted returns the files at paths that are not in HEAD as they are in the work tree: edited, gone and new ones,
// sorted and relative to r.Dir as the paths are. What git ignores is left out. Without a commit all files are new.
func (r Repo) Uncommitted(ctx context.Context, paths []string) ([]string, error) {
	others := append([]string{"--literal-pathspecs", "ls-files", "-z", "--others", "--exclude-standard", "--"}, paths...)
	out, err := r.run(ctx, others...)
	if err != nil {
		return nil, err
	}
	files := split(out)
	edited := append([]string{"--literal-pathspecs", "diff", "--relative", "--name-only", "-z", "--no-renames", "--no-ext-diff", "HEAD", "--"}, paths...)
	if _, err := r.Commit(ctx, "HEAD"); errors.Is(err, ErrNoRevision) {
		edited = append([]string{"--literal-pathspecs", "ls-files", "-z", "--cached", "--"}, paths...)
	} else if err != nil {
		return nil, err
	}
	if out, err = r.run(ctx, edited...); err != nil {
		return nil, err
	}
	files = append(files, split(out)...)
	slices.Sort(files)
	return slices.Compact(files), nil
}
