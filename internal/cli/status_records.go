package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/due"
	"github.com/pir-cli/pir/internal/render"
)

// names returns the files directly in a folder below the root; nothing when there is no such folder.
func (w workTree) names(folder string) ([]string, error) {
	root, err := os.OpenRoot(w.root)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", w.root, err)
	}
	defer root.Close() //nolint:errcheck // only read from
	entries, err := fs.ReadDir(root.FS(), path.Clean(filepath.ToSlash(folder)))
	switch {
	case absent(err):
		return nil, nil
	case err != nil:
		return nil, usagef("%s: %w; only folders within the repository are read", folder, pathError(err))
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// names returns the files directly in a folder of the revision.
func (v *revision) names(folder string) ([]string, error) {
	inside := path.Clean(filepath.ToSlash(folder)) + "/"
	var names []string
	for _, f := range v.tree.Files {
		if name, ok := strings.CutPrefix(f.Name, inside); ok && !strings.Contains(name, "/") {
			names = append(names, name)
		}
	}
	return names, nil
}

// records returns the kept reports about all incidents.
func (r *repo) records() ([]due.Record, error) {
	var records []due.Record
	for _, kept := range []due.Record{{Kind: due.TrendReport, Name: r.policy.Trends.Folder}, {Kind: due.ManagementReport, Name: r.policy.Management.Folder}} {
		names, err := r.files.names(kept.Name)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			records = append(records, due.Record{Kind: kept.Kind, Name: name})
		}
	}
	return records, nil
}

// keepManagementReport writes the report of a day into the folder of the policy. A file that is there is a record and
// stays as it is.
func (a *app) keepManagementReport(r *repo, m due.Management) error {
	var b bytes.Buffer
	if err := render.ManagementReport(&b, m); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	name := path.Join(filepath.ToSlash(r.policy.Management.Folder), m.List.AsOf.Format(time.DateOnly)+"-management-report.md")
	if err := createBelow(r.root, name, b.Bytes()); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return usagef("%s: it is there already, and a record is not written over; remove it yourself, or name another day with --as-of", name)
		}
		return fmt.Errorf("write %s: %w", name, pathError(err))
	}
	_, err := fmt.Fprintf(a.env.Stdout, "%s written\n", name)
	return err
}

// createBelow writes a new file below the root, and its folder. When that fails no half of it stays.
func createBelow(dir, name string, b []byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close() //nolint:errcheck // the file is closed by itself
	name = filepath.FromSlash(name)
	if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, root.Remove(name))
	}
	return nil
}
