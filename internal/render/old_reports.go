package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/pir-cli/pir/internal/lint"
)

// OldReports is what `pir init --adopt` found.
type OldReports struct {
	Files    int // that were checked
	Findings int
	Help     []Help // what would help most, the best first
	Then     []Help // what would help most once that is done
	Next     []Step
}

// Help is a rule whose findings are worth mending.
type Help struct {
	lint.Worth
	Todo string // what to do; "" for what the rule's page says
}

// Step is a command to type.
type Step struct {
	Command string
	Args    []string // paths and names
	Why     string   // what it does
}

// WriteOldReports writes the list of what would help most, and what to type next.
func WriteOldReports(w io.Writer, a OldReports, s Style) error {
	p := &printer{w: w}
	p.printf("\n")
	if len(a.Help) == 0 {
		p.paragraph(s, "", plural(a.Files, "file")+" checked, and nothing is to be mended")
	} else {
		p.paragraph(s, "", fmt.Sprintf("%s checked, %s. What would help most:", plural(a.Files, "file"), plural(a.Findings, "finding")))
		p.printf("\n")
	}
	p.help(s, 1, a.Help)
	if len(a.Then) > 0 {
		p.printf("\n")
		p.paragraph(s, "", "Once that is done, this would help most:")
		p.printf("\n")
		p.help(s, 1+len(a.Help), a.Then)
	}
	p.heading(s, "Next")
	t := &table{columns: []column{{}, {}}}
	for _, n := range a.Next {
		command := n.Command
		var commandSb54 strings.Builder
		for _, arg := range n.Args {
			commandSb54.WriteString(" " + shellWord(arg))
		}
		command += commandSb54.String()
		t.rows = append(t.rows, row{cells: []cell{{text: "  " + command}, {text: "# " + n.Why}}})
	}
	widths := t.widths()
	for _, r := range t.rows {
		t.line(p, s, widths, r.cells)
	}
	return p.err
}

// help writes a numbered list of rules, each with what to do.
func (p *printer) help(s Style, first int, list []Help) {
	for i := range list {
		item := &list[i]
		p.paragraph(s, fmt.Sprintf("%2d. ", first+i), fmt.Sprintf("%s (%s): %s in %s", item.Rule.Name, item.Severity, plural(item.Findings, "finding"), plural(item.Files, "file")))
		text := item.Todo
		if text == "" {
			text = todo(item.Rule.Page)
		}
		if text != "" {
			p.paragraph(s, "    ", text)
		}
	}
}

// todo returns the first paragraph under "What to do" of a rule's page, cut to its first sentence.
func todo(page string) string {
	_, text, ok := strings.Cut(page, "\n## What to do\n")
	if !ok {
		return ""
	}
	paragraph, _, _ := strings.Cut(strings.TrimSpace(text), "\n\n")
	paragraph = strings.Join(strings.Fields(paragraph), " ")
	if sentence, _, more := strings.Cut(paragraph, ". "); more {
		return sentence
	}
	return strings.TrimSuffix(paragraph, ".")
}
