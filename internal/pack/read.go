package pack

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The most that is read of a pack: a zip file of a stranger must not fill the memory.
const (
	MaxFiles = 200_000
	MaxBytes = 1 << 30
)

// ErrTooLarge says that a pack has more files or bytes than are read.
var ErrTooLarge = fmt.Errorf("it has more than %d files or unpacks to more than %d GB, and is not read further", MaxFiles, MaxBytes>>30)

// ErrNoPack says that a path is neither a folder nor a zip file.
var ErrNoPack = errors.New("it is neither a folder nor a zip file")

// Read reads the files of a folder or a zip file, in the order of the folder or the zip. What is no file that may be in
// a pack is a problem and left out: a link, a path that leads out of the pack, more than is read of one.
func Read(name string) ([]File, []Problem, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, nil, err
	case info.IsDir():
		return readDir(name)
	case info.Mode().IsRegular():
		return readZip(name)
	}
	return nil, nil, ErrNoPack
}

func readDir(dir string) (files []File, problems []Problem, err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, err
	}
	defer root.Close() //nolint:errcheck // only read from
	left := int64(MaxBytes)
	err = fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			return nil
		case !entry.Type().IsRegular():
			problems = append(problems, Problem{name, "it is a link or something else that is no file"})
			return nil
		case len(files) == MaxFiles:
			return ErrTooLarge
		}
		f, err := root.Open(filepath.FromSlash(name))
		if err != nil {
			return err
		}
		b, err := readAll(f, &left, entry)
		if err = errors.Join(err, f.Close()); err != nil {
			return err
		}
		files = append(files, File{name, b})
		return nil
	})
	return files, problems, err
}

// readAll reads a file, with room for the bytes that it is said to have.
func readAll(r io.Reader, left *int64, entry fs.DirEntry) ([]byte, error) {
	said := int64(0)
	if info, err := entry.Info(); err == nil {
		said = info.Size()
	}
	return readSome(r, left, said)
}

// readSome reads all bytes of r, of which said may be a lie, unless there are more than are left.
func readSome(r io.Reader, left *int64, said int64) ([]byte, error) {
	const most = 1 << 20 // bytes that are believed before they are there
	b := make([]byte, 0, min(max(said, 0), most)+1)
	for {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if *left -= int64(n); *left < 0 {
			return nil, ErrTooLarge
		}
		if errors.Is(err, io.EOF) {
			return b, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func readZip(name string) (files []File, problems []Problem, err error) {
	archive, err := zip.OpenReader(name)
	if errors.Is(err, zip.ErrFormat) {
		return nil, nil, ErrNoPack
	}
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // names are looked at below
		return nil, nil, err
	}
	defer archive.Close() //nolint:errcheck // only read from
	left := int64(MaxBytes)
	for _, entry := range archive.File {
		switch {
		case strings.HasSuffix(entry.Name, "/") && entry.UncompressedSize64 == 0:
			continue // a folder
		case !filepath.IsLocal(filepath.FromSlash(entry.Name)) || strings.Contains(entry.Name, `\`):
			problems = append(problems, Problem{entry.Name, "its path leads out of the pack; it is not read"})
			continue
		case entry.Mode()&fs.ModeType != 0:
			problems = append(problems, Problem{entry.Name, "it is a link or something else that is no file"})
			continue
		case len(files) == MaxFiles:
			return files, problems, ErrTooLarge
		}
		b, err := readEntry(entry, &left)
		switch {
		case errors.Is(err, ErrTooLarge):
			return files, problems, err
		case err != nil:
			problems = append(problems, Problem{entry.Name, fmt.Sprintf("it cannot be unpacked: %v", err)})
			continue
		}
		files = append(files, File{entry.Name, b})
	}
	return files, problems, nil
}

func readEntry(entry *zip.File, left *int64) ([]byte, error) {
	r, err := entry.Open()
	if err != nil {
		return nil, err
	}
	b, err := readSome(r, left, int64(min(entry.UncompressedSize64, MaxBytes))) //nolint:gosec // it is small
	return b, errors.Join(err, r.Close())
}
