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

// ErrNoProgram says that there is no git on the machine. It is an ErrNone too.
var ErrNoProgram error = noProgramError{}

type noProgramError struct{}

// Error says what is missing.
func (noProgramError) Error() string { return "there is no git program on this machine" }

// Is makes it an ErrNone.
func (noProgramError) Is(target error) bool { return target == ErrNone }

// ErrNoWorkTree says that a repository has no files beside its history, as a bare one.
var ErrNoWorkTree = errors.New("this repository has no work tree; name a revision, such as --rev HEAD")

// ErrPartial says that git would have to fetch what a partial clone left out, which pir never makes it do.
var ErrPartial = errors.New("this clone is partial and lacks files of other commits; `git fetch --refetch --no-filter` brings them")

// command returns a git command that is not started yet. Configuration of the user that changes output is
// switched off, and a partial clone fetches nothing.
func (r Repo) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", r.Dir, "-c", "core.quotePath=off", "-c", "core.fsmonitor=false"}, args...)...)
	cmd.Env = append(byFolder(cmd.Environ()), "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "LC_ALL=C")
	return cmd
}

// byFolder leaves GIT_DIR away, which git sets for its hooks: with it alone, git takes whatever folder it is asked in for
// the top of the work tree. With GIT_WORK_TREE beside it, somebody has said which one that is.
func byFolder(env []string) []string {
	set := func(name string) func(string) bool {
		return func(v string) bool { return strings.HasPrefix(v, name+"=") }
	}
	if slices.ContainsFunc(env, set("GIT_WORK_TREE")) {
		return env
	}
	return slices.DeleteFunc(env, set("GIT_DIR"))
}

// run returns what a git command prints.
func (r Repo) run(ctx context.Context, args ...string) ([]byte, error) {
	cmd := r.command(ctx, args...)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err := cmd.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, ErrNoProgram
	case strings.Contains(errOut.String(), "not a git repository"):
		return nil, ErrNone
	case err != nil:
		return nil, failure(args[0], err, errOut.String())
	}
	return out.Bytes(), nil
}

// failure returns the error of a git command that failed with err and said something about it.
func failure(command string, err error, said string) error {
	switch {
	case strings.Contains(said, "promisor remote"):
		return ErrPartial
	case strings.Contains(said, "must be run in a work tree"):
		return ErrNoWorkTree
	}
	return fmt.Errorf("git %s: %w: %s", command, err, strings.TrimSpace(said))
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

func split(out []byte) []string {
	var list []string
	for f := range strings.SplitSeq(string(out), "\x00") {
		if f != "" {
			list = append(list, f)
		}
	}
	return list
}
