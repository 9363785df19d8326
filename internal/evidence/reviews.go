package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/article"
	"github.com/pir-cli/pir/internal/pack"
	"github.com/pir-cli/pir/internal/parallel"
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
	parallel.Do(len(list), func(i int) { pages[i], errs[i] = b.reviewPage(list[i], of[list[i].ID]) })
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
	err := article.Page(&out, r.Report, article.Context{
		Policy: b.policy, Actions: records, AsOf: b.in.Request.AsOf,
		Text: func(target string) string { return b.beside(r, target) },
	}, frame)
	return pack.File{Name: pageName(r.name), Bytes: out.Bytes()}, err
}

// beside returns where in the pack is what a relative link of a report leads to, "" when it is not there: on the machine
// of an auditor the link would lead to nothing, or to another file.
func (b *builder) beside(r *review, target string) string {
	name, fragment, _ := strings.Cut(target, "#")
	file := b.linked[linkOf{r.name, plainPath(name)}]
	if file == "" {
		return ""
	}
	to := url.URL{Path: upward(r.name) + b.shownAs(file), Fragment: fragment}
	return to.String()
}

// shownAs returns the page of a report that has one, and any other file as it is.
func (b *builder) shownAs(file string) string {
	for _, r := range b.reviews {
		if r.name == file && r.inPeriod && r.known {
			return pageName(file)
		}
	}
	return file
}

// upward leads from a file of the pack to its top.
func upward(file string) string { return strings.Repeat("../", strings.Count(file, "/")) }

const pageEnding = ".html"

// pageName is that of the page of a report.
func pageName(markdown string) string { return strings.TrimSuffix(markdown, ".md") + pageEnding }
