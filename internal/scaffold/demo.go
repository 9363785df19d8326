package scaffold

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pir-cli/pir/examples"
	"github.com/pir-cli/pir/internal/git"
)

// Demo is what was written of the example repository.
type Demo struct {
	Files     int
	Commits   int
	NoHistory error // why there is no git history; nil when there is
}

// ErrNotEmpty says that a folder has something in it already.
var ErrNotEmpty = errors.New("the folder exists and is not empty")

// WriteDemo writes the example repository into a folder, with its history in git. The folder is made when it does not
// exist; one that is not empty, and a file, are refused with ErrNotEmpty. Without a git program the files are there alone.
func WriteDemo(ctx context.Context, dir string) (Demo, error) {
	if err := empty(dir); err != nil {
		return Demo{}, err
	}
	files, err := tree(examples.Files)
	if err != nil {
		return Demo{}, err
	}
	commits, err := history(files)
	if err != nil {
		return Demo{}, fmt.Errorf("work out the history of the example: %w", err)
	}
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return Demo{}, fmt.Errorf("make folder: %w", err)
		}
		if err := os.WriteFile(name, f.bytes, 0o644); err != nil { //nolint:gosec // an example for others to read
			return Demo{}, fmt.Errorf("write example: %w", err)
		}
	}
	d := Demo{Files: len(files), Commits: len(commits)}
	if err := git.Import(ctx, dir, stream(commits)); err != nil {
		d.Commits, d.NoHistory = 0, err
		// Half of a repository would answer questions wrongly.
		if err := os.RemoveAll(filepath.Join(dir, ".git")); err != nil {
			return d, fmt.Errorf("remove the unfinished history: %w", err)
		}
	}
	return d, nil
}

// empty returns nil for a folder that does not exist or has nothing in it.
func empty(dir string) error {
	info, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && !info.IsDir() {
		return fmt.Errorf("%s: %w", dir, ErrNotEmpty)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("look into %s: %w", dir, unwrapPath(err))
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s: %w", dir, ErrNotEmpty)
	}
	return nil
}
