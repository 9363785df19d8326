package corpus

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// List finds report files among files that are known by name alone, such as those of a git revision. It finds
// what Finder would if they lay on a disk.
type List struct {
	Files []Path // every file, also those that are no reports; Name is relative to the root
}

// Folders returns the reports in folders below the root, sorted by name.
func (l List) Folders(folders []string) ([]Path, error) {
	var all []Path
	for _, folder := range folders {
		folder = path.Clean(strings.ReplaceAll(folder, `\`, "/"))
		if !slices.ContainsFunc(l.Files, func(p Path) bool { return within(p.Name, folder) }) {
			return nil, fmt.Errorf("reports folder %s: %w", folder, ErrNoFolder)
		}
		list := path.Join(folder, "index.md")
		all = append(all, slices.DeleteFunc(l.below(folder), func(p Path) bool { return p.Name == list })...)
	}
	return sorted(all), nil
}

// Named returns the reports that names, relative to the root, name: a file whatever its extension, or all
// reports of a folder.
func (l List) Named(names []string) ([]Path, error) {
	var all []Path
	for _, name := range names {
		i := slices.IndexFunc(l.Files, func(p Path) bool { return p.Name == name })
		switch {
		case i >= 0:
			all = append(all, l.Files[i])
		case slices.ContainsFunc(l.Files, func(p Path) bool { return within(p.Name, name) }):
			all = append(all, l.below(name)...)
		default:
			return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
		}
	}
	return sorted(all), nil
}

// below returns the reports below a folder: see Finder for what is one.
func (l List) below(folder string) []Path {
	index := map[string]bool{} // folders that are one report
	for _, p := range l.Files {
		if dir, name := path.Split(p.Name); name == "index.md" {
			index[path.Clean(dir)] = true
		}
	}
	var found []Path
	for _, p := range l.Files {
		if !within(p.Name, folder) || !isReport(path.Base(p.Name)) {
			continue
		}
		if report, ok := owner(p.Name, folder, index); ok && report == p.Name {
			found = append(found, p)
		}
	}
	return found
}

// owner returns the report that a file below a folder belongs to: the index.md of the topmost folder that has
// one, or itself; nothing for what is hidden.
func owner(name, folder string, index map[string]bool) (string, bool) {
	dir := folder
	parts := strings.Split(strings.TrimPrefix(name, folder+"/"), "/")
	if slices.ContainsFunc(parts, func(part string) bool { return strings.HasPrefix(part, ".") }) {
		return "", false
	}
	for _, part := range parts[:len(parts)-1] {
		dir = path.Join(dir, part)
		if index[dir] {
			return path.Join(dir, "index.md"), true
		}
	}
	return name, true
}

// within reports whether a file lies below a folder; every file lies below ".".
func within(name, folder string) bool { return folder == "." || strings.HasPrefix(name, folder+"/") }
