// Package git asks the git program the few questions that pir has.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
)

// Repo is a folder in which git is asked. The answers about a folder that is not in a git work tree, or
// on a machine without git, are ErrNone.
type Repo struct{ Dir string }

// ErrNone says that there is no git to ask: no program, or no repository.
var ErrNone = errors.New("not in a git repository")

// command returns a git command that is not started yet. Configuration of the user that changes output is
// switched off, and a partial clone fetches nothing.
func (r Repo) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", r.Dir, "-c", "core.quotePath=off", "-c", "core.fsmonitor=false"}, args...)...)
	cmd.Env = append(cmd.Environ(), "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "LC_ALL=C")
	return cmd
}

// run returns what a git command prints.
func (r Repo) run(ctx context.Context, args ...string) ([]byte, error) {
	cmd := r.command(ctx, args...)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err := cmd.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound), strings.Contains(errOut.String(), "not a git repository"):
		return nil, ErrNone
	case err != nil:
		return nil, fmt.Errorf("git %s: %w: %s", args[0], err, strings.TrimSpace(errOut.String()))
	}
	return out.Bytes(), nil
}

// Ignored returns the files and folders below a folder that git ignores, relative to the repository's
// folder r.Dir, folders with a final slash.
func (r Repo) Ignored(ctx context.Context, folders ...string) ([]string, error) {
	args := append([]string{"ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory", "--"}, folders...)
	out, err := r.run(ctx, args...)
	if err != nil {
		return nil, err
	}
	return split(out), nil
}

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

func split(out []byte) []string {
	var list []string
	for f := range strings.SplitSeq(string(out), "\x00") {
		if f != "" {
			list = append(list, f)
		}
	}
	return list
}

// Changed returns the files of the work tree, relative to r.Dir, that differ from the point at which HEAD
// left base: committed, staged, edited and new ones, without those that are gone. An unknown base is ErrNoBase.
func (r Repo) Changed(ctx context.Context, base string) ([]string, error) {
	if strings.HasPrefix(base, "-") { // git would read it as an option
		return nil, fmt.Errorf("%w: %q", ErrNoBase, base)
	}
	from, err := r.run(ctx, "merge-base", base, "HEAD")
	if errors.Is(err, ErrNone) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %q", ErrNoBase, base)
	}
	edited, err := r.run(ctx, "diff", "--relative", "--name-only", "-z", "--no-renames", "--diff-filter=d", "--no-ext-diff", strings.TrimSpace(string(from)), "--")
	if err != nil {
		return nil, err
	}
	added, err := r.run(ctx, "ls-files", "-z", "--others", "--exclude-standard")
	if err != nil {
		return nil, err
	}
	return append(split(edited), split(added)...), nil
}

// ErrNoBase says that there is no revision of that name, or that the history that it needs is not there.
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
