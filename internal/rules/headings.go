package rules

import (
	"slices"

	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// sectionKey is the name under which headings and the sections of a policy are compared.
func sectionKey(heading string) string {
	name, _ := taxonomy.Section(heading)
	return name
}

// parts is what stands between the names in a heading of several, "Recovery and lessons learned", and around an aside.
var parts = lazy.Pattern(`[,、・/&+:()（）：|–—]|\s-\s|\s(?i:and)\s`)

// sectionKeys returns the names that a heading stands for: itself and each of its parts, so that "Where we got lucky
// (and where not)" is one section and "Recovery and lessons learned" is two.
func sectionKeys(heading string) []string {
	keys := []string{sectionKey(heading)}
	if !parts().MatchString(heading) {
		return keys
	}
	for _, part := range parts().Split(heading, -1) {
		if key := sectionKey(part); key != "" && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// requiredSections calls f for each section that the policy asks for with the headings that stand for it.
// A body that could not be read has no sections to judge, which is a finding of its own.
func requiredSections(p *lint.Pass, f func(name string, headings []report.Section)) {
	sections, ok := p.Report.Sections()
	if !ok {
		return
	}
	byKey := map[string][]report.Section{}
	for _, s := range sections {
		for _, key := range sectionKeys(s.Title) {
			byKey[key] = append(byKey[key], s)
		}
	}
	for _, name := range needs(p).Sections {
		f(name, byKey[sectionKey(name)])
	}
}
