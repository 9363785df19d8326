package render

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

// Recurrence are the formats of `pir trends --repeats`.
func Recurrence() []Format[trends.Recurrence] {
	return []Format[trends.Recurrence]{
		{"text", "the assessment, for people", recurrenceText},
		{"json", "the documented envelope, for programs", recurrenceJSON},
		{"md", "the assessment in markdown, to keep as a record", recurrenceMarkdown},
		{"csv", "one line an incident of each group, for spreadsheets", recurrenceCSV},
	}
}

const noAdvice = "Facts from the reports and from the law as this program knows it; not legal advice."

// lawText says what the law asks.
func lawText(r *trends.Recurrence) string {
	unchecked := ""
	if r.Law.Checked != "text" {
		unchecked = " This amount was not compared with the legal text."
	}
	return fmt.Sprintf("%s. Assessed every %s: at least two incidents within %d months, with the same apparent root cause, that meet together: %s.%s",
		r.Law.Ref, r.Law.Every, r.Law.Months, r.Law.Criterion, unchecked)
}

// examinedText says what was looked at and how much was found, also when that is nothing.
func examinedText(r *trends.Recurrence, a *trends.Assessment) string {
	found := "None found"
	if a.GroupsAll > 0 {
		found = plural(a.GroupsAll, "group") + " found"
	}
	said := fmt.Sprintf("%s, %s examined, together with %d of the %d months before.", found, plural(a.Examined, "incident"), a.Before, r.Law.Months)
	if a.NoCause > 0 {
		said += fmt.Sprintf(" Without a root cause in the report, and so not compared: %d.", a.NoCause)
	}
	if a.Running {
		said += " The " + r.Law.Every + " is not over."
	}
	return said
}

func groupText(g *trends.Group) string {
	what := g.Cause
	if what == "" {
		what = "called a repeat, of another category"
	}
	return fmt.Sprintf("%s: %s in %s", what, plural(g.N, "incident"), plural(g.Days, "day"))
}

// costText says what a group cost as far as that is known, and how that stands against the law.
func costText(r *trends.Recurrence, g *trends.Group) string {
	known := make([]string, 0, len(g.Cost.Known))
	for _, m := range g.Cost.Known {
		known = append(known, moneyText(m))
	}
	said := "Known costs: " + strings.Join(known, " and ")
	if len(known) == 0 {
		said = "No cost is known"
	}
	if g.Cost.Unknown > 0 && len(known) > 0 {
		said += fmt.Sprintf(", unknown for %d of %d", g.Cost.Unknown, g.N)
	}
	limit := moneyText(trends.Money{Currency: r.Law.Currency, Amount: float64(r.Law.Amount)})
	switch {
	case g.Above:
		said += "; above " + limit
	case len(known) > 0:
		said += "; by these not above " + limit
	}
	return said + "."
}

// moneyText writes an amount: EUR 72 500, with two digits behind the point where there are any.
func moneyText(m trends.Money) string {
	if !m.Known() {
		return ""
	}
	text := strings.TrimSuffix(strconv.FormatFloat(m.Amount, 'f', 2, 64), ".00")
	whole, rest, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + " " + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return m.Currency + " " + whole
}

func recurrenceText(w io.Writer, r trends.Recurrence, s Style) error {
	p := &printer{w: w}
	p.printf("%s\n", s.paint("1")("Recurring incidents, "+Visible(r.Law.Name)))
	p.paragraph(s, "", lawText(&r))
	for i := range r.Assessments {
		a := &r.Assessments[i]
		p.heading(s, a.Period.String())
		p.paragraph(s, "", examinedText(&r, a))
		for j := range a.Groups {
			g := &a.Groups[j]
			p.printf("\n")
			p.paragraph(s, "  ", groupText(g))
			for _, m := range g.Members {
				p.paragraph(s, "    ", strings.TrimSuffix(strings.Join([]string{m.Report, m.Severity, moneyText(m.Cost)}, ", "), ", "))
			}
			p.paragraph(s, "    ", costText(&r, g))
		}
	}
	p.heading(s, "Notes")
	for _, n := range append(slices.Clip(r.Notes), noAdvice) {
		p.paragraph(s, "- ", n)
	}
	return p.err
}

func recurrenceMarkdown(w io.Writer, r trends.Recurrence, _ Style) error {
	p := &printer{w: w}
	p.printf("# Recurring incidents, %s\n\n%s\n\nAs of %s.\n\n", markdownText(r.Law.Name), markdownText(lawText(&r)), isoDay(r.AsOf))
	for i := range r.Assessments {
		a := &r.Assessments[i]
		p.printf("## %s\n\n%s\n\n", a.Period, examinedText(&r, a))
		for j := range a.Groups {
			g := &a.Groups[j]
			p.printf("### %s\n\n", markdownText(groupText(g)))
			p.table("Incident", "Day", "Severity", "Cost")
			for _, m := range g.Members {
				p.row(m.Report, isoDay(m.Day), m.Severity, moneyText(m.Cost))
			}
			p.printf("\n%s\n\n", markdownText(costText(&r, g)))
		}
	}
	p.printf("## Notes\n\n")
	for _, n := range append(slices.Clip(r.Notes), noAdvice) {
		p.printf("- %s\n", markdownText(n))
	}
	return p.err
}
