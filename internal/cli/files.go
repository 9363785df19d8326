package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/source"
)

// files is where the files of a repository are read from: the work tree, or a revision.
type files interface {
	// folders returns the reports in folders below the root.
	folders(folders []string) ([]corpus.Path, error)
	// named returns the reports that paths, relative to dir, name.
	named(dir string, paths []string) ([]corpus.Path, error)
	// side reads a file below the root, nil when there is none.
	side(name string, limit int64) (*source.File, error)
	// exists is false only for a path below the root at which there is certainly nothing.
	exists(name string) bool
	// names returns the files directly in a folder below the root; nothing when there is no such folder.
	names(folder string) ([]string, error)
	// proof reads a file that a report names, or says why it is not to be copied.
	proof(name string) (b []byte, why string)
	// blob returns the id that git has for the bytes of a file; "" when that is not known.
	blob(name string) string
}

// workTree is the files as they lie on the disk.
type workTree struct {
	root   string
	finder corpus.Finder
}

func (w workTree) folders(folders []string) ([]corpus.Path, error) { return w.finder.Folders(folders) }

func (w workTree) named(dir string, paths []string) ([]corpus.Path, error) {
	return w.finder.Named(dir, paths)
}

// side reads a file below the root, nil when there is none. Nothing outside the root is opened, whatever a policy or
// a link says, and nothing that is no regular file.
func (w workTree) side(name string, limit int64) (*source.File, error) {
	name = filepath.ToSlash(filepath.Clean(name))
	root, err := os.OpenRoot(w.root)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", w.root, err)
	}
	defer root.Close() //nolint:errcheck // only read from
	info, err := root.Stat(filepath.FromSlash(name))
	switch {
	case absent(err):
		return nil, nil //nolint:nilnil // a file that may be missing
	case err != nil:
		return nil, usagef("%s: %w; only files within the repository are read", name, pathError(err))
	case !info.Mode().IsRegular():
		return nil, usagef("%s: not a regular file", name)
	case info.Size() > limit:
		return nil, usagef("%s: %d MB; at most %d MB are read", name, info.Size()>>20, limit>>20)
	}
	f, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, pathError(err))
	}
	defer f.Close() //nolint:errcheck // only read from
	b, err := io.ReadAll(io.LimitReader(f, limit))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, pathError(err))
	}
	return source.New(name, b), nil
}

// exists reports whether there is something at a path below the root. What cannot be looked at, such as the end of a
// link that leads out, is not certainly missing.
func (w workTree) exists(name string) bool {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return true
	}
	root, err := os.OpenRoot(w.root)
	if err != nil {
		return true
	}
	defer root.Close() //nolint:errcheck // only read from
	_, err = root.Lstat(filepath.FromSlash(name))
	return !absent(err)
}

// absent reports whether an error says that there is no such file.
func absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// pathError drops the operation and the path that an error of the file system carries.
func pathError(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	return err
}
