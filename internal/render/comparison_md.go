package render

import (
	"bytes"
	"fmt"
	"io"

	"github.com/pir-cli/pir/internal/compare"
	"github.com/pir-cli/pir/internal/diag"
)

// The limits of a comment. Git hosts take 65 536 characters; what does not fit is counted.
const (
	commentBytes    = 50_000
	commentFindings = 50
)

// comparisonMarkdown writes a comment for a pull request: what matters first, the rest folded.
func comparisonMarkdown(w io.Writer, c Comparison, _ Style) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "### Post-incident reviews\n\nAgainst %s: %s.\n", markdownText(c.Base), c.summary())
	for i := range c.Reports {
		var one bytes.Buffer
		comparisonReport(&one, &c.Reports[i])
		if b.Len()+one.Len() > commentBytes {
			fmt.Fprintf(&b, "\n%s more: `pir diff` lists all.\n", plural(len(c.Reports)-i, "report"))
			break
		}
		b.Write(one.Bytes())
	}
	comparisonFindings(&b, "New findings", c.Added, true)
	comparisonFindings(&b, "Findings that are gone", c.Removed, false)
	if _, err := b.WriteTo(w); err != nil {
		return fmt.Errorf("write comparison: %w", err)
	}
	return nil
}

func comparisonReport(b *bytes.Buffer, d *compare.Difference) {
	t := teller{text: markdownText, strong: func(s string) string { return "**" + s + "**" }}
	title := d.Report.Title
	if title == "" {
		title = d.Report.ID
	}
	fmt.Fprintf(b, "\n**%s**\n%s\n", markdownText(title), markdownText(about(d.Report.ID, d.Report.Severity, d.Report.Status, string(d.Status))))
	main, rest := t.lines(d)
	for i, line := range main {
		if i == 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "- %s\n", line)
	}
	if len(rest) == 0 {
		return
	}
	fmt.Fprintf(b, "\n<details><summary>%s</summary>\n\n", plural(len(rest), "smaller change"))
	for _, line := range rest {
		fmt.Fprintf(b, "- %s\n", line)
	}
	b.WriteString("\n</details>\n")
}

// comparisonFindings writes findings as a folded list, open when it should be looked at.
func comparisonFindings(b *bytes.Buffer, title string, found []diag.Diagnostic, open bool) {
	if len(found) == 0 {
		return
	}
	attribute := ""
	if open && len(found) <= 10 {
		attribute = " open"
	}
	fmt.Fprintf(b, "\n<details%s><summary>%s: %d</summary>\n\n", attribute, title, len(found))
	for i, d := range found {
		if i == commentFindings {
			fmt.Fprintf(b, "- and %d more; `pir lint` lists them\n", len(found)-i)
			break
		}
		fmt.Fprintf(b, "- %s: %s (%s) at %s:%d\n", d.Severity, markdownMessage(cutText(d.Message, 400)), markdownText(d.Rule), markdownText(d.File), d.Range.Start.Line)
	}
	b.WriteString("\n</details>\n")
}
