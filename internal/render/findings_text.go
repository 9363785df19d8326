package render

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

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
	p.printf("%s: %s: %s %s\n",
		s.paint("1")(fmt.Sprintf("%s:%d:%d", Visible(d.File), d.Range.Start.Line, d.Range.Start.Column)),
		s.paint(colour)(d.Severity.String()), Visible(d.Message), s.paint("2")("["+d.Rule+"]"))
	line, caret := excerpt(d, s)
	if line == "" {
		return
	}
	gutter := fmt.Sprintf("%5d", d.Range.Start.Line)
	p.printf("%s %s\n", s.paint("2")(gutter+" |"), line)
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
	before, marked, after := columns(runes[:from]), columns(runes[from:to]), columns(runes[to:])
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

// columns returns the characters as they take columns on a terminal: a wide one is followed by "", a
// hidden one becomes its visible form.
func columns(runes []rune) []string {
	cells := make([]string, 0, len(runes))
	for _, r := range runes {
		if unicode.In(r, unicode.Mn, unicode.Me) && len(cells) > 0 {
			cells[len(cells)-1] += string(r) // an accent of its own stands above the character before
			continue
		}
		if text := Visible(string(r)); utf8.RuneCountInString(text) > 1 {
			for _, c := range text {
				cells = append(cells, string(c))
			}
			continue
		}
		cells = append(cells, string(r))
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			cells = append(cells, "")
		}
	}
	return cells
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
