package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

// findingsText writes each finding as file:line:column, which editors and terminals link, with the
// source line and a caret below it, and a summary line at the end.
func findingsText(w io.Writer, res lint.Result, s Style) error {
	p := &printer{w: w}
	for _, d := range res.Diagnostics {
		writeFinding(p, d, s)
	}
	if res.ShowSuppressed {
		for _, d := range res.Suppressed {
			writeFinding(p, d, s)
		}
	}
	summary := fmt.Sprintf("%s checked: %s, %s, %s", plural(res.Files, "report"),
		plural(res.Count(diag.Error), "error"), plural(res.Count(diag.Warning), "warning"), plural(res.Count(diag.Info), "hint"))
	if n := len(res.Suppressed); n > 0 {
		summary += fmt.Sprintf(", %d suppressed", n)
	}
	p.printf("%s\n", summary)
	return p.err
}

func writeFinding(p *printer, d diag.Diagnostic, s Style) {
	colour := map[diag.Severity]string{diag.Error: "1;31", diag.Warning: "1;33", diag.Info: "1;36"}[d.Severity]
	word, why := d.Severity.String(), ""
	if d.Reason != "" {
		colour, word, why = "2", "suppressed", ", suppressed: "+Visible(d.Reason)
	}
	p.printf("%s: %s: %s %s%s\n",
		s.paint("1")(fmt.Sprintf("%s:%d:%d", Visible(d.File), d.Range.Start.Line, d.Range.Start.Column)),
		s.paint(colour)(word), Visible(d.Message), s.paint("2")("["+d.Rule+"]"), why)
	line, caret := excerpt(d, s)
	if line == "" {
		return
	}
	gutter := fmt.Sprintf("%5d", d.Range.Start.Line)
	p.printf("%s %s\n", s.paint("2")(gutter+" |"), line)
	if s.Words {
		return // the columns stand in the first line
	}
	p.printf("%s %s\n", s.paint("2")(strings.Repeat(" ", len(gutter))+" |"), s.paint(colour)(caret))
}

// excerpt returns the source line and a marker below the place of the finding. A long line is cut around the place.
func excerpt(d diag.Diagnostic, s Style) (line, caret string) {
	if strings.TrimSpace(d.Excerpt) == "" {
		return "", ""
	}
	room := 100
	if s.Terminal && s.Width > 20 {
		room = s.Width - len("12345 | ")
	}
	runes := []rune(strings.ReplaceAll(d.Excerpt, "\t", " "))
	from := min(d.Range.Start.Column-1, len(runes))
	to := len(runes)
	if d.Range.End.Line == d.Range.Start.Line {
		to = min(max(d.Range.End.Column-1, from+1), len(runes))
	}
	before, marked, after := columnsIn(runes, 0, from), columnsIn(runes, from, to), columnsIn(runes, to, len(runes))
	if len(before) > room*2/3 { // the place is far to the right: begin a little before it
		before = append([]string{"…"}, before[len(before)-room/4:]...)
	}
	cells := append(append(append([]string{}, before...), marked...), after...)
	if len(cells) > room {
		cells = append(cells[:room-1], "…")
	}
	size := max(1, min(len(marked), len(cells)-len(before)))
	return strings.TrimRight(strings.Join(cells, ""), " "), strings.Repeat(" ", len(before)) + "^" + strings.Repeat("~", size-1)
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
