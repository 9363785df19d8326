package evidence

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/sample"
)

// writePopulation lists all incidents of the period, also those without a report, and what the register and the reports
// say differently.
func (b *builder) writePopulation() {
	head := []string{
		"key", "title", "severity", "detected", "closed", "state", "review_required", "report", "report_status", "review_held", "review_due", "days_from_closing", "days_late",
		"waived_by", "reason", "file", "source", "line",
	}
	rows := make([][]any, 0, len(b.cover.Incidents))
	for _, in := range b.population() {
		row := []any{
			in.Key, in.Title, in.Severity, in.Detected, in.Closed, string(in.State), in.Required, in.Report, in.Status, in.Held, in.Due, nil, in.DaysLate,
			in.WaivedBy, in.Reason, b.inPack(&in), in.File, in.Line,
		}
		if in.Days != nil {
			row[11] = *in.Days
		}
		rows = append(rows, row)
	}
	b.table("02-population.csv", "population", head, rows)
	b.writeReconciliation()
	b.page("02-population.md", b.populationPage())
}

// population returns the incidents in the order of time.
func (b *builder) population() []coverage.Incident {
	list := slices.Clone(b.cover.Incidents)
	slices.SortFunc(list, func(a, c coverage.Incident) int {
		return cmp.Or(a.Detected.Compare(c.Detected), cmp.Compare(a.Key, c.Key), cmp.Compare(a.Report, c.Report))
	})
	return list
}

// populationIDs are the ids from which a sample is drawn: the key of each incident, or the report where it has none.
func (b *builder) populationIDs() []string { return PopulationIDs(b.cover.Incidents) }

// inPack returns the file of the report about an incident in the pack; "" when there is none.
func (b *builder) inPack(in *coverage.Incident) string {
	for _, r := range b.reviews {
		if r.src.Path == in.ReportFile || in.ReportFile == "" && r.src.Path == in.File {
			return r.name
		}
	}
	return ""
}

// PopulationIDs returns the ids of incidents from which a sample is drawn: the key of each, or its report where it has
// no key.
func PopulationIDs(incidents []coverage.Incident) []string {
	ids := make([]string, 0, len(incidents))
	for i := range incidents {
		ids = append(ids, cmp.Or(incidents[i].Key, incidents[i].Report))
	}
	return ids
}

// writeReconciliation lists what is in only one of the register and the reports, what they say differently, and
// reports that are in the history and no more in the folder.
func (b *builder) writeReconciliation() {
	head := []string{"kind", "key", "report", "message", "register_says", "report_says", "file", "line"}
	var rows [][]any
	for _, in := range b.population() {
		if in.Report == "" && b.cover.HasRegister {
			rows = append(rows, []any{"register-only", in.Key, "", "the register has it, and no report is about it: " + string(in.State), in.Severity, "", in.File, in.Line})
		}
	}
	for _, u := range b.cover.Unregistered {
		rows = append(rows, []any{"report-only", u.Key, u.Report, words("a report is about it, and the register does not have it.", u.Hint), "", u.Severity, u.File, u.Line})
	}
	for _, d := range b.disagreements() {
		rows = append(rows, []any{d.Kind, d.Key, d.Report, d.Message, d.Register, d.InReport, d.File, d.Line})
	}
	for _, r := range b.git.Reports {
		if r.File == "" {
			rows = append(rows, []any{"deleted-report", "", r.ID, "the history has this report, and the commit does not", "", "", "", nil})
		}
	}
	b.table("02-reconciliation.csv", "reconciliation", head, rows)
}

// disagreements returns what register and reports say differently, without what is about incidents after the day: their
// reports are not in the pack.
func (b *builder) disagreements() []coverage.Disagreement {
	if b.register == nil {
		return b.cover.Disagreements
	}
	return slices.DeleteFunc(slices.Clone(b.cover.Disagreements), func(d coverage.Disagreement) bool {
		row, ok := b.register.Find(d.Key)
		on, known := row.Detected.LocalDay()
		return ok && known && on.After(b.asOf)
	})
}

func (b *builder) populationPage() string {
	var t strings.Builder
	c, s := &b.cover, &b.cover.Summary
	t.WriteString("# Population: the incidents of the period\n\n")
	fmt.Fprintf(&t, "Incidents that were detected %s, as of %s.\n\n", c.Span(), date(b.asOf))
	drawn := sample.Choose(b.populationIDs(), 0, "")
	t.WriteString("| What | Value |\n|---|---|\n")
	row := func(what, value string) { fmt.Fprintf(&t, "| %s | %s |\n", what, render.MarkdownText(value)) }
	if c.HasRegister {
		row("Source", fmt.Sprintf("the incident register %s, %s", c.File, plural(c.Rows, "row")))
		row("SHA-256 of the register", c.SHA256)
	} else {
		row("Source", "the reports, because there is no incident register: an incident without a report cannot be seen here")
	}
	row("Incidents of the period", strconv.Itoa(s.Population))
	row("SHA-256 of the population", drawn.Hash)
	row("In both register and reports", strconv.Itoa(c.Both))
	row("Only in the register", strconv.Itoa(c.RegisterOnly))
	row("Only in the reports", strconv.Itoa(len(c.Unregistered)))
	row("Said differently, or faulty in the register", strconv.Itoa(len(b.disagreements())))
	if c.HasRegister {
		row("Rows of a day after "+date(b.asOf)+", left out", strconv.Itoa(c.Later))
	}
	row("Reports deleted from the repository, of any period", strconv.Itoa(b.deleted()))
	if n := b.withheld(); n > 0 {
		row("Reports left out for their TLP label, with their rows of the register", strconv.Itoa(n))
	}
	if c.Nil != "" {
		fmt.Fprintf(&t, "\n**Nil statement.** %s.\n", render.MarkdownText(c.Nil))
	}
	t.WriteString("\n## Reviews by severity\n\n| Severity | Review | Incidents | Required | Held | Of them late | Waived | Missing | Late without a review | Pending |\n|---|---|---|---|---|---|---|---|---|---|\n")
	for _, v := range c.Severities {
		severityRow(&t, cmp.Or(v.Severity, "none"), string(v.Review), &v.Summary)
	}
	severityRow(&t, "all", "", s)
	for _, n := range c.Notes {
		fmt.Fprintf(&t, "\n%s\n", render.MarkdownText(n))
	}
	t.WriteString("\nEach incident is a line of `02-population.csv`; what does not fit together is a line of `02-reconciliation.csv`.\n" +
		"The hash of the population is the " + sample.PopulationMethod + "\nThe ids are the keys, or the report where an incident has none.\n")
	return t.String()
}

func severityRow(t *strings.Builder, name, level string, s *coverage.Summary) {
	fmt.Fprintf(t, "| %s | %s | %d | %d | %d | %d | %d | %d | %d | %d |\n",
		render.MarkdownText(name), level, s.Population, s.Required, s.Held(), s.HeldLate, s.Waived, s.Missing, s.Late-s.HeldLate, s.Pending)
}

// withheld counts the reports that are left out for their TLP label.
func (b *builder) withheld() int {
	n := 0
	for _, w := range b.in.Withheld {
		n += w.Reports
	}
	return n
}

func (b *builder) deleted() int {
	n := 0
	for _, r := range b.git.Reports {
		if r.File == "" {
			n++
		}
	}
	return n
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
