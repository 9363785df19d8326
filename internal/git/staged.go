package git

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
)

// ErrUnmerged says that a merge is not finished, so that what is staged is no set of files.
var ErrUnmerged = errors.New("a merge is not finished; `git status` names the files, `git add` each when it is right")

// Staged returns the files, relative to r.Dir, that a commit would change as they are staged, without those that it
// would remove. In a repository without a commit that is everything that is staged.
func (r Repo) Staged(ctx context.Context) ([]string, error) {
	if _, err := r.run(ctx, "rev-parse", "--git-dir"); err != nil { // outside of a repository, git diff is another program
		return nil, err
	}
	out, err := r.run(ctx, "diff", "--cached", "--relative", "--name-only", "-z", "--no-renames", "--diff-filter=d", "--no-ext-diff", "--")
	if err != nil {
		return nil, err
	}
	return split(out), nil
}

// StagedTree returns the files below r.Dir as they are staged. git writes the tree that a commit would have, as it does
// for the commit itself; no file of the work tree is read. An unfinished merge is ErrUnmerged.
func (r Repo) StagedTree(ctx context.Context) (*Tree, error) {
	id, err := r.run(ctx, "write-tree")
	switch {
	case err != nil && strings.Contains(err.Error(), "unmerged"):
		return nil, ErrUnmerged
	case err != nil:
		return nil, err
	}
	return r.tree(ctx, strings.TrimSpace(string(id)))
}

// Places are the folders of a work tree that something may be put into. All are absolute.
type Places struct {
	Root   string // the top of the work tree
	Common string // what git keeps of the repository, shared by its work trees
	Hooks  string // where git looks for hooks: core.hooksPath is respected
}

// Places returns the folders of the work tree that r.Dir is in.
func (r Repo) Places(ctx context.Context) (p Places, err error) {
	if p.Root, err = r.folder(ctx, "--show-toplevel"); err != nil {
		return p, err
	}
	top := Repo{Dir: p.Root} // git runs hooks there, and a relative core.hooksPath counts from there
	if p.Common, err = top.folder(ctx, "--git-common-dir"); err != nil {
		return p, err
	}
	p.Hooks, err = top.folder(ctx, "--git-path", "hooks")
	return p, err
}

// Below returns the path of r.Dir from the top of its work tree, "" for the top itself and in a bare repository.
func (r Repo) Below(ctx context.Context) (string, error) {
	out, err := r.run(ctx, "rev-parse", "--show-prefix")
	if err != nil {
		return "", err
	}
	return strings.TrimSuffix(strings.TrimRight(string(out), "\r\n"), "/"), nil
}

// folder returns the folder that `git rev-parse` answers, as an absolute path.
func (r Repo) folder(ctx context.Context, question ...string) (string, error) {
	out, err := r.run(ctx, append([]string{"rev-parse"}, question...)...)
	if err != nil {
		return "", err
	}
	name := filepath.FromSlash(strings.TrimRight(string(out), "\r\n"))
	if !filepath.IsAbs(name) {
		name = filepath.Join(r.Dir, name)
	}
	return filepath.Clean(name), nil
}
