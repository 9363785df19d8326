package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"

	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/parallel"
)

// ManifestName is the file by which a folder is known as a site of this program, and by which its pages are known.
const ManifestName = ".pir-site.json"

// ErrForeign says that a folder has something in it that this program did not make, where a page would go.
var ErrForeign = errors.New("it was not made by pir")

// Manifest says what a build made of what.
type Manifest struct {
	Version int `json:"version"`
	// Inputs is the hash of everything that the pages are made from; "" while a build is at work or was broken off.
	Inputs string `json:"inputs"`
	// Read are the files beside the reports that the pages show, such as pictures, by their names in the repository.
	Read []string `json:"read"`
	// Files are the SHA-256 of the pages by name. A page that a build is about to write has two: before and after.
	Files map[string][]string `json:"files"`
	Left  Left                `json:"left"`
}

// Result is what Write did.
type Result struct {
	Pages, Written, Removed int
	Kept                    []string // pages of an earlier build that are no more, and that somebody changed since
}

// ReadManifest returns the manifest of a folder, nil when the folder is not there or has none.
func ReadManifest(dir string) (*Manifest, error) {
	info, err := os.Lstat(filepath.Join(dir, ManifestName))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil, nil //nolint:nilnil // a file that may be missing
	}
	if err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: %w", ManifestName, ErrForeign)
	}
	b, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if err != nil {
		return nil, err
	}
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil || m.Version != 1 {
		return nil, fmt.Errorf("%s: %w, or by another version; remove the folder, or name another", ManifestName, ErrForeign)
	}
	return &m, nil
}

// Complete reports whether every page of the manifest is in the folder as it was made.
func (m *Manifest) Complete(dir string) bool {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return false
	}
	defer root.Close() //nolint:errcheck // only read from
	names := m.names()
	var differ atomic.Bool
	parallel.Do(len(names), func(i int) {
		if differ.Load() {
			return
		}
		sum, _, err := sumOf(root, names[i])
		if want := m.Files[names[i]]; err != nil || len(want) != 1 || sum != want[0] {
			differ.Store(true)
		}
	})
	return !differ.Load()
}

func (m *Manifest) names() []string {
	names := make([]string, 0, len(m.Files))
	for name := range m.Files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Write brings the pages into a folder and makes the folder when it is not there. A page whose bytes are the same is left
// alone. Pages of an earlier build that are no more are removed, unless somebody changed them. A folder that has files in
// it and is no site is refused with ErrForeign, as is one in which a page would go over something else; then nothing is
// written. next says what the pages are made from; Write adds the pages.
func Write(dir string, pages []Page, next Manifest) (Result, error) {
	result := Result{Pages: len(pages)}
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // pages for others to read
		return result, err
	}
	old, err := ReadManifest(dir)
	if err != nil {
		return result, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return result, err
	}
	defer root.Close() //nolint:errcheck // the files are closed by themselves
	if old == nil {
		if err := empty(root); err != nil {
			return result, err
		}
		old = &Manifest{}
	}
	p, err := plan(root, old, pages)
	if err != nil {
		return result, err
	}
	next.Version, next.Files = 1, map[string][]string{}
	for i, page := range pages {
		next.Files[page.Name] = []string{p.sums[i]}
	}
	if len(p.write)+len(p.gone) > 0 || old.Inputs == "" {
		// What is about to be there is known before it is there, so that a build that is broken off can be made again.
		if err := writeManifest(root, p.between(old, &next)); err != nil {
			return result, err
		}
	}
	for _, i := range p.write {
		if err := edit.Put(root, pages[i].Name, pages[i].Body); err != nil {
			return result, fmt.Errorf("write %s: %w", pages[i].Name, err)
		}
		result.Written++
	}
	for _, name := range p.gone {
		if err := root.Remove(filepath.FromSlash(name)); err != nil {
			return result, fmt.Errorf("remove %s: %w", name, err)
		}
		_ = root.Remove(filepath.FromSlash(path.Dir(name))) // a folder that still has files stays
		result.Removed++
	}
	result.Kept = p.kept
	return result, writeManifest(root, &next)
}

// empty returns ErrForeign when a folder has anything in it.
func empty(root *os.Root) error {
	d, err := root.Open(".")
	if err != nil {
		return err
	}
	defer d.Close() //nolint:errcheck // only read from
	names, err := d.Readdirnames(1)
	if len(names) > 0 {
		return fmt.Errorf("the folder is not empty, and there is no %s in it: %w", ManifestName, ErrForeign)
	}
	_ = err // that there is nothing is io.EOF
	return nil
}

// planned is what Write will do, known before anything is done.
type planned struct {
	sums  []string // of the pages
	write []int    // the pages to write
	gone  []string // files to remove
	kept  []string
}

func plan(root *os.Root, old *Manifest, pages []Page) (*planned, error) {
	p := &planned{sums: make([]string, len(pages))}
	there := make([]string, len(pages))
	errs := make([]error, len(pages))
	parallel.Do(len(pages), func(i int) {
		p.sums[i] = sum(pages[i].Body)
		found, exists, err := sumOf(root, pages[i].Name)
		switch {
		case err != nil:
			errs[i] = err
		case exists && found != p.sums[i] && !slices.Contains(old.Files[pages[i].Name], found):
			errs[i] = fmt.Errorf("%s: %w, or was changed since; move it away", pages[i].Name, ErrForeign)
		}
		there[i] = found
	})
	if err := first(errs); err != nil {
		return nil, err
	}
	made := map[string]bool{}
	for i, page := range pages {
		made[page.Name] = true
		if there[i] != p.sums[i] {
			p.write = append(p.write, i)
		}
	}
	for _, name := range old.names() {
		if made[name] || !filepath.IsLocal(filepath.FromSlash(name)) {
			continue
		}
		found, exists, err := sumOf(root, name)
		switch {
		case err != nil || exists && !slices.Contains(old.Files[name], found):
			p.kept = append(p.kept, name)
		case exists:
			p.gone = append(p.gone, name)
		}
	}
	return p, nil
}

// first returns the first error, and says how many more there are.
func first(errs []error) error {
	errs = slices.DeleteFunc(errs, func(err error) bool { return err == nil })
	switch len(errs) {
	case 0:
		return nil
	case 1:
		return errs[0]
	default:
		return fmt.Errorf("%w (and %d more)", errs[0], len(errs)-1)
	}
}

// between is the manifest while a build is at work: every file is known by what it was and by what it will be.
func (p *planned) between(old, next *Manifest) *Manifest {
	m := &Manifest{Version: 1, Read: next.Read, Left: next.Left, Files: map[string][]string{}}
	for name, sums := range old.Files {
		m.Files[name] = slices.Clone(sums)
	}
	for name, sums := range next.Files {
		for _, s := range sums {
			if !slices.Contains(m.Files[name], s) {
				m.Files[name] = append(m.Files[name], s)
			}
		}
	}
	return m
}

func writeManifest(root *os.Root, m *Manifest) error {
	if m.Read == nil {
		m.Read = []string{}
	}
	b, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	b = append(b, '\n')
	if there, err := root.ReadFile(ManifestName); err == nil && bytes.Equal(there, b) {
		return nil
	}
	if err := edit.Put(root, ManifestName, b); err != nil {
		return fmt.Errorf("write %s: %w", ManifestName, err)
	}
	return nil
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// sumOf returns the hash of a file, and whether there is one. What is there and no regular file has a hash that nothing
// has.
func sumOf(root *os.Root, name string) (hash string, exists bool, err error) {
	name = filepath.FromSlash(name)
	info, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR):
		return "", false, nil
	case err != nil:
		if dir, linked := root.Lstat(filepath.Dir(name)); linked == nil && dir.Mode()&fs.ModeSymlink != 0 {
			err = fmt.Errorf("the folder %s is a link: %w; move it away", filepath.Dir(name), ErrForeign)
		}
		return "", false, err
	case !info.Mode().IsRegular():
		return strings.ToLower(info.Mode().Type().String()), true, nil
	}
	b, err := root.ReadFile(name)
	if err != nil {
		return "", true, err
	}
	return sum(b), true, nil
}
