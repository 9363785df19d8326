package site

import (
	"io/fs"
	"path"

	"github.com/pir-cli/pir/templates"
)

// assets returns the style sheets and scripts, and the search index.
func (b *builder) assets() ([]Page, error) {
	var pages []Page
	for _, pattern := range []string{"site/*.css", "site/*.js"} {
		files, err := fs.Glob(templates.Site, pattern)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			body, err := templates.Site.ReadFile(file)
			if err != nil {
				return nil, err
			}
			pages = append(pages, Page{"assets/" + path.Base(file), body})
		}
	}
	index, err := b.searchIndex()
	return append(pages, index), err
}
