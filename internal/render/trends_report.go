package render

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/keep"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/stats"
	"github.com/pir-cli/pir/internal/trends"
)

// TrendSource says what a report on trends was made from.
type TrendSource struct {
	Policy   *policy.Policy
	Version  string   // of pir
	Commit   string   // the last one that changed what is read; "" without one
	Dirty    []string // files that are read and differ from it, or are not in it
	Period   string   // the flags that name the period
	Folder   string   // of the pictures, relative to the report
	Pictures []Picture
}

// figuresURL is where the formulas are.
const figuresURL = projectURL + "/blob/main/docs/figures.md"

// TrendReport writes a report on trends that is kept: what a manager needs on the first half page, places for people,
// and below them everything to recompute it. The text is not sealed yet.
func TrendReport(w io.Writer, t trends.Trends, src TrendSource) error {
	p := &printer{w: w}
	p.printf("# Incident trends, %s\n\n", t.Period.Name())
	if o := src.Policy.Organisation; o != "" {
		p.printf("%s. ", markdownText(o))
	}
	p.printf("%s, as of %s.\n\n", periodText(&t), isoDay(t.AsOf))
	p.inShort(&t)
	p.places()
	p.pictures(src)
	p.printf("## What came back, in full\n\n")
	markdownCameBack(p, &t)
	p.printf("## What did not hold, in full\n\n")
	markdownDidNotHold(p, &t)
	markdownSeries(p, &t)
	p.printf("## Shares\n\n")
	for _, said := range sharesText(&t) {
		p.printf("- %s\n", markdownText(said))
	}
	p.printf("\n")
	markdownBy(p, &t)
	markdownControls(p, &t)
	markdownIntervals(p, &t)
	markdownActions(p, &t)
	p.counted(&t)
	p.trendNotes(&t)
	p.recompute(&t, src)
	return p.err
}

// inShort writes what happened, what came back, what did not hold and what the figures ask for.
func (p *printer) inShort(t *trends.Trends) {
	p.printf("## In short\n\n**What happened.** %s %s%s\n\n", markdownText(incidentsText(t)), severitiesText(t), besideText(t))
	if t.Caution != "" {
		p.printf("%s\n\n", markdownText(t.Caution))
	}
	p.printf("**What came back.** %s\n\n", markdownText(cameBackText(t)))
	p.few(firstRepeats(t))
	p.printf("**What did not hold.** %s\n\n", markdownText(strings.TrimSpace(didNotHoldText(t)+" "+shortChance(&t.Fixes.Cause))))
	p.few(firstHits(t))
	p.printf("**What we ask for.**\n\n")
	p.few(asks(t))
}

// fewLines is how many lines of a list stand on the first half page; the rest is in the tables.
const fewLines = 3

func (p *printer) few(lines []string) {
	if len(lines) == 0 {
		return
	}
	for i, l := range lines {
		if i == fewLines {
			p.printf("- … and %d more, below\n", len(lines)-i)
			break
		}
		p.printf("- %s\n", markdownText(l))
	}
	p.printf("\n")
}

// severitiesText counts the incidents by severity, the worst first.
func severitiesText(t *trends.Trends) string {
	var said []string
	for _, b := range t.By {
		if b.Dimension != "severity" {
			continue
		}
		for _, k := range noneLast(b.Keys) {
			if k.N > 0 {
				said = append(said, fmt.Sprintf("%d %s", k.N, k.Key))
			}
		}
	}
	if len(said) == 0 {
		return ""
	}
	return markdownText("By severity: " + strings.Join(said, ", ") + ". ")
}

// firstRepeats returns a line for each incident with a root cause of an earlier one, and of the earlier ones one.
func firstRepeats(t *trends.Trends) []string {
	list, _ := cameBack(t)
	var lines []string
	seen := map[string]bool{}
	for _, r := range list {
		if r.ByCause() && !seen[r.Report] {
			seen[r.Report] = true
			lines = append(lines, fmt.Sprintf("%s: %s, %s after %s; of that one %s", r.Why, r.Report, plural(r.Days, "day"), r.Earlier, actionStates(&r)))
		}
	}
	return lines
}

// firstHits returns a line for each action whose root cause was hit again, with one of the incidents that hit it.
func firstHits(t *trends.Trends) []string {
	var lines []string
	seen := map[string]bool{}
	for _, d := range t.DidNotHold {
		if d.ByCause() && !seen[d.Action] {
			seen[d.Action] = true
			lines = append(lines, fmt.Sprintf("%s (%s), %s: hit by %s, %s after it was done", d.Action, stateOf(&d), d.Title, d.HitBy, plural(d.Days, "day")))
		}
	}
	return lines
}

// shortChance sets how often root causes were hit again beside what chance gives.
func shortChance(c *trends.Chance) string {
	if c.Of == 0 || c.Hit == 0 {
		return ""
	}
	verdict := "compatible with chance"
	if c.Beyond() {
		verdict = "more than chance would explain"
	}
	return fmt.Sprintf("Root causes came back after %d of %s; chance alone gives %s: %s.", c.Hit, plural(c.Of, "action"), number(c.Expected), verdict)
}

// asks returns what the figures ask somebody to decide.
func asks(t *trends.Trends) []string {
	var lines []string
	if again := hitByReport(t); len(again) > 0 {
		const most = 6
		said := strings.Join(again[:min(len(again), most)], ", ")
		if rest := len(again) - most; rest > 0 {
			said += fmt.Sprintf(" and those of %d reports more", rest)
		}
		lines = append(lines, "Decide what replaces or completes the actions whose root cause was hit again: "+said+".")
	}
	if n := t.Actions.Overdue; n > 0 {
		lines = append(lines, fmt.Sprintf("Decide on %s of the incidents of the period: who does them by when, or that they are declined.", plural(n, "overdue action")))
	}
	if t.Incidents.Verdict == stats.MoreThanChance {
		lines = append(lines, "Say whether more incidents or more reporting explains the rise, and what follows.")
	}
	if len(lines) == 0 {
		lines = append(lines, "Nothing by the figures alone.")
	}
	return lines
}

// hitByReport names the actions whose root cause was hit again, by report: 2025-09-14-token-in-wiki (A1, A2).
func hitByReport(t *trends.Trends) []string {
	var reports []string
	short := map[string][]string{}
	for _, d := range t.DidNotHold {
		id := strings.TrimPrefix(d.Action, d.Report+"/")
		if !d.ByCause() || slices.Contains(short[d.Report], id) {
			continue
		}
		if short[d.Report] == nil {
			reports = append(reports, d.Report)
		}
		short[d.Report] = append(short[d.Report], id)
	}
	for i, r := range reports {
		slices.Sort(short[r])
		reports[i] = r + " (" + strings.Join(short[r], ", ") + ")"
	}
	return reports
}

// places writes the headings under which people write.
func (p *printer) places() {
	p.printf("What stands below under the next two headings is written by people, and stays when the report is written again.\n\n")
	p.printf("## What we make of it, and what else we ask for\n\n%s\n", keep.Place("reading", "\n"))
	p.printf("## Decisions\n\n%s\n", keep.Place("decisions", "- Discussed on:\n- Present:\n\n| Decision | Owner | By when |\n|---|---|---|\n|  |  |  |\n"))
}

// pictures shows the charts, each with what it says in words.
func (p *printer) pictures(src TrendSource) {
	if len(src.Pictures) == 0 {
		return
	}
	p.printf("## Charts\n\n")
	for _, c := range src.Pictures {
		p.printf("![%s](%s/%s)\n\n", markdownText(c.Title), src.Folder, c.Name)
	}
}

// mostCounted is how many incidents are listed.
const mostCounted = 500

// counted lists the incidents of the period, so that every count can be recounted by hand.
func (p *printer) counted(t *trends.Trends) {
	list := t.Counted()
	p.printf("## The incidents that were counted\n\n")
	if len(list) == 0 {
		p.printf("None.\n\n")
		return
	}
	p.table("Incident", "Day", "Severity", "Causes", "Failed controls", "Services", "Actions")
	for i, in := range list {
		if i == mostCounted {
			p.row(fmt.Sprintf("… and %d more", len(list)-i), "", "", "", "", "", "")
			break
		}
		p.row(in.Report, isoDay(trends.Day(in.At)), in.Severity, strings.Join(in.Categories(), ", "), strings.Join(in.FailedControls(), ", "), strings.Join(in.Services, ", "), strconv.Itoa(len(in.Actions)))
	}
	p.printf("\n")
}

func (p *printer) trendNotes(t *trends.Trends) {
	p.printf("## Notes\n\n")
	for _, n := range append([]string{trends.Definitions(), lagsText(t)}, t.Notes...) {
		p.printf("- %s\n", markdownText(n))
	}
	if t.ClockNote != "" {
		p.printf("- %s\n", markdownText(t.ClockNote))
	}
	p.printf("\n")
}

// recompute says what was read and how to get the same figures.
func (p *printer) recompute(t *trends.Trends, src TrendSource) {
	p.printf("## How to recompute this\n\n")
	p.table("Parameter", "Value")
	p.row("period", fmt.Sprintf("%s to %s, %s of %s counted", isoDay(t.Period.From), isoDay(t.Period.To), plural(t.Exposure.Now, "day"), plural(t.Period.Days(), "day")))
	p.row("compared with", fmt.Sprintf("%s to %s, %s", isoDay(t.Previous.From), isoDay(t.Previous.To), plural(t.Exposure.Previous, "day")))
	p.row("as of", isoDay(t.AsOf))
	p.row("pir", src.Version)
	p.row("data", dataText(src))
	p.row("reports read in", strings.Join(src.Policy.Reports, ", "))
	p.row("severities", severityIDs(src.Policy))
	p.row("trends.repeat_within", src.Policy.RepeatWithin.String())
	p.row("trends.every, within", fmt.Sprintf("%s, %d days", src.Policy.Trends.Every, src.Policy.Trends.Within))
	p.row("limits", "95 %, exact Poisson for counts, Clopper–Pearson for shares, order statistics for medians")
	rev := ""
	if src.Commit != "" {
		rev = " --rev " + src.Commit[:min(len(src.Commit), 12)]
	}
	command := fmt.Sprintf("pir trends %s --as-of %s%s", src.Period, isoDay(t.AsOf), rev)
	p.printf("\nThe commands that give these figures, in the root of the repository:\n\n```\n%s --format md\n%s --format json\n%s --write\n```\n\n", command, command, command)
	if len(src.Dirty) > 0 {
		p.printf("The files with changes are not at that commit, so these commands can give others.\n\n")
	}
	p.printf("The formulas, with their sources: [docs/figures.md](%s).\n", figuresURL)
}

func severityIDs(pol *policy.Policy) string {
	ids := make([]string, 0, len(pol.Severities))
	for _, s := range pol.Severities {
		ids = append(ids, s.ID)
	}
	return strings.Join(ids, ", ")
}

// mostDirty is how many changed files are named.
const mostDirty = 5

// dataText says which commit was read.
func dataText(src TrendSource) string {
	if src.Commit == "" {
		return "not in git, so nothing says which state of the reports this is"
	}
	said := "commit " + src.Commit + ", the last that changed what is read"
	if len(src.Dirty) == 0 {
		return said
	}
	named := src.Dirty[:min(len(src.Dirty), mostDirty)]
	said += "; with changes that are not committed in " + strings.Join(named, ", ")
	if rest := len(src.Dirty) - len(named); rest > 0 {
		said += fmt.Sprintf(" and %d more", rest)
	}
	return said
}
