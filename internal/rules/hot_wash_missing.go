package rules

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

var _ = add(lint.Rule{
	Name: "hot-wash-missing", Severity: diag.Warning, Since: "0.1.0",
	Applies: lint.Applies{Asked: lint.AskedHotWash, UnlessWaived: true},
	Check: func(p *lint.Pass) {
		r, within := p.Report, needs(p).HotWash
		reviewed := !r.Review.Held.Empty()
		if within == 0 || !settled(r) && !reviewed || !missing(r, r.Review.HotWash.Text) || refused(r, "review") {
			return
		}
		p.Reportf(spanOr(r.Review.HotWash.Span, spanOr(r.Review.Span, place(r, "review"))),
			"the policy asks for a first look within %s of detection and none is on record; write its day as `hot_wash` under `review`", limitText(within))
	},
})
