package render

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/compare"
	"github.com/pir-cli/pir/internal/diag"
)

// Comparison is what `pir diff` shows.
type Comparison struct {
	Base    string // as it was typed
	Commit  string // at which the branch left it
	Reports []compare.Difference
	Added   []diag.Diagnostic // findings that only the branch has
	Removed []diag.Diagnostic // findings that only the base has
}

// Comparisons returns the formats of `pir diff`, the default first.
func Comparisons() []Format[Comparison] {
	return []Format[Comparison]{
		{"text", "for people", comparisonText},
		{"md", "for a comment on a pull request", comparisonMarkdown},
		{"json", "for programs", comparisonJSON},
	}
}

// summary counts what differs, in words: "1 report added, 2 changed; 1 action done; 2 new findings".
func (c *Comparison) summary() string {
	reports := map[compare.Status]int{}
	var added, done, late int
	for _, d := range c.Reports {
		status := d.Status
		if status == compare.Renamed {
			status = compare.Changed
		}
		reports[status]++
		added += d.Actions
		for _, ch := range d.Changes {
			switch {
			case ch.Kind != compare.Action:
			case ch.Field == compare.Added:
				added++
			case ch.Field == "status" && (ch.To == "done" || ch.To == "verified"):
				done++
			case ch.Postpones():
				late++
			}
		}
	}
	var parts []string
	say := func(n int, one, many string) {
		switch {
		case n == 1:
			parts = append(parts, "1 "+one)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, many))
		}
	}
	say(reports[compare.Came], "report added", "reports added")
	say(reports[compare.Went], "report removed", "reports removed")
	say(reports[compare.Changed], "report changed", "reports changed")
	say(reports[compare.Broken], "report cannot be read any more", "reports cannot be read any more")
	say(added, "action added", "actions added")
	say(done, "action done", "actions done")
	say(late, "due date put off", "due dates put off")
	say(len(c.Added), "new finding", "new findings")
	say(len(c.Removed), "finding gone", "findings gone")
	if len(parts) == 0 {
		return "nothing differs in meaning"
	}
	return strings.Join(parts, ", ")
}

// teller puts differences into words. text makes what a person wrote safe to show, strong what matters stand out.
type teller struct {
	text   func(string) string
	strong func(string) string
}

// lines returns what differs in a report, a line for each item: first what a reviewer should see, then the rest.
func (t teller) lines(d *compare.Difference) (main, rest []string) {
	if d.Status == compare.Came {
		return []string{fmt.Sprintf("new, with %s and %s", plural(d.Causes, "cause"), plural(d.Actions, "action"))}, nil
	}
	if d.Status == compare.Broken {
		return []string{t.strong("its front matter cannot be read any more, so nothing in it can be compared")}, nil
	}
	if d.Status == compare.Renamed {
		main = append(main, "was called "+t.text(d.From))
	}
	var edited []string
	for changes := d.Changes; len(changes) > 0; {
		n := 1
		for n < len(changes) && changes[n].Kind == changes[0].Kind && changes[n].ID == changes[0].ID {
			n++
		}
		item := changes[:n]
		changes = changes[n:]
		switch item[0].Kind {
		case compare.Section:
			edited = append(edited, t.section(&item[0]))
		case compare.Report:
			important, other := t.ofReport(item)
			main, rest = append(main, important...), append(rest, other...)
		case compare.Action, compare.Cause, compare.Control, compare.Approval:
			main = append(main, t.item(item))
		}
	}
	if len(edited) > 0 {
		rest = append(rest, "text: "+strings.Join(edited, ", "))
	}
	return main, rest
}

// section says which part of the text was edited.
func (t teller) section(c *compare.Change) string {
	if c.Field == "text" {
		return t.text(c.ID) + " edited"
	}
	return t.text(c.ID) + " " + c.Field
}

// ofReport returns the changes of the report's own fields.
func (t teller) ofReport(changes []compare.Change) (main, rest []string) {
	important := []string{"title", "kind", "severity", "status", "tlp", "detected", "closed", "held", "waived", "lint.ignore"}
	came, went := 0, 0
	for _, c := range changes {
		switch {
		case c.Field == "timeline" && c.From == "":
			came++
		case c.Field == "timeline" && c.To == "":
			went++
		case slices.Contains(important, c.Field):
			main = append(main, t.clause(&c))
		default:
			rest = append(rest, t.clause(&c))
		}
	}
	if came+went > 0 {
		rest = append(rest, fmt.Sprintf("timeline entries: %d added, %d removed", came, went))
	}
	return main, rest
}

// item returns the changes of one action, cause, control or approval as one line.
func (t teller) item(changes []compare.Change) string {
	c := &changes[0]
	head := string(c.Kind) + " " + t.text(c.ID)
	switch c.Kind {
	case compare.Action:
		head = t.text(c.ID)
	case compare.Approval:
		head = "approval by " + t.text(c.ID)
	case compare.Report, compare.Cause, compare.Control, compare.Section:
	}
	if c.Title != "" {
		head += " " + t.text(cutText(c.Title, 90))
	}
	clauses := make([]string, 0, len(changes))
	for i := range changes {
		clauses = append(clauses, t.clause(&changes[i]))
	}
	return head + ": " + strings.Join(clauses, ", ")
}

// clause says one change.
func (t teller) clause(c *compare.Change) string {
	name := strings.ReplaceAll(c.Field, "_", " ")
	switch {
	case c.Field == compare.Added && c.To != "":
		return "added, " + t.text(c.To)
	case c.Field == compare.Added || c.Field == compare.Removed:
		return c.Field
	case c.Field == "lint.ignore" && c.From == "":
		return t.strong("findings of " + t.text(c.To) + " are suppressed")
	case c.Field == "due" && c.Postpones():
		return t.strong(postponed(c))
	case c.From == "":
		return arrival(c.Field) + t.text(cutText(c.To, 120))
	case c.To == "":
		return name + " removed: " + t.text(cutText(c.From, 120))
	case c.Field == "status" || c.Field == "severity" || c.Field == "verdict":
		return t.strong(name + " " + t.text(c.From) + " → " + t.text(c.To))
	}
	return name + " " + t.text(cutText(c.From, 60)) + " → " + t.text(cutText(c.To, 60))
}

// arrival says in words that a field got its first value, which follows.
func arrival(name string) string {
	switch name {
	case "done":
		return "on "
	case "result":
		return "checked: "
	case "verified_by":
		return "by "
	case "blocked", "declined":
		return "because: "
	case "escalations":
		return "escalated to "
	case "held":
		return "review held on "
	case "hot_wash":
		return "hot wash held on "
	case "waived":
		return "review waived: "
	}
	return strings.ReplaceAll(name, "_", " ") + " added: "
}

// postponed says how a due date moved, and which time that is.
func postponed(c *compare.Change) string {
	from, _ := time.Parse(time.DateOnly, c.From) // Postpones has read both
	to, _ := time.Parse(time.DateOnly, c.To)
	first := dayText(from)
	if from.Year() == to.Year() {
		first = from.Format("2 January")
	}
	s := "due moved from " + first + " to " + dayText(to)
	if c.Slip == nil || c.Slip.Times < 2 {
		return s
	}
	s += ", the " + ordinal(c.Slip.Times) + " time"
	if o := c.Slip.Original; !o.IsZero() && !o.Equal(from) {
		s += " (first due on " + dayText(o) + ")"
	}
	return s
}

func dayText(d time.Time) string { return d.Format("2 January 2006") }

// ordinal returns 2 as "second".
func ordinal(n int) string {
	words := []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
	switch {
	case n >= 1 && n <= len(words):
		return words[n-1]
	case n%10 == 1 && n%100 != 11:
		return fmt.Sprintf("%dst", n)
	case n%10 == 2 && n%100 != 12:
		return fmt.Sprintf("%dnd", n)
	case n%10 == 3 && n%100 != 13:
		return fmt.Sprintf("%drd", n)
	}
	return fmt.Sprintf("%dth", n)
}

// cutText shortens a text to n characters.
func cutText(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
