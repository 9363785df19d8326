package pack

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// ErrForeign says that there is something at a path that is no pack as this program writes one, so it is not replaced.
var ErrForeign = errors.New("there is something there that is no pack, or a pack that was changed")

// Present returns the files of the pack at a path; nil when there is nothing, or an empty folder. Anything else is
// ErrForeign.
func Present(name string) ([]File, error) {
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, ErrForeign // what it leads to is somebody's choice
	}
	if info.IsDir() {
		entries, err := os.ReadDir(name)
		if err != nil {
			return nil, err
		}
		if len(entries) == 0 {
			return nil, nil
		}
		if _, err := os.Stat(filepath.Join(name, Identity)); err != nil {
			return nil, ErrForeign // before a whole disk is read
		}
	}
	files, problems, err := Read(name)
	switch {
	case errors.Is(err, ErrNoPack), errors.Is(err, ErrTooLarge):
		return nil, ErrForeign
	case err != nil:
		return nil, err
	}
	if _, ok := Find(files, Identity); !ok || len(problems)+len(Check(files)) > 0 {
		return nil, ErrForeign
	}
	return files, nil
}

// IsZip reports whether a path names a zip file by its extension.
func IsZip(name string) bool { return strings.EqualFold(filepath.Ext(name), ".zip") }

// Write writes a pack to a path, whole or not at all: as a zip file when the name says so, else as a folder. What is
// there must be what Present returned.
func Write(name string, files []File) error {
	temp, err := os.MkdirTemp(filepath.Dir(name), ".pir-pack-*")
	if err != nil {
		return err
	}
	next, old := filepath.Join(temp, "new"), filepath.Join(temp, "old")
	if IsZip(name) {
		err = writeZipFile(next, files)
	} else {
		err = writeDir(next, files)
	}
	if err == nil {
		err = replace(name, next, old)
	}
	if _, kept := os.Lstat(old); err != nil && kept == nil {
		return fmt.Errorf("%w; the pack that was there is now %s", err, old)
	}
	return errors.Join(err, os.RemoveAll(temp))
}

// replace puts next in the place of name. A folder can only be moved away, not written over.
func replace(name, next, old string) error {
	if IsZip(name) {
		return os.Rename(next, name)
	}
	err := os.Rename(name, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	was := err == nil
	if err = os.Rename(next, name); err != nil && was {
		err = errors.Join(err, os.Rename(old, name))
	}
	return err
}

func writeDir(dir string, files []File) error {
	made := map[string]bool{}
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if folder := filepath.Dir(name); !made[folder] {
			made[folder] = true
			if err := os.MkdirAll(folder, 0o755); err != nil { //nolint:gosec // for others to read
				return err
			}
		}
		if err := os.WriteFile(name, f.Bytes, 0o644); err != nil { //nolint:gosec // for others to read
			return err
		}
	}
	return nil
}

func writeZipFile(name string, files []File) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) //nolint:gosec // for others to read
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 1<<20)
	return errors.Join(writeZip(out, files), out.Flush(), f.Sync(), f.Close())
}

// zipDate is the date of every entry: the first that the format has.
var zipDate = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

func writeZip(w io.Writer, files []File) error {
	archive := zip.NewWriter(w)
	for _, f := range files {
		head := &zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: zipDate}
		head.SetMode(0o644)
		entry, err := archive.CreateHeader(head)
		if err != nil {
			return fmt.Errorf("pack %s: %w", f.Name, err)
		}
		if _, err := entry.Write(f.Bytes); err != nil {
			return fmt.Errorf("pack %s: %w", f.Name, err)
		}
	}
	return archive.Close()
}
