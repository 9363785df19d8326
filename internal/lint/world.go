package lint

import (
	"fmt"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/source"
)

// World is what rules may know besides the reports. What is nil is not there, and rules that need it are silent.
// Rules that run on several goroutines share it.
type World struct {
	People   *people.List
	Register *register.Register
	Policy   *source.File // pir.yaml

	// Exists reports whether there is a file or folder at a path relative to the root, with forward slashes. It is
	// false only for what is certainly not there.
	Exists func(path string) bool
}

// In returns the same linter for reports of a repository that has these files.
func (l *Linter) In(w World) *Linter {
	in := *l
	in.world = w
	return &in
}

// RepositoryPass is the files of the repository that are no reports as a rule sees them, once in a run.
type RepositoryPass struct {
	World  World
	Policy *policy.Policy

	rule  *active
	found *Checked
}

// Reportf reports a finding at a span of a file.
func (p *RepositoryPass) Reportf(f *source.File, at source.Span, format string, args ...any) {
	p.found.add(p.rule.finish(Mark{place: diag.At(f, at), offset: at.Start, where: &origin{}}, fmt.Sprintf(format, args...)))
}

// repository runs the rules that look at files which are no reports.
func (l *Linter) repository(found *Checked) {
	for i := range l.rules {
		if rule := &l.rules[i]; rule.Repository != nil {
			rule.Repository(&RepositoryPass{World: l.world, Policy: l.policy, rule: rule, found: found})
		}
	}
}
