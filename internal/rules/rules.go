// Package rules holds the rules: each is one Go file and one page with the same stem. The page is its
// documentation, the fixture of its test, and what `pir rules NAME` prints.
package rules

import (
	"embed"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/lint"
)

//go:embed *.md
var pages embed.FS

// registry is filled while the package's variables are initialised and never changes afterwards.
var registry []lint.Rule

// add registers a rule. It is called from the rule's own file, so that no list has to be kept.
func add(r lint.Rule) struct{} {
	registry = append(registry, r)
	return struct{}{}
}

// All returns every rule with its page and subject, sorted by name.
func All() []lint.Rule {
	all := slices.Clone(registry)
	for i := range all {
		all[i].Subject = subject(all[i].Name)
		page, err := pages.ReadFile(stem(all[i].Name) + ".md")
		if err != nil {
			continue // a rule without its page fails the test of this package
		}
		all[i].Page = string(page)
	}
	slices.SortFunc(all, func(a, b lint.Rule) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// stem returns the file stem of a rule's two files.
func stem(name string) string { return strings.ReplaceAll(name, "-", "_") }
