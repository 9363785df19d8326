package render

import (
	"fmt"
	"strings"

	"github.com/pir-cli/pir/internal/actions"
)

// Message is the digest of one owner, with the addresses that a mail needs.
type Message struct {
	actions.Digest
	From string // address of the sender
	To   string // address of the owner; "" when nobody knows it
}

// Digests are the formats of `pir actions --digest`.
func Digests() []Format[Message] {
	return []Format[Message]{
		{"md", "markdown, for a ticket or a chat", digestMarkdown},
		{"eml", "a mail", digestMail},
	}
}

// digestSection is what an owner has to do in one way.
type digestSection struct {
	title string
	how   string
	items []digestItem
}

type digestItem struct {
	title   string
	facts   []string // the id first
	command string   // to type when it is done
}

// digestSections returns the parts of a digest that are not empty, the most urgent first.
func digestSections(d *actions.Digest) []digestSection {
	done := func(r *actions.Record) string {
		return "pir actions done " + shellWord(r.ID) + " --evidence LINK"
	}
	escalate := func(r *actions.Record) string {
		return "pir actions escalate " + shellWord(r.ID) + " --to HANDLE --ask TEXT"
	}
	verify := func(r *actions.Record) string {
		return "pir actions verify " + shellWord(r.ID) + " --by HANDLE --method TEXT --result effective"
	}
	all := []digestSection{
		section("Overdue", "When it is done, with a link to what shows it:", d.Overdue, done),
		section("Due soon", "When it is done, with a link to what shows it:", d.DueSoon, done),
		section("Blocked", "If you cannot clear the way yourself, ask somebody who can:", d.Blocked, escalate),
		section("To verify", "It is done, but nobody has checked that it works. Ask somebody other than you:", d.Verify, verify),
	}
	kept := all[:0]
	for _, s := range all {
		if len(s.items) > 0 {
			kept = append(kept, s)
		}
	}
	return kept
}

func section(title, how string, records []actions.Record, command func(*actions.Record) string) digestSection {
	s := digestSection{title: title, how: how}
	for i := range records {
		r := &records[i]
		item := digestItem{title: r.Title, facts: []string{r.ID}, command: command(r)}
		if item.title == "" {
			item.title = "an action without a title"
		}
		if r.Priority != "" {
			item.facts = append(item.facts, r.Priority)
		}
		if !r.Due.IsZero() {
			item.facts = append(item.facts, "due "+isoDay(r.Due))
		}
		if r.State == actions.Overdue {
			item.facts = append(item.facts, plural(r.DaysOverdue, "day")+" overdue")
		}
		switch {
		case r.Status != actions.Blocked:
		case r.Blocked.IsZero():
			item.facts = append(item.facts, "blocked")
		default:
			item.facts = append(item.facts, "blocked since "+isoDay(r.Blocked))
		}
		if r.Status == actions.Done && !r.Done.IsZero() {
			item.facts = append(item.facts, "done "+isoDay(r.Done))
		}
		s.items = append(s.items, item)
	}
	return s
}

// digestCounts says in one line what is in a digest.
func digestCounts(d *actions.Digest) string {
	parts := make([]string, 0, 5)
	for _, c := range []struct {
		n    int
		what string
	}{
		{len(d.Overdue), "overdue"}, {len(d.DueSoon), "due soon"}, {len(d.Blocked), "blocked"}, {len(d.Verify), "to verify"}, {d.Later, "open for later"},
	} {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.n, c.what))
		}
	}
	return strings.Join(parts, ", ")
}
