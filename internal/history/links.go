package history

import (
	"path/filepath"
	"slices"
	"strings"
)

// follow gives what lies in a folder that is a link in the work tree the names that git has for it: those of the
// folder that the link leads to.
func (o *Options) follow(dir string) {
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return
	}
	folders := slices.Clone(o.Folders)
	for i, folder := range o.Folders {
		local := filepath.Clean(filepath.FromSlash(strings.ReplaceAll(folder, `\`, "/")))
		end, err := filepath.EvalSymlinks(filepath.Join(root, local))
		if err != nil {
			continue // there is no such folder any more
		}
		target, err := filepath.Rel(root, end)
		if err != nil || target == local || !filepath.IsLocal(target) {
			continue
		}
		folders[i] = filepath.ToSlash(target)
		o.rename(filepath.ToSlash(local)+"/", strings.TrimPrefix(folders[i]+"/", "./"))
	}
	o.Folders = folders
}

// rename replaces the beginning of the names of the files of the work tree.
func (o *Options) rename(from, to string) {
	o.Current, o.Files = slices.Clone(o.Current), slices.Clone(o.Files)
	for i, v := range o.Current {
		if v == nil {
			continue
		}
		if rest, ok := strings.CutPrefix(v.Path, from); ok {
			moved := *v
			moved.Path = to + rest
			o.Current[i] = &moved
		}
	}
	for i := range o.Files {
		if rest, ok := strings.CutPrefix(o.Files[i].Name, from); ok {
			o.Files[i].Name = to + rest
		}
	}
}
