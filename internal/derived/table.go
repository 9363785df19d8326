package derived

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/pir-cli/pir/internal/field"
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
		rows = append(rows, []string{clock(e.At, r.Timezone), e.Event.Value, e.Milestone.Value, e.Source.Value})
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
	for _, i := range report.Intervals() {
		rows = append(rows, []string{strings.ReplaceAll(i.Name, "_", " "), i.From, i.To, length(r, i)})
	}
	return rows
}

// length returns how long an interval was, or why nobody can tell. It is measured as the trends measure it:
// from the first entry with the one milestone to the first with the other, both exact.
func length(r *report.Report, i report.Interval) string {
	for _, end := range []string{i.From, i.To} {
		if _, ok := r.Milestone(end); !ok {
			return end + " not recorded"
		}
	}
	from, ok := r.MilestoneTime(i.From)
	to, ok2 := r.MilestoneTime(i.To)
	switch {
	case !ok:
		return i.From + " not exactly known"
	case !ok2:
		return i.To + " not exactly known"
	case to.Before(from):
		return i.To + " is before " + i.From
	}
	return duration(to.Unix() - from.Unix()) // not Sub: a mistyped year is further off than a Duration reaches
}

// duration writes seconds as days, hours, minutes and seconds, without the parts that are 0.
func duration(seconds int64) string {
	var parts []string
	for _, unit := range []struct {
		seconds int64
		name    string
	}{{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}} {
		if n := seconds / unit.seconds; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, unit.name))
			seconds %= unit.seconds
		}
	}
	if parts == nil {
		return "0 min"
	}
	return strings.Join(parts, " ")
}

var moment = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d:\d\d)?$`)

// clock returns a time for people: the day and the time of day as they were written, and the zone. Other
// forms than the usual one stay as they are.
func clock(t field.Time, zone field.Text) string {
	m := moment.FindStringSubmatch(t.Value)
	if m == nil {
		return t.Value
	}
	where := m[4]
	switch where {
	case "Z":
		where = "UTC"
	case "":
		where = zone.Value
	}
	return strings.TrimSpace(m[1] + " " + m[2] + strings.TrimPrefix(m[3], ":00") + " " + where)
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
