package redact

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

const file = "reports/2026-03-02-leaked-token.md"

// staff is a list with people who have names, and with roles.
const staff = `people:
  - {handle: "@sre-1", team: platform, name: Ada Quillfeather, email: ada@lindgrove.example}
  - {handle: "@j.fennimore", team: payments, name: "José Fennimore", email: jose.fennimore@lindgrove.example}
  - {handle: "@ciso", team: security}
  - {handle: "@it", team: it-ops}
  - {handle: "@owner", team: platform}
`

func redactor(tb testing.TB) *Redactor {
	tb.Helper()
	list, problems := people.Parse(source.New(people.FileName, []byte(staff)))
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	return New(list, []string{"data"})
}

func front(more string) string {
	return "---\ntitle: Leaked token\nseverity: sev1\nstatus: closed\nteams: [platform]\n" + more + "---\n"
}

// planted is a report that names people in every place that there is.
func planted() string {
	return `---
# written by Ada Quillfeather
title: Leaked token of @sre-1
severity: sev1
status: closed
author: Ada Quillfeather
teams: [platform]
anchor: &who "@sre-1"
impact: {summary: "SRE-1 and ada@lindgrove.example were called, and \u0040zed-9"}
timeline:
  - {at: 2026-03-02T21:14:00Z, event: "ada quillfeather pushed it", milestone: started, source: "chat:@sre-1"} # @sre-1
causes:
  - id: C1
    statement: >
      The build that José
      Fennimore set up
    whys: ["Quillfeather had no review", "Jose\u0301 was on leave"]
    evidence: ["https://git.example/@sre-1/x", "https://git.example/?who=j.fennimore"]
controls:
  - {ref: "iso27001:A.8.4", verdict: failed, note: 'said "@sre-1"'}
responders: [{who: "@sre-1", role: incident-commander}, {who: '@j.fennimore'}, {who: "\u0040zed-9"}, {who: Mira Oddfellow, role: Mira's deputy}]
review:
  held: 2026-03-10
  facilitator: "@ciso"
  participants: ["@sre-1", "@guest-4"]
  absent: [{who: "@away-7", input: "asked by @ciso"}]
  waived: {by: "@boss-3", reason: said @boss-3}
actions:
  - {id: A1, title: Ask Ada, owner: "@sre-1", status: open, due: 2026-04-01}
  - {id: A2, title: Ask, owner: "@platform", status: open, verified: {on: 2026-04-01, by: "@check-5", evidence: [seen by @check-5]}, declined: {by: "@chief-6"}, escalations: [{to: "@chief-6", ask: "@chief-6, please"}]}
  - {id: A3, title: Ask, owner: *who, status: open}
elsewhere: Asked @data and @owner
approvals: [{on: 2026-03-14, by: "@ciso", role: approver}, {on: 2026-03-14, by: "@boss-3", role: head of it}]
notifications: [{regime: gdpr, stage: authority, ref: "j.fennimore"}]
lint: {ignore: [{rule: training-only, reason: agreed with Ada}]}
---

# Summary of Ada's day

Ada Quillfeather, ADA QUILLFEATHER and Ada
> Quillfeather wrote to jose.fennimore@lindgrove.example and <x.unknown@mail.example>, root@web1.

| who | what |
|---|---|
| @sre-1 | [sre-1](https://chat.example/u/sre-1 "by @sre-1") |

` + "`@sre-1`\n\n```\n@Sre-1\n```\n" + `
[by]: https://chat.example/%40sre-1

&#64;sre-1, &commat;sre-1, s&#114;e-1, \@sre-1, ＠sre-1, @sre-1's, (@sre-1), @sre-1. @zed-9-b @sre-1-x

<!-- hint for @sre-1 -->
<!-- pir:begin actions -->
| A1 | @sre-1 |
<!-- pir:end -->
<!-- pir:ignore training-only agreed with @sre-1 -->

## Restricted
<!-- pir:restricted -->

SECRET-1

### Part of it

SECRET-2

## Lessons learned

Told to @platform, @data, it and the owner.
`
}

// tokens are what must not be in the result in any spelling.
var tokens = []string{
	"sre-1", "quillfeather", "ada", "fennimore", "josé", "jose", "ciso", "zed-9", "guest-4", "away-7", "boss-3", "check-5", "chief-6", "oddfellow", "mira", "@it", "@owner",
	"lindgrove.example", "mail.example", "web1", "secret-1", "secret-2", "hint", "written by", "author", "part of it",
}

func redacted(t *testing.T, text string) (*report.Report, Result) {
	t.Helper()
	got, err := redactor(t).Report(source.New(file, []byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	r := report.NewParser().Parse(source.New(file, got.Bytes))
	if !r.HasFrontMatter {
		t.Fatalf("no front matter is left:\n%s", got.Bytes)
	}
	return r, got
}

func TestPlanted(t *testing.T) {
	for name, text := range map[string]string{"LF": planted(), "CRLF": strings.ReplaceAll(planted(), "\n", "\r\n"), "BOM": source.BOM + planted()} {
		t.Run(name, func(t *testing.T) {
			r, got := redacted(t, text)
			small := strings.ToLower(string(got.Bytes))
			for _, token := range tokens {
				if at := wordIndex(small, token); at >= 0 {
					t.Errorf("%q is left in: …%s…", token, small[max(0, at-60):min(len(small), at+60)])
				}
			}
			for _, want := range []string{"incident-commander", "facilitator", "Asked @data and person-", "[address]", "Told to @platform, @data, it and the owner.", "<!-- pir:begin actions -->"} {
				if !strings.Contains(string(got.Bytes), want) {
					t.Errorf("there is no %q", want)
				}
			}
			if got.People < 11 || got.Addresses != 2 || got.Sections != 1 {
				t.Errorf("people, addresses and sections %d, %d, %d", got.People, got.Addresses, got.Sections)
			}
			if who := r.Responders[0].Who.Value; who != "incident-commander" || r.Actions[0].Owner.Value != who || r.Actions[2].Owner.Value != who || r.Review.Participants[0].Value != who {
				t.Errorf("one person has several roles: %q, %q, %q", who, r.Actions[0].Owner.Value, r.Actions[2].Owner.Value)
			}
			if got := r.Actions[1].Owner.Value; got != "@platform" {
				t.Errorf("the team became %q", got)
			}
			if t.Failed() {
				t.Logf("%s", got.Bytes)
			}
		})
	}
}

// TestRoles shows how people are called.
func TestRoles(t *testing.T) {
	r, _ := redacted(t, front(`responders: [{who: "@a-1", role: Incident Commander}, {who: "@a-2"}, {who: "@a-3"}, {who: "@a-4", role: "deputy of @a-1"}]
review: {facilitator: "@a-5", participants: ["@a-1", "@a-6"]}
actions: [{id: A1, owner: "@a-2"}, {id: A2, owner: "@a-7"}, {id: A3, owner: "@A-7", verified: {by: "@a-8"}}]
approvals: [{by: "@a-9", role: approver}]
elsewhere: "@a-10 asked @a-11, @a-10 and a-7"
`))
	var got []string
	for _, p := range r.Responders {
		got = append(got, p.Who.Value)
	}
	got = append(got, r.Review.Facilitator.Value, r.Review.Participants[1].Value, r.Actions[1].Owner.Value, r.Actions[2].Owner.Value, r.Actions[2].Verified.By.Value, r.Approvals[0].By.Value, r.Elsewhere.Value)
	want := []string{"incident-commander", "responder-1", "responder-2", "person", "facilitator", "participant", "owner", "owner", "verifier", "approver", "person-1 asked person-2, person-1 and owner"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestRestricted holds which lines a marker takes out.
func TestRestricted(t *testing.T) {
	const marker = "<!-- pir:restricted -->"
	for _, c := range []struct {
		name, body, want string
		sections         int
	}{
		{"below a heading", "a\n## R\n" + marker + "\nx\n### S\nx\n## B\nb\n", "a\n## B\nb\n", 1},
		{"below a heading and a blank line", "## R\n\n" + marker + "\n\nx\n# B\nb\n", "# B\nb\n", 1},
		{"below an underlined heading", "a\n\nR\n---\n" + marker + "\nx\n\nB\n---\nb\n", "a\n\nB\n---\nb\n", 1},
		{"below a heading with closing marks", "## R ##\n" + marker + "\nx\n## B\n", "## B\n", 1},
		{"below a heading and another comment", "## R\n<!-- why -->\n" + marker + "\nx\n## B\n", "## B\n", 1},
		{"within a section", "## A\na\n" + marker + "\nx\n### S\nx\n## B\nb\n", "## A\na\n## B\nb\n", 1},
		{"above a heading", "## A\na\n\n" + marker + "\n\n## R\nx\n### S\nx\n## B\nb\n", "## A\na\n\n## B\nb\n", 1},
		{"before the first heading", "a\n" + marker + "\nx\n## B\nx\n", "a\n", 1},
		{"at the end of a line", "## A\na\nx " + marker + "\nx\n## B\nb\n", "## A\na\n## B\nb\n", 1},
		{"at the end of the file", "## A\na\n" + marker, "## A\na\n", 1},
		{"with words in it", "## A\n<!--PIR:RESTRICTED only the CERT -->\nx\n", "", 1},
		{"in a list", "## A\na\n- " + marker + "\n  x\n## B\nb\n", "## A\na\n## B\nb\n", 1},
		{"never closed", "## A\na\n<!-- pir:restricted\nx\n## B\n", "## A\na\n", 1},
		{"in code", "## A\na\n```\n# x\n" + marker + "\n# x\n```\nx\n## B\nb\n", "## A\na\n```\n# x\n## B\nb\n", 1},
		{"two", "## R\n" + marker + "\nx\n## S\n" + marker + "\nx\n## B\nb\n", "## B\nb\n", 1},
		{"one in the other", "## R\n" + marker + "\nx\n### S\n" + marker + "\nx\n## B\nb\n", "## B\nb\n", 1},
		{"apart", "## R\n" + marker + "\nx\n## A\na\n## S\n" + marker + "\nx\n## B\nb\n", "## A\na\n## B\nb\n", 2},
		{"none", "## A\na\n", "## A\na\n", 0},
	} {
		for _, end := range []string{"\n", "\r\n"} {
			r, got := redacted(t, strings.ReplaceAll(front("")+c.body, "\n", end))
			if text := strings.ReplaceAll(string(r.File.Bytes[r.Body.Start:r.Body.End]), end, "\n"); text != c.want || got.Sections != c.sections {
				t.Errorf("%s: %d sections, %q, want %d, %q", c.name, got.Sections, text, c.sections, c.want)
			}
		}
	}
}

func TestComments(t *testing.T) {
	for in, want := range map[string]string{
		"a <!-- x --> b\n":            "a  b\n",
		"a\n<!-- x\nx -->\nb\n":       "a\n\nb\n",
		"a\n<!-- x\n\nx\n":            "a\n",
		"a <!-- b\n":                  "a <!-- b\n",
		"<!-- pir:end -->\n":          "<!-- pir:end -->\n",
		"<!-- x --><!-- pir:end -->":  "<!-- pir:end -->",
		"<!-- pir:endless x -->\na\n": "\na\n",
	} {
		r, _ := redacted(t, front("")+in)
		if got := string(r.File.Bytes[r.Body.Start:]); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

// TestRefused holds what is an error and not a guess.
func TestRefused(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"broken YAML":            {file, "---\ntitle: [\n---\n", "front matter could not be read"},
		"another tool's":         {file, "---\nlayout: post\nauthor: x\ndate: y\ntags: z\n---\n", "front matter could not be read"},
		"no text":                {file, "\x00", "could not be read as a report"},
		"a name in markup":       {file, front("") + "sre**-1**\n", "still names somebody"},
		"a soft hyphen":          {file, front("") + "Quill&shy;feather\n", "still names somebody"},
		"a hard hyphen":          {file, front("") + "sre&#8209;1, or sre\u20111\n", "still names somebody"},
		"wide letters":           {file, front("") + "Ｑuillfeather\n", "still names somebody"},
		"two links":              {file, front("") + "[Quill](a.md)[feather](b.md)\n", "still names somebody"},
		"a name in marks":        {file, front("") + "quill\u200bfeather\u200b sre\u200b-1\n", "still names somebody"},
		"a name in code":         {file, front("") + "`sre`-1\n", "still names somebody"},
		"a name in a file":       {"reports/2026-01-01-sre-1-laptop.md", front(""), "the file's name names somebody"},
		"restricted, and nested": {file, front("") + strings.Repeat("> ", 200) + "a\n\n<!-- pir:restricted -->\n", "restricted section"},
	} {
		got, err := redactor(t).Report(source.New(c.file, []byte(c.text)))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), c.file+": ") || len(got.Bytes) > 0 {
			t.Errorf("%s: %v\n%s", name, err, got.Bytes)
		}
	}
}

// TestPersonFields holds that every field with a person is known as one.
func TestPersonFields(t *testing.T) {
	var found []string
	var look func(string, []field.Description)
	look = func(path string, all []field.Description) {
		for _, d := range all {
			at := strings.TrimPrefix(path+"."+d.Name, ".")
			who := strings.HasPrefix(d.Doc, "Who") || strings.HasPrefix(d.Doc, "Handle")
			if who && d.Fields == nil && d.Name != "tlp" && d.Name != "detection" {
				found = append(found, at)
			}
			look(at, d.Fields)
		}
	}
	look("", report.Fields())
	slices.Sort(found)
	known := slices.Sorted(slices.Values(personFields))
	if diff := cmp.Diff(found, known); diff != "" {
		t.Errorf("fields whose meaning begins with Who or Handle, and those that are replaced:\n%s", diff)
	}
}

func TestText(t *testing.T) {
	d := redactor(t)
	if got, want := d.Text("Ada and @zed-9 of @platform wrote to a@b.example"), "person and person of @platform wrote to [address]"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for s, want := range map[string]bool{"2026-01-01-sre-1": true, "2026-01-01-sre-10": false, "presre-1": false, "Mark Ada": true, "adamant": false, "@platform": false, "it": false, "@it": true, "owner": false} {
		if got := d.Names(s); got != want {
			t.Errorf("%q names somebody: %v", s, got)
		}
	}
}

// TestExamples redacts the reports of the example: nobody is left, and nothing else changes.
func TestExamples(t *testing.T) {
	text, err := os.ReadFile("../../examples/people.yaml")
	if err != nil {
		t.Fatal(err)
	}
	list, _ := people.Parse(source.New(people.FileName, text))
	d := New(list, nil)
	files, err := filepath.Glob("../../examples/reports/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := d.Report(source.New(name, text))
		if err != nil {
			t.Error(err)
			continue
		}
		small := strings.ToLower(string(got.Bytes))
		for _, p := range list.People {
			if at := wordIndex(small, people.Bare(p.Handle.Value)); at >= 0 {
				t.Errorf("%s: %s is left in …%s…", name, p.Handle.Value, small[max(0, at-40):min(len(small), at+40)])
			}
		}
		if strings.Contains(small, "@") {
			t.Errorf("%s: an @ is left", name)
		}
		parser := report.NewParser()
		before, after := parser.Parse(source.New(name, text)), parser.Parse(source.New(name, got.Bytes))
		if diff := cmp.Diff(shape(before), shape(after)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		again, err := d.Report(source.New(name, text))
		if err != nil || string(again.Bytes) != string(got.Bytes) {
			t.Errorf("%s differs the second time: %v", name, err)
		}
	}
}

// shape is what redaction must not change.
func shape(r *report.Report) []string {
	list := []string{r.Kind.Value, r.Severity.Value, r.Status.Value, r.TLP.Value, r.Incident.Value, r.Impact.Cost.Amount.Value, r.Impact.Customers.Value, fmt.Sprint(r.Impact.Records.Num, r.Impact.EffortHours.Num), r.Timezone.Value, fmt.Sprint(len(r.Problems))}
	for _, e := range r.Timeline {
		list = append(list, e.At.Value, e.At.At.String(), e.Milestone.Value)
	}
	for i := range r.Causes {
		list = append(list, r.Causes[i].ID.Value, r.Causes[i].Category.Value, fmt.Sprint(len(r.Causes[i].Whys)))
	}
	for i := range r.Actions {
		a := &r.Actions[i]
		list = append(list, a.ID.Value, a.Status.Value, a.Due.Value, a.Done.Value, a.Verified.On.Value, a.Verified.Result.Value, fmt.Sprint(len(a.Addresses), len(a.Escalations)), a.Ticket.Value)
	}
	for _, l := range r.Lengths() {
		list = append(list, l.Text())
	}
	sections, _ := r.Sections()
	for _, s := range sections {
		list = append(list, s.Title)
	}
	return list
}

func FuzzReport(f *testing.F) {
	f.Add(planted())
	f.Add(front("elsewhere: \"@sre-1\"\n") + "## A\n<!-- pir:restricted -->\nx\n")
	f.Add("---\ntitle: x\nseverity: sev1\nteams: sre-1\n---\n")
	for _, s := range []string{"@", "@@sre-1", "a@", "@sre-1@sre-1", "sre-1@x", "<!--", "<!-- pir:restricted", "&#64", "%40%40", `\@\@`, "＠it", "Ada\n\nQuillfeather", "K@sre-1", "ſre-1", "İt", "Ada Ada"} {
		f.Add(front("") + s)
	}
	d := redactor(f)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := d.Report(source.New(file, []byte(text)))
		if err != nil {
			return
		}
		small := strings.ToLower(string(got.Bytes))
		for _, token := range []string{"sre-1", "quillfeather", "j.fennimore", "josé fennimore", "ciso"} {
			if at := wordIndex(small, token); at >= 0 {
				t.Fatalf("%q is left in %q", token, small)
			}
		}
		again, err := d.Report(source.New(file, got.Bytes))
		if err != nil {
			t.Fatalf("the result cannot be redacted again: %v\n%s", err, got.Bytes)
		}
		if again.Sections > 0 || again.Addresses > 0 {
			t.Fatalf("the second time finds more: %+v\n%s", again, got.Bytes)
		}
	})
}
