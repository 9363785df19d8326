package importer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/importer"
	"github.com/pir-cli/pir/internal/source"
)

func TestTitleAndDate(t *testing.T) {
	tests := []struct{ name, file, text, title, date string }{
		{"heading and name", "2024-05-02-labels.md", "# Labels printed late\n\n## Summary\n\nx\n", "Labels printed late", "2024-05-02"},
		{"a heading that is only the kind of document", "labels-late.md", "# Postmortem\n\n## Labels late on May 3rd, 2024\n\n## Summary\n\nx\n", "Labels late on May 3rd, 2024", "2024-05-03"},
		{"a title after a label", "001-x.md", "# Title:\n### Belt stopped\n# Timeline\n- 2024-05-02 10:00 Stop\n- 2024-05-02 10:05 Go\n", "Belt stopped", "2024-05-02"},
		{"no title: the name", "2024-05-02-belt_stopped again.md", "## Summary\n\nx\n", "Belt stopped again", "2024-05-02"},
		{"day first in the name", "incident-31-12-2023.md", "# Night run failed\n\n## Timeline\n\n- 10:00 Fail\n", "Night run failed", "2023-12-31"},
		{"month in words in the name", "06-nov-2022.md", "# Night run failed\n\n## Summary\nx\n", "Night run failed", "2022-11-06"},
		{"year and month in the folder", "2023-04/25-belt.md", "# Belt\n\n## Summary\nx\n", "Belt", "2023-04-25"},
		{"a label", "belt.md", "# Belt\n\n**Date:** 2 May 2024\n\n## Summary\nx\n", "Belt", "2024-05-02"},
		{"the text", "belt.md", "# Belt\n\nOn 2 May 2024 the belt stopped.\n", "Belt", "2024-05-02"},
		{"other front matter", "belt.md", "---\ntitle: \"Belt: stopped\"\ndate: 2024-05-02\ndraft: false\n---\n# Another\n\nThe belt stopped.\n", "Belt: stopped", "2024-05-02"},
		{"TOML", "belt.md", "+++\ntitle = \"Belt\"\ndate = 2024-05-02T10:00:00Z\n+++\n\nThe belt stopped.\n", "Belt", "2024-05-02"},
		{"an emoji and marks in the heading", "2024-05-02-x.md", "# :warning: **Belt** `b1` [stopped](https://example.com)\n\n## Summary\nx\n", "Belt b1 stopped", "2024-05-02"},
		{"no date at all", "belt.md", "# Belt\n\n## Root cause\n\nA bolt.\n", "Belt", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := read(t, tt.file, tt.text, importer.Options{})
			if d.Title != tt.title || d.Date != tt.date {
				t.Errorf("%q on %q, want %q on %q", d.Title, d.Date, tt.title, tt.date)
			}
			if tt.date == "" && !slices.Contains(d.Unknown, "date") {
				t.Errorf("unknown %v does not have the date", d.Unknown)
			}
		})
	}
}

func TestSeverityAndStatus(t *testing.T) {
	for _, tt := range []struct{ line, severity, status string }{
		{"**Severity:** SEV-2 (major)", "sev2", "draft"},
		{"Severity: Critical<br>", "sev1", "draft"},
		{"- Severity: P3", "sev3", "draft"},
		{"| Severity | Sev 1 |\n|--|--|\n| Status | Final |", "sev1", "approved"},
		{"重大度: SEV-3（一部）", "sev3", "draft"},
		{"Severity: purple", "", "draft"},
		{"An alert of SEV2 was raised.", "", "draft"},
		{"Status: Resolved", "", "draft"},
		{"**Status**: closed", "", "closed"},
	} {
		d := read(t, "2024-05-02-x.md", "# Belt\n\n"+tt.line+"\n\n## Summary\n\nx\n", importer.Options{})
		if d.Severity != tt.severity || d.Status != tt.status {
			t.Errorf("%q: severity %q and status %q, want %q and %q", tt.line, d.Severity, d.Status, tt.severity, tt.status)
		}
	}
}

// actionLines writes the actions of a draft, one a line.
func actionLines(d *importer.Draft) string {
	var b strings.Builder
	for _, a := range d.Actions {
		fmt.Fprintf(&b, "%s", a.Title)
		for _, f := range [][2]string{{"owner", a.Owner}, {"due", a.Due}, {"status", a.Status}, {"done", a.Done}, {"effect", a.Effect}, {"priority", a.Priority}, {"ticket", a.Ticket}} {
			if f[1] != "" && f[1] != "open" {
				fmt.Fprintf(&b, " | %s %s", f[0], f[1])
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestActions(t *testing.T) {
	const issue = "https://github.com/example/belt/issues/7"
	tests := []struct{ name, text, want string }{
		{"bullets, nested ones belong to theirs", "## Action items\n\n- Add an alert\n  - on the queue\n- Write a runbook\n", "Add an alert\nWrite a runbook\n"},
		{"numbered, under a label", "**Follow-ups:**\n\n1. Add an alert\n2. Write a runbook\n", "Add an alert\nWrite a runbook\n"},
		{"boxes", "## Next steps\n\n- [x] Add an alert\n- [ ] Write a runbook\n- [] Tell everybody\n", "Add an alert | status done\nWrite a runbook\nTell everybody\n"},
		{
			"marks of what is done", "## Actions\n\n- ✅ One\n- ~~Two~~\n- Three (DONE)\n- Four - DONE\n- Five **(Done as of 2024-06-01)**\n- DONE: Six\n- Seven (in progress)\n- Eight [TODO]\n",
			"One | status done\nTwo | status done\nThree | status done\nFour | status done\nFive | status done | done 2024-06-01\nSix | status done\nSeven | status in-progress\nEight\n",
		},
		{
			"owners", "## Actions\n\n- One (@ann)\n- @bob: Two\n- Three. Owner: Carla Roe\n- Four (owner: dave)\n- Five - @eve/team\n- Six (Frank Roe)\n- Seven (HTTP API)\n- **Eight**: something @ere\n- Assigned to @gil: Nine\n",
			"One | owner @ann\nTwo | owner @bob\nThree. | owner Carla Roe\nFour | owner dave\nFive | owner @eve/team\nSix | owner Frank Roe\nSeven (HTTP API)\nEight: something | owner @ere\nNine | owner @gil\n",
		},
		{"names in brackets behind most items", "## Actions\n\n- One (Ann)\n- BELT-12: Two (Bob)\n- Three (API)\n", "One | owner Ann\nTwo | owner Bob | ticket BELT-12\nThree (API)\n"},
		{"owner and due date in one bracket", "## Actions\n\n- One (@ann, due 2024-06-01)\n- Two (due 2024-06-01, @bob)\n", "One | owner @ann | due 2024-06-01\nTwo | owner @bob | due 2024-06-01\n"},
		{"due dates", "## Actions\n\n- One (due 2024-06-01)\n- Two, due: June 2, 2024\n- Three by the end of Q3\n", "One | due 2024-06-01\nTwo | due 2024-06-02\nThree by the end of Q3\n"},
		{
			"links", "## Actions\n\n- One [Issue](" + issue + ")\n- Two ([#7](" + issue + "))\n- Three " + issue + "\n- Four, see [the book](https://example.com/book)\n- Five [#8][i8]\n- Six is [blocked on this](" + issue + ") so far\n\n[i8]: https://github.com/example/belt/issues/8\n",
			"One | ticket " + issue + "\nTwo | ticket " + issue + "\nThree | ticket " + issue + "\nFour, see the book\nFive | ticket https://github.com/example/belt/issues/8\nSix is blocked on this so far | ticket " + issue + "\n",
		},
		{
			"groups", "## Action items\n\n### Prevention\n\n- One\n\n### Detection\n\n- Two\n\n### Immediate actions (completed)\n\n- Three\n\n### belt-controller\n\n- Four\n",
			"One | effect prevent\nTwo | effect detect\nThree | status done\nFour\n",
		},
		{"names in bold over lists", "## Recommended actions\n\n**Ann**\n\n- One\n- Two\n\n**Monitoring**\n\n- Three\n\n**Bob Roe**\n\n- Four\n", "One | owner Ann\nTwo | owner Ann\nThree | effect detect\nFour | owner Bob Roe\n"},
		{
			"a table", "## Action items\n\n| Action Item | Type | Owner | Bug | Due | State |\n|--|--|--|--|--|--|\n| One | mitigate | ann | [#7](" + issue + ") | 2024-06-01 | **DONE** |\n| Two | process | TBD | BELT-12 | | In progress |\n| | | | | | |\n",
			"One | owner ann | due 2024-06-01 | status done | effect mitigate | ticket " + issue + "\nTwo | status in-progress | ticket BELT-12\n",
		},
		{"a table without a heading", "# Belt\n\nIt stopped.\n\nAction|Owner|Priority|State\n--|--|--|--\nOne|@ann|P1|open\n", "One | owner @ann | priority P1\n"},
		{"an item that is a heading", "- **Review actions**:\n  - One\n  - Two\n", "One\nTwo\n"},
		{"Japanese", "## アクションアイテム\n\n| # | アクション | 担当 | 期限 | ステータス |\n|--|--|--|--|--|\n| 1 | 監視を追加 | @ann | 2024-06-01 | 完了 |\n", "監視を追加 | owner @ann | due 2024-06-01 | status done\n"},
		{"what was done is no action", "## Actions taken\n\n- Restarted it\n\n## Resolution\n\n- Rolled back\n", ""},
		{"nothing in code", "## Actions\n\n```\n- no\n```\n\n- One\n  ```x```\n- Two\n", "One x\nTwo\n"},
		{"bullets between numbered items say more of them", "## Remediation\n\n1.  **One**\n\nWhy:\n\n-   a\n-   b\n\n2.  **Two**\n", "One\nTwo\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := read(t, "2024-05-02-x.md", tt.text, importer.Options{})
			if diff := cmp.Diff(strings.Split(tt.want, "\n"), strings.Split(actionLines(d), "\n")); diff != "" {
				t.Errorf("actions (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCausesAndPeople(t *testing.T) {
	d := read(t, "2024-05-02-x.md", `# Belt

**Incident commander:** @ann

## Impact

*What was hit?*

Parcels were late.

## Root cause

The change management of the belt was skipped.

## Contributing factors

- No alert
- [ TBD ]

## 5 Whys

- **Why?** Nobody saw it
- **Why?** There is no alert

## Participants

- Bob Roe
- @carla, @dave
`, importer.Options{})
	want := []importer.Cause{
		{Role: "root", Statement: "The change management of the belt was skipped.", Suggested: "change-management", Line: 13},
		{Role: "contributing", Statement: "No alert", Line: 17},
	}
	if diff := cmp.Diff(want, d.Causes); diff != "" {
		t.Errorf("causes (-want +got):\n%s", diff)
	}
	if d.Impact != "Parcels were late." {
		t.Errorf("impact %q", d.Impact)
	}
	if diff := cmp.Diff([]importer.Person{{Who: "@ann", Role: "incident-commander", Line: 3}}, d.Responders); diff != "" {
		t.Errorf("responders (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Bob Roe", "@carla", "@dave"}, d.Participants); diff != "" {
		t.Errorf("participants (-want +got):\n%s", diff)
	}
	if text := string(d.After); !strings.Contains(text, "    # suggested: category: change-management\n") || strings.Contains(text, "\n    category:") {
		t.Errorf("a category is more than a comment:\n%s", text)
	}
}

// TestFrontMatter holds what becomes of the front matter that a file has, and of its bytes.
func TestFrontMatter(t *testing.T) {
	const body = "# Belt\n\nStopped on 2024-05-02.  \n\tx\u00a0y"
	tests := []struct{ name, before, want string }{
		{"none", body, "---\ntitle: Belt\nstatus: draft\n---\n" + body},
		{"CRLF", strings.ReplaceAll(body, "\n", "\r\n"), "---\r\ntitle: Belt\r\nstatus: draft\r\n---\r\n" + strings.ReplaceAll(body, "\n", "\r\n")},
		{"a byte order mark", source.BOM + body, source.BOM + "---\ntitle: Belt\nstatus: draft\n---\n" + body},
		{
			"YAML of another tool", "---\n# kept\ntags: [a,  b]\ntitle:   'Belt'   # too\n---\n" + body,
			"---\n# kept\ntags: [a,  b]\ntitle:   'Belt'   # too\nstatus: draft\nlint:\n  ignore:\n    - {rule: unknown-field, reason: \"keys of another tool, kept by pir import: tags\"}\n---\n" + body,
		},
		{
			"a key that means something else", "---\nstatus: resolved\n---\n" + body,
			"---\noriginal_status: resolved\ntitle: Belt\nstatus: draft\nlint:\n  ignore:\n    - {rule: unknown-field, reason: \"keys of another tool, kept by pir import: status\"}\n---\n" + body,
		},
		{
			"TOML", "+++\n# kept\ntitle = \"Belt\"\nweight = 39\non = true\nwhen = 2024-05-02T10:00:00Z\ntags = [\"a\", \"b\"]\n[extra]\nteam = \"x\"\n+++\n" + body,
			"---\n# kept\ntitle: Belt\nweight: 39\n\"on\": true\nwhen: 2024-05-02T10:00:00Z\ntags: [a, b]\nextra: {team: x}\nstatus: draft\nlint:\n  ignore:\n    - {rule: unknown-field, reason: \"keys of another tool, kept by pir import: weight, on, when, tags, extra\"}\n---\n" + body,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := read(t, "belt.md", tt.before, importer.Options{})
			if diff := cmp.Diff(tt.want, string(d.After)); diff != "" {
				t.Errorf("the file (-want +got):\n%s", diff)
			}
			if again := importer.Read(source.New("belt.md", d.After), importer.Options{}); again.After != nil {
				t.Error("a second import changes it")
			}
		})
	}
}

func TestLeft(t *testing.T) {
	report := "## Summary\n\nDown.\n\n### Impact\n\nLate.\n\n"
	tests := []struct{ name, file, text, why string }{
		{"empty", "2024-05-02-x.md", "\n \n", "the file is empty"},
		{"a report of pir", "2024-05-02-x.md", "---\ntitle: T\nseverity: sev1\nstatus: draft\n---\nx\n", "already"},
		{"a template by its name", "incident-template.md", "# [Title]\n\n## Timeline\n\n- HH:MM what\n", "template"},
		{"a template by its blanks", "new.md", "# {{ date }}, {{ name }}\n\n## Timeline\n\n### {{ hh:mm }}\n\nStart.\n", "placeholders"},
		{"an index", "all.md", "# Reports\n\n" + strings.Repeat("- [Belt](2024-05-02-belt.md)\n", 6), "an index"},
		{"a README", "README.md", "# Reports\n\nHow we write reports.\n", "no reports"},
		{"nothing of a report", "notes.md", "# Notes\n\nBring cake.\n", "nothing in it reads like a report"},
		{"a log", "log.md", "# Incident log\n\n## 2024-05-02 Belt stopped\n\n**Impact:** late\n\n**Resolution:** fixed\n\n## 2024-05-03 Labels late\n\n**Impact:** late\n\n**Resolution:** fixed\n", "a log of 2 incidents"},
		{"broken YAML", "2024-05-02-x.md", "---\na: [b\n---\n" + report, "cannot be read"},
		{"broken TOML", "2024-05-02-x.md", "+++\na = [\n+++\n" + report, "cannot be read"},
		{"open TOML", "2024-05-02-x.md", "+++\na = 1\n" + report, "never closed"},
		{"not text", "2024-05-02-x.md", "a\x00b", "NUL"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := importer.Read(source.New(tt.file, []byte(tt.text)), importer.Options{})
			if d.After != nil || !strings.Contains(d.Skip, tt.why) {
				t.Errorf("left for %q, want %q; file:\n%s", d.Skip, tt.why, d.After)
			}
		})
	}
}

// TestNoLog holds that the events of one incident are not taken for several incidents.
func TestNoLog(t *testing.T) {
	for _, text := range []string{
		"# Belt\n\n## Timeline\n\n### 2024-05-02 10:00 Stop\n\nx\n\n### 2024-05-03 11:00 Go\n\ny\n",
		"# Belt\n\n## 2024-05-02\n\nIt stopped.\n\n## 2024-05-03\n\nIt runs.\n",
		"# Belt\n\n## 2024-05-02 10:00 Stop\n\n**Impact:** x\n\n## 2024-05-03 11:00 Go\n\n**Impact:** y\n",
	} {
		if d := importer.Read(source.New("x.md", []byte(text)), importer.Options{}); len(d.Log) > 0 {
			t.Errorf("a log of %d incidents:\n%s", len(d.Log), text)
		}
	}
}

func TestLog(t *testing.T) {
	const text = "# Incidents\n\nAll of them.\n\n## Incident on 2024-05-02 09:07 - Belt stopped\n\n- **Impact**: late\n- **Context**:\n  - 09:07: Stop\n- **Resolution**: bolt\n\n## Incident on 2024-05-03 - Labels late\n\n- **Impact**: late\n- **Resolution**: ink\n"
	d := importer.Read(source.New("log.md", []byte(text)), importer.Options{})
	var got []string
	for _, p := range d.Log {
		got = append(got, fmt.Sprintf("%d %s %s %d", p.Line, p.Date, p.Name(), strings.Count(text[p.Span.Start:p.Span.End], "\n")))
	}
	if diff := cmp.Diff([]string{"5 2024-05-02 Belt stopped 7", "12 2024-05-03 Labels late 4"}, got); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
}

// TestTraced holds that every value that is lifted has a line that states it, or says why it has none.
func TestTraced(t *testing.T) {
	d := read(t, "2024-05-02-x.md", "# Belt\n\nSeverity: P1\n\n## Timeline (UTC)\n\n- 10:00 Alert fired\n\n## Actions\n\n- One (@ann)\n", importer.Options{})
	want := map[string]string{
		"title": "# Belt", "date": "", "severity": "Severity: P1", "timezone": "## Timeline (UTC)", "status": "",
		"timeline[0].at": "- 10:00 Alert fired", "timeline[0].event": "- 10:00 Alert fired", "timeline[0].milestone": "- 10:00 Alert fired",
		"actions[0].title": "- One (@ann)", "actions[0].owner": "- One (@ann)", "actions[0].status": "- One (@ann)",
	}
	got := map[string]string{}
	for _, l := range d.Lifted {
		got[l.Field] = ""
		if l.Line > 0 {
			got[l.Field] = d.File.Line(l.Line)
		} else if l.Why == "" {
			t.Errorf("nothing says where %s comes from", l.Field)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

// TestRetro holds that the labels of a retrospective win over the day in the name of the file, which is that of the meeting.
func TestRetro(t *testing.T) {
	d := read(t, "2024-05-13_belt.md", "# Incident retro\n\n**Incident from:** 2024-05-07\n\n**Retro held:** 2024-05-13\n\n## Timeline\n\n- 10:41 Belt stops\n", importer.Options{})
	if d.Date != "2024-05-07" || d.Held != "2024-05-13" || len(d.Timeline) != 1 || d.Timeline[0].At != "2024-05-07T10:41:00" {
		t.Errorf("date %s, held %s, timeline %+v", d.Date, d.Held, d.Timeline)
	}
	if !strings.Contains(string(d.After), "review:\n  held: 2024-05-13\n") {
		t.Errorf("the review is not in\n%s", d.After)
	}
}

// TestBareActions holds that lines without marks are actions where each reads like one, and prose where they do not.
func TestBareActions(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"## Actions\n\nAdd a test of the belt.\nAlert when the belt stops.\n", "Add a test of the belt.\nAlert when the belt stops.\n"},
		{"## Actions\n\nWe will look at the belt and at all of the other belts that the depot\nhas, because they are of the same kind.\n", ""},
		{"## Actions\n\n- In future, when the belt changes:\n  - Add a test\n  - Watch it for a day\n", "Add a test\nWatch it for a day\n"},
	} {
		d := read(t, "2024-05-02-x.md", "# Belt\n\n"+tt.text, importer.Options{})
		if diff := cmp.Diff(strings.Split(tt.want, "\n"), strings.Split(actionLines(d), "\n")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
	}
}

// TestPublished holds that a file named by the day on which it was published has the day of its timeline.
func TestPublished(t *testing.T) {
	d := read(t, "2024-06-25-belt.md", "# Belt\n\n## Timeline\n\n- 2024-01-10 10:41 Belt stops\n- January 11, 2024: 9:05am UTC - Belt runs\n", importer.Options{})
	if d.Date != "2024-01-10" || len(d.Timeline) != 2 || d.Timeline[1].At != "2024-01-11T09:05:00Z" {
		t.Errorf("date %s, timeline %+v", d.Date, d.Timeline)
	}
}
