package bench

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
)

// Write writes the corpus into a folder: pir.yaml, and the reports below reports. Files that are there are overwritten.
func (c Corpus) Write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "pir.yaml"), c.Policy(), 0o644); err != nil { //nolint:gosec // for others to read
		return fmt.Errorf("write policy: %w", err)
	}
	errs := make([]error, runtime.GOMAXPROCS(0))
	var next atomic.Int64
	var wg sync.WaitGroup
	for worker := range errs {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < c.Size && errs[worker] == nil; i = int(next.Add(1)) - 1 {
				name, content := c.Report(i)
				errs[worker] = writeReport(filepath.Join(dir, "reports", filepath.FromSlash(name)), content)
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

func writeReport(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil { //nolint:gosec // for others to read
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}
