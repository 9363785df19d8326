// Package corpus finds report files and reads them concurrently, each once.
package corpus

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/policy"
)

// FindRoot returns the root of the repository that dir is in: the nearest folder upwards with a pir.yaml,
// else the nearest with a .git, else dir itself.
func FindRoot(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("find root: %w", err)
	}
	for _, mark := range []string{policy.FileName, ".git"} {
		for up := dir; ; up = filepath.Dir(up) {
			if _, err := os.Stat(filepath.Join(up, mark)); err == nil {
				return up, nil
			}
			if up == filepath.Dir(up) {
				break
			}
		}
	}
	return dir, nil
}

// Path is one report file: where to open it, and what to call it.
type Path struct {
	Open string // path for the operating system
	Name string // path to show: relative to the root or as the user gave it, with forward slashes
	Size int64

	Read func() ([]byte, error) // what to read instead of the file; nil for the file itself
}

// Bytes returns what the file has.
func (p Path) Bytes() ([]byte, error) {
	if p.Read != nil {
		return p.Read()
	}
	return os.ReadFile(p.Open)
}

// Finder looks for report files.
type Finder struct {
	Root    string
	Ignored func(name string) bool // what git ignores, by path relative to the root; may be nil
}

// ErrNoFolder says that a folder of reports does not exist.
var ErrNoFolder = errors.New("there is no such folder")

// Folders returns the reports in folders below the root, sorted by name.
func (f Finder) Folders(folders []string) ([]Path, error) {
	var all []Path
	for _, folder := range folders {
		top, err := f.inside(folder)
		if err != nil {
			return nil, err
		}
		found, err := f.walk(top, path.Clean(filepath.ToSlash(folder)))
		if err != nil {
			return nil, err
		}
		// An index.md in the folder of all reports is their list, not a report.
		list := path.Join(filepath.ToSlash(folder), "index.md")
		all = append(all, slices.DeleteFunc(found, func(p Path) bool { return p.Name == list })...)
	}
	return sorted(all), nil
}

// inside returns the folder that a policy names, with links followed. One that leads out of the root is refused.
func (f Finder) inside(folder string) (string, error) {
	root, err := filepath.EvalSymlinks(f.Root)
	if err != nil {
		return "", fmt.Errorf("find reports: %w", err)
	}
	top, err := filepath.EvalSymlinks(filepath.Join(f.Root, filepath.FromSlash(folder)))
	if err != nil {
		return "", fmt.Errorf("reports folder %s: %w", folder, ErrNoFolder)
	}
	if rel, err := filepath.Rel(root, top); err != nil || !filepath.IsLocal(rel) {
		return "", fmt.Errorf("reports folder %s: %w inside the repository, it leads to %s", folder, ErrNoFolder, filepath.ToSlash(top))
	}
	if info, err := os.Stat(top); err != nil || !info.IsDir() {
		return "", fmt.Errorf("reports folder %s: %w", folder, ErrNoFolder)
	}
	return top, nil
}

// Named returns the reports that paths name, relative to dir: a file whatever its extension, or all
// reports of a folder. What git ignores is only skipped inside folders.
func (f Finder) Named(dir string, paths []string) ([]Path, error) {
	var all []Path
	for _, p := range paths {
		open := p
		if !filepath.IsAbs(open) {
			open = filepath.Join(dir, p)
		}
		info, err := os.Stat(open)
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s: %w", p, unwrapPath(err))
		case info.IsDir():
			found, err := f.walk(open, f.name(open, p))
			if err != nil {
				return nil, err
			}
			all = append(all, found...)
		case !info.Mode().IsRegular():
			return nil, fmt.Errorf("%s: not a regular file", p)
		default:
			all = append(all, Path{Open: open, Name: f.name(open, p), Size: info.Size()})
		}
	}
	return sorted(all), nil
}

// Name returns how a path, relative to dir, is shown: from the root where it is inside, else as it was given.
func (f Finder) Name(dir, given string) string {
	if filepath.IsAbs(given) {
		return f.name(given, given)
	}
	return f.name(filepath.Join(dir, given), given)
}

// ByName orders paths by the name that is shown.
func ByName(a, b Path) int { return cmp.Compare(a.Name, b.Name) }

// name returns how a path is shown: from the root where it is inside, else as it was given.
func (f Finder) name(open, given string) string {
	if abs, err := filepath.Abs(open); err == nil {
		if rel, err := filepath.Rel(f.Root, abs); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(filepath.Clean(given))
}

func sorted(all []Path) []Path {
	slices.SortFunc(all, ByName)
	return slices.CompactFunc(all, func(a, b Path) bool { return a.Open == b.Open })
}

// walk returns the report files below a folder. Hidden files and folders, README files, and what git
// ignores are skipped. A folder with an index.md is one report, and everything else in it an attachment.
// Links to folders are not followed; links to files are, while they stay inside the folder's tree.
func (f Finder) walk(top, name string) ([]Path, error) {
	var found []Path
	err := filepath.WalkDir(top, func(open string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(top, open)
		if err != nil {
			return fmt.Errorf("walk: %w", err)
		}
		shown := name
		if rel != "." {
			shown = strings.TrimPrefix(name+"/"+filepath.ToSlash(rel), "./")
		}
		if rel != "." && (strings.HasPrefix(d.Name(), ".") || f.Ignored != nil && f.Ignored(shown)) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			index, ok, err := indexFile(open, shown)
			if err != nil || !ok || rel == "." {
				return err
			}
			found = append(found, index)
			return fs.SkipDir
		}
		if !isReport(d.Name()) {
			return nil
		}
		info, err := regular(top, open, d)
		if err != nil || info == nil {
			return err
		}
		found = append(found, Path{Open: open, Name: shown, Size: info.Size()})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for reports in %s: %w", name, unwrapPath(err))
	}
	return found, nil
}

// indexFile returns the report of a folder that is one.
func indexFile(dir, shown string) (Path, bool, error) {
	info, err := os.Stat(filepath.Join(dir, "index.md"))
	if errors.Is(err, fs.ErrNotExist) {
		return Path{}, false, nil
	}
	if err != nil {
		return Path{}, false, fmt.Errorf("look for index.md: %w", err)
	}
	return Path{Open: filepath.Join(dir, "index.md"), Name: shown + "/index.md", Size: info.Size()}, info.Mode().IsRegular(), nil
}

func isReport(name string) bool {
	lower := strings.ToLower(name)
	ext := filepath.Ext(lower)
	return (ext == ".md" || ext == ".markdown") && strings.TrimSuffix(lower, ext) != "readme"
}

// regular returns the file behind a directory entry, or nil when it is not a file inside the tree.
func regular(top, open string, d fs.DirEntry) (fs.FileInfo, error) {
	if d.Type().IsRegular() {
		info, err := d.Info()
		if err != nil {
			return nil, fmt.Errorf("stat: %w", err)
		}
		return info, nil
	}
	if d.Type()&fs.ModeSymlink == 0 {
		return nil, nil //nolint:nilnil // a device or a pipe is no report, and that is not an error
	}
	target, err := filepath.EvalSymlinks(open)
	if err != nil {
		return nil, nil //nolint:nilnil,nilerr // a dangling link is no report
	}
	base, err := filepath.EvalSymlinks(top)
	if err != nil {
		return nil, fmt.Errorf("follow link: %w", err)
	}
	rel, err := filepath.Rel(base, target)
	if err != nil || !filepath.IsLocal(rel) {
		return nil, nil //nolint:nilnil,nilerr // a link out of the tree is not followed
	}
	info, err := os.Stat(target)
	if err != nil {
		return nil, fmt.Errorf("stat: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, nil //nolint:nilnil // a link to a folder is not followed
	}
	return info, nil
}

// unwrapPath drops the operation and the path that os errors carry, because the caller names the path.
func unwrapPath(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err
	}
	return err
}
