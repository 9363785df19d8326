package corpus

import (
	"errors"
	"fmt"

	"github.com/pir-cli/pir/internal/parallel"
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
	parallel.Do(len(paths), func(i int) {
		r, err := read(parser, paths[i])
		if err != nil {
			errs[i] = err
			return
		}
		slots[i] = fn(r)
	})
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
	b, err := p.Bytes()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", p.Name, unwrapPath(err))
	}
	return parser.Parse(source.New(p.Name, b)), nil
}
