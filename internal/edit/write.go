package edit

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Write replaces the content of a file, which must still be before, by after. The new file is written
// beside it, flushed to the disk and renamed, so that whatever happens one of the two is there whole; it
// keeps the permissions. A link, a folder, a device and a file that nobody may write are refused. After an error
// the file is as it was. Errors do not repeat the path.
func Write(path string, before, after []byte) error {
	info, err := os.Lstat(path)
	if err != nil {
		return plain(err)
	}
	if !info.Mode().IsRegular() {
		return errors.New("not a regular file")
	}
	if err := writable(path, info); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".pir-*.tmp")
	if err != nil {
		return fmt.Errorf("write beside it: %w", plain(err))
	}
	if err := fill(temp, after, info.Mode().Perm()); err != nil {
		return errors.Join(fmt.Errorf("write beside it: %w", err), os.Remove(temp.Name()))
	}
	// As late as can be: somebody may have saved the file while we were computing.
	if err := unchanged(path, before); err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return errors.Join(fmt.Errorf("replace: %w", err), os.Remove(temp.Name()))
	}
	return nil
}

// Put writes a file below root whole or not at all, over what is there, and makes the folders that it lies in. name has
// forward slashes; a link of that name is replaced and not followed. It is for files that a program makes and can make
// again: unlike Write, it does not wait for the disk.
func Put(root *os.Root, name string, body []byte) error {
	name = filepath.FromSlash(name)
	dir := filepath.Dir(name)
	if err := root.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	// The name is that of what Lock removes after a run that was killed.
	temp := filepath.Join(dir, fmt.Sprintf(".pir-%d.tmp", os.Getpid()))
	if err := root.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	if err = errors.Join(err, f.Close()); err == nil {
		err = root.Rename(temp, name)
	}
	if err != nil {
		return errors.Join(err, root.Remove(temp))
	}
	return nil
}

// writable returns an error for a file that is not to be written. Renaming another one over it would not ask.
func writable(path string, info fs.FileInfo) error {
	const anybody = 0o222
	if info.Mode().Perm()&anybody == 0 {
		return errors.New("the file is read-only")
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return plain(err)
	}
	return f.Close()
}

// fill writes everything to a new file and closes it.
func fill(f *os.File, b []byte, mode fs.FileMode) error {
	_, err := f.Write(b)
	return errors.Join(plain(err), plain(f.Chmod(mode)), plain(f.Sync()), plain(f.Close()))
}

// unchanged returns an error when the file does not hold these bytes.
func unchanged(path string, before []byte) error {
	now, err := os.ReadFile(path)
	if err != nil {
		return plain(err)
	}
	if !bytes.Equal(now, before) {
		return errors.New("the file was changed while it was worked on; run the command again")
	}
	return nil
}

// plain drops the operation and the path that os errors carry.
func plain(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err
	}
	return err
}
