package render

import (
	"io"
	"strings"

	"github.com/pir-cli/pir/internal/diag"
)

// comparisonText writes each report that differs with a line for each thing that does, and the findings.
func comparisonText(w io.Writer, c Comparison, s Style) error {
	p := &printer{w: w}
	t := teller{text: Visible, strong: s.paint("1")}
	for i := range c.Reports {
		d := &c.Reports[i]
		p.printf("%s  %s\n", s.paint("1")(Visible(d.Report.ID)), Visible(about(d.Report.Severity, d.Report.Status, string(d.Status))))
		if d.Report.Title != "" {
			p.printf("  %s\n", s.paint("2")(Visible(d.Report.Title)))
		}
		main, rest := t.lines(d)
		for _, line := range append(main, rest...) {
			p.printf("  - %s\n", line)
		}
		p.printf("\n")
	}
	listed := func(title, colour string, found []diag.Diagnostic) {
		if len(found) == 0 {
			return
		}
		p.printf("%s\n", s.paint(colour)(title))
		for _, f := range found {
			p.printf("  %s\n", Visible(f.String()))
		}
		p.printf("\n")
	}
	listed("New findings:", "1;31", c.Added)
	listed("Findings that are gone:", "1;32", c.Removed)
	p.printf("Against %s: %s\n", Visible(c.Base), c.summary())
	return p.err
}

// about joins the words that are there.
func about(words ...string) string {
	var some []string
	for _, w := range words {
		if w != "" {
			some = append(some, w)
		}
	}
	return strings.Join(some, ", ")
}
