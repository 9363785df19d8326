package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/article"
	"github.com/pir-cli/pir/internal/pack"
)

// writeReviews copies the reports as they are at the commit, and sets those of the period as pages to read and print.
// Those of other periods are there because trends and repeats compare with them.
func (b *builder) writeReviews() {
	for _, r := range b.reviews {
		b.copyOf(r.src, r.name)
	}
	of := map[string][]actions.Record{}
	for i := range b.records {
		of[b.records[i].Report] = append(of[b.records[i].Report], b.records[i])
	}
	list := b.ofPeriod()
	pages, errs := make([]pack.File, len(list)), make([]error, len(list))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(list); i = int(next.Add(1)) - 1 {
				pages[i], errs[i] = b.reviewPage(list[i], of[list[i].ID])
			}
		})
	}
	wg.Wait()
	b.files = append(b.files, pages...)
	b.errs = append(b.errs, errors.Join(errs...))
}

// reviewPage sets one report as a page that stands alone.
func (b *builder) reviewPage(r *review, records []actions.Record) (pack.File, error) {
	frame := article.Frame{Foot: fmt.Sprintf("%s at commit %s; SHA-256 of the report %s", r.src.Path, b.in.Request.Commit, pack.Sum(r.src.Bytes))}
	if b.in.Request.Dirty {
		frame.Banner = "Made from files that no commit has: nobody can make this page again from git."
	}
	var out bytes.Buffer
	err := article.Page(&out, r.Report, article.Context{Policy: b.policy, Actions: records, AsOf: b.in.Request.AsOf}, frame)
	return pack.File{Name: strings.TrimSuffix(r.name, ".md") + ".html", Bytes: out.Bytes()}, err
}
