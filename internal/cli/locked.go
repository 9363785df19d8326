package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/edit"
)

// lock keeps other runs of the program from changing files in the folder of a report until unlock.
func (a *app) lock(p corpus.Path) (unlock func(), err error) {
	unlock, err = edit.Lock(a.locks(), p.Open)
	if err != nil {
		return nil, fmt.Errorf("change %s: %w; nothing was written to it", p.Name, err)
	}
	return unlock, nil
}

// locks returns the folder of the locks: outside of the repository, and the same for all runs of one user.
func (a *app) locks() string {
	if a.env.Cache != "" {
		dir := filepath.Join(a.env.Cache, "locks")
		if err := os.MkdirAll(dir, 0o700); err == nil {
			return dir
		}
	}
	return filepath.Join(os.TempDir(), "pir-locks-"+strconv.Itoa(os.Getuid()))
}

// replace writes what a command made of a file, whole or not at all.
func replace(c change) error {
	if err := edit.Write(c.path.Open, c.before, c.after); err != nil {
		return fmt.Errorf("write %s: %w; nothing was written to it", c.path.Name, err)
	}
	return nil
}
