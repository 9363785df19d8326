package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/scaffold"
)

// firstRelease is what a development build writes where a version has to stand.
const firstRelease = "v0.1.0"

// releaseVersion is the version of a release, and not one that Go makes of a commit.
var releaseVersion = regexp.MustCompile(`^v\d+\.\d+\.\d+(-[a-z]+\.?\d*)?$`)

// tools are the places beside the reports that `pir init` sets up.
type tools struct {
	hosts []string
	hook  bool
}

// tools returns what makes the files for git hosts and the hook in the git repository that dir is in, so that a folder
// in none is refused before anything is made. What exists is left alone.
func (a *app) tools(ctx context.Context, dir string, want tools) (add func() error, err error) {
	if len(want.hosts) == 0 && !want.hook {
		return func() error { return nil }, nil
	}
	places, err := git.Repo{Dir: dir}.Places(ctx)
	switch {
	case errors.Is(err, git.ErrNone):
		return nil, usagef("--ci and --hook set up a git repository, and this folder is in none; run `git init` first")
	case err != nil:
		return nil, err
	}
	folder, err := below(places.Root, dir)
	if err != nil {
		return nil, err
	}
	return func() error {
		for _, host := range want.hosts {
			if err := a.addWorkflow(places.Root, host, folder); err != nil {
				return err
			}
		}
		if want.hook {
			return a.addHook(places, folder)
		}
		return nil
	}, nil
}

// below returns a folder as a path below another, with forward slashes.
func below(root, dir string) (string, error) {
	whole, err := filepath.EvalSymlinks(dir) // as git gives the root
	if err != nil {
		return "", fmt.Errorf("find %s: %w", dir, pathError(err))
	}
	rel, err := filepath.Rel(root, whole)
	if err != nil || !filepath.IsLocal(rel) {
		return "", fmt.Errorf("find %s: git says that the repository is %s", dir, root)
	}
	return filepath.ToSlash(rel), nil
}

func (a *app) addWorkflow(root, host, folder string) error {
	v := cmp.Or(a.env.Version, version())
	release := releaseVersion.MatchString(v)
	if !release {
		v = firstRelease
	}
	for i, f := range scaffold.Workflow(host, v, folder) {
		err := scaffold.Create(root, f.Name, f.Text)
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		if err := a.told(err == nil, f.Name); err != nil {
			return err
		}
		if err == nil && i == 0 && !release {
			a.hint("%s names %s, because this pir is no release; change it to the one that you use", f.Name, v)
		}
		if err != nil && f.Name == scaffold.GitLabConfig {
			a.hintInclude(root, f)
		}
	}
	return nil
}

// hintInclude says what a GitLab configuration that was there lacks.
func (a *app) hintInclude(root string, f scaffold.File) {
	there, err := os.ReadFile(filepath.Join(root, f.Name)) //nolint:gosec // only searched for a word
	if err == nil && !bytes.Contains(there, []byte("pir.yml")) {
		a.hint("%s is yours; add these lines to it:", f.Name)
		for line := range strings.SplitSeq(strings.TrimSpace(string(f.Text)), "\n") {
			a.hint("  %s", line)
		}
	}
}

// hookName is the hook that git runs before a commit, if --no-verify does not leave it out.
const hookName = "pre-commit"

// addHook makes the hook where git looks for it. A folder that several repositories share is not written to.
func (a *app) addHook(places git.Places, folder string) error {
	for _, root := range []string{places.Common, places.Root} {
		hooks, err := filepath.Rel(root, places.Hooks)
		if err != nil || !filepath.IsLocal(hooks) {
			continue
		}
		name := filepath.ToSlash(filepath.Join(hooks, hookName))
		err = scaffold.Create(root, name, scaffold.Hook(folder))
		if err == nil {
			err = executable(root, name)
		}
		full := filepath.Join(root, hooks, hookName)
		if errors.Is(err, fs.ErrExist) {
			a.hintHook(full, scaffold.HookLine(folder))
		} else if err != nil {
			return err
		}
		shown, relErr := filepath.Rel(places.Root, full)
		if relErr != nil || !filepath.IsLocal(shown) {
			shown = full
		}
		return a.told(err == nil, filepath.ToSlash(shown))
	}
	return usagef("git takes hooks from %s, which is outside of this repository; add this line to %s there: %s", places.Hooks, hookName, scaffold.HookLine(folder))
}

// hintHook says which line a hook that was there lacks.
func (a *app) hintHook(name, line string) {
	there, err := os.ReadFile(name)
	if err == nil && !bytes.Contains(there, []byte("lint --staged")) {
		a.hint("%s is yours; add this line to it: %s", name, line)
	}
}

// executable lets everybody run a file that was just made; on Windows, git does not ask.
func executable(folder, name string) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return fmt.Errorf("open %s: %w", folder, pathError(err))
	}
	defer root.Close() //nolint:errcheck // nothing is written through the folder itself
	if err := root.Chmod(filepath.FromSlash(name), 0o755); err != nil {
		return fmt.Errorf("make %s executable: %w", name, pathError(err))
	}
	return nil
}
