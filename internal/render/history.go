package render

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/history"
)

// History are the formats of `pir history`.
func History() []Format[*history.History] {
	return []Format[*history.History]{
		{"table", "one change a line, under the report that it belongs to, for people", historyTable},
		{"json", "the documented envelope, for programs", historyJSON},
		{"csv", "one change a line, for spreadsheets", historyCSV},
		{"md", "a markdown table for each report, for a page or a ticket", historyMarkdown},
	}
}

// notCommitted stands where the date of a commit would.
const notCommitted = "not yet"

// historyTable writes one change a line and, below, how often due dates moved and what to look at.
func historyTable(w io.Writer, h *history.History, s Style) error {
	p := &printer{w: w}
	if len(h.Changes) == 0 {
		p.printf("no changes\n")
	} else {
		t := &table{columns: []column{{head: "DATE"}, {head: "COMMIT"}, {head: "AUTHOR", least: 8}, {head: "WHAT"}, {head: "CHANGE", least: 38}}}
		for i, changes := range byReport(h) {
			if len(changes) == 0 {
				continue
			}
			t.rows = append(t.rows, row{heading: historyHeading(&h.Reports[i])})
			for _, c := range changes {
				t.rows = append(t.rows, historyRow(c, s))
			}
		}
		t.write(p, s)
	}
	section := func(head string, lines []string) {
		if len(lines) > 0 {
			p.printf("\n%s\n", s.paint("1")(head))
		}
		for _, line := range lines {
			p.printf("  %s\n", strings.Join(wrapped(line, limit(s, len(indent))), "\n    "))
		}
	}
	section("Due dates that moved", slipLines(h))
	section("To look at", observationLines(h))
	section("Notes", h.Notes)
	p.printf("\n%s\n", strings.Join(wrapped(historySummary(h), limit(s, 0)), "\n"))
	return p.err
}

// byReport returns the changes of each report, in the order of h.Reports.
func byReport(h *history.History) [][]*history.Change {
	places := make(map[string]int, len(h.Reports))
	for i := range h.Reports {
		places[h.Reports[i].ID] = i
	}
	lists := make([][]*history.Change, len(h.Reports))
	for i := range h.Changes {
		c := &h.Changes[i]
		n := places[c.Report]
		lists[n] = append(lists[n], c)
	}
	return lists
}

func historyHeading(r *history.Report) string {
	text := r.ID
	if r.File == "" {
		text += ", deleted"
	}
	if len(r.Former) > 0 {
		text += ", formerly " + strings.Join(r.Former, ", ")
	}
	return text
}

func historyRow(c *history.Change, s Style) row {
	change := cell{text: changeText(c)}
	switch {
	case c.Slip:
		change.colour = "1;33"
	case c.Field == history.Deleted || c.Field == history.Removed:
		change.colour = "31"
	}
	return row{cells: []cell{{text: changeDay(c, s)}, {text: shortCommit(c.Commit)}, {text: c.Author}, {text: changeOf(c)}, change}}
}

// changeDay is the day on which the author wrote a change, where the author was; the time in the zone that was asked for.
func changeDay(c *history.Change, s Style) string {
	if c.Commit == "" {
		return notCommitted
	}
	if s.Zone != nil {
		return s.moment(c.Date)
	}
	return isoDay(c.Date)
}

// changeOf says what was changed: the report, or which action.
func changeOf(c *history.Change) string {
	if c.Action == "" {
		return "report"
	}
	return c.Action
}

// changeText says what a change did.
func changeText(c *history.Change) string {
	name := strings.ReplaceAll(c.Field, "_", " ")
	switch {
	case c.Field == history.Renamed:
		return fmt.Sprintf("renamed from %s to %s", c.From, c.To)
	case c.Field == history.Created && c.To != "", c.Field == history.Restored && c.To != "":
		return name + ": " + c.To
	case c.Field == history.Removed && c.From != "":
		return name + ": " + c.From
	case c.Field == history.Created, c.Field == history.Restored, c.Field == history.Deleted, c.Field == history.Removed:
		return name
	case c.From == "":
		return name + ": " + c.To
	case c.To == "":
		return fmt.Sprintf("%s: %s → none", name, c.From)
	case strings.HasPrefix(c.To, c.From): // a list with one more entry, or an entry that got its end
		return fmt.Sprintf("%s: … %s", name, strings.TrimLeft(strings.TrimPrefix(c.To, c.From), ", "))
	case c.Slip:
		return fmt.Sprintf("%s: %s → %s, %s later", name, c.From, c.To, plural(c.SlipDays, "day"))
	}
	return fmt.Sprintf("%s: %s → %s", name, c.From, c.To)
}

// shortCommit is as much of a commit's id as people type.
func shortCommit(id string) string {
	const enough = 10
	if len(id) > enough {
		return id[:enough]
	}
	return id
}

// slipLines says how often the due date of each action moved to a later day.
func slipLines(h *history.History) []string {
	var lines []string
	for i := range h.Reports {
		for j := range h.Reports[i].Actions {
			a := &h.Reports[i].Actions[j]
			if a.Slips == 0 {
				continue
			}
			line := fmt.Sprintf("%s: moved to a later day %s", a.FullID(), times(a.Slips))
			switch {
			case a.Cut:
				line += " or more"
			case !a.Due.IsZero():
				line += fmt.Sprintf(", from %s to %s, %s", isoDay(a.OriginalDue), isoDay(a.Due), movedText(a.SlippedDays))
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// times says how often.
func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return plural(n, "time")
}

func movedText(days int) string {
	if days < 0 {
		return plural(-days, "day") + " earlier in all"
	}
	return plural(days, "day") + " later in all"
}

func observationLines(h *history.History) []string {
	lines := make([]string, 0, len(h.Observations))
	for _, o := range h.Observations {
		lines = append(lines, fmt.Sprintf("%s: %s (%s)", observed(&o), o.Message, commitText(o.Commit)))
	}
	return lines
}

// observed is the id of what an observation is about.
func observed(o *history.Observation) string {
	if o.Action == "" {
		return o.Report
	}
	return o.Report + "/" + o.Action
}

func commitText(id string) string {
	if id == "" {
		return "not committed"
	}
	return "commit " + shortCommit(id)
}

// historySummary counts what is shown.
func historySummary(h *history.History) string {
	commits, slips := map[string]bool{}, 0
	var first, last time.Time
	for i := range h.Changes {
		c := &h.Changes[i]
		if c.Slip {
			slips++
		}
		if c.Commit == "" {
			continue
		}
		commits[c.Commit] = true
		if first.IsZero() || c.Date.Before(first) {
			first = c.Date
		}
		if c.Date.After(last) {
			last = c.Date
		}
	}
	text := fmt.Sprintf("%s of %s in %s", plural(len(h.Changes), "change"), plural(len(h.Reports), "report"), plural(len(commits), "commit"))
	if !first.IsZero() {
		text += fmt.Sprintf(" from %s to %s", isoDay(first), isoDay(last))
	}
	return text + fmt.Sprintf("; due dates moved to a later day: %d", slips)
}
