// Package git asks the git program the few questions that pir has.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
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

func split(out []byte) []string {
	var list []string
	for f := range strings.SplitSeq(string(out), "\x00") {
		if f != "" {
			list = append(list, f)
		}
	}
	return list
}
