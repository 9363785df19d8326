package derived

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/pir-cli/pir/internal/markdown"
	"github.com/pir-cli/pir/internal/report"
)

// render returns the lines of a block. Blank lines around the table make it one for every markdown reader.
func (k kind) render(r *report.Report, lineEnd string) string {
	rows := k.rows(r)
	var b strings.Builder
	b.WriteString(lineEnd)
	if len(rows) == 0 {
		b.WriteString(none + lineEnd)
	} else {
		b.WriteString("| " + strings.Join(k.head, " | ") + " |" + lineEnd)
		b.WriteString(strings.Repeat("|---", len(k.head)) + "|" + lineEnd)
	}
	for _, row := range rows {
		for _, cell := range row {
			b.WriteString("|")
			if text := cellText(cell); text != "" {
				b.WriteString(" " + text + " ")
			} else {
				b.WriteString(" ")
			}
		}
		b.WriteString("|" + lineEnd)
	}
	b.WriteString(lineEnd)
	return b.String()
}

func timelineRows(r *report.Report) [][]string {
	rows := make([][]string, 0, len(r.Timeline))
	for _, e := range r.Timeline {
		rows = append(rows, []string{r.Clock(e.At), e.Event.Value, e.Milestone.Value, e.Source.Value})
	}
	return rows
}

func causeRows(r *report.Report) [][]string {
	rows := make([][]string, 0, len(r.Causes))
	for _, c := range r.Causes {
		rows = append(rows, []string{c.ID.Value, c.Role.Value, c.Category.Value, c.Statement.Value})
	}
	return rows
}

func actionRows(r *report.Report) [][]string {
	rows := make([][]string, 0, len(r.Actions))
	for _, a := range r.Actions {
		rows = append(rows, []string{a.ID.Value, a.Title.Value, a.Owner.Value, a.Priority.Value, a.Due.Value, a.Status.Value})
	}
	return rows
}

func intervalRows(r *report.Report) [][]string {
	if len(r.Timeline) == 0 {
		return nil
	}
	var rows [][]string
	for _, l := range r.Lengths() {
		rows = append(rows, []string{strings.ReplaceAll(l.Name, "_", " "), l.From, l.To, l.Text()})
	}
	return rows
}

// cellText makes text from the front matter safe inside a table: it is shown as it was written on one line,
// and formats nothing. Addresses stay links.
func cellText(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
	for i, w := range words {
		if strings.HasPrefix(w, "https://") || strings.HasPrefix(w, "http://") {
			words[i] = address(w)
			continue
		}
		words[i] = markdown.Escape(w)
	}
	return strings.Join(words, " ")
}

// address keeps what an address may hold and encodes the rest, so that it can be nothing else.
func address(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune("-._:/?#@!&'()+,;=%", r):
			b.WriteRune(r)
		default:
			for _, c := range []byte(string(r)) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		}
	}
	return b.String()
}
