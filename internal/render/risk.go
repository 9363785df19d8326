package render

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/trends"
)

// RiskFeed are the formats of `pir trends --risk`. The text shows the rows that say most, the others hold all.
func RiskFeed() []Format[trends.RiskFeed] {
	return []Format[trends.RiskFeed]{
		{"text", "the rows and questions that say most, for people", riskText},
		{"json", "the documented envelope, for programs", riskJSON},
		{"md", "tables in markdown, to keep or to send", riskMarkdown},
		{"csv", "one line a row, for spreadsheets and registers", riskCSV},
		{"xlsx", "a workbook of rows, incidents without a risk and notes", riskXLSX},
	}
}

// mostListed bounds the ids and pairs in one cell of a spreadsheet; the JSON has all.
const mostListed = 50

// riskHeads say what the rows of a subject are.
var riskHeads = []struct{ subject, head, one, many string }{
	{trends.SubjectRisk, "Risks", "risk", "risks"},
	{trends.SubjectCause, "Causes", "cause", "causes"},
	{trends.SubjectControl, "Controls that failed or were missing", "control", "controls"},
	{trends.SubjectService, "Services", "service", "services"},
}

// riskAs is the part of the trends that the sentences above the rows are made of.
func riskAs(f *trends.RiskFeed) *trends.Trends {
	return &trends.Trends{AsOf: f.AsOf, Period: f.Period, Previous: f.Previous, Exposure: f.Exposure, Kinds: f.Kinds, Incidents: f.Incidents}
}

// riskRows returns the rows of a subject.
func riskRows(f *trends.RiskFeed, subject string) []*trends.Risk {
	var list []*trends.Risk
	for i := range f.Rows {
		if f.Rows[i].Subject == subject {
			list = append(list, &f.Rows[i])
		}
	}
	return list
}

// rateText writes a number with its limits: 2.0 (0.2–7.2).
func rateText(x, low, high float64) string {
	if math.IsNaN(x) {
		return ""
	}
	return fmt.Sprintf("%s (%s–%s)", number(x), number(low), number(high))
}

// worstText is the worst severity of a row, and what cannot be compared.
func worstText(r *trends.Risk) string {
	switch {
	case r.Unrated == 0:
		return r.Worst
	case r.Worst == "":
		return "not rated"
	default:
		return fmt.Sprintf("%s (%d of %d not rated)", r.Worst, r.Unrated, r.Events)
	}
}

// openText counts what is left to do.
func openText(r *trends.Risk) string {
	switch {
	case r.Overdue > 0:
		return fmt.Sprintf("%d, %d overdue", r.Open, r.Overdue)
	default:
		return strconv.Itoa(r.Open)
	}
}

// afterFixText counts the events after a fix.
func afterFixText(r *trends.Risk) string {
	switch r.AfterFix {
	case 0:
		return ""
	case r.AfterVerified:
		return fmt.Sprintf("%d, verified", r.AfterFix)
	default:
		if r.AfterVerified == 0 {
			return fmt.Sprintf("%d, not verified", r.AfterFix)
		}
		return fmt.Sprintf("%d, %d verified", r.AfterFix, r.AfterVerified)
	}
}

// besideEventsText says what happened beside the events of a row, and how the control did.
func besideEventsText(r *trends.Risk) string {
	var said []string
	for _, c := range []struct {
		n         int
		one, many string
	}{
		{r.NearMiss.N, "near miss", "near misses"},
		{r.Exercise.N, "exercise", "exercises"},
		{r.Effective, "time effective", "times effective"},
		{r.Partial, "time in part", "times in part"},
	} {
		switch {
		case c.n == 1:
			said = append(said, "1 "+c.one)
		case c.n > 1:
			said = append(said, fmt.Sprintf("%d %s", c.n, c.many))
		}
	}
	return strings.Join(said, ", ")
}

// fixPairText is an action that did not hold with the event after it.
func fixPairText(d *trends.DidNotHold) string {
	return fmt.Sprintf("%s (%s) hit by %s after %s", d.Action, stateOf(d), d.HitBy, plural(d.Days, "day"))
}

// joined joins the first of many texts.
func joined(list []string, between string) string {
	if more := len(list) - mostListed; more > 0 {
		list = append(list[:mostListed:mostListed], fmt.Sprintf("… and %d more", more))
	}
	return strings.Join(list, between)
}

func fixPairs(r *trends.Risk) string {
	pairs := make([]string, 0, len(r.Fixes))
	for _, d := range r.Fixes {
		pairs = append(pairs, fixPairText(d))
	}
	return joined(pairs, "; ")
}

// withoutText counts the incidents that are events of no row of a subject.
func withoutText(f *trends.RiskFeed, subject string) string {
	for _, w := range f.Without {
		if w.Subject == subject && w.N > 0 {
			if subject == trends.SubjectControl {
				return fmt.Sprintf("Without a failed or missing control: %s.", plural(w.N, "incident"))
			}
			return fmt.Sprintf("Without a %s: %s.", subject, plural(w.N, "incident"))
		}
	}
	return ""
}

// unlinkedText says how many incidents name no risk.
func unlinkedText(f *trends.RiskFeed) string {
	misses := ""
	switch {
	case f.UnlinkedMisses == 1:
		misses = " Beside them 1 near miss."
	case f.UnlinkedMisses > 1:
		misses = fmt.Sprintf(" Beside them %d near misses.", f.UnlinkedMisses)
	}
	switch {
	case f.Incidents.N == 0:
		return "There is no incident in the period." + misses
	case len(f.Unlinked) == 0:
		return "Every incident of the period names a risk." + misses
	default:
		return fmt.Sprintf("%d of %s. Does the register lack a risk, or the report the link?%s", len(f.Unlinked), plural(f.Incidents.N, "incident"), misses)
	}
}
