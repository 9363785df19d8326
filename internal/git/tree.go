package git

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Tree is the files below r.Dir as they are at a revision. Its methods may be called by several goroutines.
// Close ends the git that reads the files.
type Tree struct {
	Commit string // the full id of the revision's commit; "" for what is staged
	Files  []File // in git's order, which is by the bytes of the name

	byName map[string]int  // place in Files
	exists map[string]bool // every file and every folder above one
	blobs  blobs
}

// File is an entry of a tree that has bytes: a file, or a link.
type File struct {
	Name string // relative to r.Dir, with forward slashes
	Size int64
	Link bool // the bytes are the path that it leads to

	id string
}

// ErrNoRevision says that the repository has no such revision, at least not in what is here of it.
var ErrNoRevision = errors.New("there is no such revision")

// Commit returns the full id of the commit that a revision names. A word that names none is ErrNoRevision.
func (r Repo) Commit(ctx context.Context, revision string) (string, error) {
	if strings.HasPrefix(revision, "-") { // git would read it as an option
		return "", ErrNoRevision
	}
	out, err := r.run(ctx, "rev-parse", "--verify", "--quiet", revision+"^{commit}")
	switch {
	case errors.Is(err, ErrNone):
		return "", err
	case err != nil:
		return "", ErrNoRevision
	}
	return strings.TrimSpace(string(out)), nil
}

// Committed returns when a commit of a full id was committed, as the machine of the committer said.
func (r Repo) Committed(ctx context.Context, commit string) (time.Time, error) {
	out, err := r.run(ctx, "show", "--no-patch", "--format=%cI", commit)
	if err != nil {
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339, strings.TrimSpace(string(out)))
}

// Tree returns the files below r.Dir at a revision, without those of submodules. A revision that is none is
// ErrNoRevision; in one that has no such folder there are no files.
func (r Repo) Tree(ctx context.Context, revision string) (*Tree, error) {
	commit, err := r.Commit(ctx, revision)
	if err != nil {
		return nil, err
	}
	t, err := r.tree(ctx, commit)
	if err != nil {
		return nil, err
	}
	t.Commit = commit
	return t, nil
}

// tree returns the files below r.Dir in a commit or a tree of a full id.
func (r Repo) tree(ctx context.Context, id string) (*Tree, error) {
	out, err := r.run(ctx, "ls-tree", "-r", "-l", "-z", id)
	if err != nil {
		return nil, err
	}
	t := &Tree{byName: map[string]int{}, exists: map[string]bool{".": true}, blobs: blobs{repo: r}}
	for _, entry := range split(out) {
		if err := t.add(entry); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// add takes an entry of `ls-tree -l`: mode, type, id and size, and behind a tab the name.
func (t *Tree) add(entry string) error {
	about, name, ok := strings.Cut(entry, "\t")
	words := strings.Fields(about)
	if !ok || len(words) != 4 {
		return fmt.Errorf("git ls-tree: cannot read %q", entry)
	}
	for up := name; !t.exists[up]; up = path.Dir(up) {
		t.exists[up] = true
	}
	if words[1] != "blob" {
		return nil // a submodule is a folder without files
	}
	size, err := strconv.ParseInt(words[3], 10, 64)
	if err != nil {
		return fmt.Errorf("git ls-tree: cannot read the size in %q", entry)
	}
	const link = "120000"
	t.byName[name] = len(t.Files)
	t.Files = append(t.Files, File{Name: name, Size: size, Link: words[0] == link, id: words[2]})
	return nil
}

// File returns the file of that name, with links to other files of the tree followed.
func (t *Tree) File(name string) (File, bool) {
	const longest = 8 // links in a row; a ring has no end
	for range longest {
		i, ok := t.byName[name]
		if !ok {
			return File{}, false
		}
		f := t.Files[i]
		if !f.Link {
			return f, true
		}
		target, err := t.Read(f)
		if err != nil || path.IsAbs(string(target)) {
			return File{}, false
		}
		name = path.Join(path.Dir(name), string(target))
	}
	return File{}, false
}

// Link reports whether there is a link of that name.
func (t *Tree) Link(name string) bool {
	i, ok := t.byName[path.Clean(name)]
	return ok && t.Files[i].Link
}

// Blob returns the id of the bytes of a file.
func (f File) Blob() string { return f.id }

// Exists reports whether there is a file, a folder or a submodule of that name.
func (t *Tree) Exists(name string) bool { return t.exists[path.Clean(name)] }

// Read returns the bytes of a file of the tree.
func (t *Tree) Read(f File) ([]byte, error) { return t.blobs.read(f.id) }

// Close ends the git that Read needed, if it needed one.
func (t *Tree) Close() error { return t.blobs.close() }

// blobs reads one object after the other from one `git cat-file --batch`, which starts with the first.
type blobs struct {
	repo Repo

	mu  sync.Mutex
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	err bytes.Buffer
}

func (b *blobs) read(id string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.cmd == nil {
		if err := b.start(); err != nil {
			return nil, err
		}
	}
	if _, err := fmt.Fprintln(b.in, id); err != nil {
		return nil, fmt.Errorf("git cat-file: %w: %s", err, strings.TrimSpace(b.err.String()))
	}
	head, err := b.out.ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("git cat-file: %w: %s", err, strings.TrimSpace(b.err.String()))
	}
	words := strings.Fields(head)
	if len(words) != 3 {
		return nil, fmt.Errorf("git cat-file: %s", strings.TrimSpace(head)) // "… missing" in a partial clone
	}
	size, err := strconv.Atoi(words[2])
	if err != nil {
		return nil, fmt.Errorf("git cat-file: cannot read %q", head)
	}
	content := make([]byte, size+1) // a line end stands behind
	if _, err := io.ReadFull(b.out, content); err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	return content[:size:size], nil
}

func (b *blobs) start() error {
	cmd := b.repo.command(context.Background(), "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		return fmt.Errorf("git cat-file: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("git cat-file: %w", err)
	}
	cmd.Stderr = &b.err
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("git cat-file: %w", err)
	}
	b.cmd, b.in, b.out = cmd, in, bufio.NewReaderSize(out, 64<<10)
	return nil
}

func (b *blobs) close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.cmd == nil {
		return nil
	}
	err := errors.Join(b.in.Close(), b.cmd.Wait())
	b.cmd = nil
	if err != nil {
		return fmt.Errorf("git cat-file: %w", err)
	}
	return nil
}
