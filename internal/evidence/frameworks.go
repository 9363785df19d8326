package evidence

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// writeFrameworks says for each point of the frameworks that were asked for which record answers it, and what is missing.
func (b *builder) writeFrameworks() {
	for _, name := range b.in.Request.Frameworks {
		var rows [][]any
		var t strings.Builder
		for _, p := range taxonomy.Points() {
			if p.Framework != name {
				continue
			}
			if t.Len() == 0 {
				fmt.Fprintf(&t, "# %s\n\nWhich record of the pack speaks to which point, and what is missing. The titles are our own short words for a point; its text is in the framework itself. "+
					"That a record is there does not say that the point is met, and nothing here is legal advice.\n", render.MarkdownText(p.Name))
			}
			fmt.Fprintf(&t, "\n## %s: %s\n\n*%s; %s.*\n\n", render.MarkdownText(p.ID), render.MarkdownText(p.Title), render.MarkdownText(p.Ref), pointChecked(p.Checked))
			for _, record := range p.Records {
				a := b.ask(record)
				rows = append(rows, []any{p.ID, p.Title, record, a.file, a.says, a.gap, p.Ref, p.Checked})
				t.WriteString(answerLine(&a))
			}
		}
		b.page("12-frameworks/"+name+".md", t.String())
		b.table("12-frameworks/"+name+".csv", name, []string{"point", "title", "record", "file", "says", "gap", "reference", "checked"}, rows)
	}
}

// answerLine writes an answer as an item of a list.
func answerLine(a *answer) string {
	line := fmt.Sprintf("- %s: %s.", filesText(a.file), render.MarkdownText(a.says))
	if a.gap != "" {
		line += " **Gap:** " + render.MarkdownText(a.gap) + "."
	}
	return line + "\n"
}

// filesText names files of the pack as code.
func filesText(list string) string {
	names := strings.Split(list, ", ")
	for i, n := range names {
		names[i] = "`" + n + "`"
	}
	return strings.Join(names, ", ")
}

func pointChecked(how string) string {
	if how == "text" {
		return "compared with the text or an official copy of it"
	}
	return "not compared with the text"
}

// writeAsked says for each thing that auditors often find which record speaks to it.
func (b *builder) writeAsked() {
	var t strings.Builder
	t.WriteString("# What auditors most often find, and what this pack says to it\n")
	var rows [][]any
	gaps := 0
	for i, f := range taxonomy.AuditFindings() {
		fmt.Fprintf(&t, "\n## %d. %s\n\n", i+1, render.MarkdownText(f.Finding))
		for _, record := range f.Records {
			a := b.ask(record)
			rows = append(rows, []any{i + 1, f.Finding, record, a.file, a.says, a.gap})
			t.WriteString(answerLine(&a))
			if a.gap != "" {
				gaps++
			}
		}
	}
	b.gaps = gaps
	b.page("14-what-auditors-ask.md", t.String())
	b.table("14-what-auditors-ask.csv", "asked", []string{"n", "finding", "record", "file", "says", "gap"}, rows)
}

// Frameworks returns names in the order of the data, each once; none stand for all. unknown is the first that is none.
func Frameworks(names []string) (list []string, unknown string) {
	for _, n := range names {
		if !slices.Contains(taxonomy.Frameworks(), n) {
			return nil, n
		}
	}
	for _, n := range taxonomy.Frameworks() {
		if len(names) == 0 || slices.Contains(names, n) {
			list = append(list, n)
		}
	}
	return list, ""
}
