package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/source"
)

// maxSide is the most bytes that are read of pir.yaml and the people file.
const maxSide = 4 << 20

// world reads the files of the repository that rules need besides the reports. A faulty people file and a register
// that is no table are refused with all their faults; what is wrong with a row of the register, rules tell.
func (r *repo) world() (lint.World, error) {
	w := lint.World{Exists: r.exists}
	var err error
	if w.Policy, err = r.side(policy.FileName, maxSide); err != nil {
		return w, err
	}
	if w.People, err = r.people(); err != nil {
		return w, err
	}
	w.Register, err = r.register()
	return w, err
}

// people reads the people file; nil without one.
func (r *repo) people() (*people.List, error) {
	file, err := r.named("people", r.policy.People, people.FileName, maxSide)
	if file == nil || err != nil {
		return nil, err
	}
	list, problems := people.Parse(file)
	if len(problems) > 0 {
		return nil, policyError(file, problems)
	}
	return list, nil
}

// register reads the incident register; nil without one.
func (r *repo) register() (*register.Register, error) {
	file, err := r.named("register.file", r.policy.Register.File, register.FileName, register.MaxFile)
	if file == nil || err != nil {
		return nil, err
	}
	table, problems := register.Parse(file, r.policy.Register.Columns)
	if len(problems) > 0 {
		return nil, policyError(file, problems)
	}
	return table, nil
}

// named reads a file that the policy names. Only one that the policy does not call as the default may be missing.
func (r *repo) named(key, name, usual string, limit int64) (*source.File, error) {
	file, err := r.side(name, limit)
	if file == nil && err == nil && name != usual {
		return nil, usagef("%s: %s is %q, and there is no such file", policy.FileName, key, name)
	}
	return file, err
}

// side reads a file below the root, nil when there is none. Nothing outside the root is opened, whatever a policy or
// a link says, and nothing that is no regular file.
func (r *repo) side(name string, limit int64) (*source.File, error) {
	name = filepath.ToSlash(filepath.Clean(name))
	root, err := os.OpenRoot(r.root)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", r.root, err)
	}
	defer root.Close() //nolint:errcheck // only read from
	info, err := root.Stat(filepath.FromSlash(name))
	switch {
	case absent(err):
		return nil, nil //nolint:nilnil // a file that may be missing
	case err != nil:
		return nil, usagef("%s: %w", name, pathError(err))
	case !info.Mode().IsRegular():
		return nil, usagef("%s: not a regular file", name)
	case info.Size() > limit:
		return nil, usagef("%s: %d MB; at most %d MB are read", name, info.Size()>>20, limit>>20)
	}
	f, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, pathError(err))
	}
	defer f.Close() //nolint:errcheck // only read from
	b, err := io.ReadAll(io.LimitReader(f, limit))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, pathError(err))
	}
	return source.New(name, b), nil
}

// exists reports whether there is something at a path below the root. What cannot be looked at, such as the end of a
// link that leads out, is not certainly missing.
func (r *repo) exists(name string) bool {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return true
	}
	root, err := os.OpenRoot(r.root)
	if err != nil {
		return true
	}
	defer root.Close() //nolint:errcheck // only read from
	_, err = root.Lstat(filepath.FromSlash(name))
	return !absent(err)
}

// absent reports whether an error says that there is no such file.
func absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// pathError drops the operation and the path that an error of the file system carries.
func pathError(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	return err
}
