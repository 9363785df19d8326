package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pir-cli/pir/internal/lint"
)

// baselineName is the baseline that is used without being named.
const baselineName = ".pir-baseline.json"

// maxBaseline is the most bytes that are read of it.
const maxBaseline = 64 << 20

// baselineFile returns where the baseline is.
func (r *repo) baselineFile(opts *lintOptions) string {
	if opts.baseline == "" {
		return filepath.Join(r.root, baselineName)
	}
	return r.absolute(opts.baseline)
}

// baseline reads the accepted findings. The one in the root may be missing; one that is named may not.
func (r *repo) baseline(opts *lintOptions) (lint.Baseline, error) {
	if opts.writeBaseline {
		return lint.Baseline{}, nil
	}
	if opts.baseline == "" {
		file, err := r.files.side(baselineName, maxBaseline)
		if file == nil || err != nil {
			return lint.Baseline{}, err
		}
		return readBaseline(file.Path, file.Bytes)
	}
	name := r.baselineFile(opts)
	b, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return lint.Baseline{}, usagef("--baseline %s: there is no such file; --write-baseline makes one", opts.baseline)
	case err != nil:
		return lint.Baseline{}, fmt.Errorf("read baseline: %w", err)
	}
	return readBaseline(filepath.Base(name), b)
}

func readBaseline(name string, b []byte) (lint.Baseline, error) {
	base, err := lint.ReadBaseline(b)
	if err != nil {
		return lint.Baseline{}, usagef("%s: %w", name, err)
	}
	return base, nil
}

// saveBaseline accepts all findings of a result.
func (a *app) saveBaseline(r *repo, opts *lintOptions, result lint.Result) error {
	b, err := lint.WriteBaseline(result)
	if err != nil {
		return err
	}
	name := r.baselineFile(opts)
	if err := os.WriteFile(name, b, 0o644); err != nil { //nolint:gosec // committed for all to read
		return fmt.Errorf("write baseline: %w", err)
	}
	a.hint("%d findings are accepted in %s; commit it, and take entries out as reports are mended", len(result.Diagnostics), filepath.Base(name))
	return nil
}
