package rules

import (
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// sectionKey is the name under which headings and the sections of a policy are compared.
func sectionKey(heading string) string {
	name, _ := taxonomy.Section(heading)
	return name
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
		key := sectionKey(s.Title)
		byKey[key] = append(byKey[key], s)
	}
	for _, name := range needs(p).Sections {
		f(name, byKey[sectionKey(name)])
	}
}
