package article

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

const head = "---\ntitle: x\nseverity: sev1\nstatus: draft\n---\n"

// article returns the article of a report without a page around it.
func article(t *testing.T, r *report.Report, c Context) string {
	t.Helper()
	c.Policy = policy.Default()
	text, err := Of(r, c)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestText holds where the text of a report goes: a summary first, the rest behind the actions, in its order.
func TestText(t *testing.T) {
	for _, c := range []struct{ name, text, first, last string }{
		{"usual", head + "## Summary\nshort\n### More\nmore\n## Lessons learned\nlong\n", "short more", "long"},
		{"with a title", head + "# x\n\n## Summary\nshort\n## Lessons learned\nlong\n", "short", "long"},
		{"before the first heading", head + "before\n\n## Summary\nshort\n", "before short", ""},
		{"summary alone", head + "## Summary\nshort\n", "short", ""},
		{"no summary", head + "## Lessons learned\nlong\n## Summary\nshort\n", "", "long short"},
		{"definitions hold for all", head + "## Summary\n[short][a]\n## Lessons learned\nlong\n\n[a]: https://x.example\n", "", "short long"},
		{"made from the front matter", head + "## Summary\nshort\n<!-- pir:begin timeline -->\n\n| made |\n|---|\n\n<!-- pir:end -->\n## Lessons learned\n<!-- pir:begin actions -->\n\n| made |\n|---|\n\n<!-- pir:end -->\nlong\n", "short", "long"},
		{"no front matter", "## Summary\nshort\n## Lessons learned\nlong\n", "", "short long"},
	} {
		said := article(t, parse(t, "2026-01-01-x.md", c.text), Context{})
		parts := map[string]string{}
		for _, id := range []string{"summary", "account"} {
			_, part, _ := strings.Cut(said, `<section id="`+id+`">`)
			part, _, _ = strings.Cut(part, "</section>")
			var found []string
			for _, word := range strings.FieldsFunc(part, func(r rune) bool { return r < 'a' || r > 'z' }) {
				if slices.Contains([]string{"short", "more", "before", "long", "made"}, word) && (len(found) == 0 || found[len(found)-1] != word) {
					found = append(found, word)
				}
			}
			parts[id] = strings.Join(found, " ")
		}
		if parts["summary"] != c.first || parts["account"] != c.last {
			t.Errorf("%s: first %q, then %q, want %q and %q\n%s", c.name, parts["summary"], parts["account"], c.first, c.last, said)
		}
	}
}

// TestUnread says so where a text cannot be set, and where there is none.
func TestUnread(t *testing.T) {
	if said := article(t, parse(t, "a.md", head+strings.Repeat("> ", 200)+"a\n"), Context{}); !strings.Contains(said, "The text is shown as it is written: lists and quotes are nested too deeply") || !strings.Contains(said, `<pre class="plain"`) {
		t.Error(said)
	}
	if said := article(t, parse(t, "a.md", "\x00"), Context{}); !strings.Contains(said, "could not be read") {
		t.Error(said)
	}
	sound(t, page(t, parse(t, "a.md", "\x00"), policy.Default()))
	sound(t, page(t, parse(t, "a.md", ""), policy.Default()))
}

// TestActions holds what is said of an action on a day.
func TestActions(t *testing.T) {
	r := parse(t, "2026-01-01-x.md", `---
title: x
severity: sev1
status: draft
timeline: [{at: 2026-01-01T10:00:00Z, event: x, milestone: detected}]
causes: [{id: C1, statement: x}]
actions:
  - {id: A1, title: late, owner: "@a", due: 2026-02-01, status: open, addresses: [C1, "iso27001:A.8.4"]}
  - {id: A2, title: gone, status: declined, declined: {on: 2026-02-02, by: "@b", reason: too dear, risk: R-1, until: 2027-01-01}}
---
`)
	pol := policy.Default()
	all := actions.Of(r, pol)
	all[0].Past = &actions.Past{OriginalDue: time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC), Slips: 2}
	records := actions.At(all, time.Date(2026, 2, 11, 0, 0, 0, 0, time.UTC), pol)
	said := article(t, r, Context{Prefix: "p-", Actions: records, AsOf: "2026-02-11", Link: func(kind, key string) string { return kind + "-" + key }})
	for _, want := range []string{
		`<span class="badge bad">overdue, 10 days</span>`, "2026-02-01; first due 2026-01-15, moved to a later day twice", `<a href="#p-cause-C1">C1</a>, iso27001`, `Addressed by <a href="#p-action-A1">A1</a>`,
		`on 2026-02-02 by <a href="owner-@b">@b</a>. too dear. Risk <a href="risk-R-1">R-1</a>. Looked at again on 2027-01-01`, "The actions on 2026-02-11",
	} {
		if !strings.Contains(strings.ReplaceAll(said, `<a href="control-iso27001:A.8.4">`, ""), want) {
			t.Errorf("there is no %q", want)
		}
	}
	if said := article(t, r, Context{}); !strings.Contains(said, `<span class="badge ">open</span>`) || strings.Contains(said, "overdue") {
		t.Error("without a day the action is not what is written")
	}
	// One report's records say nothing of another's.
	other := parse(t, "2026-01-02-y.md", head)
	if said := article(t, other, Context{Actions: records}); strings.Contains(said, "overdue") {
		t.Error("an action of another report is shown")
	}
}
