package git

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// BranchFiles returns the files below a folder on every local branch, relative to r.Dir as the folder is, without
// repetitions.
func (r Repo) BranchFiles(ctx context.Context, folder string) ([]string, error) {
	refs, err := r.run(ctx, "for-each-ref", "--format=%(refname)", "refs/heads")
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	var files []string
	for ref := range strings.FieldsSeq(string(refs)) {
		out, err := r.run(ctx, "ls-tree", "-r", "-z", "--name-only", ref, "--", strings.TrimSuffix(folder, "/")+"/")
		if err != nil {
			return nil, err
		}
		for _, f := range split(out) {
			if !seen[f] {
				seen[f] = true
				files = append(files, f)
			}
		}
	}
	return files, nil
}

// Changed returns the files of the work tree, relative to r.Dir, that differ from the point at which HEAD
// left base: committed, staged, edited and new ones, without those that are gone. An unknown base is ErrNoRevision.
func (r Repo) Changed(ctx context.Context, base string) ([]string, error) {
	from, err := r.MergeBase(ctx, base, "HEAD")
	if err != nil {
		return nil, err
	}
	edited, err := r.run(ctx, "diff", "--relative", "--name-only", "-z", "--no-renames", "--diff-filter=d", "--no-ext-diff", from, "--")
	if err != nil {
		return nil, err
	}
	added, err := r.untracked(ctx)
	if err != nil {
		return nil, err
	}
	return append(split(edited), added...), nil
}

// untracked returns the files of the work tree that git neither has nor ignores.
func (r Repo) untracked(ctx context.Context) ([]string, error) {
	out, err := r.run(ctx, "ls-files", "-z", "--others", "--exclude-standard")
	if err != nil {
		return nil, err
	}
	return split(out), nil
}

// ErrNoBase says that two revisions have no commit in common, or none that this clone holds.
var ErrNoBase = errors.New("no common history with revision")

// DefaultBase returns the branch that pull requests go into: what the remote says, else main or master of the
// remote, else of this repository; "" when there is none of these.
func (r Repo) DefaultBase(ctx context.Context) (string, error) {
	out, err := r.run(ctx, "for-each-ref", "--format=%(refname:short)", "refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main", "refs/heads/master")
	if err != nil {
		return "", err
	}
	found := strings.Fields(string(out))
	for _, name := range []string{"origin", "origin/HEAD", "origin/main", "origin/master", "main", "master"} {
		if slices.Contains(found, name) {
			return name, nil
		}
	}
	return "", nil
}

// MergeBase returns the commit at which the revision head left base. A revision that is not there is ErrNoRevision.
func (r Repo) MergeBase(ctx context.Context, base, head string) (string, error) {
	if strings.HasPrefix(base, "-") || strings.HasPrefix(head, "-") { // git would read it as an option
		return "", fmt.Errorf("%w: %q", ErrNoBase, base)
	}
	from, err := r.run(ctx, "merge-base", base, head)
	switch {
	case errors.Is(err, ErrNone):
		return "", err
	case err != nil:
		for _, rev := range []string{base, head} {
			if _, err := r.run(ctx, "rev-parse", "--verify", "--quiet", rev+"^{commit}"); err != nil {
				return "", fmt.Errorf("%w: %q", ErrNoRevision, rev)
			}
		}
		return "", fmt.Errorf("%w: %q", ErrNoBase, base)
	}
	return strings.TrimSpace(string(from)), nil
}

// Difference is a file that differs between two states: its name before and after, relative to r.Dir, "" where
// it is not there. A file that was renamed, and perhaps edited a little, has both.
type Difference struct{ Before, After string }

// Compare returns the files that differ between two commits, or between one and the work tree when after is "".
func (r Repo) Compare(ctx context.Context, before, after string) ([]Difference, error) {
	args := []string{"diff", "--relative", "--name-status", "-z", "--find-renames", "--no-ext-diff", before}
	if after != "" {
		args = append(args, after)
	}
	out, err := r.run(ctx, append(args, "--")...)
	if err != nil {
		return nil, err
	}
	var all []Difference
	words := split(out)
	for len(words) >= 2 {
		switch state := words[0]; {
		case state[0] == 'R' && len(words) >= 3:
			all = append(all, Difference{words[1], words[2]})
			words = words[1:]
		case state[0] == 'A':
			all = append(all, Difference{After: words[1]})
		case state[0] == 'D':
			all = append(all, Difference{Before: words[1]})
		default:
			all = append(all, Difference{words[1], words[1]})
		}
		words = words[2:]
	}
	if after != "" {
		return all, nil
	}
	added, err := r.untracked(ctx)
	for _, name := range added {
		all = append(all, Difference{After: name})
	}
	return all, err
}
