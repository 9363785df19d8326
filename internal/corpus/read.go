package corpus

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// Map reads and parses every file once, on all cores, and returns what fn makes of each report, in the
// order of the paths. The report itself is let go after fn, so that memory grows with what fn keeps and
// not with the text of the reports. fn runs on several goroutines at once.
//
// Files that cannot be read are left out of the results and joined in the error; the others are there.
func Map[T any](paths []Path, fn func(*report.Report) T) ([]T, error) {
	slots := make([]T, len(paths))
	errs := make([]error, len(paths))
	parser := report.NewParser()
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), max(1, len(paths))) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(paths) {
					return
				}
				r, err := read(parser, paths[i])
				if err != nil {
					errs[i] = err
					continue
				}
				slots[i] = fn(r)
			}
		})
	}
	wg.Wait()
	kept := slots[:0]
	for i, err := range errs {
		if err == nil {
			kept = append(kept, slots[i])
		}
	}
	return kept, errors.Join(errs...)
}

func read(parser *report.Parser, p Path) (*report.Report, error) {
	if p.Size > report.MaxFile {
		return report.TooLarge(p.Name, p.Size), nil
	}
	get := p.Read
	if get == nil {
		get = func() ([]byte, error) { return os.ReadFile(p.Open) }
	}
	b, err := get()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", p.Name, unwrapPath(err))
	}
	return parser.Parse(source.New(p.Name, b)), nil
}
