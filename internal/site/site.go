// Package site makes the pages of a static web site from facts that others found: an overview, every report, actions,
// trends, entry points by control, cause and service, lessons and a feed. It knows neither the clock nor the repository;
// only Write touches files, and only those of its folder.
package site

import (
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/due"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/trends"
)

// Facts is what the pages are made from. What may not be shown is in none of it.
type Facts struct {
	Title   string // of the site; "" for one made from the organisation
	URL     string // absolute address under which the site will be, with a final slash; "" when nobody knows
	Version string // of the program
	AsOf    time.Time

	Policy   *policy.Policy
	Entries  []Entry          // in the order of the files
	Records  []actions.Record // of all actions on the day
	Due      due.List
	Coverage *coverage.Result
	Trends   *trends.Trends // of the period that the figures are about
	All      *trends.Trends // of all time, for what a report came back from; its figures are not shown

	Commit string // that the reports are from; "" outside of git
	Dirty  int    // files that differ from it
	Left   Left

	// Picture reads a file of the repository that a report shows, by its path from the root. Nil shows none. It is called
	// by several goroutines at once.
	Picture func(name string) ([]byte, error)
}

// Entry is a report with what is counted of it.
type Entry struct {
	Report   *report.Report
	Incident trends.Incident
}

// Left says what the site does not show.
type Left struct {
	TLPMax     string `json:"tlp_max"`    // the highest label that is shown; "" for all
	TLP        int    `json:"tlp"`        // reports left out by it
	Unlabelled int    `json:"unlabelled"` // of these, without a label that can be read
	Register   bool   `json:"register"`   // the register was left out with them
	Redacted   bool   `json:"redacted"`   // people are shown by their roles
	Sections   int    `json:"sections"`   // restricted sections that were left out with them
	Unread     int    `json:"unread"`     // files that could not be read as reports
}

// Page is one file of the site.
type Page struct {
	Name string // path from the root of the site, with slashes
	Body []byte
}

// Made is what Build makes.
type Made struct {
	Pages []Page   // sorted by name
	Read  []string // the files that Picture was asked for, sorted, also those that there are not
}

// Build returns the files of the site. The same facts give the same bytes.
func Build(f *Facts) (*Made, error) {
	b := newBuilder(f)
	var pages []Page
	for _, add := range []func() ([]Page, error){
		b.assets, b.overview, b.due, b.register, b.reportPages, b.actions, b.trends, b.topics, b.lessonPages, b.about,
	} {
		some, err := add()
		if err != nil {
			return nil, err
		}
		pages = append(pages, some...)
	}
	pictures, read := b.pictures.pages()
	pages = append(pages, pictures...)
	slices.SortFunc(pages, func(a, b Page) int { return strings.Compare(a.Name, b.Name) })
	return &Made{pages, read}, nil
}
