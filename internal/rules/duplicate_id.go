package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/source"
)

var _ = add(lint.Across(
	lint.Rule{Name: "duplicate-id", Severity: diag.Error, Since: "0.1.0", Raw: true},
	func(p *lint.Pass) (lint.Fact[struct{}], bool) {
		return lint.Fact[struct{}]{Mark: p.Mark(source.Span{})}, true
	},
	func(facts []lint.Fact[struct{}], find lint.Find) {
		first := map[string]lint.Fact[struct{}]{}
		for _, f := range facts {
			if other, taken := first[f.Report]; taken {
				const message = "id %q is that of %s already; rename one of the files, links to it need to be unambiguous"
				find(f.Mark.With(other.Mark, message, f.Report, f.File), message, f.Report, other.File)
				continue
			}
			first[f.Report] = f
		}
	},
))
