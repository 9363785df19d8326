package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/source"
)

// revision is the files of a repository as they are at a git revision; the work tree takes no part.
type revision struct {
	root string
	tree *git.Tree
	list corpus.List
}

// stagedRev stands for what is staged. No revision can be called so.
const stagedRev = ":"

// addRev adds the flag that reads a revision instead of the work tree.
func (a *app) addRev(cmd *cobra.Command) {
	cmd.Flags().StringVar(&a.rev, "rev", "", "read all files as they are at this git `revision`, not those of the work tree")
}

// openRevision returns the files below root at a revision. The program ends the git behind it when it ends.
func (a *app) openRevision(ctx context.Context, root, rev string) (*revision, error) {
	repo := git.Repo{Dir: root}
	read := func() (*git.Tree, error) { return repo.Tree(ctx, rev) }
	what := "--rev"
	if rev == stagedRev {
		read, what = func() (*git.Tree, error) { return repo.StagedTree(ctx) }, "--staged"
	}
	tree, err := read()
	switch {
	case errors.Is(err, git.ErrNone), errors.Is(err, git.ErrUnmerged):
		return nil, usagef("%s: %w", what, err)
	case errors.Is(err, git.ErrNoRevision):
		return nil, usagef("--rev %s: %w; in a shallow clone, fetch more of it", rev, err)
	case err != nil:
		return nil, err
	}
	a.atEnd(tree.Close)
	v := &revision{root: root, tree: tree}
	for _, f := range tree.Files {
		if f.Link { // as in a work tree: only one that leads to a file of the tree is a file
			target, ok := tree.File(f.Name)
			if !ok {
				continue
			}
			f.Size = target.Size
		}
		name := f.Name
		v.list.Files = append(v.list.Files, corpus.Path{
			Open: name, Name: name, Size: f.Size,
			Read: func() ([]byte, error) { return v.read(name) },
		})
	}
	return v, nil
}

// read returns the bytes of a file of the revision, links followed.
func (v *revision) read(name string) ([]byte, error) {
	f, ok := v.tree.File(name)
	if !ok {
		return nil, fs.ErrNotExist
	}
	return v.tree.Read(f)
}

func (v *revision) folders(folders []string) ([]corpus.Path, error) { return v.list.Folders(folders) }

// named returns the reports that paths, relative to dir, name.
func (v *revision) named(dir string, paths []string) ([]corpus.Path, error) {
	names := make([]string, 0, len(paths))
	for _, p := range paths {
		open := p
		if !filepath.IsAbs(open) {
			open = filepath.Join(dir, p)
		}
		rel, err := filepath.Rel(v.root, open)
		if err != nil || !filepath.IsLocal(rel) {
			return nil, usagef("--rev: %s is outside of the repository", p)
		}
		names = append(names, filepath.ToSlash(rel))
	}
	found, err := v.list.Named(names)
	if err != nil {
		return nil, fmt.Errorf("at that revision: %w", err)
	}
	return found, nil
}

func (v *revision) side(name string, limit int64) (*source.File, error) {
	name = path.Clean(filepath.ToSlash(name))
	f, ok := v.tree.File(name)
	switch {
	case !ok && v.tree.Exists(name):
		return nil, usagef("%s: not a regular file", name)
	case !ok:
		return nil, nil //nolint:nilnil // a file that may be missing
	case f.Size > limit:
		return nil, usagef("%s: %d MB; at most %d MB are read", name, f.Size>>20, limit>>20)
	}
	b, err := v.tree.Read(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return source.New(name, b), nil
}

func (v *revision) exists(name string) bool {
	return !filepath.IsLocal(filepath.FromSlash(name)) || v.tree.Exists(name)
}
