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
func eachAction(p *lint.Pass, f func(a *report.Action, name item)) {
	for i := range p.Report.Actions {
		a := &p.Report.Actions[i]
		f(a, item{"action", a.ID, i})
	}
}

// eachCause calls f for each cause of the report with what messages call it.
func eachCause(p *lint.Pass, f func(c *report.Cause, name item)) {
	for i := range p.Report.Causes {
		c := &p.Report.Causes[i]
		f(c, item{"cause", c.ID, i})
	}
}

// requireOf reports a field of an item that is not written. name is the item as messages call it, what is the field in a sentence, write an example of it.
func requireOf(p *lint.Pass, at source.Span, name any, what string, t field.Text, write string) {
	if missing(p.Report, t) {
		p.Reportf(spanOr(t.Span, at), "%s has no %s; write %s", name, what, write)
	}
}

// item is an action or a cause as messages call it. The text is made only when there is a message.
type item struct {
	what string
	id   field.Text
	i    int // its place in the list, from 0
}

// String returns the id of the item or, without one, its position.
func (it item) String() string {
	if it.id.Empty() {
		return it.what + " number " + strconv.Itoa(it.i+1)
	}
	return it.what + " " + shorten(it.id.Value)
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
