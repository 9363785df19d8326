package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Across(
	lint.Rule{Name: "repeat-unargued", Severity: diag.Warning, Since: "0.1.0", Unfinished: true, Applies: lint.Applies{Kinds: lint.KindsIncident}},
	func(p *lint.Pass) (lint.Fact[traits], bool) { return traitsOf(p, rootTraits(p)) },
	func(facts []lint.Fact[traits], find lint.Find) {
		eachRepeat(facts, func(later, earlier *lint.Fact[traits], t trait) {
			const message = "%s was a root cause of %s too, %s %s; name that report under `related` with `relation: repeat`, or not-a-repeat, and the reason"
			days := count(int(later.Value.at.Sub(earlier.Value.at)/day), "day")
			find(t.at.With(traitAt(earlier, t.key), message, shorten(t.key), later.Report, days, "later"), message, shorten(t.key), earlier.Report, days, "before")
		})
	},
))
