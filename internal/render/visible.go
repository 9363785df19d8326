package render

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Visible makes text from a report safe to print: control characters, escape sequences, marks that reorder or
// hide text, and what the log of a build obeys are shown as \u{1B} and not obeyed. A line end becomes \u{A}, so
// one text stays on one line.
func Visible(s string) string {
	if !strings.ContainsFunc(s, hidden) && utf8.ValidString(s) && !strings.Contains(s, "##") && !strings.Contains(s, "::") {
		return s
	}
	runes := []rune(s)
	var b strings.Builder
	for i, r := range runes {
		if hidden(r) || obeyed(runes, i) {
			fmt.Fprintf(&b, `\u{%X}`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// hidden reports whether a character does something to a terminal instead of being seen.
func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' || r == utf8.RuneError
}

// obeyed reports whether a character makes a command of the text around it for a machine that reads the log of
// a job: the first colon of :: at the start of a text, or the bracket of ##[ anywhere. A report from a
// stranger would else set variables of the job or write notes of its own (GitHub, Azure Pipelines, TeamCity).
func obeyed(text []rune, i int) bool {
	switch text[i] {
	case ':':
		if i+1 == len(text) || text[i+1] != ':' {
			return false
		}
		for i > 0 && unicode.IsSpace(text[i-1]) { // backwards, so that many colons look at each space once
			i--
		}
		return i == 0
	case '[':
		return opensCommand(text[:i])
	}
	return false
}

// opensCommand reports whether a bracket after the text opens a command: ##[ or ##vso[ or ##teamcity[.
func opensCommand[C byte | rune](before []C) bool {
	i := len(before)
	for i > 0 && ('a' <= before[i-1] && before[i-1] <= 'z' || 'A' <= before[i-1] && before[i-1] <= 'Z') {
		i--
	}
	return i >= 2 && before[i-1] == '#' && before[i-2] == '#'
}

// columns returns the characters as they take columns on a terminal: a wide one is followed by "", a
// hidden one becomes its visible form.
func columns(text []rune) []string { return columnsIn(text, 0, len(text)) }

// columnsIn returns the columns of a part of a text, with an eye on what stands before and after it.
func columnsIn(text []rune, from, to int) []string {
	cells := make([]string, 0, to-from)
	for i := from; i < to; i++ {
		r := text[i]
		if unicode.In(r, unicode.Mn, unicode.Me) && len(cells) > 0 {
			cells[len(cells)-1] += string(r) // an accent of its own stands above the character before
			continue
		}
		if hidden(r) || obeyed(text, i) {
			for _, c := range fmt.Sprintf(`\u{%X}`, r) {
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
