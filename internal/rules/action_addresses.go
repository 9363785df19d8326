package rules

import (
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// addressable are the parts of the response that an action can address where no cause stands for them.
var addressable = [...]string{"detection", "response", "recovery", "communication"}

// controlRef is a control as scheme:id; an address of the web is none.
var controlRef = lazy.Pattern(`^[a-z][a-z0-9._-]*:[^\s/][^\s]*$`)

// causeID is the form of most ids of causes.
var causeID = lazy.Pattern(`^[Cc]\d+$`)

var _ = add(lint.Rule{
	Name: "action-addresses", Severity: diag.Error, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		causes := causeIDs(p.Report)
		// That there is no cause at all is reported once, and not at every action that names one.
		uncaused := len(p.Report.Causes) == 0 && (needs(p).Causes == policy.Required || refused(p.Report, "causes"))
		eachAction(p, func(a *report.Action, name item) {
			for _, ref := range a.Addresses {
				switch {
				case uncaused && causeID().MatchString(ref.Value):
				case slices.Contains(causes, ref.Value) || slices.Contains(addressable[:], ref.Value):
				case controlRef().MatchString(ref.Value):
					// A scheme that is not built in is a team's own, and what it holds is theirs to know.
					if c, known, builtIn := taxonomy.LookupControl(ref.Value); builtIn && !known {
						p.Reportf(ref.Span, "%s addresses %q, and %s has no such control; %s", name, shorten(ref.Value), c.Scheme, controlHint(c))
					}
				default:
					p.Reportf(ref.Span, "%s addresses %q, which is neither a cause of this report nor a control; %s", name, shorten(ref.Value), addressHint(ref.Value, causes))
				}
			}
		})
	},
})

// causeIDs returns the ids of the causes that have one.
func causeIDs(r *report.Report) []string {
	causes := make([]string, 0, len(r.Causes))
	for _, c := range r.Causes {
		if !c.ID.Empty() {
			causes = append(causes, c.ID.Value)
		}
	}
	return causes
}

// strays reports whether an address leads nowhere: it is no cause, no part of the response, and no control that a
// built-in scheme has or that a scheme of the team's own may have.
func strays(ref string, causes []string) bool {
	if slices.Contains(causes, ref) || slices.Contains(addressable[:], ref) {
		return false
	}
	_, known, builtIn := taxonomy.LookupControl(ref)
	return !controlRef().MatchString(ref) || builtIn && !known
}

func addressHint(ref string, causes []string) string {
	const most = 12 // a longer list is looked up in the report, not read in a finding
	for _, id := range causes {
		if strings.EqualFold(id, ref) {
			return "did you mean " + id + "?"
		}
	}
	if near, ok := nearest.Nearest(ref, addressable[:]); ok { // not among the causes: C1 is no more likely than C2
		return "did you mean " + near + "?"
	}
	words := []string{"the id of a cause"}
	if len(causes) <= most {
		words = slices.Clone(causes)
	}
	return "use " + choice(append(words, "a control such as iso27001:A.8.16"))
}

func controlHint(c taxonomy.Control) string {
	controls := taxonomy.Controls(c.Scheme)
	known := make([]string, 0, len(controls))
	for _, k := range controls {
		known = append(known, k.ID)
	}
	if near, ok := nearest.Nearest(c.ID, known); ok {
		return "did you mean " + c.Scheme + ":" + near + "?"
	}
	return "write its id as the scheme does"
}
