package render

import "strings"

// prose is the width to which sentences are wrapped, whatever the screen: longer lines are hard to read.
const prose = 80

// wrapped makes a text visible and breaks it between words into lines of at most width columns; a word that is wider
// stands alone. There is always one line.
func wrapped(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(Visible(text)) {
		switch {
		case line == "":
			line = word
		case textWidth(line)+1+textWidth(word) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}

// paragraph writes a text wrapped to the screen. The first line begins with lead, the others with as many spaces.
func (p *printer) paragraph(s Style, lead, text string) {
	indent := textWidth(lead)
	for i, line := range wrapped(text, proseWidth(s)-indent) {
		if i > 0 {
			lead = strings.Repeat(" ", indent)
		}
		p.printf("%s%s\n", lead, line)
	}
}

func proseWidth(s Style) int {
	if s.Terminal && s.Width > 0 {
		return min(prose, s.Width)
	}
	return prose
}
