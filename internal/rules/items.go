package rules

import (
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// eachAction calls f for each action of the report with what messages call it.
func eachAction(p *lint.Pass, f func(a *report.Action, name string)) {
	for i := range p.Report.Actions {
		a := &p.Report.Actions[i]
		f(a, itemName("action", a.ID, i))
	}
}

// eachCause calls f for each cause of the report with what messages call it.
func eachCause(p *lint.Pass, f func(c *report.Cause, name string)) {
	for i := range p.Report.Causes {
		c := &p.Report.Causes[i]
		f(c, itemName("cause", c.ID, i))
	}
}

// requireOf reports a field of an item that is not written. what is the field in a sentence, write an example of it.
func requireOf(p *lint.Pass, item source.Span, name, what string, t field.Text, write string) {
	if missing(p.Report, t) {
		p.Reportf(spanOr(t.Span, item), "%s has no %s; write %s", name, what, write)
	}
}

// itemName returns the id of an item or, without one, its position.
func itemName(what string, id field.Text, i int) string {
	if id.Empty() {
		return what + " number " + strconv.Itoa(i+1)
	}
	return what + " " + shorten(id.Value)
}

// listed joins words for a message: "a", "a and b", "a, b and c".
func listed(words []string) string {
	n := len(words)
	if n < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
}

// bareHandle brings the spellings of one handle together: without its @, in lower case.
func bareHandle(s string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s), "@"))
}
