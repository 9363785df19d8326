package scaffold

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/pir-cli/pir/internal/policy"
)

// Draft renders a new report without writing it. Own templates come from the folder root.
func Draft(root string, req Request, pol *policy.Policy, id string) ([]byte, error) {
	if Clean(req.Title) == "" {
		return nil, errNoTitle
	}
	dir, err := os.OpenRoot(root)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", root, unwrapPath(err))
	}
	t, err := findTemplate(dir, pol, req.Severity, req.Kind)
	if err = errors.Join(err, dir.Close()); err != nil {
		return nil, err
	}
	return fill(t, data(req, pol, id))
}

// maxSuffix bounds the search for a free id. Nobody has that many incidents of one name on one day.
const maxSuffix = 10_000

// New writes a new report into folder, a path below root with forward slashes, and returns its path below root. The
// id is the date and the title's slug, with -2, -3 behind it while it is taken. A file that exists is never
// touched, also when two programs start a report at the same time.
func New(root, folder string, req Request, pol *policy.Policy, taken Taken) (string, error) {
	dir, err := os.OpenRoot(root)
	if err != nil {
		return "", fmt.Errorf("open %s: %w", root, unwrapPath(err))
	}
	defer dir.Close() //nolint:errcheck // nothing is written through the folder itself
	if err := dir.MkdirAll(folder, 0o755); err != nil {
		return "", fmt.Errorf("make folder %s: %w", folder, unwrapPath(err))
	}
	if err := taken.addFolder(dir, folder); err != nil {
		return "", err
	}
	for {
		id, err := taken.free(req)
		if err != nil {
			return "", err
		}
		b, err := Draft(root, req, pol, id)
		if err != nil {
			return "", err
		}
		name := path.Join(folder, id+".md")
		err = create(dir, name, b)
		if errors.Is(err, fs.ErrExist) {
			taken.Add(name) // somebody was faster
			continue
		}
		if err != nil {
			return "", err
		}
		return name, nil
	}
}

// create writes a file that must not exist.
func create(dir *os.Root, name string, b []byte) error {
	f, err := dir.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("create %s: %w", name, unwrapPath(err))
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", name, unwrapPath(err)), dir.Remove(name))
	}
	return nil
}

// Taken are the ids that a new report must not get, in lower case, because some file systems do not tell cases apart.
type Taken map[string]bool

// Add marks the ids that a file stands for: its own stem and the names of the folders it is in.
func (t Taken) Add(name string) {
	for part := range strings.SplitSeq(filepath.ToSlash(name), "/") {
		part = strings.ToLower(part)
		t[part] = true
		t[strings.TrimSuffix(part, path.Ext(part))] = true
	}
}

// addFolder marks everything that lies in a folder, whatever its extension.
func (t Taken) addFolder(dir *os.Root, folder string) error {
	entries, err := fs.ReadDir(dir.FS(), folder)
	if err != nil {
		return fmt.Errorf("read folder %s: %w", folder, unwrapPath(err))
	}
	for _, e := range entries {
		t.Add(e.Name())
	}
	return nil
}

// free returns the id of the request, with the smallest number behind it that makes it free.
func (t Taken) free(req Request) (string, error) {
	base := baseID(req.Date, req.Title)
	for n := 1; n <= maxSuffix; n++ {
		id := base
		if n > 1 {
			id = fmt.Sprintf("%s-%d", base, n)
		}
		if !t[id] {
			return id, nil
		}
	}
	return "", fmt.Errorf("all ids from %s to %s-%d are taken; choose another title", base, base, maxSuffix)
}

// ID returns the id that New would give now. Without a file behind it the id is not kept.
func (t Taken) ID(req Request) (string, error) { return t.free(req) }
