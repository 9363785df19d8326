package people_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/source"
)

func parse(text string) (*people.List, []string) {
	f := source.New(people.FileName, []byte(text))
	l, problems := people.Parse(f)
	if problems == nil {
		return l, nil
	}
	lines := make([]string, 0, len(problems))
	for _, p := range problems {
		lines = append(lines, fmt.Sprintf("%s %s", f.Position(p.Span.Start), p.Message))
	}
	return l, lines
}

const team = `people:
  - {handle: "@platform-lead", team: platform}
  - {handle: "@sre-3", team: platform, active_until: 2026-06-30, name: Third on call}
  - {handle: support, team: support-desk, active_until: unknown}
`

func TestFind(t *testing.T) {
	for _, text := range []string{team, source.BOM + strings.ReplaceAll(team, "\n", "\r\n")} {
		l, problems := parse(text)
		if problems != nil {
			t.Fatal(problems)
		}
		if len(l.People) != 3 {
			t.Fatalf("people %+v", l.People)
		}
		for _, tt := range []struct{ word, want string }{
			{"@sre-3", "@sre-3"}, {"SRE-3", "@sre-3"}, {" @Platform-Lead ", "@platform-lead"}, {"@support", "support"}, {"sre-4", ""}, {"", ""}, {"@", ""},
		} {
			if p, ok := l.Find(tt.word); p.Handle.Value != tt.want || ok != (tt.want != "") {
				t.Errorf("find %q: %q, %v", tt.word, p.Handle.Value, ok)
			}
		}
		if p, _ := l.Find("sre-3"); !p.ActiveUntil.Known || p.ActiveUntil.Day.Format("2006-01-02") != "2026-06-30" {
			t.Errorf("active until %+v", p.ActiveUntil)
		}
		if p, _ := l.Find("support"); p.ActiveUntil.Known {
			t.Errorf("an unknown day is known: %+v", p.ActiveUntil)
		}
	}
}

func TestNear(t *testing.T) {
	l, _ := parse(team)
	for word, want := range map[string]string{
		"@platform-led": "@platform-lead", "third on call": "@sre-3", "@sre-4": "@sre-3", "@finance": "",
	} {
		if p, ok := l.Near(word); p.Handle.Value != want || ok != (want != "") {
			t.Errorf("near %q: %q, %v, want %q", word, p.Handle.Value, ok, want)
		}
	}
	for word, want := range map[string]bool{"@platform": true, "Support-Desk": true, "support": false, "nobody": false, "": false} {
		if got := l.Team(word); got != want {
			t.Errorf("%q is a team: %v, want %v", word, got, want)
		}
	}
}

func TestEmpty(t *testing.T) {
	for _, text := range []string{"", "# nobody yet\n", "people:\n", "people: []\n"} {
		if l, problems := parse(text); len(l.People) != 0 || problems != nil {
			t.Errorf("%q: %+v, %v", text, l.People, problems)
		}
	}
}

// TestFaults holds that every fault is told with its place, and that the others can still be found.
func TestFaults(t *testing.T) {
	l, problems := parse(`people:
  - {handle: "@sre-1", taem: platform}
  - {team: platform}
  - {handle: "@SRE-1"}
  - {handle: "@", team: x}
  - {handle: "@sre-2", active_until: 2026-02-30}
  - {handle: [a]}
poeple: []
`)
	want := []string{
		`2:24 a person has no key "taem"; did you mean "team"?`,
		`6:38 active_until is "2026-02-30", there is no such day; write a date as 2026-03-31, or unknown`,
		`7:14 handle must be a single value, found a list`,
		`8:1 people.yaml has no key "poeple"; did you mean "people"?`,
		`3:5 a person needs a handle, such as "@sre-1"`,
		`4:14 @SRE-1 stands already in line 2; every handle may stand once`,
		`5:14 handle "@" has no letters; write a word such as "@sre-1"`,
	}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if len(l.People) != 2 {
		t.Errorf("people %+v", l.People)
	}
	if _, problems := parse("- a\n"); len(problems) != 1 || problems[0] != "1:1 expected `key: value` lines, found a list" {
		t.Errorf("a list: %q", problems)
	}
}

func TestEmail(t *testing.T) {
	l, problems := parse("people:\n  - {handle: a, email: a@lindgrove.example}\n  - {handle: b}\n")
	if p, _ := l.Find("a"); problems != nil || p.Email.Value != "a@lindgrove.example" {
		t.Errorf("%v, %v", p.Email, problems)
	}
	for _, bad := range []string{"a", "A <a@x.example>", "a@x.example, b@x.example", "a@x.example\\r\\nBcc: b@x.example", "@x.example"} {
		_, problems := parse("people:\n  - {handle: a, email: \"" + bad + "\"}\n")
		if len(problems) != 1 || !strings.Contains(problems[0], "write an address such as") {
			t.Errorf("%s: %q", bad, problems)
		}
	}
}
