package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/render"
)

// exportIndex is the file that names what an export wrote into a folder, and tells a folder of exports from others.
const exportIndex = "pir-export.json"

// exported is what the index says.
type exported struct {
	Version int             `json:"version"`
	AsOf    string          `json:"as_of"`
	Tables  []exportedTable `json:"tables"`
	Earlier []string        `json:"earlier"` // files of earlier exports that are still there
}

type exportedTable struct {
	Name    string           `json:"name"`
	File    string           `json:"file"`
	Rows    int              `json:"rows"`
	Columns []exportedColumn `json:"columns"`
}

type exportedColumn struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// exportFolder writes a file for each table. Nothing is written over that an export did not write, and nothing outside
// of the folder.
func (a *app) exportFolder(name string, format render.TableFormat, tables render.Tables) error {
	full, err := a.absolute(name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(full, 0o755); err != nil { //nolint:gosec // what is in it may be read by others, as the reports
		return err
	}
	folder, err := os.OpenRoot(full)
	if err != nil {
		return err
	}
	defer folder.Close() //nolint:errcheck // every file in it is closed and checked by itself
	files, err := earlier(folder)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Join(name, exportIndex), err)
	}
	index := exported{Version: 1, AsOf: tables.AsOf.Format("2006-01-02"), Tables: []exportedTable{}, Earlier: []string{}}
	for _, t := range tables.List {
		next := exportedTable{Name: t.Name, File: t.Name + "." + format.Name, Rows: len(t.Rows)}
		for _, c := range t.Columns {
			next.Columns = append(next.Columns, exportedColumn{c.Name, c.Kind.String()})
		}
		index.Tables = append(index.Tables, next)
		if _, err := folder.Lstat(next.File); err == nil && !slices.Contains(files, next.File) {
			return usagef("%s is no file of an earlier export and stays as it is; remove it, or name another folder", filepath.Join(name, next.File))
		}
	}
	for i, t := range tables.List {
		var b bytes.Buffer
		if err := format.Write(&b, render.Tables{AsOf: tables.AsOf, List: tables.List[i : i+1]}, a.style(true)); err != nil {
			return fmt.Errorf("%s: %w", t.Name, err)
		}
		if err := edit.Put(folder, index.Tables[i].File, b.Bytes()); err != nil {
			return err
		}
	}
	for _, file := range files {
		_, err := folder.Lstat(file)
		if err == nil && !slices.ContainsFunc(index.Tables, func(t exportedTable) bool { return t.File == file }) {
			index.Earlier = append(index.Earlier, file)
			a.hint("%s is from an earlier export and stays", filepath.Join(name, file))
		}
	}
	text, err := json.MarshalIndent(index, "", "  ")
	if err != nil {
		return err
	}
	return edit.Put(folder, exportIndex, append(text, '\n'))
}

// earlier returns the files that an earlier export wrote into a folder.
func earlier(folder *os.Root) ([]string, error) {
	info, err := folder.Lstat(exportIndex)
	if err == nil && !info.Mode().IsRegular() {
		return nil, usagef("it is no index of an export; move it away, or name another folder")
	}
	text, err := folder.ReadFile(exportIndex)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var index exported
	if err := json.Unmarshal(text, &index); err != nil || index.Version != 1 {
		return nil, usagef("it is no index of an export; move it away, or name another folder")
	}
	files := make([]string, 0, len(index.Tables))
	for _, t := range index.Tables {
		files = append(files, t.File)
	}
	return append(files, index.Earlier...), nil
}
