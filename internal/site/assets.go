package site

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/pir-cli/pir/internal/chart"
	"github.com/pir-cli/pir/templates"
)

// assets returns the style sheets and scripts, and the search index.
func (b *builder) assets() ([]Page, error) {
	var pages []Page
	for _, name := range []string{"article.css", "base.css", "site.css", "site.js", "icon.svg"} {
		body, err := templates.Site.ReadFile("site/" + name)
		if err != nil {
			return nil, err
		}
		pages = append(pages, Page{"assets/" + name, body})
	}
	pages = append(pages, Page{"assets/chart.css", []byte(chart.Sheet())})
	index, err := b.searchIndex()
	return append(pages, index), err
}

// Version changes whenever the templates, style sheets or scripts of the pages do.
var Version = sync.OnceValue(func() string {
	var all strings.Builder
	_ = fs.WalkDir(templates.Site, ".", func(name string, d fs.DirEntry, err error) error { // embedded files can be read
		if err == nil && !d.IsDir() {
			var b []byte
			b, err = templates.Site.ReadFile(name)
			fmt.Fprintf(&all, "%s %d\n%s", name, len(b), b)
		}
		return err
	})
	return sum([]byte(all.String()))
})
