package cli

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/git"
)

// readKinds are the ends of the names of files that lint reads.
var readKinds = []string{".md", ".markdown", ".yaml", ".yml", ".csv", ".tsv", ".json"}

// nothingStaged reports whether the next commit certainly changes nothing that lint reads, so that a hook lets the many
// commits of other things pass without reading what is staged.
func (a *app) nothingStaged(ctx context.Context) (bool, error) {
	root, err := a.root()
	if err != nil {
		return false, err
	}
	names, err := git.Repo{Dir: root}.Staged(ctx)
	if errors.Is(err, git.ErrNone) {
		return false, usagef("--staged: %w", err)
	}
	read := func(name string) bool { return slices.Contains(readKinds, strings.ToLower(path.Ext(name))) }
	return err == nil && !slices.ContainsFunc(names, read), err
}
