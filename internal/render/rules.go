package render

import (
	"io"
	"strings"

	"github.com/pir-cli/pir/internal/lint"
)

// Rules are the formats of `pir rules`.
func Rules() []Format[[]lint.Rule] {
	return []Format[[]lint.Rule]{
		{"text", "one line a rule", rulesText},
		{"json", "the documented envelope, for programs", rulesJSON},
	}
}

// RulePages are the formats of `pir rules NAME`: as text the rule's own page.
func RulePages() []Format[[]lint.Rule] {
	return []Format[[]lint.Rule]{
		{"text", "the page of the rule", rulePages},
		{"json", "the documented envelope, for programs", rulesJSON},
	}
}

func rulePages(w io.Writer, rules []lint.Rule, _ Style) error {
	p := &printer{w: w}
	for _, r := range rules {
		p.printf("%s\n", strings.TrimSpace(r.Page))
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
	}
	return p.err
}

type rulesEnvelope struct {
	Version int        `json:"version"`
	Rules   []ruleJSON `json:"rules"`
}

type ruleJSON struct {
	Name       string `json:"name"`
	Severity   string `json:"severity"`
	Since      string `json:"since"`
	Unfinished bool   `json:"draft_tolerated"`
	Title      string `json:"title"`
	Page       string `json:"page"`
}

func rulesJSON(w io.Writer, rules []lint.Rule, _ Style) error {
	env := rulesEnvelope{Version: 1}
	for _, r := range rules {
		env.Rules = append(env.Rules, ruleJSON{r.Name, r.Severity.String(), r.Since, r.Unfinished, r.Title(), r.Page})
	}
	env.Rules = list(env.Rules)
	return writeJSON(w, env)
}
