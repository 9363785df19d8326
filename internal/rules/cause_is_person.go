package rules

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/report"
)

var _ = add(lint.Rule{
	Name: "cause-is-person", Severity: diag.Error, Since: "0.1.0",
	Check: func(p *lint.Pass) {
		const advice = `ask what let that happen and write the condition, such as "the job may delete production data without a second look"`
		eachCause(p, func(c *report.Cause, name item) {
			if words := blamed(c.Statement.Value); words != "" {
				p.Reportf(c.Statement.Span, "%s points at a person (%q); %s", name, shorten(words), advice)
			}
			for i, why := range c.Whys {
				if words := blamed(why.Value); words != "" {
					p.Reportf(why.Span, "%s points at a person (%q); %s", fmt.Sprintf("why %d of %s", i+1, name), shorten(words), advice)
				}
			}
		})
	},
})

// The patterns are narrow on purpose: a finding here is an error, and "no guard against human error" is a
// condition, "the users did not see their parcels" an effect, and "the operator" may be a program.
const (
	role    = `(?:engineer|developer|operator|administrator|admin|sysadmin|programmer|technician|employee|contractor|intern|analyst|colleague|dba|(?:team|staff) member|on-call)`
	article = `(?:the|an?|one|our|their|another|this|that)`
	failing = `(?:forgot|neglected|overlooked|ignored|misread|mistyped|failed to|omitted to|should(?:\s+not|n['’]t)? have|ought to have` +
		`|did(?:\s+not|n['’]t)\s+(?P<verb>[a-z]+)|(?:was|were) (?:careless|negligent|inattentive|sloppy)|made an? (?:[\w-]+ )?(?:mistake|error)|(?:carelessly|mistakenly|accidentally) [a-z]+)`
	fault = `(?:mistake|error|oversight|fault|negligence|carelessness|inattention)`
)

var (
	personForms = []struct {
		has     []string // a text without any of them cannot match; nil for a form that asks for no such word
		pattern func() *regexp.Regexp
	}{
		{[]string{"error", "mistake", "failure"}, lazy.Pattern(spaced(`(?:^|[.;:] ?|\b(?:due to|because of|caused by|result of|owing to|cause was|cause is|it was|this was) )(?:an? |the |simple |plain |pure )*` +
			`(?P<words>(?:human|operator|user) (?:error|mistake|failure))s?(?: ?$| ?[.,;:)]| (?:by|during|while|when|in|on|at|led|caused|made)\b)`))},
		{nil, lazy.Pattern(spaced(`\b` + article + ` (?:[\w-]+ )?` + role + `s? (?:had )?` + failing + `\b`))},
		{[]string{"forgot"}, lazy.Pattern(spaced(`\b(?:i|we|he|she|they|someone|somebody) (?:had )?(?:forgot|forgotten)\b`))},
		{faults, lazy.Pattern(spaced(`\b` + role + `(?:['’]s|s['’]) (?:[\w-]+ )?` + fault + `\b`))},
		{faults, lazy.Pattern(spaced(`\b` + fault + ` (?:by|of|on the part of) ` + article + ` (?:[\w-]+ )?` + role + `\b`))},
	}
	// A handle, and not the @scope/name of a package or the middle of an address.
	handle   = lazy.Pattern(`(?:^|[\s("'\[,;:])(@[a-z][\w-]*)(?:[^\w/(-]|$)`)
	codeSpan = lazy.Pattern("`[^`]*`")
	// An operator of Kubernetes is a program.
	operatorProgram = lazy.Pattern(`\b(?:kubernetes|k8s|reconcil\w*|crds?|custom resources?|pods?|helm|clusters?|controllers?)\b`)
)

// personWords begin the mentions of a person; a text without any of them has nothing that the patterns look for. Most texts
// have none, and looking for words is much cheaper than matching.
var personWords = [...]string{
	"human", "user", "forgot", "engineer", "developer", "operator", "admin", "sysadmin", "programmer", "technician", "employee",
	"contractor", "intern", "analyst", "colleague", "dba", "member", "on-call",
}

// faults are the words of the pattern fault.
var faults = []string{"mistake", "error", "oversight", "fault", "negligence", "carelessness", "inattention"}

// stateVerbs are what a person did not do for want of something that a system owed them: no blame.
var stateVerbs = map[string]bool{"know": true, "see": true, "receive": true, "get": true, "have": true, "need": true, "own": true, "expect": true}

// spaced makes a pattern ignore case, and match any white space where it has a space.
func spaced(pattern string) string {
	return `(?i)` + strings.NewReplacer(" ?", `\s*`, " ", `\s+`).Replace(pattern)
}

// blamed returns the words of a text that make a person the cause, or "".
func blamed(text string) string {
	if strings.Contains(text, "`") {
		text = codeSpan().ReplaceAllString(text, "``")
	}
	if strings.Contains(text, "@") {
		if m := handle().FindStringSubmatch(text); m != nil {
			return m[1]
		}
	}
	if !mentionsPerson(text) {
		return ""
	}
	lower := strings.ToLower(text)
	for _, f := range personForms {
		if f.has != nil && !containsOne(lower, f.has...) {
			continue
		}
		form := f.pattern()
		for _, m := range form.FindAllStringSubmatch(text, -1) {
			if words := blame(form, m, lower); words != "" {
				return strings.Join(strings.Fields(words), " ")
			}
		}
	}
	return ""
}

// mentionsPerson reports whether one of personWords begins a word of a text.
func mentionsPerson(text string) bool {
	for i := range len(text) {
		if i > 0 && isWordByte(text[i-1]) {
			continue
		}
		for _, w := range personWords {
			if text[i]|0x20 == w[0] && len(text)-i >= len(w) && strings.EqualFold(text[i:i+len(w)], w) {
				return true
			}
		}
	}
	return false
}

// blame returns the words of a match, or "" when it turns out to blame nobody.
func blame(form *regexp.Regexp, match []string, text string) string {
	words := match[0]
	if i := form.SubexpIndex("words"); i >= 0 {
		words = match[i]
	}
	if i := form.SubexpIndex("verb"); i >= 0 && stateVerbs[strings.ToLower(match[i])] {
		return ""
	}
	if strings.Contains(strings.ToLower(words), "operator") && operatorProgram().MatchString(text) {
		return ""
	}
	return words
}
