package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Across(
	lint.Rule{Name: "repeat-unargued", Severity: diag.Warning, Since: "0.1.0", Unfinished: true},
	func(p *lint.Pass) (lint.Fact[traits], bool) { return traitsOf(p, rootTraits(p)) },
	func(facts []lint.Fact[traits], find lint.Find) {
		eachRepeat(facts, func(later, earlier *lint.Fact[traits], t trait) {
			find(t.at.With(earlier.Mark), "%s was a root cause of %s too, %s before; name that report under `related` with `relation: repeat`, or not-a-repeat, and the reason",
				shorten(t.key), earlier.Report, count(int(later.Value.at.Sub(earlier.Value.at)/day), "day"))
		})
	},
))
