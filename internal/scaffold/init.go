package scaffold

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/templates"
)

// Outcome says what became of one file of a new repository.
type Outcome struct {
	Path    string // relative to the folder, with forward slashes
	Created bool   // false: there was something, and it was left alone
}

// Init writes the files of a new repository into a folder. What exists is never touched. folders are those of the
// reports and templates, by the policy that the folder has already.
func Init(folder string, pol *policy.Policy) ([]Outcome, error) {
	dir, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", folder, unwrapPath(err))
	}
	defer dir.Close() //nolint:errcheck // nothing is written through the folder itself
	var done []Outcome
	for _, f := range []struct {
		name string
		text []byte
	}{
		{policy.FileName, templates.Policy},
		{path.Join(pol.Reports[0], ".gitkeep"), nil},
		{path.Join(pol.Templates, "README.md"), templates.Readme},
	} {
		o := Outcome{Path: f.name}
		if path.Base(f.name) == ".gitkeep" && filled(dir, path.Dir(f.name)) {
			o.Path = path.Dir(f.name) + "/"
			done = append(done, o)
			continue
		}
		if err := dir.MkdirAll(path.Dir(f.name), 0o755); err != nil {
			return done, fmt.Errorf("make folder %s: %w", path.Dir(f.name), unwrapPath(err))
		}
		err := create(dir, f.name, f.text)
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return done, err
		}
		o.Created = err == nil
		done = append(done, o)
	}
	return done, nil
}

// filled reports whether a folder has something in it, so that git keeps it anyway.
func filled(dir *os.Root, folder string) bool {
	entries, err := fs.ReadDir(dir.FS(), folder)
	return err == nil && len(entries) > 0
}
