package edit

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// Lock waits until no other process that uses the same locks works on the files of the folder that a file is in,
// and keeps it so until unlock, or until this process ends, however it ends. The lock is a file in the folder
// locks, which is made when it is missing; nothing is left beside the file. What a killed run of Write left there
// is removed.
func Lock(locks, path string) (unlock func(), err error) {
	folder, err := filepath.Abs(filepath.Dir(path))
	if err == nil {
		folder, err = filepath.EvalSymlinks(folder)
	}
	if err != nil {
		return nil, fmt.Errorf("lock: %w", plain(err))
	}
	if err := os.MkdirAll(locks, 0o700); err != nil {
		return nil, fmt.Errorf("lock: make %s: %w", locks, plain(err))
	}
	sum := sha256.Sum256([]byte(folder))
	release, err := lockedfile.MutexAt(filepath.Join(locks, hex.EncodeToString(sum[:12])+".lock")).Lock()
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	if err := sweep(folder); err != nil {
		release()
		return nil, err
	}
	return release, nil
}

// leftover is the name of a file that Write makes for a moment.
var leftover = regexp.MustCompile(`^\.pir-[0-9]+\.tmp$`)

// sweep removes what a killed run left in a folder.
func sweep(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("look for what a killed run left: %w", plain(err))
	}
	var errs []error
	for _, e := range entries {
		if e.Type().IsRegular() && leftover.MatchString(e.Name()) {
			if err := os.Remove(filepath.Join(folder, e.Name())); err != nil {
				errs = append(errs, fmt.Errorf("remove %s, which a killed run left: %w", e.Name(), plain(err)))
			}
		}
	}
	return errors.Join(errs...)
}
