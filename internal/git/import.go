package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// Import makes a new repository in a folder and fills it with the commits of a fast-import stream, on the branch
// main. The files of the last commit have to be in the folder already. Nothing of the user's or the machine's
// configuration takes part, so the same stream gives the same commits everywhere. On a machine without git it
// returns ErrNone.
func Import(ctx context.Context, dir string, stream io.Reader) error {
	steps := []struct {
		args  []string
		stdin io.Reader
	}{
		{args: []string{"init", "--quiet", "--template="}},
		{args: []string{"symbolic-ref", "HEAD", "refs/heads/main"}},
		{args: []string{"config", "core.autocrlf", "false"}}, // the example stays as it is, whatever the user's setting
		{args: []string{"fast-import", "--quiet", "--date-format=raw"}, stdin: stream},
		{args: []string{"reset", "--quiet"}},
	}
	for _, s := range steps {
		if err := isolated(ctx, dir, s.stdin, s.args...); err != nil {
			return err
		}
	}
	return nil
}

// isolated runs git in a folder with no configuration but the repository's own.
func isolated(ctx context.Context, dir string, stdin io.Reader, args ...string) error {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", dir, "-c", "core.hooksPath=" + os.DevNull, "-c", "commit.gpgSign=false"}, args...)...)
	for _, e := range cmd.Environ() {
		if !strings.HasPrefix(strings.ToUpper(e), "GIT_") { // GIT_DIR of a hook would lead into another repository
			cmd.Env = append(cmd.Env, e)
		}
	}
	cmd.Env = append(cmd.Env, "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_DEFAULT_HASH=sha1", "GIT_DEFAULT_REF_FORMAT=files", "LC_ALL=C")
	var errOut bytes.Buffer
	cmd.Stdin, cmd.Stderr = stdin, &errOut
	err := cmd.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return ErrNoProgram
	case err != nil:
		return fmt.Errorf("git %s: %w: %s", args[0], err, strings.TrimSpace(errOut.String()))
	}
	return nil
}
