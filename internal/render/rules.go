package render

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/lint"
)

// Rules are the formats of `pir rules`.
func Rules() []Format[[]lint.Rule] {
	return []Format[[]lint.Rule]{
		{"text", "the rules with their levels and when they apply", rulesText},
		{"json", "the documented envelope, for programs", rulesJSON},
		{"md", "a table for each subject", rulesMarkdown},
	}
}

// RulePages are the formats of `pir rules NAME`: as text and markdown the rule's own page.
func RulePages() []Format[[]lint.Rule] {
	return []Format[[]lint.Rule]{
		{"text", "the page of the rule", rulePages},
		{"json", "the documented envelope, for programs", rulesJSON},
		{"md", "the page of the rule, which is markdown", rulePages},
	}
}

// rulePages writes the pages, each with the level and when the rule applies below its first sentence.
func rulePages(w io.Writer, rules []lint.Rule, _ Style) error {
	p := &printer{w: w}
	for _, r := range rules {
		level := "Level: " + levelText(r) + "."
		if when := r.When(); when != "" {
			level += " Applies: " + when + "."
		}
		head, rest, _ := strings.Cut(strings.TrimSpace(r.Page), "\n## ")
		p.printf("%s\n\n%s\n", strings.TrimSpace(head), level)
		if rest != "" {
			p.printf("\n## %s\n", rest)
		}
	}
	return p.err
}

func rulesText(w io.Writer, rules []lint.Rule, s Style) error {
	p := &printer{w: w}
	width := 0
	for _, r := range rules {
		width = max(width, len(r.Name))
	}
	for _, r := range rules {
		p.printf("%s  %-7s  %s\n", s.paint("1")(r.Name)+strings.Repeat(" ", width-len(r.Name)), r.Severity, r.Title())
		words := []string{r.When()}
		if hints := r.Hints(); hints != "" {
			words = append(words, "a hint "+hints)
		}
		if more := strings.TrimPrefix(strings.Join(words, "; "), "; "); more != "" {
			p.printf("%s  %s\n", strings.Repeat(" ", width+len("  warning")), s.paint("2")(more))
		}
	}
	return p.err
}

// levelText is the level of a rule with where it is lower.
func levelText(r lint.Rule) string {
	if hints := r.Hints(); hints != "" {
		return r.Severity.String() + ", a hint " + hints
	}
	return r.Severity.String()
}

func rulesMarkdown(w io.Writer, rules []lint.Rule, _ Style) error {
	return RuleIndex(w, rules, func(r lint.Rule) string { return r.Name })
}

// RuleIndex writes markdown tables of rules, one for each subject in the order of the alphabet; name returns how a rule
// is called in them, such as a link to its page.
func RuleIndex(w io.Writer, rules []lint.Rule, name func(lint.Rule) string) error {
	p := &printer{w: w}
	var subjects []string
	for _, r := range rules {
		if !slices.Contains(subjects, r.Subject) {
			subjects = append(subjects, r.Subject)
		}
	}
	slices.Sort(subjects)
	for i, subject := range subjects {
		if i > 0 {
			p.printf("\n")
		}
		p.printf("## %s\n\n| rule | level | finds | applies |\n|---|---|---|---|\n", subject)
		for _, r := range rules {
			if r.Subject == subject {
				p.printf("| %s | %s | %s | %s |\n", name(r), levelText(r), tableCell(r.Title()), tableCell(cmp.Or(r.When(), "always")))
			}
		}
	}
	return p.err
}

// tableCell keeps markdown of this project, which formats as it is meant to, in one cell of a table.
func tableCell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

type rulesEnvelope struct {
	Version int        `json:"version"`
	Rules   []ruleJSON `json:"rules"`
}

type ruleJSON struct {
	Name       string      `json:"name"`
	Severity   string      `json:"severity"`
	Since      string      `json:"since"`
	Subject    string      `json:"subject"`
	Applies    appliesJSON `json:"applies"`
	Unfinished bool        `json:"draft_tolerated"`
	Title      string      `json:"title"`
	Page       string      `json:"page"`
}

type appliesJSON struct {
	When         string   `json:"when"`
	Asked        string   `json:"asked"`
	Severities   []string `json:"severities"`
	Kinds        []string `json:"kinds"`
	Statuses     []string `json:"statuses"`
	UnlessWaived bool     `json:"unless_waived"`
	Beside       string   `json:"beside"`
	Hint         string   `json:"hint"`
}

func rulesJSON(w io.Writer, rules []lint.Rule, _ Style) error {
	env := rulesEnvelope{Version: 1}
	for _, r := range rules {
		env.Rules = append(env.Rules, ruleJSON{r.Name, r.Severity.String(), r.Since, r.Subject, toAppliesJSON(r), r.Unfinished, r.Title(), r.Page})
	}
	env.Rules = list(env.Rules)
	return writeJSON(w, env)
}

// toAppliesJSON names severities and kinds under the built-in policy.
func toAppliesJSON(r lint.Rule) appliesJSON {
	a := r.Applies
	severities, kinds, _ := a.ByDefault()
	if len(severities) > 0 {
		kinds = append([]string{"incident"}, kinds...)
	}
	return appliesJSON{
		When: r.When(), Asked: plain(string(a.Asked)), Severities: list(severities), Kinds: list(kinds),
		Statuses: list(a.Stage.Statuses()), UnlessWaived: a.UnlessWaived, Beside: plain(string(a.Beside)), Hint: a.Hint,
	}
}

// plain takes the marks of code from words.
func plain(words string) string { return strings.ReplaceAll(words, "`", "") }
