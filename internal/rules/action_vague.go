package rules

import (
	"slices"
	"strings"
	"unicode"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

// vagueVerbs begin a title that nobody can call done. A verb of two words is vague with its second word only:
// a limit may be raised, and awareness may be raised.
var vagueVerbs = map[string][]string{
	"investigate": nil, "consider": nil, "look": {"at", "into", "for", "over"}, "think": nil, "discuss": nil,
	"explore": nil, "improve": nil, "enhance": nil, "review": nil, "address": nil, "handle": nil, "fix": nil,
	"strengthen": nil, "ensure": nil, "raise": {"awareness", "the awareness"}, "remind": nil, "be": nil, "continue": nil,
	"monitor": nil, "follow": {"up"}, "evaluate": nil, "examine": nil, "research": nil, "analyse": nil, "analyze": nil,
	"try": nil, "revisit": nil, "rethink": nil, "reconsider": nil, "encourage": nil, "tbd": nil,
	"pay": {"attention", "more attention"}, "work": {"on", "towards"}, "make": {"sure", "it clear"}, "keep": {"an eye", "in mind"},
}

var _ = add(lint.Rule{
	Name: "action-vague", Severity: diag.Warning, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		eachAction(p, func(a *report.Action, name item) {
			if !a.DoneWhen.Empty() || isDeclined(a) {
				return
			}
			if verb, ok := vague(a.Title.Value); ok {
				p.Reportf(a.Title.Span, "%s begins with %q and nothing says when that is done; begin with what will be different (add, alert, automate, block, limit, remove, replace, test), or write `done_when`", name, verb)
			}
		})
	},
})

// faultWords is the number of words from which a title that begins with "fix" tells the fault, so that one can see
// when it is gone: "Fix the bug that keeps a full cluster from being updated", and not "Fix monitoring".
const faultWords = 6

// vague returns the verb that a title begins with when it has no end. A title with a figure in it can be measured.
func vague(title string) (verb string, ok bool) {
	words := strings.FieldsFunc(title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '-' })
	if len(words) == 0 || strings.ContainsFunc(title, unicode.IsDigit) {
		return "", false
	}
	verb = strings.ToLower(words[0])
	if verb == "fix" && len(words) >= faultWords {
		return "", false
	}
	seconds, ok := vagueVerbs[verb]
	if !ok || seconds == nil {
		return words[0], ok
	}
	rest := strings.ToLower(strings.Join(words[1:], " ")) + " "
	if i := slices.IndexFunc(seconds, func(s string) bool { return strings.HasPrefix(rest, s+" ") }); i >= 0 {
		return words[0] + " " + seconds[i], true
	}
	return "", false
}
