package lint

import (
	"fmt"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/source"
)

// Suggestf is Reportf for a finding that is a suggestion at this place: it is information, whatever the level of the rule.
// A rule that is off, and a suppression, hold for it as well.
func (p *Pass) Suggestf(at source.Span, format string, args ...any) {
	d := p.rule.finish(p.Mark(at), fmt.Sprintf(format, args...))
	d.Severity = min(d.Severity, diag.Info)
	p.found.add(d)
}

// Shared returns what work returns for the report, done at the first call with that key: for what several rules need
// and none should do again. The key is the same for the same type only.
func Shared[T any](p *Pass, key string, work func() T) T {
	if done, ok := p.shared[key]; ok {
		return done.(T)
	}
	if p.shared == nil {
		p.shared = map[string]any{}
	}
	done := work()
	p.shared[key] = done
	return done
}
